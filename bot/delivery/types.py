"""What the sending side passes around. Standard library and `ledebot.bot.model` only.

A delivery is one digest, alert or notice for one target. Its life: queued -> claimed by a sender -> each part begun,
then sent -> ended; or put off to a later time and queued again. The store keeps each step before the next one starts,
so that whoever takes over after a crash knows which part is in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from ledebot.bot.model import Subscriber, Target


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


LOOK_AGAIN = timedelta(minutes=2)
"""After so long it is looked again whether a reader's last digest has ended, so that the next one can follow it."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One step of the scheduler: a due time moved on and, unless `queue` is off, a digest queued.

    It is the digest of `slot`, by default of the due time, and waits until `not_before` where that is given.
    """

    due: Due
    next_due: datetime | None
    queue: bool = True
    slot: datetime | None = None
    not_before: datetime | None = None


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
    BLOCKED_CONTENT = "blocked_content"
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
    counters: dict[str, int]
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
