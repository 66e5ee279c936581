"""Addresses and pictures where formats and programs put them other than in their own place."""

import pytest

from ledebot.bot.model import Item
from ledebot.bot.sources import feed
from ledebot.bot.sources.links import entry_link

PAGE = "https://port.example/ferry"


def first(document: str) -> Item:
    return feed.parse(document.encode(), url="https://port.example/feed").items[0]


def test_an_entry_of_rss_1_links_to_what_it_is_about() -> None:
    item = first(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f'<channel><title>港口</title></channel><item rdf:about="{PAGE}"><title>渡轮增开夜航</title></item></rdf:RDF>'
    )
    assert item.url == PAGE


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        (f'"id": "{PAGE}"', PAGE),
        (f'"id": "7", "guid": "{PAGE}"', PAGE),
        (f'"id": "{PAGE}", "url": "https://port.example/other"', "https://port.example/other"),
        ('"id": "tag:port.example,2024:7"', None),
    ],
)
def test_an_entry_of_a_json_feed_links_to_its_id_where_that_is_an_address(fields: str, url: str | None) -> None:
    item = first(f'{{"version": "https://jsonfeed.org/version/1", "items": [{{"title": "Ferry at night", {fields}}}]}}')
    assert item.url == url


@pytest.mark.parametrize(
    "before", ["show(", "window.feed.show(", "/**/show(", "/**/ typeof show === 'function' && show("]
)
def test_json_that_a_script_is_to_run_is_a_feed(before: str) -> None:
    item = first(f'{before}{{"items": [{{"title": "Ferry at night", "url": "{PAGE}"}}]}});\n')
    assert item.url == PAGE


def test_an_address_for_a_title_is_none() -> None:
    item = first(
        f"<rss><channel><item><title>{PAGE}</title><description>渡轮增开夜航。</description></item></channel></rss>"
    )
    assert item.title == "渡轮增开夜航。"


def test_a_writer_s_portrait_is_not_the_entry_s_picture() -> None:
    media = "".join(
        f'<media:content url="{url}" medium="image"/>'
        for url in ("https://2.gravatar.com/avatar/7?s=96", "https://port.example/boat.jpg")
    )
    item = first(
        f'<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>Ferry</title>{media}</item></channel></rss>'
    )
    assert item.image == "https://port.example/boat.jpg"


def test_a_picture_by_its_name_is_one_whatever_sort_of_data_it_is_called() -> None:
    item = first(
        "<rss><channel><item><title>Ferry</title><enclosure type='application/octet-stream' length='7' "
        "url='https://port.example/BOAT.JPG'/></item></channel></rss>"
    )
    assert item.image == "https://port.example/BOAT.JPG"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"A **new** [ferry]({PAGE}).", f'<p>A <strong>new</strong> <a href="{PAGE}">ferry</a>.</p>'),
        ("2 ** 3 ** 4 is much.", "2 ** 3 ** 4 is much."),
        ("&lt;b&gt;A **new** ferry.&lt;/b&gt;", "<b>A **new** ferry.</b>"),
    ],
)
def test_a_text_in_markdown_is_read_as_such(text: str, html: str) -> None:
    item = first(f"<rss><channel><item><title>Boats</title><description>{text}</description></item></channel></rss>")
    assert item.html == html


@pytest.mark.parametrize(
    "wrapped",
    [
        f"http://us.rd.yahoo.com/dailynews/rss/*{PAGE}",
        f"http://rd.yahoo.com/news/SIG=7/*{PAGE}",
        "https://r.search.yahoo.com/_ylt=7/RU=https%3a%2f%2fport.example%2fferry/RK=2/RS=7",
    ],
)
def test_yahoo_s_wrappers_are_taken_off(wrapped: str) -> None:
    assert entry_link(wrapped) == PAGE
