"""JSON Feeds as programs misspell them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ledebot.bot.core.errors import ParseError
from ledebot.bot.sources import feed
from ledebot.bot.sources.feed import Feed
from tests.sources.growth import cost

URL = "https://island.example/feed.json"
TEXT = "渡轮今天准点到达码头，许多居民前来迎接。"


def parse(text: str) -> Feed:
    data = text.encode()
    assert feed.looks_like_feed(data)
    return feed.parse(data, url=URL)


def document(**entry: Any) -> str:
    item = {"id": "1", "url": "https://island.example/1", "title": "渡轮到港", "content_text": TEXT} | entry
    return json.dumps(
        {
            "title": "岛报",
            "home_page_url": "https://island.example/",
            "items": [item],
            "version": "https://jsonfeed.org/version/1.1",
        },
        ensure_ascii=False,
    )


@pytest.mark.parametrize(
    "text",
    [
        document().replace("/", "\\/"),
        document(content_text=TEXT * 400),
        document(content_text=TEXT + "\\n").replace("\\\\n", "\n"),
        document().replace("https://jsonfeed.org/version/1.1", "1.1"),
        "\ufeff  " + document(),
        document()[:-40],
        document().replace("}]", ",  }\n,]"),
        ")]}',\n" + document(),
        document().replace('"items"', '"entries"'),
        json.dumps([json.loads(document(tags=["海"]))["items"][0]], ensure_ascii=False),
    ],
    ids=[
        "escaped slashes",
        "version last",
        "raw line end",
        "version alone",
        "mark and space",
        "cut off",
        "commas too many",
        "guarded from scripts",
        "entries",
        "a bare list",
    ],
)
def test_slips(text: str) -> None:
    (only,) = parse(text).items
    assert (only.title, only.url) == ("渡轮到港", "https://island.example/1")


@pytest.mark.parametrize(
    "data",
    [b'{"items": [{"title": "a"}]}', b"[1, 2]", b'[{"title": "a"}]', b'[{"url": "https://x.example/"}]', b"[" * 9000],
)
def test_other_json_is_no_feed(data: bytes) -> None:
    assert not feed.looks_like_feed(data)


@pytest.mark.parametrize(
    "body",
    [
        {"html_content": f"<p>{TEXT}</p>"},
        {"content": f"<p>{TEXT}</p>"},
        {"content": {"html": f"<p>{TEXT}</p>"}},
        {"description": TEXT},
        {"content_text": f"&nbsp;{TEXT}"},
        {"content_html": TEXT},
    ],
)
def test_bodies_by_other_names(body: dict[str, Any]) -> None:
    (only,) = parse(document(**{"content_text": "", **body})).items
    assert only.html.replace("\xa0", "") == f"<p>{TEXT}</p>"


@pytest.mark.parametrize(
    ("entry", "field", "expected"),
    [
        ({"attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg"}, {"url": "/a.jpg", "mime_type": "image/jpeg"}]},
         "image", "https://island.example/a.jpg"),
        ({"image": {"url": "/b.png"}}, "image", "https://island.example/b.png"),
        ({"authors": ["王小明", {"name": "李四"}]}, "author", "王小明、李四"),
        ({"author": "王小明"}, "author", "王小明"),
        ({"tags": "海, 船"}, "topics", ("海", "船")),
        ({"tags": [{"name": "海"}]}, "topics", ("海",)),
        ({"pubDate": "2025-10-07T14:30:15+08:00"}, "published", datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)),
        ({"url": "", "link": "https://island.example/7"}, "url", "https://island.example/7"),
        ({"title": "Ferry &amp; harbour"}, "title", "Ferry & harbour"),
        ({"id": 7}, "guid", "7"),
        ({"published_by": ["王小明", "李四"]}, "author", "王小明、李四"),
        ({"preview_picture": "/c.png"}, "image", "https://island.example/c.png"),
        ({"feature_image": "/d.png", "author_image": "/e.png"}, "image", "https://island.example/d.png"),
        ({"feed": {"title": "海报"}}, "source", "海报"),
        ({"source": {"id": None, "name": "海报"}}, "source", "海报"),
        ({"source": "https://island.example/feed"}, "source", "岛报"),
        ({"date_published": "2025-10-07T14:30:15"}, "warnings", ("its date names no zone; taken as UTC+08:00",)),
    ],
)  # fmt: skip
def test_fields(entry: dict[str, Any], field: str, expected: object) -> None:
    assert getattr(parse(document(**entry)).items[0], field) == expected


def test_text_that_was_wrapped_is_one_paragraph_and_other_lines_are_their_own() -> None:
    wrapped = (
        "The first ferry of the morning came into the old\nharbour on time, and many "
        "people of the island had\ncome to see it."
    )
    assert parse(document(content_text=f"{wrapped}\n\nIt left at noon.")).items[0].html == (
        f"<p>{wrapped.replace(chr(10), ' ')}</p><p>It left at noon.</p>"
    )
    assert parse(document(content_text="第一行。\n第二行。")).items[0].html == "<p>第一行。</p><p>第二行。</p>"


def test_broken_json_costs_no_more_than_its_length() -> None:
    def broken(count: int) -> None:
        data = ('{"version": "https://jsonfeed.org/version/1", "items": [{"id": "' + '\\"' * count).encode()
        with pytest.raises(ParseError):
            feed.parse(data, url=URL)

    assert cost(lambda: broken(200_000)) < 10 * cost(lambda: broken(50_000)) + 0.1


ENTRY = {"title": "渡轮到港", "link": "https://island.example/1", "text": TEXT, "date": "2025-10-07T14:30:15+08:00"}


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(
            json.dumps(ENTRY | {"title": f"渡轮到港（{n}）", "link": f"https://island.example/{n}"}) for n in (1, 2)
        ),
        json.dumps({"status": "ok", "articles": [ENTRY, ENTRY | {"link": "https://island.example/2"}]}),
        json.dumps([ENTRY, ENTRY | {"link": "https://island.example/2"}]),
        json.dumps(
            {"version": "jsonfeed.org", "items": {"0": ENTRY, "2": ENTRY | {"link": "https://island.example/2"}}}
        ),
    ],
    ids=["lines", "answer", "list", "numbered"],
)
def test_lists_of_articles_are_feeds_however_they_are_wrapped(text: str) -> None:
    assert [item.url for item in parse(text).items] == ["https://island.example/1", "https://island.example/2"]
    assert {item.published for item in parse(text).items} == {datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)}


def test_a_broken_line_of_json_lines_costs_itself_only() -> None:
    lines = [json.dumps(ENTRY), '{"title": "渡', json.dumps(ENTRY | {"link": "https://island.example/3"})]
    found = parse("\n".join(lines))
    assert [item.url for item in found.items] == ["https://island.example/1", "https://island.example/3"]
    assert len(found.failures) == 1


def test_what_wordpress_answers_is_a_feed() -> None:
    post = {
        "link": "https://island.example/1",
        "date": "2025-10-07T14:30:15",
        "date_gmt": "2025-10-07T06:30:15",
        "title": {"rendered": "渡轮到港"},
        "content": {"rendered": f"<p>{TEXT}</p>", "protected": False},
    }
    found = parse(json.dumps([post])).items[0]
    assert (found.title, found.html) == ("渡轮到港", f"<p>{TEXT}</p>")
    assert found.published == datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)


def test_atom_as_google_writes_it_in_json_is_a_feed() -> None:
    entry = {
        "title": {"$t": "渡轮到港"},
        "published": {"$t": "2025-10-07T06:30:15.000Z"},
        "content": {"type": "html", "$t": f"<p>{TEXT}</p>"},
        "link": [{"rel": "replies", "href": "/7/all"}, {"rel": "alternate", "href": "https://island.example/7"}],
        "author": [{"name": {"$t": "张三"}}],
    }
    found = parse(json.dumps({"version": "1.0", "feed": {"title": {"$t": "岛报"}, "entry": [entry]}})).items[0]
    assert (found.title, found.html, found.url) == ("渡轮到港", f"<p>{TEXT}</p>", "https://island.example/7")
    assert (found.author, found.source) == ("张三", "岛报")
    assert found.published == datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)


def test_posts_of_social_servers_are_a_feed_though_they_have_no_title() -> None:
    post = {
        "url": "https://island.example/@desk/1",
        "created_at": "2025-10-07T06:30:15.000Z",
        "content": f"<p>{TEXT}</p>",
        "account": {"username": "desk", "display_name": "岛报"},
        "tag_list": ["海"],
        "media_attachments": [{"type": "image", "url": "https://island.example/1.jpg"}],
    }
    found = parse(json.dumps([post])).items[0]
    assert (found.title, found.author, found.image) == (TEXT, "岛报", "https://island.example/1.jpg")
    assert found.topics == ("海",)
    assert not feed.looks_like_feed(json.dumps([{"url": post["url"], "content": post["content"]}]).encode())


def test_what_google_s_reader_answered_and_others_since_is_a_feed() -> None:
    entry = {
        "id": "tag:google.com,2005:reader/item/7",
        "title": "渡轮到港",
        "canonical": [{"href": "https://island.example/7"}],
        "published": 1759818615,
        "summary": {"direction": "ltr", "content": f"<p>{TEXT}</p>"},
        "origin": {"streamId": "feed/7", "title": "岛报"},
    }
    found = parse(json.dumps({"id": "reading-list", "items": [entry]})).items[0]
    assert (found.title, found.url, found.source) == ("渡轮到港", "https://island.example/7", "岛报")
    assert (found.html, found.published) == (f"<p>{TEXT}</p>", datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    "answer",
    [
        {"code": 0, "data": {"list": [ENTRY]}},
        {"response": {"results": [{"webTitle": ENTRY["title"], "webUrl": ENTRY["link"], "body": ENTRY["text"]}]}},
        {"kind": "Listing", "data": {"after": [1], "children": [{"kind": "t3", "data": ENTRY}]}},
        {"data": [{"id": 7, "attributes": ENTRY}], "meta": {"tags": ["a"]}},
        {"errors": [], "news": [ENTRY]},
    ],
    ids=["chinese", "newspaper", "forum", "content system", "errors before"],
)
def test_a_list_of_articles_may_lie_deep_and_each_in_a_wrapper(answer: dict[str, Any]) -> None:
    assert [(one.title, one.url) for one in parse(json.dumps(answer)).items] == [(ENTRY["title"], ENTRY["link"])]


def test_what_services_make_of_rss_is_a_feed() -> None:
    entry = ENTRY | {"categories": ["海", "船"], "enclosure": {"link": "/a.jpg", "type": "image/jpeg"}}
    feed_of = {"title": "岛报", "link": "https://island.example/"}
    found = parse(json.dumps({"status": "ok", "feed": feed_of, "items": [entry]})).items[0]
    assert (found.source, found.topics, found.image) == ("岛报", ("海", "船"), "https://island.example/a.jpg")


@pytest.mark.parametrize("text", ['{"a": 1}\n{"b": 2}', '{"results": [{"name": "x"}]}', "[1, 2]"])
def test_json_of_another_kind_is_no_feed(text: str) -> None:
    assert not feed.looks_like_feed(text.encode())


def test_a_portrait_of_who_wrote_and_a_feed_s_emblem_are_no_pictures_of_entries() -> None:
    portrait, emblem = "https://island.example/ann.png", "https://island.example/feed.png"
    for picture in (portrait, emblem, "https://island.example/boat.png"):
        feed_ = json.loads(document(image=picture)) | {"author": {"name": "Ann", "avatar": portrait}, "icon": emblem}
        shown = parse(json.dumps(feed_)).items[0].image
        assert shown == (None if picture in (portrait, emblem) else picture)


def test_an_entry_without_an_address_has_a_title_and_a_dated_body() -> None:
    entry = {"title": "渡轮到港", "link": "", "pubDate": "2026-09-15 10:00:00", "description": f"<p>{TEXT}</p>"}
    answer = {"status": "ok", "feed": {"title": "岛报", "link": "https://island.example/"}, "items": [entry]}
    found = parse(json.dumps(answer, ensure_ascii=False)).items[0]
    assert (found.title, found.url, found.source) == ("渡轮到港", None, "岛报")
    assert not feed.looks_like_feed(json.dumps({"items": [entry | {"pubDate": ""}]}).encode())
