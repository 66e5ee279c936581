"""The week told once more: all that was published in it is looked through, in slices, and its stories are loaded."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime

from cachetools import LRUCache

from ledebot.bot.core.background import READERS
from ledebot.bot.core.i18n import translator
from ledebot.bot.digest.look import look_of
from ledebot.bot.digest.ports import Archive
from ledebot.bot.digest.select import Compile, selector
from ledebot.bot.digest.week import Tally, Week, render_week
from ledebot.bot.model import Article, Digest, Subscriber
from ledebot.bot.stories.marked import Marked
from ledebot.bot.stories.timeline import Timeline, timeline

MOST = 20_000
"""Articles of a week that are looked at, the newest."""
SLICE = 250
"""Articles that are looked at in one go: others get their turn in between."""
REMEMBERED = 64
"""Weeks that are remembered, by what is followed: who has the same filters has the same week."""
KEPT = 200
"""Stories of a week that are remembered, those that most told."""


class Roundup:
    """Makes the week's digest."""

    def __init__(self, articles: Archive, compile_rule: Compile) -> None:
        self._articles = articles
        self._compile = compile_rule
        self._weeks: LRUCache[Hashable, tuple[str, ...]] = LRUCache(REMEMBERED)
        self._counting = asyncio.Lock()

    async def week(self, reader: Subscriber, marked: Marked, since: datetime, until: datetime, now: datetime) -> Digest:
        """Render what most sources told in [since, until) of what a reader follows; the reader's cursor stays."""
        ranked = await self._ranked(reader, marked, since, until)
        shown = [story for story in ranked if story not in marked.muted][: max(reader.max_stories, 1)]
        told: list[Timeline] = []
        for story in shown:
            reports = await self._articles.story(story)
            within = (one for one in reports if since <= one.published < until and not marked.hides(one))
            held = [one for one in within if reader.languages.cover(one.language)]
            if held:
                told.append(await READERS.run(timeline, held))
        look = look_of(reader, translator(reader.language), now)
        parts = await READERS.run(render_week, Week(since, until, tuple(told)), look)
        return Digest(parts, tuple(each.best.story for each in told), cursor=reader.cursor)

    async def _ranked(self, reader: Subscriber, marked: Marked, since: datetime, until: datetime) -> tuple[str, ...]:
        language = reader.language[:2]  # both Chinese scripts are one
        key = (since, until, reader.filters, reader.languages, language, marked.silenced, marked.followed)
        async with self._counting:  # one at a time, as it takes long
            if key not in self._weeks:
                self._weeks[key] = await self._counted(reader, marked, since, until)
            return self._weeks[key]

    async def _counted(self, reader: Subscriber, marked: Marked, since: datetime, until: datetime) -> tuple[str, ...]:
        passing = await READERS.run(selector, reader.filters, self._compile, reader.languages)

        def wanted(article: Article) -> bool:
            return article.story in marked.followed or (not marked.silences(article) and passing(article))

        ids = (await self._articles.published(since, until))[-MOST:]
        tally = Tally(reader.language[:2])
        for at in range(0, len(ids), SLICE):
            await READERS.run(tally.add, await self._articles.get(ids[at : at + SLICE]), wanted)
        return tally.ranked()[:KEPT]


def together(new: Digest, week: Digest) -> Digest:
    """Give what is new, then the week's stories, as one digest; of what is empty, nothing but the other."""
    if new.empty or week.empty:
        return new if week.empty else replace(week, cursor=new.cursor)
    return replace(new, parts=(*new.parts, *week.parts), stories=(*new.stories, *week.stories))
