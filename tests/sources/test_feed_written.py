"""What programs write into feeds where the format has another place for it."""

from __future__ import annotations

import html

import pytest

from ledebot.bot.sources.feed import looks_like_feed
from ledebot.bot.sources.feed import parse as parse_feed
from ledebot.bot.text.document import read
from tests.sources.rss import BODY, item, parse, rss

PICTURE = "https://news.example/ship.jpg"


@pytest.mark.parametrize(
    "written",
    [
        f"<image>\n{PICTURE}\n</image>",
        f"<enclosure>{PICTURE}</enclosure>",
        f"<image><url>{PICTURE}</url></image>",
        f"<itunes:image>{PICTURE}</itunes:image>",
    ],
)
def test_a_picture_s_address_may_be_an_element_s_text(written: str) -> None:
    assert parse(rss(item(written))).items[0].image == PICTURE


def test_of_pictures_of_several_sizes_written_as_texts_the_largest_is_taken() -> None:
    sizes = "".join(f"<im:image height='{size}'>https://news.example/{size}.jpg</im:image>" for size in (55, 170, 60))
    assert parse(rss(item(sizes))).items[0].image == "https://news.example/170.jpg"


def test_a_body_in_markdown_alone_is_read() -> None:
    written = "<source:markdown xmlns:source='http://source.scripting.com/'>The **new** [boat](https://a.example/1).</source:markdown>"
    found = parse(rss(f"<item><link>https://news.example/7</link>{written}</item>")).items[0]
    assert found.html == '<p>The <strong>new</strong> <a href="https://a.example/1">boat</a>.</p>'


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("<published>2025-10-07T06:30:15Z</published><dc:issued>1513</dc:issued>", "2025-10-07 06:30:15"),
        ("<dc:issued>2025-10-09T06:00Z</dc:issued>", "2025-10-09 06:00"),
    ],
)
def test_when_a_book_was_printed_is_no_entry_s_date_where_it_has_one(dates: str, day: str) -> None:
    entries = (
        f"<entry><title>船</title>{dates}</entry><entry><title>渡</title><published>2025-10-01</published></entry>"
    )
    names = "xmlns='http://www.w3.org/2005/Atom' xmlns:dc='http://purl.org/dc/terms/'"
    assert str(parse(f"<feed {names}>{entries}</feed>".encode()).items[0].published).startswith(day)


def test_a_link_that_a_parser_of_html_spoilt_is_found_beside_its_element() -> None:
    found = parse(
        rss("<item><title>船</title><link/>https://news.example/7<description>渡轮到港。</description></item>")
    )
    assert found.items[0].url == "https://news.example/7"


@pytest.mark.parametrize("name", ["feedburner", "pheedo", "feedblitz"])
def test_the_link_before_a_counting_service_is_the_entry_s(name: str) -> None:
    origin = f"<{name}:origLink xmlns:{name}='http://count.example/{name}'>https://news.example/7</{name}:origLink>"
    assert (
        parse(rss(item(f"<link>http://count.example/click?i=7</link>{origin}"))).items[0].url
        == "https://news.example/7"
    )


def test_an_entry_s_own_base_counts_for_its_pictures() -> None:
    picture = "<media:thumbnail xmlns:media='http://search.yahoo.com/mrss/' url='a.jpg'/>"
    entry = f"<entry xml:base='/blog/'><title>船</title><link href='7'/>{picture}</entry>"
    found = parse(
        f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://news.example/'>{entry}</feed>".encode()
    ).items[0]
    assert (found.url, found.image) == ("https://news.example/blog/7", "https://news.example/blog/a.jpg")


def test_of_pictures_in_elements_of_no_format_those_named_small_come_last() -> None:
    sizes = "".join(f"<{name}>https://news.example/{name}.jpg</{name}>" for name in ("thumbnail", "smallimage"))
    assert parse(rss(item(sizes))).items[0].image == "https://news.example/thumbnail.jpg"
    assert parse(rss(item(f"{sizes}<bigimage>{PICTURE}</bigimage>"))).items[0].image == PICTURE


