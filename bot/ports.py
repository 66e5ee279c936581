"""What the services need from the outside, as small Protocols written for their callers.

Adapters in `storage/` satisfy them; `bot/app/` is the only place that knows both sides. Every method that talks to
the store raises StoreUnavailableError when Redis cannot be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.model import (
    Article,
    Change,
    Document,
    Found,
    LogEntry,
    Message,
    SavedStory,
    SourceState,
    Subscriber,
    Target,
    Vote,
)
from bot.outbox import Kind, Stats


class ArticleWriter(Protocol):
    """Where ingested documents go."""

    async def save(self, documents: Sequence[Document]) -> list[Change | None]:
        """Store a batch: NEW, REVISED, or None (unchanged) for each, in order.

        Article, identity, log entry and story membership of one document are written in one atomic step; the
        same document twice is unchanged, also within a batch.
        """
        ...

    async def expire(self, before: datetime) -> int:
        """Remove articles last seen in their source before then, with every trace; returns how many.

        Each removal is logged.
        """
        ...


class ArticleReader(Protocol):
    """What digests, search and the reader's commands ask of the articles."""

    async def get(self, ids: Iterable[str]) -> list[Article]:
        """Load articles by id in the order asked; those that are gone are left out."""
        ...

    async def log(self, after: str, *, up_to: str = "+", limit: int = 1000) -> list[LogEntry]:
        """Read log entries after a cursor (exclusive) up to one (inclusive), oldest first."""
        ...

    async def head(self) -> str:
        """Tell the cursor of the newest log entry; `0-0` when there is none."""
        ...

    async def cursor_at(self, moment: datetime) -> str:
        """Tell a cursor such that log entries after it arrived at or after `moment`."""
        ...

    async def latest(self, limit: int, *, topic: str | None = None, source: str | None = None) -> list[Article]:
        """Give the newest articles by publishing time."""
        ...

    async def topics(self) -> Mapping[str, int]:
        """Count the stored articles of each topic."""
        ...

    async def sources(self) -> Mapping[str, int]:
        """Count the stored articles of each source."""
        ...

    async def story(self, story: str) -> list[Article]:
        """Load all stored articles of one story, oldest first."""
        ...


class SubscriberStore(Protocol):
    """Who gets what, when. A subscriber and its place in the due queue change in one step."""

    async def get(self, target: Target) -> Subscriber | None:
        """Load one, or None if the chat is unknown."""
        ...

    async def save(self, subscriber: Subscriber, due: datetime | None) -> None:
        """Create or replace one and set when its next digest is due (None: no push)."""
        ...

    async def due_at(self, target: Target) -> datetime | None:
        """Tell when the next digest of a chat is due."""
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

    async def migrate(self, old: int, new: int) -> None:
        """Move everything of a chat to its new id, in one step."""
        ...

    async def forget(self, target: Target) -> None:
        """Remove the subscriber with every trace that this store keeps."""
        ...

    async def everyone(self) -> list[Target]:
        """List all targets."""
        ...


class SearchEngine(Protocol):
    """Full-text search over the stored articles."""

    async def find(
        self, query: str, *, limit: int = 10, offset: int = 0, newest: bool = False, zone: str = "UTC"
    ) -> Found:
        """Answer a query in the reader's language; never raises for the query's own sake.

        `zone` is the reader's IANA time zone, for `day:today` and the like. Raises SearchUnavailableError.
        """
        ...


