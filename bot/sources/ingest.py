"""Items in, stored articles out, in batches; one bad item is a counted result and the run goes on."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Mapping, Sequence

from ledebot.bot.core.background import SOURCES, OverBudgetError
from ledebot.bot.model import Article, Change, Document, Failure, IngestTotals, Item
from ledebot.bot.sources.ports import ArticleWriter, HabitStore
from ledebot.bot.text.furniture import Furniture, Habits, furniture

log = logging.getLogger(__name__)

BATCH = 64
"""Documents written at once: large enough to hide a round trip, small enough to lose little when killed."""

READ_BUDGET, BATCH_BUDGET = 10.0, 20.0
"""Seconds for reading one item, and a whole batch; some milliseconds an item are usual."""
AGAIN = 300
"""Stored articles of a source that are read again when it is known to repeat something new."""

Read = Callable[[Item], Document]


def read_one(item: Item) -> Document:
    """Read one item, see `text.document.read`: its patterns take 0.2 s to load, and most commands read nothing."""
    from ledebot.bot.text.document import read

    return read(item)


class Ingestor:
    """Reads items into documents and stores them.

    With `habits`, what each source repeats is learned and left out, also of what was stored before it was known;
    without, `read` reads each item for itself. `stored` is called after each batch: patterns, dictionary and tables are
    loaded by then.
    """

    def __init__(
        self,
        articles: ArticleWriter,
        read: Read,
        habits: HabitStore | None = None,
        stored: Callable[[], None] | None = None,
    ) -> None:
        self._articles = articles
        self._read = read
        self._habits = habits
        self._stored = stored

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
        batch: list[Item] = []
        async for item in _each(items):
            if isinstance(item, Failure):
                totals += IngestTotals(read=1, errors=(item,))
                continue
            batch.append(item)
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

    async def _store(self, batch: Sequence[Item]) -> IngestTotals:
        documents, failures = await self._documents(batch)
        outcome = await self._articles.save(documents)
        if self._stored:
            self._stored()
        return IngestTotals(
            read=len(batch),
            new=outcome.count(Change.NEW),
            updated=outcome.count(Change.REVISED),
            unchanged=outcome.count(None),
            errors=tuple(failures),
        )

    async def _documents(self, batch: Sequence[Item]) -> tuple[list[Document], list[Failure]]:
        if self._habits:
            known = await self._habits.load({item.source for item in batch})
            try:
                from ledebot.bot.text.document import read_all  # takes 0.2 s to load

                documents, learned = await SOURCES.within(BATCH_BUDGET, read_all, batch, known)
            except OverBudgetError as error:
                log.warning("reading a batch of %d: %s; its items are read one by one", len(batch), error)
            except Exception:  # logged in full; a bug that one item wakes costs this item only
                log.exception("reading a batch of %d failed; its items are read one by one", len(batch))
            else:
                await self._remember(self._habits, known, learned)
                return documents, []
        read = [await self._document(item) for item in batch]
        return (
            [one for one in read if isinstance(one, Document)],
            [one for one in read if isinstance(one, Failure)],
        )

    async def _document(self, item: Item) -> Document | Failure:
        """Read an item, off the event loop and for so long at most: whoever writes a feed may write anything."""
        try:
            return await SOURCES.within(READ_BUDGET, self._read, item)
        except OverBudgetError as error:
            return Failure(item.ref, str(error))
        except Exception as error:  # logged in full; a bug that one item wakes costs this item only
            log.exception("reading %s failed", item.ref)
            return Failure(item.ref, f"internal error ({type(error).__name__}); see the log")

    async def _remember(self, store: HabitStore, known: Mapping[str, Habits], learned: Mapping[str, Habits]) -> None:
        """Keep what a batch showed of its sources; where that is news, have their stored articles read again."""
        changed = {source: habits for source, habits in learned.items() if habits != known.get(source)}
        await store.save(changed)
        for source, habits in changed.items():
            found = furniture(habits)
            if source in known and found != furniture(known[source]):
                await self._read_again(source, found)

    async def _read_again(self, source: str, found: Furniture) -> None:
        """Leave what a source repeats out of its articles that were stored before it was known."""
        stored = [as_document(article) for article in await self._articles.latest(AGAIN, source=source)]
        from ledebot.bot.text.document import read_again

        again = await SOURCES.run(lambda: [read_again(document, found) for document in stored])
        await self._articles.save([new for new, old in zip(again, stored, strict=True) if new is not old])


def as_document(article: Article) -> Document:
    """Give a stored article as the document that it was made of."""
    return Document(
        ref=article.id,
        source=article.source,
        title=article.title,
        guid=article.guid,
        url=article.url,
        original_title=article.original_title,
        published=article.published if article.dated else None,
        author=article.author,
        topics=article.topics,
        section=article.section,
        dateline=article.dateline,
        editor=article.editor,
        image=article.image,
        language=article.language,
        paragraphs=article.paragraphs,
        lede=article.lede,
    )


async def _each(items: Iterable[Item | Failure] | AsyncIterable[Item | Failure]) -> AsyncIterator[Item | Failure]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
