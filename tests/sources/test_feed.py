"""Feeds of every format, with the habits of real ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ledebot.bot.sources import feed
from tests.sources.rss import BODY, URL, item, parse, rss


def test_rss_in_full() -> None:
    found = parse(
        rss(
            item(
                f"<guid isPermaLink='false'>a-1</guid><description>{BODY}</description>"
                f"<content:encoded><![CDATA[<p>{BODY}</p><p>更多细节。</p>]]></content:encoded>"
                "<pubDate>Tue, 03 Feb 2026 08:00:00 +0800</pubDate><dc:creator>王小明</dc:creator>"
                "<category>本地</category><category>交通</category><category>video.example/channel</category>"
                "<media:content url='https://img.example/a.jpg' medium='image'/>"
            ),
            "<title>晨报 </title><link>https://news.example/</link><language>zh-CN</language><ttl>30</ttl>",
        )
    )
    assert (found.title, found.language, found.ttl, found.link) == ("晨报", "zh-CN", 1800, "https://news.example/")
    (only,) = found.items
    assert only.source == "晨报"
    assert only.guid == "a-1"
    assert only.url == "https://news.example/a"
    assert only.html == f"<p>{BODY}</p><p>更多细节。</p>"
    assert only.published == datetime(2026, 2, 3, tzinfo=UTC)
    assert only.author == "王小明"
    assert only.topics == ("本地", "交通")
    assert only.image == "https://img.example/a.jpg"
    assert only.language == "zh-CN"


def test_atom() -> None:
    (only,) = parse(
        f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh"><title>晨报</title>
        <link rel="alternate" href="https://news.example/"/><entry><title type="html">地铁&amp;lt;开工&amp;gt;</title>
        <id>tag:news.example,2026:1</id><link rel="alternate" href="/a"/><updated>2026-02-03T08:00:00+08:00</updated>
        <author><name>王小明</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p>
        </div></content></entry></feed>""".encode()
    ).items
    assert only.title == "地铁<开工>"
    assert only.url == "https://news.example/a"
    assert only.published == datetime(2026, 2, 3, tzinfo=UTC)
    assert BODY.strip() in only.html
    assert only.author == "王小明"


@pytest.mark.parametrize(
    "data",
    [
        (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            b'<channel rdf:about="https://news.example/"><title>Daily</title><link>https://news.example/</link></channel>'
            b'<item rdf:about="https://news.example/a"><title>One</title><link>https://news.example/a</link>'
            b'<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-02-03T00:00:00Z</dc:date></item></rdf:RDF>'
        ),
        (
            b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
            b'"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Daily</title>'
            b"<link>https://news.example/</link><item><title>One</title><link>https://news.example/a</link>"
            b"<pubDate>Tue, 03 Feb 2026 00:00:00 GMT</pubDate></item></channel></rss>"
        ),
        (
            b'<rss version="0.92"><channel><title>Daily</title><item><title>One</title><link>https://news.example/a</link>'
            b"<pubDate>2026-02-03</pubDate></item></channel></rss>"
        ),
        (
            b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Daily</title><entry><title>One</title>'
            b'<link rel="alternate" href="https://news.example/a"/><issued>2026-02-03T00:00:00Z</issued></entry></feed>'
        ),
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Daily",
                "items": [{"id": 7, "title": "One", "url": "https://news.example/a", "date_published": "2026-02-03"}],
            }
        ).encode(),
    ],
    ids=["rdf", "0.91", "0.92", "atom 0.3", "json"],
)
def test_the_older_formats(data: bytes) -> None:
    assert feed.looks_like_feed(data)
    (only,) = parse(data).items
    assert (only.title, only.url, only.source) == ("One", "https://news.example/a", "Daily")
    assert only.published == datetime(2026, 2, 3, tzinfo=UTC)


def test_json_feed_in_full() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1",
        "title": "晨报",
        "home_page_url": "https://news.example/",
        "language": "zh-CN",
        "items": [
            {
                "id": "1",
                "content_html": f"<p>{BODY}</p>",
                "title": "地铁开工",
                "url": "/a",
                "author": {"name": "王小明"},
            },
            {
                "id": "2",
                "content_text": "第一行<b>\n第二行",
                "authors": [{"name": "甲"}, {"name": "乙"}],
                "tags": ["交通"],
            },
            {"id": "3"},
            "nonsense",
        ],
    }
    found = parse(json.dumps(data).encode())
    first, second = found.items
    assert (first.url, first.author) == ("https://news.example/a", "王小明")
    assert second.html == "<p>第一行&lt;b&gt;</p><p>第二行</p>"
    assert (second.title, second.author, second.topics) == ("第一行<b> 第二行", "甲、乙", ("交通",))
    assert [one.reason for one in found.failures] == ["cannot be read", "an entry without title and text"]


def test_html_entities_and_stray_ampersands() -> None:
    (only,) = parse(
        rss(item("<description>A&nbsp;&mdash;&nbsp;B &copy; AT&T &bogus; &#x4e2d;&#0;&lt;p&gt;</description>"))
    ).items
    assert only.html == "A\xa0—\xa0B © AT&T &bogus; 中<p>"


