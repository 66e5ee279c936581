"""Items in, stored articles out, in batches; one bad item is a counted result and the run goes on."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable

from ledebot.bot.model import Change, Document, Failure, IngestTotals, Item
from ledebot.bot.sources.ports import ArticleWriter

log = logging.getLogger(__name__)

BATCH = 64
"""Documents written at once: large enough to hide a round trip, small enough to lose little when killed."""

Read = Callable[[Item], Document]


class Ingestor:
    """Reads items into documents and stores them."""

    def __init__(self, articles: ArticleWriter, read: Read) -> None:
        self._articles = articles
        self._read = read

    async def ingest(
        self,
        items: Iterable[Item | Failure] | AsyncIterable[Item | Failure],
        *,
        progress: Callable[[IngestTotals], None] | None = None,
    ) -> IngestTotals:
        """Store everything; `progress` is told the totals so far after each batch.

        Raises StoreUnavailableError when Redis goes away; what was stored until then stays, and the same input
        once more is harmless.
        """
        totals = IngestTotals()
        batch: list[Document] = []
        async for item in _each(items):
            if isinstance(item, Failure):
                totals += IngestTotals(read=1, errors=(item,))
                continue
            document = self._document(item)
            if isinstance(document, Failure):
                totals += IngestTotals(read=1, errors=(document,))
                continue
            batch.append(document)
            if len(batch) == BATCH:
                totals += await self._store(batch)
                batch = []
                if progress:
                    progress(totals)
        if batch:
            totals += await self._store(batch)
        if progress:
            progress(totals)
        return totals

    def _document(self, item: Item) -> Document | Failure:
        try:
            return self._read(item)
        except Exception as error:  # logged in full; a bug that one item wakes costs this item only
            log.exception("reading %s failed", item.ref)
            return Failure(item.ref, f"internal error ({type(error).__name__}); see the log")

    async def _store(self, batch: list[Document]) -> IngestTotals:
        outcome = await self._articles.save(batch)
        return IngestTotals(
            read=len(batch),
            new=outcome.count(Change.NEW),
            updated=outcome.count(Change.REVISED),
            unchanged=outcome.count(None),
        )


async def _each(items: Iterable[Item | Failure] | AsyncIterable[Item | Failure]) -> AsyncIterator[Item | Failure]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