def test_a_link_to_a_picture_is_one() -> None:
    links = f"<link href='https://news.example/7'/><link rel='image' href='{PICTURE}'/>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>7</id>{links}<title>渡轮</title></entry></feed>"
    found = parse_feed(feed.encode(), url="https://news.example/rss").items[0]
    assert (found.url, found.image) == ("https://news.example/7", PICTURE)


def test_of_two_bodies_that_with_more_text_is_taken_however_long_a_picture_s_sizes_are() -> None:
    sizes = ", ".join(f"https://news.example/ship-{width}.jpg {width}w" for width in range(100, 900, 100))
    teaser = f"<description>&lt;img srcset='{sizes}'/&gt;渡轮首航。</description>"
    found = parse(rss(item(f"{teaser}<content:encoded>{BODY}</content:encoded>"))).items[0]
    assert found.html.startswith(BODY.strip())
    assert read(found).image == "https://news.example/ship-400.jpg"  # which stands in the teaser only


def test_a_title_a_text_and_a_date_may_stand_in_elements_of_other_vocabularies() -> None:
    inner = f"<itunes:title>渡轮首航</itunes:title><description>短。</description><fulltext>{BODY}</fulltext>"
    entry = f"<item>{inner}<prism:publicationDate>2025-10-07T14:30:15+08:00</prism:publicationDate></item>"
    found = parse(rss(entry)).items[0]
    assert (found.title, found.html, str(found.published)) == ("渡轮首航", BODY.strip(), "2025-10-07 06:30:15+00:00")


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


@pytest.mark.parametrize("body", ["&lt;![CDATA[&lt;p&gt;{}&lt;/p&gt;]]&gt;", "<![CDATA[&lt;![CDATA[ {} ]]&gt;]]>"])
def test_a_mark_of_xml_around_a_body_is_none_of_it(body: str) -> None:
    entry = item(f"<description>{body.format(BODY)}</description>", "渡轮首航")
    assert read(parse(rss(entry)).items[0]).paragraphs == (BODY.strip(),)


def test_a_text_that_speaks_of_tags_keeps_them() -> None:
    text = "The ferry's program keeps a unique_ptr&lt;S&gt; to each seat."
    entry = f"<entry><id>tag:7</id><title>渡轮</title><content type='text'>{text}</content></entry>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>报</title>{entry}</feed>"
    found = parse_feed(feed.encode(), url="https://news.example/rss").items[0]
    assert read(found).paragraphs == ("The ferry's program keeps a unique_ptr<S> to each seat.",)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("The port keeps &lt;changelog&gt; beside its list.", "The port keeps <changelog> beside its list."),
        ("The &lt;port-list&gt;new&lt;/port-list&gt; port is open.", "The new port is open."),
        ("The port &lt;strong&gt;is open.", "The port is open."),
    ],
)
def test_a_word_in_angle_brackets_is_no_element(body: str, text: str) -> None:
    assert read(parse(rss(item(f"<description>{body}</description>"))).items[0]).paragraphs == (text,)


def test_a_tiny_thumbnail_gives_way_to_the_picture_in_the_text() -> None:
    tiny = "<media:thumbnail url='https://news.example/72.jpg' width='72' height='72'/>"
    body = f"<description>&lt;img src='{PICTURE}'&gt;{BODY}</description>"
    assert read(parse(rss(item(tiny + body))).items[0]).image == PICTURE
    assert parse(rss(item(tiny))).items[0].image == "https://news.example/72.jpg"


@pytest.mark.parametrize("address", ["desk@island.example", "desk@island.online (Jane Roe)", "desk@island.org"])
def test_the_rest_of_a_long_address_is_no_author(address: str) -> None:
    people = f"<author>{address}</author><dc:creator>Jane Roe</dc:creator><dc:creator>John Doe</dc:creator>"
    assert parse(rss(item(people))).items[0].author == "Jane Roe, John Doe"


