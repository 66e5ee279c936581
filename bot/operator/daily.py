"""One message a day at most to each operator, when something needs their hand.

The delivery's key holds the day, so that whoever asks again, another process too, queues nothing: what the outbox has
taken is told once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.i18n import translator
from ledebot.bot.delivery.ports import Outbox, StatsStore
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import SourceState, State, Subscriber, Target
from ledebot.bot.operator.check_store import BACKUP_LATE
from ledebot.bot.operator.disk import disk_of
from ledebot.bot.operator.ports import LatestArticles, Operators, ServerStore
from ledebot.bot.operator.silence import is_failing, is_silent, may_be_silent
from ledebot.bot.operator.types import Needs
from ledebot.bot.operator.word import word
from ledebot.bot.sources.naming import name_of
from ledebot.bot.sources.ports import SourceStore

FROM_HOUR = 9
"""The hour of the operator's day from which they are told."""
HABITS = 20
"""Articles of a source that tell how often it brings something."""
DAY = timedelta(days=1)
TOO_LONG = timedelta(hours=1)
"""A delivery that waits for longer is not only behind others."""


class DailyWord:
    """Looks what needs a hand, and tells the operators."""

    def __init__(
        self,
        admin_ids: tuple[int, ...],
        operators: Operators,
        sources: SourceStore,
        articles: LatestArticles,
        stats: StatsStore,
        server: ServerStore,
        outbox: Outbox,
        clock: Clock,
        home: Path,
        newest_backup: Callable[[datetime], datetime | None] | None = None,
    ) -> None:
        """`newest_backup` tells at a time of when the newest backup is, where one is made each day."""
        self._admin_ids = admin_ids
        self._operators = operators
        self._sources = sources
        self._articles = articles
        self._stats = stats
        self._server = server
        self._outbox = outbox
        self._clock = clock
        self._home = home
        self._newest_backup = newest_backup
        self._started = clock.now()
        self._told: dict[int, str] = {}

    async def tick(self) -> int:
        """Tell those who were not told today, if there is something; returns how many messages were queued."""
        now, queued = self._clock.now(), 0
        waiting = [(held, day) for held in await self._reachable() if (day := _day(held, now))]
        waiting = [(held, day) for held, day in waiting if self._told.get(held.target.chat_id) != day]
        needs = await self.needs() if waiting else Needs()
        for held, day in waiting if needs else ():
            message = word(needs, translator(held.language))
            queued += await self._outbox.enqueue(held.target, [message], kind=Kind.NOTICE, key=f"needs:{day}")
            self._told[held.target.chat_id] = day
        return queued

    async def needs(self) -> Needs:
        """Look what needs a hand."""
        now = self._clock.now()
        states = await self._sources.all()
        silent = [state for state in states if may_be_silent(state, now) and await self._is_silent(state, now)]
        stats = await self._stats.stats(now)
        waits = now - stats.oldest if stats.oldest else timedelta()
        memory, disk = await self._server.memory(), await asyncio.to_thread(disk_of, self._home)
        return Needs(
            failing=tuple(state for state in states if is_failing(state, now)),
            silent=tuple(silent),
            given_up=await self._server.given_up(now - DAY),
            unreadable=await self._server.unreadable(),
            waiting_minutes=int(waits.total_seconds() // 60) if waits > TOO_LONG else 0,
            memory=memory if memory.nearly_full else None,
            disk=disk if disk.nearly_full else None,
            backup_days=await self._without_backup(now),
        )

    async def _without_backup(self, now: datetime) -> int:
        """Count the days without a backup, once they are too many; without any they run from the start."""
        if self._newest_backup is None:
            return 0
        newest = await asyncio.to_thread(self._newest_backup, now)
        without = now - (newest or self._started)
        return without // DAY if without > BACKUP_LATE else 0

    async def _is_silent(self, state: SourceState, now: datetime) -> bool:
        newest = await self._articles.latest(HABITS, source=name_of(state))
        return is_silent(state, [article.published for article in newest], now)

    async def _reachable(self) -> list[Subscriber]:
        """Load the operators who can be told: who never wrote to the bot has no chat, and a blocked one is shut."""
        held = [await self._operators.get(Target(admin)) for admin in self._admin_ids]
        return [one for one in held if one is not None and one.state is State.ACTIVE]


def _day(operator: Subscriber, now: datetime) -> str | None:
    """Give the operator's day, or nothing where it is too early in it."""
    local = now.astimezone(ZoneInfo(operator.schedule.zone))
    return local.date().isoformat() if local.hour >= FROM_HOUR else None
