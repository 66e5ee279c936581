"""One delivery, from the claim to its end: composed, sent part by part, every step noted before the next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.delivery.circuit_breaker import CircuitBreaker
from ledebot.bot.delivery.client import message_id
from ledebot.bot.delivery.limiter import PACED, Limiter
from ledebot.bot.delivery.notices import lost_chat
from ledebot.bot.delivery.outcomes import LINE_DOWN, Outcome, Verdict, classify
from ledebot.bot.delivery.plain import names_button, plain_text, without_addresses
from ledebot.bot.delivery.policy import Again, decide, nothing_to_tell, unwanted
from ledebot.bot.delivery.ports import DeliveryStore, Outbox, Subscriptions
from ledebot.bot.delivery.send_queue import Busy, SendQueue
from ledebot.bot.delivery.telegram_args import parameters
from ledebot.bot.delivery.types import LANES, Begin, Claim, Ending, Kind, Setback, lane_of
from ledebot.bot.model import Digest, Message, State, Subscriber, Target

log = logging.getLogger(__name__)

SEND = "sendmessage"
"""The raw call: making objects of each answer, entity by entity, would cost a third of a message's CPU. In lower case,
which Telegram takes as well, since the client warns of raw calls for which it has a method."""
STORE_RETRY = 0.5
"""Seconds between attempts to note what has happened already, while Redis is away."""
CONTENTS = 256
"""Frozen contents kept in memory."""
BUG_STEP = timedelta(minutes=1)
BUGS = 3
"""Unexpected errors of one delivery before it is given up."""


class Composing(Protocol):
    """Builds digests; same content for many is built once."""

    async def due(self, subscriber: Subscriber, slot: datetime, up_to: str | None = None) -> Digest:
        """Render what is due at a slot: what arrived since the last delivered digest, the week's stories, or both."""
        ...


Migrate = Callable[[int, int], Awaitable[None]]
"""Moves everything that any store keeps of a chat to its new id."""


