"""What entries of feeds mean: identity, time, picture, title and source."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ledebot.bot.sources import feed
from tests.sources.test_feed import BODY, URL, item, parse, rss


def test_entries_dated_by_the_program_that_made_the_feed_keep_their_addresses_for_ids() -> None:
    date = "<pubDate>Tue, 03 Feb 2026 08:00:00 +0800</pubDate>"
    found = parse(rss("".join(item(date, f"第{n}条", f"https://news.example/{n}") for n in range(4))))
    assert [entry.guid for entry in found.items] == [entry.url for entry in found.items]
    dated = [date.replace("08:00", f"0{n}:00") for n in range(4)]
    found = parse(rss("".join(item(dated[n], f"第{n}条", f"https://news.example/{n}") for n in range(4))))
    assert {entry.guid for entry in found.items} == {None}


def test_a_title_that_comes_again_at_its_address_is_told_apart_by_its_date() -> None:
    dates = [f"<pubDate>Tue, 03 Feb 2026 {hour}:00:00 +0800</pubDate>" for hour in ("08", "20")]
    found = parse(rss("".join(item(f"{date}<description>{BODY}{date}</description>") for date in dates)))
    assert len({entry.guid for entry in found.items}) == 2


@pytest.mark.parametrize(
    ("title", "body"),
    [("地铁开工", "On Monday."), ("Subway 7", BODY), ("Subway 7", f"<p>{BODY}</p>")],
    ids=["title", "text", "html"],
)
def test_a_zone_is_that_of_the_language_that_titles_or_texts_are_in(title: str, body: str) -> None:
    entry = item(f"<pubDate>2026-02-03 08:00:00</pubDate><description><![CDATA[{body}]]></description>", title)
    found = parse(rss(entry, "<title>x</title><language>en</language>")).items[0]
    assert found.published == datetime(2026, 2, 3, tzinfo=UTC)
    assert found.warnings == ("its date names no zone; taken as UTC+08:00",)


def test_a_headline_that_is_wrapped_in_its_source_is_one() -> None:
    assert parse(rss(item(title="Subway line\n   opens in May"))).items[0].title == "Subway line opens in May"
    assert (
        parse(rss(item(title="Use &lt;template&gt; and List&lt;String&gt;"))).items[0].title == "Use and List<String>"
    )


@pytest.mark.parametrize("title", ["Untitled", "(no title)", "[图片]", "无标题"])
def test_a_word_for_no_title_is_none(title: str) -> None:
    found = parse(rss(item("<description>渡轮今天首航，居民早早来到码头。</description>", title))).items[0]
    assert found.title == "渡轮今天首航，居民早早来到码头。"
    assert parse(rss(item("", title))).items[0].title == title


def test_how_a_title_s_characters_are_read_is_not_its_text() -> None:
    title = "&lt;ruby&gt;島&lt;rp&gt;(&lt;/rp&gt;&lt;rt&gt;しま&lt;/rt&gt;&lt;rp&gt;)&lt;/rp&gt;&lt;/ruby&gt;の船"
    assert parse(rss(item("", title))).items[0].title == "島の船"


@pytest.mark.parametrize(
    "offer",
    [
        "<media:content url='/s.jpg' width='140'/><media:content url='/a.jpg' width='700'/>",
        "<media:content url='/a.jpg?x' width='700' height='400'/>",
        "<media:thumbnail url='/a.jpg'/><enclosure url='/b.jpg' type='image/jpeg'/>",
        "<enclosure url='/a.mp3' type='audio/mpeg'/><enclosure url='/a.jpg' type='image/jpeg'/>",
        "<image><url>/a.jpg</url></image>",
        "<thumbnail>/a.jpg</thumbnail>",
        "<media:content url='/v.mp4' width='700'/><media:thumbnail url='/a.jpg'/>",
    ],
)
def test_the_picture_of_an_entry(offer: str) -> None:
    found = parse(rss(item(offer))).items[0].image
    assert found in ("https://news.example/a.jpg", "https://news.example/a.jpg?x")


def test_an_aggregator_s_paper_is_the_source_and_leaves_the_title() -> None:
    entry = item(
        "<source url='https://island.example'>岛报</source><description>地铁开工 岛报</description>", "地铁开工 - 岛报"
    )
    found = parse(rss(entry)).items[0]
    assert (found.title, found.source, found.html) == ("地铁开工", "岛报", "")
    assert feed.parse(rss(entry), url=URL, name="聚合").items[0].source == "聚合"
