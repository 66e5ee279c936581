"""Polls the sources that are due: fetch, parse, ingest, and decide when to come back."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import FetchError, ParseError, SourceError, StoreUnavailableError
from ledebot.bot.model import Failure, FullText, IngestTotals, Item, SourceState
from ledebot.bot.sources import feed, frontmatter, schedule, zones
from ledebot.bot.sources.entries import Marked, fresh
from ledebot.bot.sources.fetch import Fetcher
from ledebot.bot.sources.fulltext import fetch_full, wanted
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.sources.inputs import labelled, load, reason
from ledebot.bot.sources.ports import SourceStore
from ledebot.bot.sources.types import Response
from ledebot.bot.sources.urls import is_url

log = logging.getLogger(__name__)

PAGES_PER_POLL = 20
"""Linked pages fetched in one poll of a source; the rest follow in the next ones."""
REFRESH = 7 * 24 * 3600
"""Seconds after which a source is read as if nothing in it were known."""
AT_ONCE = 16
"""Sources polled at a time."""
PARSES_AT_ONCE = 2
"""Feeds parsed at a time: more threads would not be faster, and a large one takes a hundred megabytes."""
BATCH = 500
"""Sources taken up at a time."""
LOOK_AGAIN = 10.0
"""Seconds after which a tick that waits for slow sources looks which others have come due meanwhile."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a poll leads to: the source's new state, the books, and the marks of its entries, if it was read."""

    state: SourceState
    totals: IngestTotals
    seen: Mapping[str, str] | None = None


@dataclass(slots=True)
class _Reading:
    """What reading a feed leaves: marks of its entries, pages still to fetch, entries left as readers have them."""

    marks: dict[str, str]
    unread: int = 0
    kept: int = 0


