"""What programs write into feeds where the format has another place for it."""

from __future__ import annotations

import pytest

from ledebot.bot.sources.feed import parse as parse_feed
from ledebot.bot.text.document import read
from tests.sources.test_feed import BODY, item, parse, rss

PICTURE = "https://news.example/ship.jpg"


@pytest.mark.parametrize(
    "written",
    [f"<image>\n{PICTURE}\n</image>", f"<enclosure>{PICTURE}</enclosure>", f"<image><url>{PICTURE}</url></image>"],
)
def test_a_picture_s_address_may_be_an_element_s_text(written: str) -> None:
    assert parse(rss(item(written))).items[0].image == PICTURE


def test_an_enclosure_s_address_is_not_the_entry_s() -> None:
    links = f"<link href='https://news.example/7'/><link rel='enclosure' type='image/jpeg'>{PICTURE}</link>"
    entry = f"<entry><id>tag:7</id>{links}<title>渡轮首航</title><summary>{BODY}</summary></entry>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>报</title>{entry}</feed>"
    found = parse_feed(feed.encode(), url="https://news.example/rss").items[0]
    assert (found.url, found.image) == ("https://news.example/7", PICTURE)


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("https://news.example/7", "https://news.example/7"),
        ("https://other.example/7", "https://news.example/"),
        ("7", "https://news.example/"),
    ],
)
def test_where_all_link_to_the_site_the_id_is_the_page(guid: str, url: str) -> None:
    entry = item(f"<guid>{guid}</guid><description>{BODY}</description>", "渡轮首航", "https://news.example/")
    assert parse(rss(entry)).items[0].url == url


@pytest.mark.parametrize("title", ["&lt;![CDATA[渡轮首航]]&gt;", "&lt;[CDATA[渡轮首航]]&gt;", "<![CDATA[渡轮首航]]>"])
def test_marks_of_xml_are_no_title(title: str) -> None:
    assert parse(rss(item(title=title))).items[0].title == "渡轮首航"


def test_entities_escaped_once_too_often_are_marks() -> None:
    entry = item("<description>The ferry&amp;amp;rsquo;s first trip &amp;amp;amp; its crew.</description>")
    assert read(parse(rss(entry)).items[0]).paragraphs == ("The ferry’s first trip & its crew.",)
