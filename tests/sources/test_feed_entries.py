"""What entries of feeds mean: identity, time, picture, title and source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledebot.bot.sources import feed
from tests.sources.rss import BODY, URL, item, parse, rss


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


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Use &lt;template&gt; and List&lt;String&gt;", "Use <template> and List<String>"),
        ("&lt;b&gt;Ferry&lt;/b&gt; home", "Ferry home"),
        ("&amp;lt;b&amp;gt;Ferry&amp;lt;/b&amp;gt; home", "Ferry home"),
        ("Ferry&lt;br&gt;home", "Ferry home"),
        ("5 &lt; 6", "5 < 6"),
        ("Ferries &amp;amp;amp; bikes", "Ferries & bikes"),
        ("The ferry&amp;amp;rsquo;s home", "The ferry’s home"),
        ("&amp;amp;#39;Ferries&amp;amp;#39; &amp;amp;quot;and&amp;amp;quot; bikes", "'Ferries' \"and\" bikes"),
        ("Why &lt;port-list&gt; is slow", "Why <port-list> is slow"),
        ("Ann: “Home &lt;a hre…”", "Ann: “Home …”"),
    ],
)
def test_a_title_s_tags_are_markup_where_they_end_and_words_where_they_stand_alone(written: str, title: str) -> None:
    assert parse(rss(item(title=written))).items[0].title == title


@pytest.mark.parametrize(
    "title", ["Untitled", "(no title)", "[图片]", "无标题", "🎬 Media is too big", "New status by islander"]
)
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
        "<enclosure url='/a.jpg' type='jpg'/>",
        "<enc:enclosure resource='https://news.example/a.jpg' type='image/jpeg'/>",
        "<thumbnail>/a.jpg</thumbnail>",
        "<media:content url='/v.mp4' width='700'/><media:thumbnail url='/a.jpg'/>",
        "<media:content url='/b.jpg' width='940'/><media:content url='/a.jpg' width='900' isDefault='true'/>",
        "<media:content url='/s.jpg' width='140' isDefault='true'/><media:content url='/a.jpg' width='900'/>",
    ],
)
def test_the_picture_of_an_entry(offer: str) -> None:
    found = parse(rss(item(offer))).items[0].image
    assert found in ("https://news.example/a.jpg", "https://news.example/a.jpg?x")


def test_what_a_picture_shows_is_not_the_text_of_a_short_post() -> None:
    shown = "<media:description type='plain'>码头边停着一艘白色的渡轮，三名船员站在甲板上挥手。</media:description>"
    picture = f"<media:content url='/a.jpg' medium='image'><media:rating>nonadult</media:rating>{shown}</media:content>"
    found = parse(rss(item(f"<description>早上好！</description>{picture}"))).items[0]
    assert (found.html, found.image) == ("早上好！", "https://news.example/a.jpg")


def test_an_aggregator_s_paper_is_the_source_and_leaves_the_title() -> None:
    entry = item(
        "<source url='https://island.example'>岛报</source><description>地铁开工 岛报</description>", "地铁开工 - 岛报"
    )
    found = parse(rss(entry)).items[0]
    assert (found.title, found.source, found.html) == ("地铁开工", "岛报", "")
    assert feed.parse(rss(entry), url=URL, name="聚合").items[0].source == "聚合"


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://island.example/rss", "岛报"),
        ("https://www.news.example/rss", "报"),
        ("https://rss.news.example/", "报"),
        ("/rss", "报"),
        ("", "报"),
    ],
)
def test_what_was_taken_over_from_another_site_is_that_site_s(address: str, source: str) -> None:
    head = "<title>报</title><link>https://news.example/</link>"
    entry = item(f"<source url='{address}'>岛报</source><description>{BODY}</description>", "渡轮首航")
    assert parse(rss(entry, head)).items[0].source == source


def test_an_entry_of_a_planet_is_its_author_s() -> None:
    told = "<title>张三的日志</title><link href='https://zhang.example/'/><updated>2020-01-01T00:00:00Z</updated>"
    entry = f"<entry><title>渡轮首航</title><id>tag:7</id><source>{told}</source><summary>{BODY}</summary></entry>"
    head = "<title>星球</title><link href='https://planet.example/'/>"
    found = parse(f"<feed xmlns='http://www.w3.org/2005/Atom'>{head}{entry}</feed>".encode()).items[0]
    assert (found.source, found.title, found.published) == ("张三的日志", "渡轮首航", None)


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ("<link/><guid>https://news.example/7</guid>", "https://news.example/7"),
        ("<link> </link><guid isPermaLink='true'>https://news.example/7</guid>", "https://news.example/7"),
        ("<link/><guid isPermaLink='false'>https://news.example/7</guid>", None),
        ("<guid>ferry-7</guid>", None),
        ("<guid>/7</guid>", "https://news.example/7"),
        (
            "<link>http://feedproxy.google.com/~r/n/~3/x/</link><guid isPermaLink='false'>https://news.example/7</guid>",
            "https://news.example/7",
        ),
        (
            "<link>http://feedproxy.google.com/~r/n/~3/x/</link><guid isPermaLink='false'>ferry-7</guid>",
            "http://feedproxy.google.com/~r/n/~3/x/",
        ),
    ],
)
def test_an_empty_link_leaves_the_word_to_the_id_if_it_is_an_address(links: str, url: str | None) -> None:
    entry = f"<item><title>渡轮首航</title>{links}<description>{BODY}</description></item>"
    assert parse(rss(entry, "<title>报</title><link>https://news.example/</link>")).items[0].url == url


def test_an_atom_entry_whose_link_was_left_empty_is_at_its_id() -> None:
    link = "<link href='' rel='alternate'/>"
    entry = f"<entry><title>渡轮首航</title><id>https://news.example/7</id>{link}<summary>{BODY}</summary></entry>"
    head = "<title>报</title><link href='https://news.example/'/>"
    found = parse(f"<feed xmlns='http://www.w3.org/2005/Atom'>{head}{entry}</feed>".encode()).items[0]
    assert found.url == "https://news.example/7"


def test_all_who_wrote_an_atom_entry_are_named_and_its_topics_as_people_call_them() -> None:
    people = "<author><name>张三</name></author><author><name>李四</name></author>"
    told = f"<category term='c1' label='港口'/><summary>{BODY}</summary>"
    entry = f"<entry><title>渡轮首航</title><id>tag:7</id>{people}{told}</entry>"
    found = parse(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>报</title>{entry}</feed>".encode()).items[0]
    assert (found.author, found.topics) == ("张三、李四", ("港口",))


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>渡轮首航</h2>",
        "<p><b>渡轮首航</b></p>",
        "<strong>渡轮首航</strong><br>",
        "<p>【岛城渡轮今天首航】岛报讯。</p>",
    ],
)
def test_a_heading_in_the_text_is_the_title_of_an_entry_without_one(heading: str) -> None:
    entry = item(f"<description><![CDATA[{heading}<p>{BODY}</p>]]></description>", "")
    assert parse(rss(entry)).items[0].title in ("渡轮首航", "岛城渡轮今天首航")


def test_entries_that_share_an_id_and_have_other_links_and_titles_are_articles_of_their_own() -> None:
    entries = "".join(
        item(
            f"<guid isPermaLink='false'>x</guid><description>{BODY}{n}</description>",
            f"第{n}条",
            f"https://news.example/{n}",
        )
        for n in (1, 2)
    )
    found = parse(rss(entries)).items
    assert [(one.guid, one.url) for one in found] == [
        (None, "https://news.example/1"),
        (None, "https://news.example/2"),
    ]


@pytest.mark.parametrize("page", ["https://news.example/", "https://news.example/changes/"])
def test_an_id_that_all_entries_of_a_page_share_is_none(page: str) -> None:
    entries = [item(f"<guid>{page}#1</guid>", f"第{n}条", page) for n in (1, 2)]
    assert [one.guid for one in parse(rss("".join(entries))).items] == ["title:第1条", "title:第2条"]


@pytest.mark.parametrize("id_of", [lambda number: f"<guid isPermaLink='false'>v{number}</guid>", lambda number: ""])
@pytest.mark.parametrize("link", ["https://port.example/", "https://port.example/log#v{}"])
def test_an_address_of_several_entries_identifies_none_of_them(id_of: Callable[[int], str], link: str) -> None:
    date = "<pubDate>Tue, 07 Oct 2025 06:30:15 GMT</pubDate>"
    entries = "".join(
        f"<item><title>Release {number}</title><link>{link.format(number)}</link>{id_of(number)}{date}</item>"
        for number in range(3)
    )
    document = f"<rss><channel><title>Tool</title><link>https://port.example/</link>{entries}</channel></rss>"
    items = feed.parse(document.encode(), url="https://port.example/feed").items
    assert len({item.guid for item in items}) == 3
    assert all(item.shared for item in items)
    assert [item.url for item in items] == [link.format(number) for number in range(3)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("渡轮四月起在夜间也开行<br>票价不变<br>欢迎乘坐", "渡轮四月起在夜间也开行"),
        ("快讯<br>渡轮四月起在夜间也开行", "渡轮四月起在夜间也开行"),
        ("Ferries sail at night from April https://t.example/abc", "Ferries sail at night from April"),
        ("https://t.example/abc", "https://t.example/abc"),
    ],
)
def test_the_first_line_of_a_text_is_a_title_for_it_without_an_address_at_its_end(text: str, title: str) -> None:
    assert parse(rss(item(f"<description><![CDATA[{text}]]></description>", ""))).items[0].title == title


def test_a_deck_stands_before_a_text_that_breaks_off() -> None:
    deck, cut = "The mill grinds again.", "On Monday the old mill by the river, which had st… [+240 chars]"
    bodies = f"<description>{deck}</description><content:encoded>{cut}</content:encoded>"
    assert parse(rss(item(bodies))).items[0].html == f"{deck}\n\n{cut}"
    marked = bodies.replace(cut, f"&lt;i&gt;{cut}")
    assert parse(rss(item(marked))).items[0].html == f"<p>{deck}</p>\n<i>{cut}"
    whole = f"<description>{deck}</description><content:encoded>{deck} It had stood still.</content:encoded>"
    assert "<p>" not in parse(rss(item(whole))).items[0].html
    longer = f"<description>{deck} {deck} {deck} {deck}</description><content:encoded>{cut}</content:encoded>"
    assert parse(rss(item(longer))).items[0].html == f"{' '.join([deck] * 4)}\n\n{cut}"
    unstopped = bodies.replace(deck, "The mill by the river grinds again after nine years")
    assert parse(rss(item(unstopped))).items[0].html.endswith(f"years\n\n{cut}")
