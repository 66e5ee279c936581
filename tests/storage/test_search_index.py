"""The index on a real disk and a real store: what it finds, how it follows the log, and how it comes back."""

from __future__ import annotations

import asyncio
import fcntl
import resource
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.errors import SearchUnavailableError
from bot.model import Document, Lede
from storage.articles import Articles
from storage.client import Client
from storage.search_index import SearchIndex
from storage.search_schema import VERSION

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)


def document(title: str, body: str = "", *, source: str = "晨星社", days: int = 0, **more: Any) -> Document:
    return Document(
        ref=title,
        source=source,
        title=title,
        guid=more.pop("guid", f"{source}/{title}"),
        published=NOW - timedelta(days=days),
        paragraphs=(body,) if body else (),
        lede=Lede(body[:40], body[:80], body),
        **more,
    )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def articles(redis_client: Client, clock: ManualClock) -> Articles:
    return Articles(redis_client, clock)


@pytest.fixture
async def index(articles: Articles, clock: ManualClock, tmp_path: Path) -> AsyncIterator[SearchIndex]:
    engine = SearchIndex(tmp_path / "index", articles, clock)
    yield engine
    await engine.close()


async def titles(index: SearchIndex, query: str, **more: Any) -> list[str]:
    await index.catch_up()
    return [hit.title for hit in (await index.find(query, **more)).hits]


async def test_pieces_of_titles_find_their_article_whatever_stands_in_them(
    articles: Articles, index: SearchIndex
) -> None:
    made = [
        "【观察】港口“十五五”扩建·一期完工",
        "2022年GDP增长2.5%，居民收入同步",
        "iPhone15与5G手机：谁更省电？",
        "Fed announces rate cuts — 市场反应",
        "國務院發佈《新規定》",
    ]
    await articles.save([document(title) for title in made])
    await index.catch_up()
    for title in made:
        for length in range(2, 7):
            for start in range(len(title) - length + 1):
                piece = title[start : start + length]
                if any(character.isalnum() for character in piece) and "-" not in piece:
                    found = await index.find(piece)
                    assert title in [hit.title for hit in found.hits], piece


async def test_scattered_characters_and_words_across_a_comma_are_no_match(
    articles: Articles, index: SearchIndex
) -> None:
    await articles.save([document("天文台发现，金属环绕小行星"), document("行长在央视谈股票")])
    assert await titles(index, "现金") == []
    assert await titles(index, "央行") == []
    assert await titles(index, "央视 股票") == ["行长在央视谈股票"]


async def test_title_stands_above_lede_above_body(articles: Articles, index: SearchIndex) -> None:
    filler = "居民区的电梯换新，街道办牵头协调，工期约两周。" * 4
    await articles.save(
        [
            document("正文里提到", filler + "港务局说渡轮停航。", guid="body"),
            document("导语里提到", "渡轮停航，" + filler, guid="lede"),
            document("渡轮停航公告", filler, guid="title"),
        ]
    )
    assert await titles(index, "渡轮停航") == ["渡轮停航公告", "导语里提到", "正文里提到"]


async def test_a_fresh_article_wins_a_tie_but_not_against_a_better_match(
    articles: Articles, index: SearchIndex
) -> None:
    await articles.save(
        [
            document("渡轮时刻表调整", "甲", days=60, guid="old"),
            document("渡轮时刻表更改", "乙", days=0, guid="new"),
            document("社区简讯", "夜间新增一班渡轮。", days=0, guid="weak"),
        ]
    )
    assert await titles(index, "渡轮") == ["渡轮时刻表更改", "渡轮时刻表调整", "社区简讯"]
    assert (await titles(index, "渡轮", newest=True))[-1] == "渡轮时刻表调整"


async def test_reports_of_one_story_fold_and_developments_do_not(
    articles: Articles, index: SearchIndex, redis_client: Client, clock: ManualClock
) -> None:
    class OneStory:
        async def assign(self, made: Any) -> Any:
            return [replace(article, story="s1") for article in made]

    grouped = Articles(redis_client, clock, OneStory())
    await grouped.save(
        [
            document("大桥合龙", source="甲报"),
            document("跨海大桥今日合龙", source="乙报"),
            document("大桥合龙现场直击", source="甲报"),
        ]
    )
    await index.catch_up()
    found = await index.find("大桥合龙")
    assert found.total == len(found.hits) == 2
    assert sorted(hit.others for hit in found.hits) == [0, 1]


