"""What the sending side passes around, and the stores it needs. Standard library and `bot.model` only.

A delivery is one digest, alert or notice for one target. Its life: queued -> claimed by a sender -> each part begun,
then sent -> ended; or put off to a later time and queued again. The store keeps each step before the next one starts,
so that whoever takes over after a crash knows which part is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.model import Digest, Subscriber, Target


class Kind(StrEnum):
    """What a delivery is; each kind but NOTICE has a lane of its own in the queue."""

    ALERT = "alert"
    """A watch has found something: ahead of everything else."""
    NOTICE = "notice"
    """A word to one chat about its own subscription; travels with the alerts."""
    DIGEST = "digest"
    BROADCAST = "broadcast"
    """The operator's word to everybody: behind everything else."""


LANES = (Kind.ALERT, Kind.DIGEST, Kind.BROADCAST)
"""The queues, first come first."""


def lane_of(kind: Kind) -> Kind:
    """Tell which queue a kind travels in."""
    return Kind.ALERT if kind is Kind.NOTICE else kind


class Ending(StrEnum):
    """How a delivery ended. due = all endings + pending."""

    SENT = "sent"
    EMPTY = "empty"
    """There was nothing to tell, and the reader wants no empty digests."""
    PAUSED = "paused"
    """The chat cannot be written to; its subscription waits for the reader."""
    CANCELLED = "cancelled"
    """The reader unsubscribed or was forgotten in the meantime."""
    FAILED = "failed"
    """Given up; the payload is kept for the operator, the stories come with the next digest."""


@dataclass(frozen=True, slots=True)
class Due:
    """A subscriber whose time has come. `score` is its place in the due queue, epoch seconds."""

    subscriber: Subscriber
    score: float


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One step of the scheduler: a due time moved on and, unless `queue` is off, a digest queued."""

    due: Due
    next_due: datetime | None
    queue: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in a sender's hands."""

    id: str
    worker: str
    """The sender that holds it."""
    target: Target
    kind: Kind
    slot: datetime
    """When it was due."""
    up_to: str | None = None
    """The log entry that the digest's window ends with; None where the content came with the delivery."""
    content: str | None = None
    """Name of the frozen content; None: not composed yet."""
    parts: int = 0
    next_part: int = 0
    tries: int = 0
    """Failed attempts so far."""
    failing_since: datetime | None = None
    doubts: int = 0
    """Requests for the next part whose outcome nobody knows."""
    plain: bool = False
    """Telegram refused the markup of the next part: send the bare text."""
    subscriber: Subscriber | None = None
    record: str | None = field(default=None, repr=False)
    """The subscriber as the store has it, to notice a change by."""


@dataclass(frozen=True, slots=True)
class Setback:
    """Why a delivery is put off, and what must be remembered of it."""

    until: datetime
    tries: int
    failing_since: datetime | None = None
    why: str = ""


class Begin(StrEnum):
    """What the store says when a sender wants to send a part."""

    GO = "go"
    LOST = "lost"
    """Another sender has taken the delivery over, or it has ended."""
    CONDEMNED = "condemned"
    """This content has failed for others already."""


@dataclass(frozen=True, slots=True)
class Stats:
    """The operator's view of the sending side."""

    queued: dict[str, int]
    """Deliveries waiting in each lane, claimed ones included."""
    later: int
    """Put off to a later time."""
    overdue: int
    """Subscribers whose time has come and who are not queued yet."""
    oldest: datetime | None
    """When the longest waiting delivery was due."""
    sent_last_minute: int
    """Messages."""
    senders: int
    """Living sender processes."""
    books: dict[str, int]
    """due, pending, the endings, `parts` sent, `repeats` (parts sent once more because an outcome was unknown)."""
    failures: dict[str, int]
    """Failures by kind, retried ones included."""
    dead: int
    """Given-up deliveries whose payload is kept."""
    paused_chats: int
    """Chats that Telegram told us to leave alone for a while."""
    paused_until: datetime | None
    """All sending is paused until then."""
    paid_today: int = 0
    """Messages sent as paid broadcasts since midnight, UTC."""


class DispatchStore(Protocol):
    """The scheduler's side of the outbox."""

    async def due(self, now: datetime, limit: int) -> tuple[list[Due], list[str]]:
        """Load who is due, the longest waiting first, and the names of targets whose record cannot be read."""
        ...

    async def dispatch(self, steps: Sequence[Dispatch], *, up_to: str, now: datetime) -> int:
        """Move due times on and queue digests, each target in one step; returns how many were queued.

        A target whose due time has changed since is left alone; one that still has a digest on its way is moved on
        without a second one.
        """
        ...

    async def set_aside(self, targets: Sequence[str], until: datetime) -> None:
        """Move the due time of targets whose record cannot be read."""
        ...

    async def depth(self) -> int:
        """Count the deliveries that stand in the lanes."""
        ...

    async def last_tick(self) -> datetime | None:
        """Tell when the due queue was looked at last, by the clock of whoever did."""
        ...

    async def ticked(self, now: datetime) -> None:
        """Keep that it is being looked at."""
        ...

    async def ahead(self, after: datetime, *, skip: int, limit: int) -> tuple[list[Due], int]:
        """Load who is due after a moment, the furthest ahead first, `skip` of them left out.

        Gives those with a readable record, and how many were read in all.
        """
        ...

    async def hasten(self, after: datetime, now: datetime) -> int:
        """Bring deliveries that are put off beyond a moment forward to now; returns how many."""
        ...


class DeliveryStore(Protocol):
    """A sender's side of the outbox."""

    async def claim(self, worker: str, *, alerts: int, digests: int, broadcasts: int, block: float) -> list[Claim]:
        """Take up to that many deliveries of each lane; waits up to `block` seconds for the first one."""
        ...

    async def content(self, name: str) -> Digest:
        """Load frozen content. Raises KeyError if there is none of that name."""
        ...

    async def begin(self, claim: Claim, part: int, digest: Digest, now: datetime) -> Begin:
        """Note that the request for a part is about to be made, freezing the content with the first one."""
        ...

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
        """Note that a part arrived. With the `last` one the delivery has ended as SENT in the same step; see `end`."""
        ...

    async def end(
        self, claim: Claim, ending: Ending, now: datetime, *, why: str = "", cursor: str | None = None
    ) -> None:
        """Close a delivery; with `cursor`, the subscriber has everything up to there, in the same step."""
        ...

    async def put_off(self, claim: Claim, setback: Setback, *, doubtful: bool = False, plain: bool = False) -> None:
        """Queue again at a later time; `doubtful`: the part may have arrived, `plain`: send the bare text then."""
        ...

    async def failed(self, kind: str, refused: Digest | None = None) -> None:
        """Count a failure by its kind; with `refused`, hold it against that content as well."""
        ...


class WorkStore(Protocol):
    """How senders share the work and notice that one of them has died."""

    async def register(self, worker: str, ttl: float) -> None:
        """Say that this sender lives for another `ttl` seconds."""
        ...

    async def retire(self, worker: str) -> None:
        """Leave: whoever looks next takes over what this sender still holds."""
        ...

    async def take_over(self, worker: str, held: Sequence[str]) -> list[Claim]:
        """Take over what dead senders held, and what is this sender's own without being in its hands (`held` ids)."""
        ...

    async def promote(self, now: datetime, limit: int = 500) -> int:
        """Queue what was put off until now; returns how many."""
        ...
