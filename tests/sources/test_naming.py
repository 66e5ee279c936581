"""What others than the operator see of a source's address: never a key or a password."""

from __future__ import annotations

import pytest

from ledebot.bot.model import SourceConfig, SourceState
from ledebot.bot.sources import feed, page
from ledebot.bot.sources.naming import name_of, public
from ledebot.bot.sources.urls import without_credentials

SECRET = "https://reader:hunter2@paid.example:8443/feed?key=s3cret"  # a test's own


def test_a_source_without_a_title_is_called_by_its_host() -> None:
    assert name_of(SourceState(SourceConfig(SECRET))) == "paid.example"
    assert name_of(SourceState(SourceConfig(SECRET), title="付费报")) == "付费报"
    assert name_of(SourceState(SourceConfig("/srv/archives/posts/"))) == "posts"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{SECRET}: the server answered 401", "paid.example the server answered 401"),
        (f"redirected to {SECRET} and {SECRET}", "redirected to paid.example and paid.example"),
        ("no such host", "no such host"),
        ("https://[::1", "?"),
    ],
)
def test_errors_name_hosts_only(text: str, shown: str) -> None:
    assert public(text) == shown


def test_links_of_a_feed_behind_a_password_are_without_it() -> None:
    text = """<rss version="2.0"><channel><title>付费报</title>
    <item><title>港口开工</title><link>/news/1</link><guid>1</guid><description>港口今天开工。</description>
    <enclosure url="/p/1.jpg" type="image/jpeg"/></item></channel></rss>"""
    (item,) = feed.parse(text.encode(), url=SECRET).items
    assert (item.url, item.image) == ("https://paid.example:8443/news/1", "https://paid.example:8443/p/1.jpg")
    assert "hunter2" not in repr(item)


def test_links_of_a_page_behind_a_password_are_without_it() -> None:
    body = "港口二期工程今天开工，预计三年后完工，附近居民可以在公示栏查到日程。" * 8
    html = f"<html><head><title>港口开工</title></head><body><article><p>{body}</p></article></body></html>"
    item = page.parse(html.encode(), url=SECRET)
    assert "hunter2" not in repr(item)


@pytest.mark.parametrize("url", ["https://a.example/x?y=a@b", "/srv/posts", "https://[::1", ""])
def test_what_has_no_credentials_is_left_alone(url: str) -> None:
    assert without_credentials(url) == url
