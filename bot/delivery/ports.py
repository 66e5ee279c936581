"""What the sending side needs from outside, and what it offers to whoever has something to send.

Raises StoreUnavailableError, every method, when Redis cannot be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from ledebot.bot.delivery.types import Begin, Claim, Dispatch, Due, Ending, Kind, Setback, Stats
from ledebot.bot.model import Digest, Message, Subscriber, Target


class Outbox(Protocol):
    """Where the rest of the bot leaves messages that must arrive."""

    async def enqueue(
        self,
        target: Target,
        messages: Sequence[Message],
        *,
        kind: Kind = Kind.ALERT,
        key: str | None = None,
        also: Sequence[str] = (),
    ) -> bool:
        """Queue messages for one target, in order. With `key`, a second call within two days queues nothing (False).

        Neither does one after a call whose key was one of `also`.
        """
        ...

    async def broadcast(self, targets: Sequence[Target], messages: Sequence[Message], *, key: str) -> int:
        """Queue the same messages for many targets behind everything else; returns how many were new under `key`."""
        ...

    async def on_its_way(self, target: Target) -> bool:
        """Tell whether a digest for this target is queued or being sent, so that a second one would repeat it."""
        ...


class StatsStore(Protocol):
    """Where the operator's figures come from."""

    async def stats(self, now: datetime) -> Stats:
        """Take stock."""
        ...


class Subscriptions(Protocol):
    """The subscribers as sending and alerts see them: whom a message is for, and who cannot be reached any more."""

    async def get(self, target: Target) -> Subscriber | None:
        """Load one, or None if the chat is unknown."""
        ...

    async def of_chat(self, chat_id: int) -> list[Subscriber]:
        """Load the chat itself and all its forum topics that are subscribers."""
        ...

    async def update(
        self, target: Target, change: Callable[[Subscriber, datetime | None], tuple[Subscriber, datetime | None]]
    ) -> Subscriber | None:
        """Read, change and write one subscriber and its due time in one atomic step; None if it is unknown.

        `change` gets the subscriber and its due time and gives the new ones; it may be called more than once.
        """
        ...


class DispatchStore(Protocol):
    """The scheduler's side of the outbox."""

    async def due(self, now: datetime, limit: int) -> tuple[list[Due], list[str]]:
        """Load who is due, the longest waiting first, and the names of targets whose record cannot be read."""
        ...

    async def dispatch(self, steps: Sequence[Dispatch], *, up_to: str, now: datetime) -> int:
        """Move due times on and queue digests, each target in one step; returns how many were queued.

        A target whose due time has changed since is left alone. One that still has a digest on its way gets no second
        one beside it: it is due again LOOK_AGAIN after `now`, or at its next due time if that comes first. What has a
        `not_before` is put off until then, and is on its way meanwhile.
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

    async def register(self, worker: str, ttl: float) -> str:
        """Say that this sender lives for another `ttl` seconds; gives the mark that says so."""
        ...

    async def retire(self, worker: str) -> None:
        """Leave: whoever looks next takes over what this sender still holds."""
        ...

    async def take_over(self, worker: str, mark: str, held: Sequence[str]) -> list[Claim]:
        """Take over what dead senders held, and what is this sender's own without being in its hands (`held` ids).

        Nobody counts as dead unless `mark` is this sender's last one and less than half of its time has gone.
        """
        ...

    async def promote(self, now: datetime, limit: int = 500) -> int:
        """Queue what was put off until now; returns how many."""
        ...
