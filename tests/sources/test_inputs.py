"""What the command line takes: by content, by path or URL, item by item."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.errors import InputError, ParseError
from ledebot.bot.model import Failure, Item, Section, SourceConfig
from ledebot.bot.sources import inputs
from ledebot.bot.sources.fetch import Fetcher
from tests.sources.web import Site, feed, serve

POST = "---\ntitle: 渡轮\nauthor: 岛报\n---\n<p>渡轮今天复航。</p>"
STORY = "岛上的居民一早就聚集在码头，等待第一班渡轮。"
PAGE = f"<html><head><title>渡轮</title></head><body><article><p>{STORY}</p></article></body></html>"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serve() as playing:
        yield playing


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(SystemClock(), allow_private=True, gap=0) as fetching:
        yield fetching


async def take(argument: str | Path, fetcher: Fetcher) -> list[Item | Failure]:
    return [item async for item in inputs.items(str(argument), fetcher)]


def titles(found: list[Item | Failure]) -> list[str]:
    return [item.title if isinstance(item, Item) else f"{item.item}: {item.reason}" for item in found]


async def test_files_are_what_their_content_says(tmp_path: Path, fetcher: Fetcher) -> None:
    json_feed = {"version": "https://jsonfeed.org/version/1", "items": [{"title": "渡轮"}]}
    for content in (POST, feed("渡轮").decode(), PAGE, json.dumps(json_feed), "\ufeff\n" + POST):
        file = tmp_path / "it.bin"
        file.write_text(content, "utf-8")
        assert titles(await take(file, fetcher)) == ["渡轮"]


async def test_a_packed_file_is_read_and_a_broken_one_said(tmp_path: Path, fetcher: Fetcher) -> None:
    packed = gzip.compress(feed("渡轮"))
    (tmp_path / "feed.xml.gz").write_bytes(packed)
    (tmp_path / "half.xml.gz").write_bytes(packed[:12] + b"\xff" * 9)
    assert titles(await take(tmp_path / "feed.xml.gz", fetcher)) == ["渡轮"]
    (broken,) = await take(tmp_path / "half.xml.gz", fetcher)
    assert isinstance(broken, Failure)
    assert "compression is broken" in broken.reason


async def test_a_packed_feed_of_a_server_that_does_not_say_so(site: Site, fetcher: Fetcher) -> None:
    site.answers["/feed"] = gzip.compress(feed("渡轮"))
    assert titles(await take(site.url("/feed"), fetcher)) == ["渡轮"]


async def test_a_folder_is_read_whatever_is_in_it(tmp_path: Path, fetcher: Fetcher) -> None:
    (tmp_path / "a.md").write_text(POST, "utf-8")
    (tmp_path / "b.xml").write_bytes(feed("一", "二"))
    (tmp_path / "c.dat").write_bytes(b"\x00\x01\x02")
    (tmp_path / "d.txt").write_text("nothing of note", "utf-8")
    (tmp_path / "e.md").write_text("", "utf-8")
    (tmp_path / "f.png").write_bytes(b"\x89PNG")
    found = await take(tmp_path, fetcher)
    assert titles(found) == [
        "渡轮",
        "一",
        "二",
        f"{tmp_path}/c.dat: a binary file, not a post, feed or page",
        f"{tmp_path}/d.txt: neither a post with front matter, nor a feed, nor a web page",
        f"{tmp_path}/e.md: empty",
    ]
    assert inputs.count(str(tmp_path)) == 5
    assert inputs.count("https://news.example/") is None


async def test_a_folder_that_cannot_be_listed_is_reported(
    tmp_path: Path, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "z.md").write_text(POST, "utf-8")
    scan = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("ledebot.bot.sources.frontmatter.os.scandir", scandir)
    found = await take(tmp_path, fetcher)
    assert [type(item) for item in found] == [Failure, Item]
    assert "cannot be read" in titles(found)[0]


@pytest.mark.parametrize("argument", ["no/such/file.md", "ftp://news.example/feed"])
async def test_arguments_that_name_nothing(argument: str, fetcher: Fetcher) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        await take(argument, fetcher)


async def test_standard_input(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(POST.encode())))
    assert titles(await take("-", fetcher)) == ["渡轮"]


async def test_feeds_and_pages_by_url(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/feed": feed("一", "二"), "/page": PAGE.encode(), "/odd": b"\x00\x01"}
    assert titles(await take(site.url("/feed"), fetcher)) == ["一", "二"]
    (page,) = await take(site.url("/page"), fetcher)
    assert isinstance(page, Item)
    assert page.url == site.url("/page")
    assert titles(await take(site.url("/odd"), fetcher)) == [
        f"{site.url('/odd')}: a binary file, not a post, feed or page"
    ]
    assert titles(await take(site.url("/none"), fetcher)) == [f"{site.url('/none')}: the server answered 404"]


@pytest.mark.parametrize("by", ["file", "url"])
async def test_every_feed_of_an_opml_document_is_read(by: str, tmp_path: Path, site: Site, fetcher: Fetcher) -> None:
    outlines = "".join(f"<outline title='源{n}' xmlUrl='{site.url(f'/{n}')}'/>" for n in range(3))
    document = f"<opml><body><outline text='本地'>{outlines}</outline></body></opml>".encode()
    site.answers |= {"/0": feed("一"), "/2": document, "/list": document}
    file = tmp_path / "list.opml"
    file.write_bytes(document)
    found = await take(file if by == "file" else site.url("/list"), fetcher)
    first, *rest = found
    assert isinstance(first, Item)
    assert (first.title, first.source, first.topics) == ("一", "源0", ("本地",))
    assert [type(item) for item in rest] == [Failure, Failure]  # a missing feed, and OPML within OPML


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "big"
    with file.open("wb") as big:
        big.truncate(inputs.MAX_BYTES * 3)
    with pytest.raises(ParseError, match="larger than 10 MiB"):
        inputs.load(file)
    assert len(inputs.load(file, limit=None)) == inputs.MAX_BYTES * 3


@pytest.mark.slow
async def test_a_large_file_is_read_when_it_is_named_and_reported_when_it_is_found(
    tmp_path: Path, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_BYTES", 2**20)
    file = tmp_path / "big.xml"
    file.write_bytes(feed("第一班", "第二班").ljust(2**20 + 1))
    assert file.stat().st_size > inputs.MAX_BYTES
    assert len(await take(file, fetcher)) == 2
    (only,) = await take(tmp_path, fetcher)
    assert isinstance(only, Failure)
    assert only.reason == "larger than 1 MiB; name the file itself to read it all the same"


@pytest.mark.parametrize(
    ("config", "topics", "section"),
    [
        (SourceConfig("s"), ("滚动", "港口"), None),
        (SourceConfig("s", section=Section.BUSINESS), ("滚动", "港口"), Section.BUSINESS),
        (SourceConfig("s", categories=(("滚动", ""), ("港口", "航运"))), ("航运",), None),
        (SourceConfig("s", categories=(("滚动", "航运"), ("港口", "航运"))), ("航运",), None),
        (SourceConfig("s", categories=(("滚动", "tech"),)), ("港口",), Section.TECH),
        (SourceConfig("s", section=Section.LIFE, categories=(("滚动", "tech"),)), ("港口",), Section.LIFE),
        (SourceConfig("s", topics=("航运",), section=Section.LIFE), ("航运",), Section.LIFE),
    ],
)
def test_what_the_operator_says_of_sections_and_categories(
    config: SourceConfig, topics: tuple[str, ...], section: Section | None
) -> None:
    item = inputs.labelled(Item("r", "岛报", "渡轮停航", "", topics=("滚动", "港口")), config)
    assert (item.topics, item.section) == (topics, section)