async def test_relaxing_names_what_was_dropped(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航", "台风逼近港口。"), document("台风登陆", "学校停课。")])
    await index.catch_up()
    found = await index.find("渡轮 台风 恐龙")
    assert found.relaxed
    assert found.dropped == ("恐龙",)
    assert found.hits[0].title == "渡轮停航"
    assert not (await index.find("渡轮 台风")).relaxed


async def test_nothing_found_suggests_the_nearest_spelling_and_topics(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("Federal Reserve holds", "Rates stay."), document("渡轮停航", topics=("航运快讯",))])
    await index.catch_up()
    assert "federal" in (await index.find("Fedral")).suggestions
    assert "topic:航运快讯" in (await index.find("航运")).suggestions


async def test_filters_by_source_topic_and_day(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [
            document("渡轮停航", source="新浪财经－国內", topics=("航运",)),
            document("渡轮复航", source="海岸线", topics=("港口",), days=3),
        ]
    )
    assert await titles(index, "渡轮 source:新浪财经") == ["渡轮停航"]
    assert await titles(index, "主题：港口") == ["渡轮复航"]
    assert await titles(index, "渡轮 -source:海岸") == ["渡轮停航"]
    assert await titles(index, "day:today", zone="Asia/Shanghai") == ["渡轮停航"]
    assert await titles(index, "before:2026-03-09") == ["渡轮复航"]
    assert await titles(index, "source:没有的报") == []


async def test_revisions_replace_and_removals_go(articles: Articles, index: SearchIndex, clock: ManualClock) -> None:
    await articles.save([document("渡轮停航", "全天。", guid="g")])
    assert await titles(index, "停航") == ["渡轮停航"]
    clock.advance(timedelta(minutes=1))
    await articles.save([document("渡轮复航", "明早。", guid="g")])
    assert await titles(index, "停航") == []
    assert await titles(index, "复航") == ["渡轮复航"]
    clock.advance(timedelta(days=100))
    await articles.expire(clock.now() - timedelta(days=90))
    assert await titles(index, "渡轮") == []


async def test_a_new_process_goes_on_where_the_last_one_stopped(
    articles: Articles, clock: ManualClock, tmp_path: Path
) -> None:
    for title in ("渡轮停航", "渡轮复航"):
        await articles.save([document(title)])
        engine = SearchIndex(tmp_path, articles, clock)
        assert title in await titles(engine, "渡轮")
        built = (tmp_path / f"v{VERSION}" / "meta.json").stat().st_ino
        await engine.close()
    assert built


async def test_two_processes_share_one_index_and_the_second_takes_over(
    articles: Articles, clock: ManualClock, tmp_path: Path
) -> None:
    writer, reader = (SearchIndex(tmp_path, articles, clock) for _ in range(2))
    await articles.save([document("渡轮停航")])
    assert await titles(writer, "渡轮") == ["渡轮停航"]
    assert await titles(reader, "渡轮") == ["渡轮停航"]
    await articles.save([document("渡轮复航")])
    await writer.catch_up()
    assert len(await titles(reader, "渡轮")) == 2
    await writer.close()
    await articles.save([document("渡轮加班")])
    assert len(await titles(reader, "渡轮")) == 3
    await reader.close()


@pytest.mark.parametrize("harm", ["missing", "meta", "segments", "state", "foreign"])
async def test_a_damaged_index_is_built_again(
    harm: str, articles: Articles, clock: ManualClock, tmp_path: Path
) -> None:
    await articles.save([document("渡轮停航"), document("港口扩建")])
    engine = SearchIndex(tmp_path, articles, clock)
    assert await titles(engine, "渡轮") == ["渡轮停航"]
    await engine.close()
    folder = tmp_path / f"v{VERSION}"
    if harm == "missing":
        shutil.rmtree(folder)
    elif harm == "foreign":
        (folder / "state.json").write_text('{"cursor": "99-1", "complete": true}')
    for file in folder.glob({"meta": "meta.json", "segments": "*.idx", "state": "state.json"}.get(harm, "none")):
        file.write_bytes(b"\x00garbage")
    again = SearchIndex(tmp_path, articles, clock)
    for _ in range(3):  # a damaged segment shows when it is searched; the next look has it mended
        try:
            if await titles(again, "渡轮") == ["渡轮停航"]:
                break
        except SearchUnavailableError:
            continue
    assert await titles(again, "渡轮") == ["渡轮停航"]
    assert await titles(again, "港口") == ["港口扩建"]
    await again.close()


