"""Who gets what, when and how: subscribers with their settings, and what single readers keep."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from ledebot.bot.model.articles import Length, is_position, position
from ledebot.bot.model.sections import Section


class ChatKind(StrEnum):
    """Telegram's kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """Where a digest goes: a chat, or one forum topic of it."""

    chat_id: int
    thread_id: int = 0
    """0: the chat itself (Telegram's General topic included)."""

    def __str__(self) -> str:
        return f"{self.chat_id}:{self.thread_id}" if self.thread_id else str(self.chat_id)

    @classmethod
    def parse(cls, text: str) -> Target:
        """Read what `str()` wrote. Raises ValueError."""
        chat, _, thread = text.partition(":")
        return cls(int(chat), int(thread or 0))


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without a push, local time; `start` > `end` crosses midnight."""

    start: time
    end: time

    def covers(self, wall: time) -> bool:
        """Tell whether a time of day lies in them; none does where they begin and end at once."""
        if self.start > self.end:
            return wall >= self.start or wall < self.end
        return self.start <= wall < self.end


AS_WRITTEN = "asis"
"""What is chosen where articles keep the script that they are written in."""
FIRST_WINDOW = timedelta(hours=24)
"""What a newcomer's first digest reaches back to."""
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Slot:
    """A time beside the daily ones, on weekdays of its own: for a digest like theirs, or for the week's."""

    at: time
    weekdays: tuple[int, ...]
    week: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a chat gets its digest: local times of an IANA zone on ISO weekdays (0 = Monday)."""

    zone: str = "Asia/Shanghai"
    times: tuple[time, ...] = (time(8, 0),)
    weekdays: tuple[int, ...] = EVERY_DAY
    quiet: Quiet | None = None
    paused_until: datetime | None = None
    skip_empty: bool = True
    zone_chosen: bool = False
    """Whether the zone is the reader's own word; else it is a guess, which they are asked about once."""
    extra: tuple[Slot, ...] = ()
    """Slots beside `times` and `weekdays`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A keyword rule in search's own query language; `exclude` drops what matches."""

    query: str
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What a chat follows. `everything`, or any of sections, topics, sources and include rules; excludes win."""

    everything: bool = False
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all would pass."""
        named = self.sections or self.topics or self.sources
        return not (self.everything or named or any(not rule.exclude for rule in self.rules))


class Languages(StrEnum):
    """The languages in which a reader wants articles."""

    ALL = "all"
    """The interface's own first."""
    CHINESE = "zh"
    ENGLISH = "en"

    def cover(self, language: str | None) -> bool:
        """Tell whether an article of that language is wanted; one of an unknown language always is."""
        return self is Languages.ALL or language is None or language.lower().startswith(self.value)


class State(StrEnum):
    """Whether pushes go out. Paused subscribers keep everything and are restored by /start or an unblock."""

    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat's subscription with all its settings."""

    target: Target
    kind: ChatKind = ChatKind.PRIVATE
    title: str = ""
    language: str = "zh-hans"
    """Interface language: zh-hans, zh-hant or en."""
    convert: str | None = None
    """The script chosen for articles: zh-hans, zh-hant or AS_WRITTEN; None: none is chosen."""
    languages: Languages = Languages.ALL
    """The languages of the articles themselves."""
    length: Length = Length.MEDIUM
    filters: Filters = Filters()
    schedule: Schedule = Schedule()
    subscribed: bool = False
    """Whether the reader asked for pushes; /start alone does not."""
    state: State = State.ACTIVE
    paused_reason: str | None = None
    paused_since: datetime | None = None
    silent: bool = False
    max_stories: int = 12
    cursor: str = "0-0"
    """Delivered up to this log entry; the next digest's window starts after it."""
    joined: datetime | None = None
    owner: int | None = None
    """Who connected a channel or set up a group, a Telegram user id."""
    signature: str = ""
    """The last line of a channel's digests, plain text."""

    @property
    def sound(self) -> bool:
        """Whether its cursor is a place in the log."""
        return is_position(self.cursor)

    @property
    def script(self) -> str | None:
        """The Chinese script that articles are shown in; None: as written.

        Until one is chosen, who has the interface in traditional characters reads articles in them too.
        """
        if self.convert is None:
            return self.language if self.language == "zh-hant" else None
        return None if self.convert == AS_WRITTEN else self.convert

    @property
    def untold(self) -> bool:
        """Whether no digest has been delivered yet: the window still begins before the reader came."""
        if self.joined is None:
            return False
        begun = (self.joined - FIRST_WINDOW).timestamp()
        return position(self.cursor)[0] < int(begun * 1000)

    def advanced(self, cursor: str) -> Subscriber:
        """Give the subscriber with everything up to `cursor` delivered; never moves back."""
        return replace(self, cursor=max(self.cursor, cursor, key=position))


@dataclass(frozen=True, slots=True)
class SavedStory:
    """A story that a reader kept for later; title and link outlive the article itself."""

    article_id: str
    title: str
    source: str
    url: str | None
    saved: datetime
    published: datetime | None = None
    """The story's own time; None in what was saved before it was kept."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A reader's 👍 (1) or 👎 (-1) for a story, with what it says about their taste."""

    article_id: str
    title: str
    value: int
    source: str
    topics: tuple[str, ...]
    cast: datetime
    section: Section | None = None

    @property
    def about(self) -> tuple[str, ...]:
        """Name what the vote is for or against: the section, or else the source's own topics, and the source."""
        own = [f"section:{self.section}"] if self.section else [f"topic:{topic}" for topic in self.topics]
        return (*own, f"source:{self.source}")


@dataclass(frozen=True, slots=True)
class StoryMark:
    """A story that a reader follows, or has muted (not `followed`), by the report under which they did.

    Or a report that the reader has told apart from its story, which is then one of its own to them.
    """

    article_id: str
    title: str
    followed: bool
    since: datetime
    until: datetime | None = None
    """When it ends by itself."""
    apart: bool = False
    at_once: bool = False
    """Whether each new report is sent as it arrives; else they wait for the next digest."""
    language: str = ""
    """Of the interface when it was marked, for who never subscribed."""
    seen: datetime | None = None
    """Until when what arrived was seen, if it was looked at after it was marked."""

    @property
    def key(self) -> str:
        """What tells it from the reader's others."""
        return f"{self.article_id}.apart" if self.apart else self.article_id


class Subject(StrEnum):
    """What an article is of, beside its story."""

    SECTION = "section"
    TOPIC = "topic"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Mute:
    """A section (its id), topic or source of which a reader wants nothing until a moment."""

    subject: Subject
    name: str
    until: datetime

    @property
    def key(self) -> str:
        """What tells it from the reader's others."""
        return f"{self.subject}:{self.name}"