def test_a_feed_without_items_is_fine() -> None:
    found = parse(rss(""))
    assert found.title == "晨报"
    assert found.items == ()


def test_items_that_lack_something() -> None:
    found = parse(
        rss(
            "<item><description>只有正文的一条消息，没有标题也没有链接。后面还有一句。</description></item>"
            "<item><title>只有标题</title></item>"
            "<item><link>https://news.example/only-link</link></item>"
            "<item></item>"
            "<item><title>站内链接</title><link>/b?x=1&amp;y=2</link></item>"
            "<item><title>邮件</title><link>mailto:a@news.example</link><description>邮件</description></item>"
            "<item><title>脚本</title><link>javascript:alert(1)</link><description>有正文的条目</description></item>"
        )
    )
    titles = [found_item.title for found_item in found.items]
    assert titles == ["只有正文的一条消息，没有标题也没有链接。", "只有标题", "站内链接", "脚本"]
    assert found.items[2].url == "https://news.example/b?x=1&y=2"
    assert found.items[3].url is None
    assert "its link is no web address" in found.items[3].warnings
    assert [failure.item for failure in found.failures] == [f"{URL}#3", f"{URL}#4", f"{URL}#6"]


def test_a_body_that_repeats_the_title_is_none() -> None:
    (only,) = parse(rss(item("<description><![CDATA[地铁开工]]></description>"))).items
    assert only.html == ""


def test_a_title_of_several_lines() -> None:
    title = "<![CDATA[地铁开工\n      “市民等了十年。”  本地头条 12分钟前]]>"
    (only,) = parse(rss(item(f"<description>{title}</description>", title))).items
    assert only.title == "地铁开工"
    assert only.html == "“市民等了十年。”"
    (later,) = parse(rss(item(f"<description>{title}</description>", title)).replace(b"12", b"47")).items
    assert later.html == only.html


def test_markup_in_titles_is_taken_off() -> None:
    assert parse(rss(item(title="<![CDATA[<b>地铁</b>开工 &amp; 通车]]>"))).items[0].title == "地铁开工 & 通车"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Tue, 03 Feb 2026 08:00:00 +0800", datetime(2026, 2, 3, tzinfo=UTC)),
        ("Tue, 3 Feb 2026 00:00 GMT", datetime(2026, 2, 3, tzinfo=UTC)),
        ("2026-02-03 08:00:00", datetime(2026, 2, 3, tzinfo=UTC)),
        ("2026年2月3日 08:00", datetime(2026, 2, 3, tzinfo=UTC)),
        ("2026年2月3日 下午4:05", datetime(2026, 2, 3, 8, 5, tzinfo=UTC)),
        ("2026/02/03 08:00", datetime(2026, 2, 3, tzinfo=UTC)),
        ("2026-02-03T00:00:00Z", datetime(2026, 2, 3, tzinfo=UTC)),
        ("Invalid Date", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Tue, 99 Feb 2026 00:00:00 GMT", None),
        ("", None),
    ],
)
def test_dates_of_a_chinese_feed(date: str, expected: datetime | None) -> None:
    channel = "<title>晨报</title><language>zh-cn</language>"
    assert parse(rss(item(f"<pubDate>{date}</pubDate>"), channel)).items[0].published == expected


def test_a_chinese_feed_that_declares_english() -> None:
    channel = "<title>晨报</title><language>en</language>"
    assert parse(rss(item(), channel)).items[0].language is None


@pytest.mark.parametrize(
    "inner",
    [
        "<enclosure url='https://img.example/a.jpg' type='image/jpeg' length='1'/>",
        "<media:thumbnail url='https://img.example/a.jpg'/>",
        "<media:group><media:content url='https://img.example/a.jpg' type='image/jpeg'/></media:group>",
        "<itunes:image href='/x/../a.jpg'/><enclosure url='https://img.example/a.jpg' type='image/png'/>",
    ],
)
def test_attached_pictures(inner: str) -> None:
    assert parse(rss(item(inner))).items[0].image in ("https://img.example/a.jpg", "https://news.example/a.jpg")


def test_other_media_are_no_pictures() -> None:
    sound = "<enclosure url='https://img.example/a.mp3' type='audio/mpeg' length='1'/>"
    assert parse(rss(item(sound))).items[0].image is None


def test_identical_entries_count_once_and_shared_ids_for_nothing() -> None:
    twins = item("<guid>1</guid>") * 2
    assert len(parse(rss(twins)).items) == 1
    strangers = item("<guid>1</guid>", "甲", "https://news.example/1") + item(
        "<guid>1</guid>", "乙", "https://news.example/2"
    )
    assert [entry.guid for entry in parse(rss(strangers)).items] == [None, None]


def test_entries_that_all_link_to_the_site_keep_apart() -> None:
    found = parse(rss(item(title="甲", link="https://news.example/") + item(title="乙", link="https://news.example/")))
    assert len({entry.guid for entry in found.items}) == 2
    assert None not in {entry.guid for entry in found.items}
