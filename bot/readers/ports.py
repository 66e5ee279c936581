"""What is kept of readers and chats.

Raises StoreUnavailableError, every method, when Redis cannot be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from ledebot.bot.model import Mute, SavedStory, StoryMark, Subscriber, Target, Vote


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

    async def count(self) -> int:
        """Count all targets."""
        ...

    async def everyone(self) -> list[Target]:
        """List all targets."""
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

    async def standing(self, reader: int, article_id: str) -> tuple[bool, int]:
        """Tell whether a story is saved, and the reader's vote for it, 0 for none."""
        ...

    async def reset_votes(self, reader: int) -> None:
        """Forget all votes."""
        ...


class MarkStore(Protocol):
    """The stories that a reader follows or has muted, and the sections, topics and sources muted for a while."""

    async def mark(self, reader: int, mark: StoryMark) -> None:
        """Follow or mute a story; beyond some number the oldest mark goes."""
        ...

    async def unmark(self, reader: int, names: Collection[str]) -> None:
        """End that, under whichever report of it; `names` are the marks' keys."""
        ...

    async def marks(self, reader: int) -> list[StoryMark]:
        """List them, the newest first."""
        ...

    async def see(self, reader: int, article_ids: Collection[str], moment: datetime) -> None:
        """Note that what arrived until then of a followed story was seen; `article_ids` are its reports."""
        ...

    async def mute(self, reader: int, mute: Mute) -> None:
        """Mute a section, topic or source; beyond some number the one that ends first goes."""
        ...

    async def unmute(self, reader: int, names: Collection[str]) -> None:
        """End that; `names` are their keys."""
        ...

    async def mutes(self, reader: int) -> list[Mute]:
        """List them, those that end first first."""
        ...


class Tastes(Protocol):
    """How a reader's votes bend the order of their digest."""

    async def tastes(self, chat_id: int) -> Mapping[str, int]:
        """Sum up the votes (👍 +1, 👎 -1) by `section:ID`, `topic:NAME` and `source:NAME`; zero sums are left out."""
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

    async def connected(self, user_id: int) -> list[Target]:
        """List what this user set up."""
        ...


class Counts(Protocol):
    """How many stories each section, topic and source had lately."""

    async def sections_since(self, moment: datetime) -> Mapping[str, int]:
        """Count stories with a report published since then, for every section in the store."""
        ...

    async def shared_topics_since(self, moment: datetime) -> Mapping[str, int]:
        """Count them for every topic that several sources have, and many articles; the others are one feed's words."""
        ...

    async def sources_since(self, moment: datetime) -> Mapping[str, int]:
        """Count stories with a report published since then, for every source in the store."""
        ...


Step = Callable[[Any], None]
"""Adds what is to be written to a transaction of the store; the transaction is the store's own affair."""


class Transactions(Protocol):
    """Writes what several stores have planned in one step."""

    async def together(self, steps: Sequence[Step]) -> None:
        """Carry all steps out, or none."""
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

    async def plan_restore(self, chat_id: int, section: Any) -> Step:
        """Decode what `export_chat` gave, here or elsewhere, and say how it would be written; writes nothing.

        Raises RefusedError for anything else, one line.
        """
        ...

    async def forget_chat(self, chat_id: int) -> None:
        """Remove every trace of the chat, in keys and in values."""
        ...

    async def migrate_chat(self, old: int, new: int) -> None:
        """Move everything to the chat's new id."""
        ...