class DeliveryProcessor:
    """Carries deliveries; each call of `deliver` may run beside many others."""

    def __init__(
        self,
        *,
        bot: ExtBot[Any],
        deliveries: DeliveryStore,
        subscribers: Subscriptions,
        composer: Composing,
        send_queue: SendQueue,
        breaker: CircuitBreaker,
        migrate: Migrate,
        clock: Clock,
        outbox: Outbox | None = None,
    ) -> None:
        self._bot = bot
        # The delivery has waited for its turn; a host's own limiter does not know the word, and none takes none.
        self._paced: dict[str, Any] = {"rate_limit_args": PACED} if isinstance(bot.rate_limiter, Limiter) else {}
        self._deliveries = deliveries
        self._subscribers = subscribers
        self._composer = composer
        self._send_queue = send_queue
        self._breaker = breaker
        self._migrate = migrate
        self._clock = clock
        self._outbox = outbox
        self._contents: dict[str, Digest] = {}
        self.committed: set[asyncio.Task[Any]] = set()
        """Tasks between the start of a request and the note of its outcome: not to be cancelled lightly."""
        self.stopping = False

    async def deliver(self, claim: Claim) -> None:
        """Carry one delivery as far as it can be carried now. Raises StoreUnavailableError; the claim then stands."""
        try:
            await self._deliver(claim)
        except StoreUnavailableError:
            raise
        except Exception as error:
            log.exception("delivery %s met an unexpected error", claim.id)
            await self._deliveries.failed("bug")
            if claim.tries + 1 >= BUGS:
                await self._deliveries.end(claim, Ending.FAILED, self._clock.now(), why=type(error).__name__)
            else:
                # Whatever broke may have broken after the request: what comes again is counted as a repeat.
                again = Setback(self._clock.now() + BUG_STEP, claim.tries + 1, claim.failing_since, "bug")
                await self._noted(self._deliveries.put_off, claim, again, doubtful=True)

    async def _deliver(self, claim: Claim) -> None:
        ending = unwanted(claim, self._clock.now())
        if ending is not None:
            await self._deliveries.end(claim, ending, self._clock.now())
            return
        place: int | None = self._send_queue.place()  # not after its content has come: that of others may come first
        digest = await self._digest(claim)
        if digest is None:
            await self._deliveries.end(claim, Ending.FAILED, self._clock.now(), why="its content is gone")
            return
        cursor = digest.cursor if claim.kind is Kind.DIGEST else None
        if claim.kind is Kind.DIGEST and claim.next_part == 0 and nothing_to_tell(digest, claim.subscriber):
            await self._deliveries.end(claim, Ending.EMPTY, self._clock.now(), cursor=cursor)
            return
        last = len(digest.parts) - 1
        if claim.next_part > last:  # whoever had it before noted the last part and got no further
            await self._noted(self._deliveries.end, claim, Ending.SENT, self._clock.now(), cursor=cursor)
            return
        while not self.stopping:
            part = claim.next_part
            carried = await self._carry(claim, digest, last=part == last, cursor=cursor, place=place)
            place = None
            if carried is None or part == last:
                return
            claim = replace(carried, next_part=part + 1, tries=0, failing_since=None, doubts=0, plain=False)

    async def _digest(self, claim: Claim) -> Digest | None:
        """Give what is to be sent: the frozen content, or a digest composed now."""
        if claim.content is None:
            if claim.subscriber is None:
                return None
            return await self._composer.due(claim.subscriber, claim.slot, claim.up_to)
        held = self._contents.get(claim.content)
        if held is None:
            try:
                held = await self._deliveries.content(claim.content)
            except KeyError:
                return None
            if len(self._contents) >= CONTENTS:
                del self._contents[next(iter(self._contents))]
            self._contents[claim.content] = held
        return held

    async def _carry(
        self, claim: Claim, digest: Digest, *, last: bool, cursor: str | None, place: int | None
    ) -> Claim | None:
        """Send the next part; gives the claim (its target may have moved), or None when the delivery waits or failed.

        With the last part the delivery ends, and its reader has everything up to `cursor`.
        """
        part = claim.next_part
        while True:
            await self._breaker.ready()
            try:
                paid = await self._send_queue.bulk(claim.target.chat_id, LANES.index(lane_of(claim.kind)), place)
            except Busy as busy:
                await self._put_off(claim, busy.until, tries=claim.tries, why="paced")
                return None
            async with self._committed():
                begin = await self._deliveries.begin(claim, part, digest, self._clock.now())
                if begin is Begin.LOST:
                    return None
                if begin is Begin.BLOCKED_CONTENT:
                    await self._deliveries.end(
                        claim, Ending.FAILED, self._clock.now(), why="its content was refused for others"
                    )
                    return None
                try:
                    message_id = await self._send(claim, digest.parts[part], paid=paid)
                except TelegramError as error:
                    changed = await self._failed(claim, digest, classify(error))
                    if changed is None:
                        return None
                    claim = changed
                else:
                    await self._noted(
                        *(self._deliveries.sent, claim, part, message_id, self._clock.now()), last=last, cursor=cursor
                    )
                    return claim

    async def _send(self, claim: Claim, message: Message, *, paid: bool) -> int:
        try:
            return await self._sent(claim, message, paid=paid)
        except BadRequest as error:
            # Nothing was sent, so that this is no repeat; and the addresses stand in the text, too.
            lighter = without_addresses(message)
            if claim.plain or not names_button(error.message) or lighter == message:
                raise
            log.warning("delivery %s goes without its buttons' addresses: %s", claim.id, classify(error).reason)
            return await self._sent(claim, lighter, paid=paid)

    async def _sent(self, claim: Claim, message: Message, *, paid: bool) -> int:
        call: dict[str, Any] = dict(parameters(message))
        if claim.plain:
            call = {"text": plain_text(message), "link_preview_options": call["link_preview_options"]}
        call["chat_id"] = claim.target.chat_id
        if claim.target.thread_id:
            call["message_thread_id"] = claim.target.thread_id
        if message.silent or (claim.subscriber is not None and claim.subscriber.silent):
            call["disable_notification"] = True
        if paid:
            call["allow_paid_broadcast"] = True
        sent = await self._bot.do_api_request(SEND, call, **self._paced)
        return message_id(sent)

    # --- what went wrong ------------------------------------------------------------------------------

    async def _failed(self, claim: Claim, digest: Digest, outcome: Outcome) -> Claim | None:
        """Note a failure; gives the claim to try again at once with, None when it waits or has ended."""
        log.info("delivery %s: %s (%s)", claim.id, outcome.verdict, outcome.reason)
        refused = digest if outcome.verdict is Verdict.CONTENT and not claim.plain else None
        await self._noted(self._deliveries.failed, outcome.verdict, refused)
        if outcome.verdict in LINE_DOWN:
            self._breaker.doubt()
        match outcome.verdict:
            case Verdict.FLOOD:
                until = await self._send_queue.flooded(claim.target.chat_id, outcome.wait)
                await self._put_off(claim, until, tries=claim.tries, why="flood")
                return None
            case Verdict.UNPAID:
                await self._noted(self._send_queue.unpaid, outcome.reason)
                await self._put_off(claim, self._clock.now(), tries=claim.tries, why="unpaid")
                return None
            case Verdict.MIGRATED if claim.target.chat_id != outcome.new_chat:
                await self._noted(self._migrate, claim.target.chat_id, outcome.new_chat)
                return _moved(claim, outcome.new_chat)
            case Verdict.NO_TOPIC if claim.target.thread_id:
                return replace(claim, target=Target(claim.target.chat_id))
        step = decide(outcome, claim, self._clock.now())
        if isinstance(step, Again):
            await self._noted(self._deliveries.put_off, claim, step.setback, doubtful=step.doubtful, plain=step.plain)
            return None
        if step.ending is Ending.PAUSED:
            await self._noted(self._pause, claim.target.chat_id, step.why)
        await self._noted(self._deliveries.end, claim, step.ending, self._clock.now(), why=step.why)
        return None

    async def _pause(self, chat_id: int, reason: str) -> None:
        """Pause every subscription of a chat and tell its owner; /start or an unblock restores them."""
        now = self._clock.now()

        def pause(old: Subscriber, due: datetime | None) -> tuple[Subscriber, datetime | None]:
            if old.state is State.PAUSED:
                return old, None
            return replace(old, state=State.PAUSED, paused_reason=reason, paused_since=now), None

        for subscriber in await self._subscribers.of_chat(chat_id):
            await self._subscribers.update(subscriber.target, pause)
            word = lost_chat(subscriber, reason)
            if self._outbox is not None and subscriber.owner is not None and word is not None:
                key = f"lost:{chat_id}"  # once for all its topics
                await self._outbox.enqueue(Target(subscriber.owner), [word], kind=Kind.NOTICE, key=key)

    async def _put_off(self, claim: Claim, until: datetime, *, tries: int, why: str) -> None:
        await self._noted(self._deliveries.put_off, claim, Setback(until, tries, claim.failing_since, why))

    async def _noted(self, note: Callable[..., Awaitable[None]], *arguments: Any, **keywords: Any) -> None:
        """Note what has happened, however long the store is away: forgetting it would repeat it."""
        while True:
            try:
                await note(*arguments, **keywords)
            except StoreUnavailableError:
                await asyncio.sleep(STORE_RETRY)
            else:
                return

    @asynccontextmanager
    async def _committed(self) -> AsyncIterator[None]:
        task = asyncio.current_task()
        if task is not None:
            self.committed.add(task)
        try:
            yield
        finally:
            if task is not None:
                self.committed.discard(task)


def _moved(claim: Claim, chat: int) -> Claim:
    reader = claim.subscriber
    if reader is not None:
        reader = replace(reader, target=Target(chat, reader.target.thread_id))
    return replace(claim, target=Target(chat, claim.target.thread_id), subscriber=reader, record=None)