async def test_a_disk_that_cannot_be_written_is_said_and_does_not_stop_the_bot(
    articles: Articles, clock: ManualClock, tmp_path: Path
) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    engine = SearchIndex(tmp_path / "index", articles, clock)
    await engine.open()
    with pytest.raises(SearchUnavailableError):
        await engine.find("渡轮")
    (tmp_path / "index").unlink()
    await articles.save([document("渡轮停航")])
    assert await titles(engine, "渡轮") == ["渡轮停航"]
    await engine.close()


async def test_a_full_disk_is_said_and_mended(articles: Articles, clock: ManualClock, tmp_path: Path) -> None:
    """A file-size limit stands in for the full disk: the same writes fail in the same places."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    await articles.save([document(f"渡轮第{n}班{n * 7919}", "港口扩建工程今天开工。" * 9) for n in range(300)])
    engine = SearchIndex(tmp_path, articles, clock)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, old[1]))
    try:
        await engine.open()
        with pytest.raises(SearchUnavailableError):
            await engine.find("渡轮")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    await engine.catch_up()
    assert (await engine.find("渡轮")).total == 300
    await engine.close()


async def test_following_finds_what_arrives(articles: Articles, clock: ManualClock, tmp_path: Path) -> None:
    engine = SearchIndex(tmp_path, articles, clock)
    await engine.open()
    await articles.save([document("渡轮停航")])
    async with asyncio.timeout(20):
        while not (found := await engine.find("渡轮")).hits:
            clock.advance(timedelta(seconds=1))
    assert [hit.title for hit in found.hits] == ["渡轮停航"]
    await engine.close()


KILLED = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.clock import ManualClock
from storage.articles import Articles
from storage.client import connect
from storage.search_index import SearchIndex

async def main():
    clock = ManualClock(datetime(2026, 3, 10, tzinfo=UTC))
    articles = Articles(connect(sys.argv[1]), clock)
    index = SearchIndex(Path(sys.argv[2]), articles, clock)
    print("ready", flush=True)
    while True:
        await index.step()

asyncio.run(main())
"""


async def test_killing_the_writer_loses_nothing(
    articles: Articles, clock: ManualClock, tmp_path: Path, valkey_url: str
) -> None:
    for round_ in range(3):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", KILLED, valkey_url, str(tmp_path), stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        for batch in range(5):
            await articles.save([document(f"渡轮第{round_}{batch}{n}班") for n in range(10)])
        process.kill()
        await process.wait()
    engine = SearchIndex(tmp_path, articles, clock)
    await engine.catch_up()
    assert (await engine.find("渡轮", limit=1000)).total == 150
    await engine.close()


async def test_a_reader_without_an_index_says_that_it_is_being_built(
    articles: Articles, clock: ManualClock, tmp_path: Path
) -> None:
    folder = tmp_path / f"v{VERSION}"
    folder.mkdir()
    with (tmp_path / f"v{VERSION}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        engine = SearchIndex(tmp_path, articles, clock)
        with pytest.raises(SearchUnavailableError):
            await engine.find("渡轮")
        await engine.close()


HOSTILE = [
    "的" * 4096,
    "。" * 4096,
    "的 了 在 是",
    '"' * 4096,
    "OR " * 1300,
    "-" * 4096,
    "-a " * 1300,
    "source:" * 500,
    "😀" * 500,
    "\u202e渡轮\u202c",
    "\x00渡\x00轮\x00",
    "'; DROP TABLE articles; --",
    'title:(a AND b)~2^3 +x -y [a TO z] {a TO z} /.*/ *:* \\" && || !',
    "\ud800",
    "a" * 4096,
    "央行宣布" * 1000,
    "central bank " * 300,
    "1,2.3." * 600,
    "title:" + "水" * 3000,
    "مرحبا שלום",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_text_is_answered(query: str, articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航"), document("央行宣布降准")])
    await index.catch_up()
    found = await index.find(query)
    assert found.hits or found.notes or found.total == 0
