"""Keeps the index at the log's end: builds it when there is none worth keeping, then applies what the log says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

import tantivy

from ledebot.bot.core.errors import SearchUnavailableError
from ledebot.bot.model import Article, Change, LogEntry, position
from ledebot.bot.stories.ports import ArticleReader
from ledebot.storage.search.folder import Folder, State, engine_errors
from ledebot.storage.search.schema import document

P = ParamSpec("P")
R = TypeVar("R")

POLL = 0.5
"""Seconds between looks at the log: what arrives is found within a second."""
STEP = 500
"""Log entries applied with one commit."""
CHUNK = 64
"""Articles added at once; in between, the bot answers."""
FIRST_COMMIT = 5000
"""Articles after which an index that is built from nothing can be searched; then each time as many again are there."""

log = logging.getLogger(__name__)


class IndexedArticles(ArticleReader, Protocol):
    """The articles as the index reads them."""

    async def ids(self) -> list[str]:
        """List the ids of all stored articles."""
        ...


class Follower:
    """The index's reading side for its own process, and its writing side if no other process has it."""

    def __init__(self, path: Path, articles: IndexedArticles) -> None:
        self.trouble: SearchUnavailableError | None = None
        """Why the index cannot be kept, or cannot be searched at all."""
        self.building = False
        """Whether the index is being built and more will be found shortly."""
        self._folder = Folder(path)
        self._articles = articles
        self._step = asyncio.Lock()
        # One thread for all that writes: what a cancelled step has begun there is over before anything else begins.
        self._hand = ThreadPoolExecutor(1, "search-index")
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._stamp = (0, 0)
        self._state = State()
        self._known = False
        """Whether this process, as the writer, has seen that the index fits the store."""

    # --- reading --------------------------------------------------------------------------------------

    def searcher(self) -> tantivy.Searcher:
        """Give a view of the newest commit. Raises SearchUnavailableError if there is none."""
        stamp = self._folder.stamp()
        if self._searcher is None or stamp != self._stamp:
            self._refresh()
            self._stamp = stamp
        if self._searcher is None or (self.building and self.trouble is not None):
            raise self.trouble or SearchUnavailableError("the search index is being built; try again in a moment")
        return self._searcher

    def _refresh(self) -> None:
        try:
            if self._index is None or not self._folder.writable:
                self._index = self._folder.open()  # another process may have made it anew
            with engine_errors():
                self._index.reload()
                self._searcher = self._index.searcher()
        except SearchUnavailableError:
            if self._searcher is None:
                raise
        if not self._folder.writable:
            self._state = self._folder.state()
            self.building = not self._state.complete

    def damaged(self) -> None:
        """Say that a search met a damaged file: the index is built again."""
        self._searcher = self._index = None
        self._known = False
        if self._folder.writable:
            self._drop_writer()
            self._folder.save_state(State())

    # --- following ------------------------------------------------------------------------------------

    async def follow(self) -> float:
        """Follow the log by a step; gives the seconds until the next one. Raises what `step` does."""
        try:
            return 0.0 if await self.step() else POLL
        except SearchUnavailableError as error:
            self.trouble = error
            raise

    async def catch_up(self) -> None:
        """Return once everything that is in the log now can be found, whoever writes the index."""
        head = position(await self._articles.head())
        while position(self._state.cursor) < head or not self._state.complete:
            if not await self.step() and not self._folder.writable:
                await asyncio.sleep(POLL / 10)  # another process is at it, in its own time
                with suppress(SearchUnavailableError):
                    self.searcher()

    async def step(self) -> bool:
        """Apply the next entries of the log, if this process is the writer; tells whether there were any."""
        async with self._step:
            if not await self._by_hand(self._folder.try_lock):
                return False
            try:
                if not self._known:
                    await self._take_over()
                entries = await self._articles.log(self._state.cursor, limit=STEP)
                if entries:
                    await self._apply(entries)
                self.trouble = None
                return bool(entries)
            except SearchUnavailableError:
                self._drop_writer()  # after a failed write the engine's writer is of no further use
                if not self._folder.path.is_dir():  # somebody took it away, perhaps with its lock: begin anew
                    self._known = False
                    self._folder.unlock()
                raise

    async def close(self) -> None:
        """Stop writing, when what is being written is written, and let another process do it."""
        await self._by_hand(self._leave)

    def _leave(self) -> None:
        self._drop_writer()
        self._searcher = self._index = None
        self._folder.unlock()

    # --- writing --------------------------------------------------------------------------------------

    async def _by_hand(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._hand, lambda: work(*args, **kwargs))

    async def _take_over(self) -> None:
        self._state = self._folder.state()
        try:
            self._index = self._folder.open()
            with engine_errors():
                readable = self._index.searcher().num_docs >= 0
        except SearchUnavailableError:
            readable = False
        if not readable or not await self._fits(self._state):
            await self._build(from_nothing=not readable or not self._state.complete)
        self._known = True

    async def _fits(self, state: State) -> bool:
        """Tell whether the log goes on where the index ends.

        It does not if that entry is gone: the log was cut beyond it, or belongs to another store.
        """
        if not state.complete:
            return False
        if state.cursor == "0-0":
            return await self._articles.head() == "0-0"
        return bool(await self._articles.log(_just_before(state.cursor), up_to=state.cursor, limit=1))

    async def _build(self, *, from_nothing: bool) -> None:
        """Index every stored article; a readable old index answers until the new one is committed whole."""
        self.building = True
        cursor = await self._articles.head()
        ids = await self._articles.ids()
        log.info("building the search index of %d articles", len(ids))
        self._drop_writer()
        if from_nothing:
            self._searcher = None
            self._index = await self._by_hand(self._folder.create)
        self._folder.save_state(State())
        if not from_nothing:
            with engine_errors():
                self._open_writer().delete_all_documents()
        due = FIRST_COMMIT if from_nothing else len(ids)
        for at in range(0, len(ids), CHUNK):
            await self._put(await self._articles.get(ids[at : at + CHUNK]), known=False)
            if at >= due:
                await self._commit(State())
                due *= 2
        await self._commit(State(cursor, complete=True))
        self.building = False

    async def _apply(self, entries: Sequence[LogEntry]) -> None:
        changed = list(dict.fromkeys(entry.article_id for entry in entries))
        present = {entry.article_id for entry in entries if entry.change is not Change.REMOVED}
        found = await self._articles.get([article_id for article_id in changed if article_id in present])
        gone = set(changed) - {article.id for article in found}
        await self._by_hand(self._remove, gone)
        for at in range(0, len(found), CHUNK):
            await self._put(found[at : at + CHUNK], known=True)
        await self._commit(State(entries[-1].cursor, complete=True))

    async def _put(self, articles: Sequence[Article], *, known: bool) -> None:
        await self._by_hand(self._put_now, articles, known)

    def _put_now(self, articles: Sequence[Article], known: bool) -> None:
        with engine_errors():
            if known:
                self._remove(article.id for article in articles)
            for article in articles:
                try:
                    made = document(article)
                except Exception:
                    log.exception("article %s cannot be indexed; the others are", article.id)
                    continue
                self._open_writer().add_document(made)

    def _remove(self, ids: Iterable[str]) -> None:
        with engine_errors():
            for article_id in ids:
                self._open_writer().delete_documents_by_term("id", article_id)

    async def _commit(self, state: State) -> None:
        await self._by_hand(self._commit_now, state)

    def _commit_now(self, state: State) -> None:
        with engine_errors():
            self._open_writer().commit()
        self._state = state
        self._folder.save_state(state)

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._index = self._index or self._folder.open()
            self._writer = self._folder.writer(self._index)
        return self._writer

    def _drop_writer(self) -> None:
        """Give the writer up with all that is not committed; the log says it again."""
        self._writer = None


def _just_before(cursor: str) -> str:
    milliseconds, sequence = position(cursor)
    return f"{milliseconds}-{sequence - 1}" if sequence else f"{milliseconds - 1}-{2**64 - 1}"
