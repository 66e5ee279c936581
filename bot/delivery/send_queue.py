"""Waiting for one's turn: replies at once, bulk in the order of its urgency, all by one shared set of limits."""

from __future__ import annotations

import asyncio
import heapq
import logging
import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.core.places import aside, locked
from ledebot.bot.core.supervision import Supervision
from ledebot.bot.delivery.memory_rate_limits import MemoryRateLimits
from ledebot.bot.delivery.rate_limits import NO_HORIZON, RateLimits, RateLimitStore, Slot, Turn

log = logging.getLogger(__name__)

HORIZON = 0.1
"""Seconds of sending that bulk may book ahead: what a reply waits at most for bulk's sake."""
GROUPS_HORIZON = 0.2
"""The same for replies in groups and channels: what a reply to a reader in private waits at most for their sake. More
than HORIZON, so that they go ahead of bulk."""
MOST = 64
"""Slots asked for in one call."""
STORE_PATIENCE = 1.0
"""Seconds that a reply waits for Redis before it goes by this process' own count."""
UNPAID_REST = 3600.0
"""Seconds after a refused paid broadcast before the next one is tried."""
SOON = 5.0
"""Seconds that a bulk message waits in memory; anything longer is put off in the store instead."""


_Waiting = tuple[int, int, int, asyncio.Future[bool]]
"""Rank, order of arrival, chat, and whom to wake, telling whether the message is to be paid for."""