class SourceStore(Protocol):
    """The sources that are followed and what is known of each."""

    async def all(self) -> list[SourceState]:
        """List every source, retired ones included."""
        ...

    async def get(self, url: str) -> SourceState | None:
        """Load one by its URL or path."""
        ...

    async def save(self, state: SourceState) -> None:
        """Create or replace one and set its place in the queue of next tries."""
        ...

    async def record(self, state: SourceState, seen: Mapping[str, str] | None = None) -> bool:
        """Write what a poll found out, and the entries it saw, if given, in one step.

        The configuration in force stays, and a source removed meanwhile stays removed: then nothing is written and
        the answer is False.
        """
        ...

    async def seen(self, url: str) -> dict[str, str]:
        """Map the entries that the source held when it was last read to marks of their content."""
        ...

    async def remove(self, url: str) -> bool:
        """Forget one; tells whether it was there."""
        ...

    async def due(self, now: datetime, limit: int = 100) -> list[SourceState]:
        """List sources whose next try has come, the longest overdue first."""
        ...


class ReaderStore(Protocol):
    """What single readers keep: saved stories and votes."""

    async def keep(self, reader: int, story: SavedStory) -> bool:
        """Save a story for later; False when the reader's list is full."""
        ...

    async def drop(self, reader: int, article_id: str) -> None:
        """Take a story off the list."""
        ...

    async def kept(self, reader: int) -> list[SavedStory]:
        """List the saved stories, the newest first."""
        ...

    async def vote(self, reader: int, vote: Vote) -> None:
        """Record a vote; a second one for the same story replaces the first, value 0 takes it back."""
        ...

    async def votes(self, reader: int) -> list[Vote]:
        """List the reader's votes, the newest first."""
        ...

    async def reset_votes(self, reader: int) -> None:
        """Forget all votes."""
        ...


class Tastes(Protocol):
    """How a reader's votes bend the order of their digest."""

    async def tastes(self, chat_id: int) -> Mapping[str, int]:
        """Give the sum of votes (👍 +1, 👎 -1) by `topic:NAME` and `source:NAME`; zero sums are left out."""
        ...


class AccessStore(Protocol):
    """Who may use a bot with an allowlist, and which channels a user has connected."""

    async def allowed(self, *ids: int) -> bool:
        """Tell whether any of these users or chats was let in."""
        ...

    async def allow(self, user_id: int) -> None:
        """Let a user or chat in."""
        ...

    async def first_request(self, user_id: int) -> bool:
        """Note a request for access; False if this user asked already today."""
        ...

    async def connect(self, user_id: int, target: Target) -> None:
        """Remember that this user set up a channel, a group or a forum topic."""
        ...

    async def disconnect(self, user_id: int, target: Target) -> None:
        """Forget that."""
        ...

    async def connected(self, user_id: int) -> list[Target]:
        """List what this user set up."""
        ...


class Counts(Protocol):
    """How many articles each topic and source had lately."""

    async def topics_since(self, moment: datetime) -> Mapping[str, int]:
        """Count articles published since then, for every topic in the store."""
        ...

    async def sources_since(self, moment: datetime) -> Mapping[str, int]:
        """Count articles published since then, for every source in the store."""
        ...


class PersonalStore(Protocol):
    """A store that keeps something of a chat. All of them together answer /mydata, /forget and a migration.

    `chat_id` stands for the chat, its forum topics, and in a private chat (same id) for the user.
    """

    @property
    def name(self) -> str:
        """Its section in the exported document."""
        ...

    async def export_chat(self, chat_id: int) -> Any:
        """Give all that is stored of the chat, JSON-ready; None when there is nothing."""
        ...

    async def restore_chat(self, chat_id: int, section: Any) -> None:
        """Take over what `export_chat` gave, here or elsewhere. Raises InputError for anything else."""
        ...

    async def forget_chat(self, chat_id: int) -> None:
        """Remove every trace of the chat, in keys and in values."""
        ...

    async def migrate_chat(self, old: int, new: int) -> None:
        """Move everything to the chat's new id."""
        ...


class Outbox(Protocol):
    """Where the rest of the bot leaves messages that must arrive."""

    async def enqueue(
        self, target: Target, messages: Sequence[Message], *, kind: Kind = Kind.ALERT, key: str | None = None
    ) -> bool:
        """Queue messages for one target, in order. With `key`, a second call within two days queues nothing (False)."""
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
