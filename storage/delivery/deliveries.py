"""Deliveries in the senders' hands: claimed from the lanes' consumer group, kept step by step, ended.

A sender is a consumer of the group and marks that it lives; what the dead held in the group's pending list is
claimed by the living. The delivery's hash names its owner, so a sender that was only slow notices what it has lost.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from redis.exceptions import ResponseError

from ledebot.bot.delivery.types import LANES, Begin, Claim, Ending, Kind, Setback
from ledebot.bot.model import Digest, Subscriber, Target
from ledebot.storage.base import keys
from ledebot.storage.base.batching import Scripts
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import CodecError, dumps, loads
from ledebot.storage.base.errors import translated
from ledebot.storage.delivery import scripts
from ledebot.storage.delivery.outbox import freeze
from ledebot.storage.readers.subscribers import Subscribers

log = logging.getLogger(__name__)

TAKEN_AT_ONCE = 100
"""Entries of each dead sender that one call takes over."""
SENDER_PREFIX = keys.sender("")


class Deliveries:
    """Satisfies `DeliveryStore` and `WorkStore`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._scripts = Scripts(redis)
        self._subscribers = Subscribers(redis)
        self._grouped = False

    # --- claiming -----------------------------------------------------------------------------------

    @translated
    async def claim(self, worker: str, *, alerts: int, digests: int, broadcasts: int, block: float) -> list[Claim]:
        """Take up to that many deliveries of each lane; see `DeliveryStore.claim`."""
        wanted = dict(zip(LANES, (alerts, digests, broadcasts), strict=True))
        await self._group()
        try:
            flat = [word for lane, count in wanted.items() if count > 0 for word in (lane, count)]
            found = await self._claims(worker, await self._scripts.run(scripts.CLAIM, keys.PENDING, worker, *flat))
            if not found and block > 0:
                found = await self._load(worker, await self._wait(worker, wanted, block))
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            self._grouped = False  # the server was emptied under us
            return []
        return found

    async def _wait(self, worker: str, wanted: dict[Kind, int], block: float) -> list[tuple[str, str, str]]:
        streams = {keys.lane(lane): ">" for lane, count in wanted.items() if count > 0}
        milliseconds = max(1, int(block * 1000))  # 0 would be for ever
        return _places(await self._redis.xreadgroup(keys.SENDERS_GROUP, worker, streams, count=1, block=milliseconds))

    async def _load(self, worker: str, places: Sequence[tuple[str, str, str]]) -> list[Claim]:
        if not places:
            return []
        flat = [text for place in places for text in place]
        return await self._claims(worker, await self._scripts.run(scripts.LOAD, keys.PENDING, worker, *flat))

    async def _claims(self, worker: str, answers: Any) -> list[Claim]:
        """Read what was loaded; one that cannot be read is set aside and keeps no other waiting."""
        claims = []
        for flat, record, (lane, entry, delivery_id) in filter(None, answers):
            try:
                claims.append(_claim(worker, flat, record))
            except (KeyError, ValueError, OverflowError) as error:
                log.error("delivery %s is set aside, its record cannot be read: %r", delivery_id, error)
                now = repr(datetime.now(UTC).timestamp())
                await self._scripts.run(
                    *(scripts.SET_ASIDE, keys.PENDING, lane, entry, delivery_id, now, "its record cannot be read")
                )
        return claims

    async def _group(self) -> None:
        if self._grouped:
            return
        for lane in LANES:
            try:
                await self._redis.xgroup_create(keys.lane(lane), keys.SENDERS_GROUP, id="0", mkstream=True)
            except ResponseError as error:
                if "BUSYGROUP" not in str(error):
                    raise
        self._grouped = True

    # --- a delivery's steps ---------------------------------------------------------------------------

    @translated
    async def content(self, name: str) -> Digest:
        """Load frozen content. Raises KeyError if there is none of that name."""
        body = await self._redis.hget(keys.content(name), "body")
        if body is None:
            raise KeyError(name)
        return loads(Digest, body)

    @translated
    async def begin(self, claim: Claim, part: int, digest: Digest, now: datetime) -> Begin:
        """Note that the request for a part is about to be made; see `DeliveryStore.begin`."""
        name, body = freeze(digest)
        for text in ("", body):  # others have mostly left the same content there already
            answer = await self._scripts.step(
                scripts.BEGIN,
                keys.PENDING,
                claim.id,
                claim.worker,
                part,
                claim.content or name,
                text,
                len(digest.parts),
                digest.cursor,
                int(claim.plain),
            )
            if answer != "body":
                return Begin(answer)
        raise AssertionError("a body was given and asked for again")

    @translated
    async def sent(
        self,
        claim: Claim,
        part: int,
        message_id: int,
        now: datetime,
        *,
        last: bool = False,
        cursor: str | None = None,
    ) -> None:
        """Note that a part arrived; the delivery ends in the same step if it was the last; see `DeliveryStore.sent`."""
        span = keys.sent_in(int(now.timestamp()) // 10)
        moment = repr(now.timestamp())
        reader = _move(claim, cursor) if last else NOBODY
        arguments = (claim.id, part, message_id, moment, span, int(last), *reader)
        if not await self._scripts.step(scripts.SENT, keys.PENDING, *arguments):
            await self._end_slowly(claim, Ending.SENT, moment, cursor=cursor)

    @translated
    async def end(
        self, claim: Claim, ending: Ending, now: datetime, *, why: str = "", cursor: str | None = None
    ) -> None:
        """Close a delivery and move its subscriber's cursor in one step; see `DeliveryStore.end`."""
        moment = repr(now.timestamp())
        arguments = (claim.id, claim.worker, ending, why, moment, *_move(claim, cursor))
        if not await self._scripts.step(scripts.END, keys.PENDING, *arguments):
            await self._end_slowly(claim, ending, moment, why=why, cursor=cursor)

    async def _end_slowly(
        self, claim: Claim, ending: Ending, moment: str, *, why: str = "", cursor: str | None = None
    ) -> None:
        """Move the cursor of a reader who has changed something meanwhile, then close the delivery.

        In this order: every part is noted as sent, so a crash in between repeats nothing.
        """
        if claim.subscriber is not None and cursor is not None:
            for target in (claim.subscriber.target, claim.target):  # it may just have moved with its chat
                if await self._subscribers.update(target, lambda held, due: (held.advanced(cursor), due)):
                    break
        await self._scripts.step(scripts.END, keys.PENDING, claim.id, claim.worker, ending, why, moment, *NOBODY)

    @translated
    async def put_off(self, claim: Claim, setback: Setback, *, doubtful: bool = False, plain: bool = False) -> None:
        """Queue again at a later time; see `DeliveryStore.put_off`."""
        since = "" if setback.failing_since is None else repr(setback.failing_since.timestamp())
        await self._scripts.step(
            scripts.PUT_OFF,
            keys.PENDING,
            claim.id,
            claim.worker,
            repr(setback.until.timestamp()),
            setback.tries,
            since,
            setback.why,
            int(doubtful),
            int(plain),
        )

    @translated
    async def failed(self, kind: str, refused: Digest | None = None) -> None:
        """Count a failure by its kind; with `refused`, hold it against that content as well."""
        async with self._redis.pipeline() as pipe:
            pipe.hincrby(keys.BOOKS, f"failed:{kind}", 1)
            if refused is not None:
                counter = keys.blocked_content(freeze(refused)[0])
                pipe.incr(counter)
                pipe.expire(counter, keys.DELIVERY_TTL)
            await pipe.execute()

    # --- sharing the work -----------------------------------------------------------------------------

    @translated
    async def register(self, worker: str, ttl: float) -> str:
        """Say that this sender lives for another `ttl` seconds (of the server's own clock, whatever ours does)."""
        milliseconds = int(ttl * 1000)
        mark = f"{milliseconds}:{secrets.token_hex(4)}"
        async with self._redis.pipeline() as pipe:
            pipe.set(keys.sender(worker), mark, px=milliseconds)
            pipe.sadd(keys.SENDERS, worker)
            await pipe.execute()
        return mark

    @translated
    async def retire(self, worker: str) -> None:
        """Leave: whoever looks next takes over what this sender still holds."""
        async with self._redis.pipeline() as pipe:
            pipe.delete(keys.sender(worker))
            pipe.srem(keys.SENDERS, worker)
            await pipe.execute()

    @translated
    async def take_over(self, worker: str, mark: str, held: Sequence[str]) -> list[Claim]:
        """Take over what the dead held, and own entries that are not in hand; see `WorkStore.take_over`."""
        await self._group()
        arguments = (worker, SENDER_PREFIX, mark, TAKEN_AT_ONCE, *LANES)
        flat = await self._scripts.run(scripts.TAKE_OVER, keys.PENDING, *arguments)
        places = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
        in_hand = set(held)
        return await self._load(worker, [place for place in places if place[2] not in in_hand])

    @translated
    async def promote(self, now: datetime, limit: int = 500) -> int:
        """Queue what was put off until now, and drop failures that have expired; returns how many were queued."""
        return int(await self._scripts.run(scripts.PROMOTE, keys.LATER, repr(now.timestamp()), limit))


def _places(answer: Any) -> list[tuple[str, str, str]]:
    """Give lane, entry and delivery id of what XREADGROUP answered, in whichever protocol's shape."""
    streams = answer.items() if isinstance(answer, dict) else answer or ()
    return [
        (stream.rpartition(":")[2], entry, fields["id"])
        for stream, batches in streams
        for entry, fields in (batches[0] if batches and isinstance(batches[0], list) else batches)
    ]


def _claim(worker: str, flat: Sequence[str], record: str | None) -> Claim:
    held = dict(zip(flat[::2], flat[1::2], strict=True))
    return Claim(
        id=held["id"],
        worker=worker,
        target=Target.parse(held["target"]),
        kind=Kind(held["kind"]),
        slot=_moment(held["slot"]),
        up_to=held.get("up_to"),
        content=held.get("content"),
        parts=int(held.get("parts", 0)),
        next_part=int(held.get("next", 0)),
        tries=int(held.get("tries", 0)),
        failing_since=_moment(held["since"]) if held.get("since") else None,
        doubts=int(held.get("doubts", 0)),
        plain=held.get("plain") == "1",
        subscriber=_subscriber(record),
        record=record,
    )


def _subscriber(record: str | None) -> Subscriber | None:
    try:
        return loads(Subscriber, record) if record else None
    except CodecError as error:
        log.error("a delivery is cancelled: %s", error)
        return None


def _moment(text: str) -> datetime:
    return datetime.fromtimestamp(float(text), UTC)


NOBODY = ("", "", "")


def _move(claim: Claim, cursor: str | None) -> tuple[str, str, str]:
    """Give target, record as known and new record of the reader whose cursor moves; NOBODY where none does."""
    reader = claim.subscriber
    if reader is None or cursor is None:
        return NOBODY
    return str(reader.target), claim.record or dumps(reader), dumps(reader.advanced(cursor))