class Poller:
    """Polls sources; one bad source never stops the others."""

    def __init__(
        self,
        sources: SourceStore,
        fetcher: Fetcher,
        ingestor: Ingestor,
        clock: Clock,
        *,
        at_once: int = AT_ONCE,
        chance: random.Random | None = None,
        look_again: float = LOOK_AGAIN,
    ) -> None:
        self._sources = sources
        self._fetcher = fetcher
        self._ingestor = ingestor
        self._clock = clock
        self._at_once = at_once
        self._chance = chance or random.Random()
        self._parsing = asyncio.Semaphore(PARSES_AT_ONCE)
        self._look_again = look_again

    async def tick(self, limit: int = BATCH) -> IngestTotals:
        """Poll every source that is due, several at a time; gives the books of all together.

        Raises StoreUnavailableError when Redis goes away; what was not recorded is polled again.
        """
        slots = asyncio.Semaphore(self._at_once)
        running: dict[asyncio.Task[IngestTotals], str] = {}
        totals = IngestTotals()

        async def one(state: SourceState) -> IngestTotals:
            async with slots:
                return await self.poll(state)

        try:
            while True:
                for state in await self._sources.due(self._clock.now(), limit):
                    if state.config.url not in running.values():
                        running[asyncio.create_task(one(state))] = state.config.url
                if not running:
                    return totals
                done, slow = await asyncio.wait(running, timeout=self._look_again)
                for task in done:
                    del running[task]
                    totals += task.result()
                if not slow:
                    return totals
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def poll(self, state: SourceState) -> IngestTotals:
        """Poll one source now and record what came of it."""
        try:
            if is_url(state.config.url):
                outcome = await self._poll_feed(state)
            else:
                outcome = await self._poll_archive(state)
        except SourceError as error:
            outcome = self._failure(state, reason(error, state.config.url))
        except StoreUnavailableError:
            raise
        except Exception as error:  # logged in full; one source's bug must not keep the others from being read
            log.exception("polling %s failed", state.config.url)
            outcome = self._failure(state, f"internal error ({type(error).__name__}); see the log")
        try:
            await self._sources.record(outcome.state, outcome.seen)
        except StoreUnavailableError:
            raise
        except Exception as error:  # logged in full; what cannot be kept of one source costs that source only
            log.exception("what came of polling %s cannot be kept", state.config.url)
            outcome = self._failure(state, f"internal error ({type(error).__name__}); see the log")
            await self._sources.record(outcome.state)
        return outcome.totals

    async def _poll_feed(self, state: SourceState) -> _Outcome:
        address = state.extra.get("moved_to", state.config.url)
        # With pages still to be fetched, or all entries to be looked at again, the same document is read again.
        ask = None if "unread" in state.extra or self._refresh(state) else state
        answer = await self._fetcher.fetch(
            address, etag=ask.etag if ask else None, last_modified=ask.last_modified if ask else None
        )
        if answer.status == 304:
            return self._success(state, answer, IngestTotals())
        if answer.status == 410:
            log.warning("%s is gone for good (410); retired", state.config.url)
            gone = schedule.retired(state, self._clock.now(), "gone for good (410)")
            return _Outcome(gone, _failed(state.config.url, "gone for good (410)"))
        if answer.status != 200:
            return self._failure(state, f"the server answered {answer.status}", answer.retry_after)
        if answer.moved_to and answer.moved_to != state.config.url:
            log.info("%s has moved to %s", state.config.url, answer.moved_to)
            state = replace(state, extra={**state.extra, "moved_to": answer.moved_to})
        digest = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        state = replace(state, etag=answer.etag, last_modified=answer.last_modified)
        if ask and digest == state.body_hash:
            return self._success(state, answer, IngestTotals())
        return await self._read_feed(replace(state, body_hash=digest), answer)

    async def _read_feed(self, state: SourceState, answer: Response) -> _Outcome:
        config = state.config
        async with self._parsing:
            parsed = await asyncio.to_thread(
                feed.parse,
                answer.body,
                url=answer.url,
                content_type=answer.content_type,
                name=config.title,
                language=config.language,
                zone=zones.of_name(config.zone),
                at=answer.at,
            )
        for warning in parsed.warnings:
            log.info("%s: %s", config.url, warning)
        items = [labelled(item, config) for item in parsed.items]
        everything = self._refresh(state)
        new, seen = fresh(items, await self._sources.seen(config.url), everything=everything)
        reading = _Reading(marks=dict(seen))
        totals = await self._ingestor.ingest(self._with_full_texts(new, config.full_text, reading))
        known = len(seen) + reading.kept
        totals += IngestTotals(read=known, unchanged=known)
        totals += IngestTotals(read=len(parsed.failures), errors=parsed.failures)
        state = self._noted(
            replace(state, title=parsed.title or state.title),
            everything=everything,
            ttl=parsed.ttl,
            unread=reading.unread,
            bad_items=f"{totals.failed}: {totals.errors[0].reason}" if totals.errors else None,
        )
        return self._success(state, answer, totals, seen=reading.marks)

    async def _with_full_texts(
        self, entries: list[Marked], mode: FullText, reading: _Reading
    ) -> AsyncIterator[Item | Failure]:
        """Give the items, teasers with their page's text where it can be had, and note what is held of each."""
        budget = PAGES_PER_POLL
        for entry in entries:
            wants = wanted(entry.item, mode)
            full = await fetch_full(entry.item, self._fetcher) if wants and budget else None
            later = wants and not budget
            budget -= wants and not later
            reading.unread += later
            if wants and entry.paged and not full:
                # Readers have the page's text; the teaser must not take its place.
                reading.marks[entry.key] = entry.held
                reading.kept += 1
                continue
            asked = f"{entry.mark}:{entry.tries}"
            reading.marks[entry.key] = asked if later else entry.after(wants=wants, page=full is not None)
            yield full or entry.item

    def _refresh(self, state: SourceState) -> bool:
        """Tell whether all entries are due to be ingested again: retention counts from when a source last had them."""
        return self._clock.now().timestamp() - float(state.extra.get("refreshed", 0)) >= REFRESH

    def _noted(self, state: SourceState, *, everything: bool, **facts: object) -> SourceState:
        """Give the state with these facts, those that are empty left out, and the time of a full reading."""
        extra = {name: value for name, value in state.extra.items() if name not in facts}
        extra |= {name: str(value) for name, value in facts.items() if value}
        if everything:
            extra["refreshed"] = str(int(self._clock.now().timestamp()))
        return replace(state, extra=extra)

    async def _poll_archive(self, state: SourceState) -> _Outcome:
        """Read the posts of a folder that are new or changed; a file is a folder of one."""
        root = Path(state.config.url)
        seen = await self._sources.seen(state.config.url)
        marks = await asyncio.to_thread(_stamps, root)
        everything = self._refresh(state)
        changed = [name for name, stamp in marks.items() if everything or seen.get(name) != stamp]
        totals = IngestTotals(read=len(marks) - len(changed), unchanged=len(marks) - len(changed))
        totals += await self._ingestor.ingest(_posts(root, changed, marks, state))
        bad = f"{totals.failed}: {totals.errors[0].item}: {totals.errors[0].reason}" if totals.errors else None
        state = self._noted(replace(state, title=state.title or root.name), everything=everything, bad_items=bad)
        return self._success(state, None, totals, seen=marks if marks != seen else None)

    def _success(
        self,
        state: SourceState,
        answer: Response | None,
        totals: IngestTotals,
        *,
        seen: Mapping[str, str] | None = None,
    ) -> _Outcome:
        done = schedule.succeeded(
            state,
            self._clock.now(),
            changed=bool(totals.new or totals.updated),
            wish=max(float(state.extra.get("ttl", 0)), answer.max_age or 0 if answer else 0),
            jitter=self._chance.random(),
        )
        return _Outcome(done, totals, seen)

    def _failure(self, state: SourceState, why: str, retry_after: float | None = None) -> _Outcome:
        log.warning("%s: %s (%d in a row)", state.config.url, why, state.failures + 1)
        state = schedule.failed(state, self._clock.now(), why, retry_after=retry_after, jitter=self._chance.random())
        return _Outcome(state, _failed(state.config.url, why))


def _failed(item: str, why: str) -> IngestTotals:
    return IngestTotals(read=1, errors=(Failure(item, why),))


def _stamps(root: Path) -> dict[str, str]:
    """Map an archive's files, relative to it, to their times and sizes. Raises FetchError if it is not there."""
    if not root.exists():
        raise FetchError(f"{root}: no such file or folder")
    stamps = {}
    for path in frontmatter.walk(root):
        try:
            found = path.stat()
        except OSError:
            continue  # removed since it was listed
        stamps[str(path.relative_to(root))] = f"{found.st_mtime_ns}:{found.st_size}"
    return stamps


def _post(path: Path, state: SourceState) -> Item | None:
    return frontmatter.parse(load(path), ref=str(path), zone=zones.of_name(state.config.zone))


async def _posts(
    root: Path, names: list[str], marks: dict[str, str], state: SourceState
) -> AsyncIterator[Item | Failure]:
    """Read the posts of these names; one that cannot be read loses its mark, so that it is reported until mended."""
    for name in names:
        path = root / name
        try:
            post = await asyncio.to_thread(_post, path, state)
            if post:
                yield labelled(post, state.config)
        except (OSError, ParseError) as error:
            del marks[name]
            yield Failure(str(path), reason(error, str(path)))
