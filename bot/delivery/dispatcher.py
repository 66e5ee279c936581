"""From due times to deliveries: whoever is due gets one digest queued and the next due time set, in one step."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import InputError
from ledebot.bot.delivery.ports import DispatchStore
from ledebot.bot.delivery.types import Dispatch, Due
from ledebot.bot.model import EVERY_DAY, Schedule, State, Subscriber

log = logging.getLogger(__name__)

HIGH_WATER = 20_000
"""Deliveries in the lanes beyond which the rest stays in the due queue, which keeps it just as well."""
BATCH = 500
UNREADABLE_STEP = timedelta(hours=1)
"""How long a subscriber whose record or schedule cannot be used is set aside."""
STEP_BACK = timedelta(minutes=1)
"""By so much the clock must have gone back for it to be worth a look at every due time."""
LONGEST_PUT_OFF = timedelta(days=1)
"""Nothing is put off any further, however long Telegram asks to wait."""
_SAME = timedelta(seconds=1)
"""A due time is kept as a floating-point number."""
FAR_AHEAD = timedelta(hours=25)
"""Whoever has a daily digest is due within this; the others are few enough to be looked at every now and then."""

NextDue = Callable[[Schedule, datetime], datetime | None]


class Head(Protocol):
    """Where the window of a digest ends."""

    async def head(self) -> str:
        """Tell the cursor of the newest log entry."""
        ...


class Dispatcher:
    """Queues due digests; any number of these may run at once, each due time is moved on by one of them only."""

    def __init__(self, store: DispatchStore, articles: Head, next_due: NextDue, clock: Clock) -> None:
        self._store = store
        self._articles = articles
        self._next_due = next_due
        self._clock = clock

    async def tick(self, now: datetime | None = None) -> int:
        """Queue everything that is due by `now`, the clock's unless given; returns how many digests.

        Raises StoreUnavailableError.
        """
        now = now or self._clock.now()
        last = await self._store.last_tick()
        if last is not None and last - now > STEP_BACK:
            log.warning("the clock has gone back by %s: looking at every due time", last - now)
            await self.repair(timedelta())
        await self._store.ticked(now)  # before anything is moved on by this clock
        room = HIGH_WATER - await self._store.depth()
        queued = 0
        while room > 0:
            due, broken = await self._store.due(now, min(BATCH, room))
            steps = []
            for one in due:
                step = self._step(one, now)
                if step is None:
                    broken.append(str(one.subscriber.target))
                else:
                    steps.append(step)
            await self._store.set_aside(broken, now + UNREADABLE_STEP)
            if steps:
                queued += await self._store.dispatch(steps, up_to=await self._articles.head(), now=now)
            room -= len(due)
            if len(due) + len(broken) < BATCH:
                break
        return queued

    async def repair(self, ahead: timedelta = FAR_AHEAD) -> int:
        """Set right what a clock that was too far ahead has left beyond `ahead` from now; returns how many digests.

        Such a clock moves everybody's due time on, and puts deliveries off, to days that are far away once it is set
        back. A slot that has been served already is not served again: its delivery is known.
        """
        now = self._clock.now()
        hastened = await self._store.hasten(now + min(ahead, LONGEST_PUT_OFF), now)
        moved = kept = 0
        while True:
            found, read = await self._store.ahead(now + ahead, skip=kept, limit=BATCH)
            steps = [Dispatch(one, right, queue=False) for one in found if (right := self._earlier(one, now))]
            if steps:
                await self._store.dispatch(steps, up_to="", now=now)
            moved += len(steps)
            kept += read - len(steps)
            if read < BATCH:
                break
        if moved or hastened:
            log.warning("set right what a clock had moved too far ahead: %d digests, %d deliveries", moved, hastened)
        return moved

    def _earlier(self, due: Due, now: datetime) -> datetime | None:
        """Give the due time of a subscriber who should have an earlier one."""
        try:
            following = self._next_due(due.subscriber.schedule, now)
        except InputError:
            return None
        return following if following is not None and following.timestamp() < due.score else None

    def _step(self, due: Due, now: datetime) -> Dispatch | None:
        """Tell what is to be done for one; None if its schedule cannot be used."""
        subscriber = due.subscriber
        try:
            slot = datetime.fromtimestamp(due.score, now.tzinfo)
            # A clock that was set back must not bring the same slot again.
            following = self._next_due(subscriber.schedule, max(now, slot))
            week = self._missed_week(subscriber.schedule, slot, now)
            if not wanted(subscriber, now):
                return Dispatch(due, following, queue=False)
            awake = self._awake(subscriber.schedule, now)
        except (InputError, ValueError, TypeError, OverflowError) as error:  # whatever it is, the others are served
            log.error("subscriber %s cannot be served: %s", subscriber.target, error)
            return None
        if awake > now and week is not None:
            return Dispatch(due, following, slot=week, not_before=awake)
        if awake > now:
            # Caught up after a downtime that ended in the reader's quiet hours: not before they end.
            return Dispatch(due, awake if following is None else min(awake, following), queue=False)
        # One digest makes up for all that were missed, but the week's is another one.
        return Dispatch(due, following if week is None or week - slot < _SAME else week)

    def _missed_week(self, schedule: Schedule, slot: datetime, now: datetime) -> datetime | None:
        """Tell which slot from `slot` to now is the week's, if one is."""
        weeks = tuple(one for one in schedule.extra if one.week)
        if not weeks:
            return None
        weekly = replace(schedule, times=(), extra=weeks, paused_until=None)
        week = self._next_due(weekly, slot - _SAME)
        return week if week is not None and week <= now else None

    def _awake(self, schedule: Schedule, now: datetime) -> datetime:
        """Tell when the reader may be disturbed: now, or when the quiet hours end."""
        if schedule.quiet is None:
            return now
        this_minute = now.astimezone(ZoneInfo(schedule.zone)).time().replace(second=0, microsecond=0, fold=0)
        today = replace(schedule, times=(this_minute,), weekdays=EVERY_DAY, paused_until=None, extra=())
        awake = self._next_due(today, now - timedelta(minutes=1))
        return now if awake is None or awake - now < timedelta(minutes=1) else awake


def wanted(subscriber: Subscriber, now: datetime) -> bool:
    """Whether a push is due at all; a due time may have been left standing by an older version or an import."""
    snoozed = subscriber.schedule.paused_until
    return subscriber.subscribed and subscriber.state is State.ACTIVE and not (snoozed is not None and snoozed > now)