@pytest.mark.parametrize(
    ("category", "topics"),
    [("island, boats, fares", ("island", "boats", "fares")), ("Arts, Culture", ("Arts, Culture",))],
)
def test_an_only_category_with_many_commas_is_a_list(category: str, topics: tuple[str, ...]) -> None:
    assert parse(rss(item(f"<category>{category}</category>"))).items[0].topics == topics


@pytest.mark.parametrize("around", ["<string xmlns='http://tempuri.org/'>{}</string>", "<html><body><pre>{}</pre>"])
def test_a_feed_that_another_document_shows_as_its_text_is_read(around: str) -> None:
    document = around.format(html.escape(rss(item(title="渡轮首航")).decode())).encode()
    assert looks_like_feed(document)
    assert [one.title for one in parse_feed(document, url="x").items] == ["渡轮首航"]


def test_a_file_s_relative_links_start_from_the_feed_s_own_address() -> None:
    own = "<link rel='self' href='https://news.example/feed.xml'/>"
    entry = "<entry><id>tag:7</id><title>渡轮</title><link href='/7'/></entry>"
    for links in (own, f"{own}<link href='/'/>"):
        feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>报</title>{links}{entry}</feed>"
        assert parse_feed(feed.encode(), url="a/feed.xml").items[0].url == "https://news.example/7"


def test_a_title_that_is_only_the_post_s_time_is_none() -> None:
    time = "Sun, 29 May 2022 10:15:33 +0000"
    entry = f"<pubDate>{time}</pubDate><description>{BODY}</description>"
    assert parse(rss(item(entry, title=time))).items[0].title.startswith("市政府今天宣布")
    assert parse(rss(item(entry, title="2022-05-28 10:15"))).items[0].title == "2022-05-28 10:15"


def test_who_is_credited_as_the_author_of_a_picture_wrote_it() -> None:
    credits_ = (
        "<media:credit role='author'>https://news.example/ann.png</media:credit>"
        "<media:credit role='author'>ann</media:credit><media:credit role='editor'>bob</media:credit>"
    )
    assert parse(rss(item(credits_))).items[0].author == "ann"


def test_a_post_of_pictures_alone_is_called_by_what_they_show() -> None:
    entry = "<item><title></title><link>https://news.example/9</link>{}</item>"
    picture = "<description>&lt;img src='https://news.example/9.jpg' alt='一只猫坐在码头上'&gt;</description>"
    assert parse(rss(entry.format(picture))).items[0].title == "一只猫坐在码头上"


@pytest.mark.parametrize("spoilt", ["&amp;acirc;&amp;#128;&amp;#153;", "&amp;amp;acirc;&amp;amp;#128;&amp;amp;#153;"])
def test_what_was_read_in_another_encoding_may_be_written_as_references(spoilt: str) -> None:
    found = parse(
        rss(item(f"<description>&lt;p&gt;The port{spoilt}s crane, the café&amp;#233;&lt;/p&gt;</description>"))
    )
    assert read(found.items[0]).paragraphs == ("The port’s crane, the caféé",)


@pytest.mark.parametrize(
    "written",
    [
        f"<image href='{PICTURE}' alt=''/>",
        f'<image alt="" src="{PICTURE}"></image>',
        f"<googleplay:image href='{PICTURE}'/>",
        f"<cover src='{PICTURE}'/>",
    ],
)
def test_a_picture_s_address_may_be_an_attribute(written: str) -> None:
    assert parse(rss(item(written))).items[0].image == PICTURE


@pytest.mark.parametrize("name", ["googleplay:description", "intro", "teaser", "excerpt:encoded", "dcterms:abstract"])
def test_an_entry_without_a_description_may_be_told_elsewhere(name: str) -> None:
    told = f"<{name}>The boat sails tonight.</{name}>"
    found = parse(rss(f"<item><link>https://news.example/8</link>{told}</item>")).items[0]
    assert found.html == "The boat sails tonight."
    both = parse(rss(f"<item><link>https://news.example/8</link><description>All.</description>{told}</item>")).items[0]
    assert both.html == "All."
