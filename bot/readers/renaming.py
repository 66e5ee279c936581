"""A source that readers know by another name from now on: stored articles, subscriptions and votes follow.

The wish is noted first and carried out by the scheduler, in steps that may be repeated: a process that dies on the way
is followed by one that goes on. What a poll under way still stores under the old name follows in the next hour.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from ledebot.bot.core.clock import Clock
from ledebot.bot.model import Rename
from ledebot.bot.sources.naming import name_of
from ledebot.bot.sources.ports import HabitStore, Renames, SourceStore

WATCHED = timedelta(hours=1)
"""For so long articles may still arrive under the old name: no poll takes longer."""


class RenamesArticles(Protocol):
    """Gives stored articles their source's new name."""

    async def rename_source(self, old: str, new: str, now: datetime) -> int:
        """Rename all of one source; returns how many there were."""
        ...


class RenamesForReaders(Protocol):
    """Changes what readers keep of a source by its name."""

    async def rename_source(self, old: str, new: str, *, keep: bool) -> int:
        """Have those who follow a source follow its new name, and with `keep` the old one too; returns how many."""
        ...


class Renaming:
    """Carries renames out."""

    def __init__(
        self,
        notes: Renames,
        sources: SourceStore,
        articles: RenamesArticles,
        readers: RenamesForReaders,
        habits: HabitStore,
        clock: Clock,
    ) -> None:
        self._notes = notes
        self._sources = sources
        self._articles = articles
        self._readers = readers
        self._habits = habits
        self._clock = clock

    async def tick(self) -> None:
        """Carry out what is noted; may be called by several processes at once."""
        noted = await self._notes.noted()
        names = {name_of(state) for state in await self._sources.all()} if noted else set()
        for rename in noted:
            if rename.new in names and (rename.shared or rename.old not in names):
                await self._follow(rename)
            elif self._clock.now() - rename.noted > WATCHED:
                await self._notes.drop(rename)  # whoever noted it died before they did it

    async def _follow(self, rename: Rename) -> None:
        if not rename.shared:
            await self._articles.rename_source(rename.old, rename.new, self._clock.now())
        if not rename.followed:
            await self._learned(rename)
            await self._readers.rename_source(rename.old, rename.new, keep=rename.shared)
            await self._notes.note(replace(rename, followed=True))
        elif self._clock.now() - rename.noted > WATCHED:
            await self._notes.drop(rename)

    async def _learned(self, rename: Rename) -> None:
        """What the source was seen to repeat is known under its new name too."""
        known = await self._habits.load((rename.old, rename.new))
        if rename.old in known and rename.new not in known:
            await self._habits.save({rename.new: known[rename.old]})
