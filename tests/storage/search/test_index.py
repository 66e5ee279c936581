"""The index on a real disk and a real store: how it follows the log, and how it comes back."""

from __future__ import annotations

import asyncio
import fcntl
import resource
import shutil
import sys
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import tantivy

from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import SearchUnavailableError
from ledebot.bot.model import Article
from ledebot.storage.articles.articles import Articles
from ledebot.storage.search import schema
from ledebot.storage.search.folder import Folder
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.search.schema import VERSION
from tests.storage.search.conftest import document, titles


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


async def test_an_index_taken_away_is_built_again(articles: Articles, clock: ManualClock, tmp_path: Path) -> None:
    engine = SearchIndex(tmp_path / "index", articles, clock)
    await articles.save([document("渡轮停航")])
    await engine.catch_up()
    shutil.rmtree(tmp_path / "index")
    await articles.save([document("渡轮复航")])
    with suppress(SearchUnavailableError):
        await engine.step()
    await engine.catch_up()
    assert sorted(await titles(engine, "渡轮")) == ["渡轮停航", "渡轮复航"]
    assert (await engine.find("渡轮")).notes == ()
    await engine.close()


async def test_a_disk_that_cannot_be_written_is_said_and_does_not_stop_the_bot(
    articles: Articles, clock: ManualClock, tmp_path: Path
) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    engine = SearchIndex(tmp_path / "index", articles, clock)
    await engine.open(Supervisor(clock))
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
        await engine.open(Supervisor(clock))
        with pytest.raises(SearchUnavailableError):
            await engine.find("渡轮")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    await engine.catch_up()
    assert (await engine.find("渡轮")).total == 300
    await engine.close()


async def test_following_finds_what_arrives(articles: Articles, clock: ManualClock, tmp_path: Path) -> None:
    engine = SearchIndex(tmp_path, articles, clock)
    await engine.open(Supervisor(clock))
    await articles.save([document("渡轮停航")])
    async with asyncio.timeout(60):
        while not (found := await engine.find("渡轮")).hits:
            clock.advance(timedelta(seconds=1))
    assert [hit.title for hit in found.hits] == ["渡轮停航"]
    await engine.close()


KILLED = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from ledebot.bot.core.clock import ManualClock
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import connect
from ledebot.storage.search.index import SearchIndex

async def main():
    clock = ManualClock(datetime(2026, 3, 10, tzinfo=UTC))
    articles = Articles(connect(sys.argv[1]), clock)
    index = SearchIndex(Path(sys.argv[2]), articles, clock)
    print("ready", flush=True)
    while True:
        await index.step()

asyncio.run(main())
"""


@pytest.mark.slow
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


async def test_a_thread_that_still_writes_keeps_the_lock(
    articles: Articles, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waited for it was cancelled: the folder is another process's only when the last write is done."""
    writing, go_on = threading.Event(), threading.Event()

    def slow(article: Article) -> tantivy.Document:
        writing.set()
        assert go_on.wait(60)
        return schema.document(article)

    monkeypatch.setattr("ledebot.storage.search.follower.document", slow)
    await articles.save([document("渡轮停航")])
    engine = SearchIndex(tmp_path / "index", articles, clock)
    step = asyncio.create_task(engine.step())
    await asyncio.to_thread(writing.wait, 60)
    step.cancel()
    closing = asyncio.create_task(engine.close())
    await asyncio.wait([step, closing], timeout=0.2)
    assert not closing.done()
    other = Folder(tmp_path / "index")
    assert not other.try_lock()
    go_on.set()
    await closing
    assert other.try_lock()
    other.unlock()


async def test_one_article_that_cannot_be_indexed_costs_itself_only(
    articles: Articles, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def picky(article: Article) -> tantivy.Document:
        if "坏" in article.title:
            raise ZeroDivisionError
        return schema.document(article)

    monkeypatch.setattr("ledebot.storage.search.follower.document", picky)
    await articles.save([document("渡轮停航"), document("坏渡轮"), document("渡轮复航")])
    engine = SearchIndex(tmp_path / "index", articles, clock)
    await engine.catch_up()
    assert sorted(await titles(engine, "渡轮")) == ["渡轮停航", "渡轮复航"]
    await engine.close()