class Busy(Exception):  # noqa: N818  # not an error: the answer "later"
    """The chat, or all of Telegram, must be left alone until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"must wait until {until:%H:%M:%S}")
        self.until = until


class SendQueue:
    """One process' place in the queue for slots."""

    def __init__(self, store: RateLimitStore, limits: RateLimits, clock: Clock, supervisor: Supervision) -> None:
        self._store = store
        self._supervisor = supervisor
        self._local = MemoryRateLimits(limits)
        self._clock = clock
        self._batch = max(1, min(MOST, math.ceil(limits.most * HORIZON)))
        self._order = count()
        self._queue: list[_Waiting] = []
        self._pump: asyncio.Task[None] | None = None
        self._timers: set[asyncio.Task[None]] = set()
        self._resting: dict[int, list[_Waiting]] = {}
        self._groups = asyncio.Lock()

    async def reply(self, chat: int, patience: float) -> None:
        """Wait for the turn of a reply; raises Busy if that would take more than `patience` seconds."""
        deadline = self._now() + patience
        while True:
            slot = await (self._own(chat) if chat > 0 else self._among_groups(chat, deadline))
            if slot.turn is not Turn.GO and slot.at > deadline:
                raise Busy(_moment(slot.at))
            await self._rest(slot)
            if slot.turn is Turn.GO:
                return

    async def _own(self, chat: int) -> Slot:
        (slot,) = await self._reserve([chat], NO_HORIZON)
        return slot

    async def _among_groups(self, chat: int, deadline: float) -> Slot:
        """Ask for a slot that is near; one group at a time waits for it, since the others could have none before it."""
        async with locked(self._groups):
            while True:
                (slot,) = await self._reserve([chat], GROUPS_HORIZON, payable=False)
                if slot.turn is not Turn.ALL or slot.at > deadline:
                    return slot
                await self._rest(slot)

    async def _rest(self, slot: Slot) -> None:
        if (wait := slot.at - self._now()) > 0:
            await aside(self._clock.sleep(wait))

    def place(self) -> int:
        """Give the next place among bulk messages, for one message that has to be fetched before it can wait there."""
        return next(self._order)

    async def bulk(self, chat: int, rank: int, place: int | None = None) -> bool:
        """Wait for the turn of a bulk message, lower ranks first; raises Busy if the wait is better spent elsewhere.

        Tells whether the message must be sent as a paid broadcast.
        """
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._push((rank, self.place() if place is None else place, chat, future))
        return await future

    async def unpaid(self, reason: str) -> None:
        """Keep that Telegram takes no paid broadcasts from this bot: sending goes on at the free rate."""
        if await self._store.unpaid(UNPAID_REST):
            log.error(
                "paid broadcast is refused (%s): enable it in @BotFather and keep the Stars it asks for; "
                "sending goes on at the free rate, the next try is in %.0f minutes",
                reason,
                UNPAID_REST / 60,
            )

    async def flooded(self, chat: int, wait: float) -> datetime:
        """Keep a 429 that asks for `wait` seconds; tells until when this chat rests."""
        now = self._now()
        try:
            turn = await self._store.flooded(chat, wait, now)
        except StoreUnavailableError:
            turn = await self._local.flooded(chat, wait, now)
        log.warning("Telegram asks for %.0f s of rest (%s)", wait, "one chat" if turn is Turn.CHAT else "all chats")
        return _moment(now + wait)

    # --- bulk ---------------------------------------------------------------------------------------

    def _push(self, entry: _Waiting) -> None:
        heapq.heappush(self._queue, entry)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._run_pump())

    async def _run_pump(self) -> None:
        while self._queue:
            asked: list[_Waiting] = []
            while self._queue and len(asked) < self._batch:
                entry = heapq.heappop(self._queue)
                if not entry[3].done():  # whoever waited was cancelled
                    asked.append(entry)
            if not asked:
                return
            slots = await self._reserve([chat for _, _, chat, _ in asked], HORIZON)
            pause = max((self._settle(entry, slot) for entry, slot in zip(asked, slots, strict=True)), default=0.0)
            if pause > 0:
                await self._clock.sleep(pause)

    def _settle(self, entry: _Waiting, slot: Slot) -> float:
        """Pass one answer on; gives the seconds that the pump should rest."""
        future = entry[3]
        wait = slot.at - self._now()
        if slot.turn is Turn.GO:
            if wait <= 0:
                _wake(future, slot.paid)
            else:
                self._after(wait, lambda: _wake(future, slot.paid))
        elif wait > SOON:
            if not future.done():
                future.set_exception(Busy(_moment(slot.at)))
        elif slot.turn is Turn.CHAT:
            self._rest_with_its_chat(entry, wait)
        else:
            heapq.heappush(self._queue, entry)
            return max(wait, 0.001)
        return 0.0

    def _rest_with_its_chat(self, entry: _Waiting, wait: float) -> None:
        """Ask again for all of a chat's messages at one moment: timers of their own would not keep their order."""
        chat = entry[2]
        if resting := self._resting.get(chat):
            resting.append(entry)
            return
        self._resting[chat] = [entry]

        def ask_again() -> None:
            for each in self._resting.pop(chat):
                self._push(each)

        self._after(wait, ask_again)

    def _after(self, wait: float, then: Callable[[], None]) -> None:
        async def wake() -> None:
            await self._clock.sleep(wait)
            then()

        timer = asyncio.create_task(wake())
        self._timers.add(timer)
        timer.add_done_callback(self._timers.discard)

    # --- the store ----------------------------------------------------------------------------------

    async def _reserve(self, chats: Sequence[int], horizon: float, *, payable: bool = True) -> list[Slot]:
        """Ask the store, or while that does not answer, go by this process' own count."""

        async def ask() -> list[Slot]:
            try:
                async with asyncio.timeout(STORE_PATIENCE):
                    return await self._store.reserve(chats, self._now(), horizon, payable=payable)
            except TimeoutError:
                raise StoreUnavailableError("Redis does not answer in time") from None

        slots = await self._supervisor.attempt("send limits", ask)
        return slots if slots is not None else await self._local.reserve(chats, self._now(), horizon)

    def now(self) -> datetime:
        """Tell the time by which this send_queue counts."""
        return self._clock.now()

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _wake(future: asyncio.Future[bool], paid: bool) -> None:
    if not future.done():
        future.set_result(paid)


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
