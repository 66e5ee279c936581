"""Entries' links, out of their wrappings."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.sources.links import entry_link, feed_address, loose_url

TARGET = "https://island.example/ferry?id=7"


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.google.com/url?rct=j&sa=t&url={}&ct=ga",
        "https://www.google.co.uk/url?q={}",
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&tid=1&url={}&c=2",
        "https://l.facebook.com/l.php?u={}&h=AT0",
        "https://link.zhihu.com/?target={}",
        "https://r.search.yahoo.com/_ylt=A;_ylu=B/RV=2/RE=1/RO=10/RU={}/RK=2/RS=x",
        "https://out.reddit.com/t3_1abc?url={}&token=AQ",
        "https://links.jianshu.com/go?to={}",
        "https://link.csdn.net/?target={}",
        "https://sspai.com/link?target={}",
        "https://href.li/?{}",
        "https://eur01.safelinks.protection.outlook.com/?url={}&data=05",
        "https://l.workplace.com/l.php?u={}&h=AT0",
        "https://count.example/click?id=3&url={}",
        "https://go.count.example/?id=3&url={}",
        "https://mail.example/t/goto/?lang=en&target={}",
    ],
)
def test_redirecting_services_give_way_to_where_they_lead(wrapped: str) -> None:
    once = wrapped.format(quote(TARGET, safe=""))
    assert entry_link(once) == TARGET
    assert entry_link(wrapped.format(quote(once, safe=""))) == TARGET


@pytest.mark.parametrize("path", ["rss/articles", "articles", "read"])
@pytest.mark.parametrize("url", [TARGET, f"{TARGET}&long={'x' * 200}"])
def test_the_address_in_an_older_link_of_google_s_news_is_the_link(path: str, url: str) -> None:
    length = bytes([len(url)]) if len(url) < 128 else bytes([len(url) % 128 + 128, len(url) // 128])
    for end in (b"\xd2\x01\x00", b""):
        held = urlsafe_b64encode(b"\x08\x13\x22" + length + url.encode() + end).decode().rstrip("=")
        assert entry_link(f"https://news.google.com/{path}/{held}?oc=5&hl=en") == url


def test_newer_links_of_google_s_news_stay_links() -> None:
    for held in ("CBMigwFBVV95cUxNSTdJdTY3SnlJSDJkLVNQN2NW", "a" * 21, "-" * 30, "a" * 22, "a" * 23):
        link = f"https://news.google.com/rss/articles/{held}?oc=5"
        assert entry_link(link) == link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.island.example/a", "https://www.island.example/a"),
        ("news.example/a/1", "https://news.example/a/1"),
        ("2025/07/post/", "https://news.example/b/2025/07/post/"),
        ("/a b/c", "https://news.example/a%20b/c"),
        ("https://news.example/old ferry\n", "https://news.example/old%20ferry"),
        ("https://news.example/\n   a/1", "https://news.example/a/1"),
        ("https://news.example/a?utm_source=rss&id=3&utm_medium=x#top", "https://news.example/a?id=3#top"),
        ("https://news.example/a?q=%B0%A1&b", "https://news.example/a?q=%B0%A1&b"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://a-b.cdn.ampproject.org/c/s/a-b.example/1", "https://a-b.example/1"),
        ("https://www.google.com/amp/s/a.example/1?b=2", "https://a.example/1?b=2"),
        ("https://news.example/a?b=1&amp;c=2", "https://news.example/a?b=1&c=2"),
        ("https://medium.example/ferry-7?source=rss----abc", "https://medium.example/ferry-7"),
        ("https://news.example/a/1\u200b", "https://news.example/a/1"),
        ("not an address", None),
        ("https://" + "a" * 64 + ".example/", None),
        ("https://news..example/", None),
        ("javascript:alert(1)", None),
        ("N/A", None),
        ("null", None),
        ("https://news.example/a?at_medium=RSS&id=3&at_campaign=x", "https://news.example/a?id=3"),
        (
            "https://news.example/a?url=https%3A%2F%2Fb.example%2F",
            "https://news.example/a?url=https%3A%2F%2Fb.example%2F",
        ),
        (
            "https://news.example/click?id=3&see=https://b.example/",
            "https://news.example/click?id=3&see=https://b.example/",
        ),
        ("https://news.example/a?src=rss&id=3", "https://news.example/a?id=3"),
        ("https://news.example/a?ref=letters.quay.example", "https://news.example/a"),
        ("https://news.example/a?ref=main", "https://news.example/a?ref=main"),
        ("https://news.example/a?ref=report.pdf", "https://news.example/a?ref=report.pdf"),
        ("https://news.example/a?wt_mc=rss.red.ho&_ga=2.1", "https://news.example/a"),
        ("https://news.example/a?tag=rss&format=rss", "https://news.example/a?tag=rss&format=rss"),
        ("<a href='https://news.example/a'>see</a>", "https://news.example/a"),
        ("https://news.example/a.html#xtor=RSS-3208", "https://news.example/a.html"),
        ("https://news.example/a.html#Echobox=1712000000", "https://news.example/a.html"),
        ("HTTPS://News.Example/A.html", "https://news.example/A.html"),
        ("https://news.example/a.html#utm_source=rss&utm_medium=x", "https://news.example/a.html"),
        ("https:\\/\\/news.example\\/a\\/1", "https://news.example/a/1"),
        ("https:\\\\news.example\\a", "https://news.example/a"),
        ("https:/news.example/a", "https://news.example/a"),
        ("http:///news.example/a", "http://news.example/a"),
        ("http//news.example/a", "http://news.example/a"),
        ("http://https://news.example/a", "https://news.example/a"),
        ("http/2.html", "https://news.example/b/http/2.html"),
    ],
)
def test_links_as_people_write_them(text: str, expected: str | None) -> None:
    assert entry_link(text, base="https://news.example/b/") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("feed://news.example/rss", "http://news.example/rss"),
        ("feed:https://news.example/rss", "https://news.example/rss"),
        ("https://news.example/feed:1", "https://news.example/feed:1"),
        ("file:///etc/passwd", None),
    ],
)
def test_addresses_of_feeds(text: str, expected: str | None) -> None:
    assert feed_address(text) == expected


def test_an_address_without_a_scheme_and_a_base_is_one_all_the_same() -> None:
    assert loose_url("//news.example/a.jpg") == "https://news.example/a.jpg"
    assert loose_url("//news.example/a.jpg", base="http://b.example/") == "http://news.example/a.jpg"


@given(st.text(max_size=60), st.sampled_from(["", "https://www.google.com/url?q=", "https://r.search.yahoo.com/RU="]))
def test_any_text_is_a_web_address_or_none(text: str, before: str) -> None:
    for found in (entry_link(before + text, base="https://news.example/"), loose_url(text), feed_address(text)):
        assert found is None or found.startswith(("http://", "https://"))
