"""The values that flow through Ledebot, one frozen type per stage. Standard library only.

Item -> (text) -> Document -> (store) -> Article -> (index, digest) -> Message

All times are aware UTC datetimes, all collections tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum


class Length(StrEnum):
    """How much of a story the reader wants to see in a digest."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


# --- articles ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as its source gave it: metadata and an HTML body, nothing cleaned yet.

    `ref` names it in errors (a file's path, or a feed's address and the entry's number).
    """

    ref: str
    source: str
    title: str
    html: str
    guid: str | None = None
    url: str | None = None
    published: datetime | None = None
    author: str | None = None
    topics: tuple[str, ...] = ()
    image: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """What an agency's opening words say of a report; `date` as written there, e.g. `1月24日`."""

    agency: str | None = None
    place: str | None = None
    date: str | None = None
    reporters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lede:
    """A story's lede at three lengths; each empty where no honest lede exists."""

    short: str = ""
    medium: str = ""
    long: str = ""

    def at(self, length: Length) -> str:
        """Give the text for one length."""
        return {Length.SHORT: self.short, Length.MEDIUM: self.medium, Length.LONG: self.long}[length]


@dataclass(frozen=True, slots=True)
class Document:
    """An item after cleaning: true body paragraphs, metadata found in the text, and the lede."""

    ref: str
    source: str
    title: str
    guid: str | None = None
    url: str | None = None
    original_title: str | None = None
    published: datetime | None = None
    author: str | None = None
    topics: tuple[str, ...] = ()
    dateline: Dateline = Dateline()
    editor: str | None = None
    image: str | None = None
    language: str | None = None
    paragraphs: tuple[str, ...] = ()
    lede: Lede = Lede()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A document in the store. `revision` counts from 1; `story` groups the reports of one event."""

    id: str
    revision: int
    url: str | None
    source: str
    title: str
    published: datetime
    fetched: datetime
    content_hash: str
    story: str
    guid: str | None = None
    original_title: str | None = None
    author: str | None = None
    dateline: Dateline = Dateline()
    editor: str | None = None
    topics: tuple[str, ...] = ()
    language: str | None = None
    image: str | None = None
    paragraphs: tuple[str, ...] = ()
    lede: Lede = Lede()
    sketch: tuple[int, ...] = ()
    """Similarity sketch (bot/text/similar.py); empty where the text is too short to compare."""
    dated: bool = True
    """False where the source gave no usable date and `published` is the time of arrival."""


class Change(StrEnum):
    """What a log entry says happened to an article."""

    NEW = "new"
    REVISED = "revised"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One step of the article log. `cursor` is the stream id `milliseconds-sequence`, the downstream clock."""

    cursor: str
    article_id: str
    revision: int
    change: Change


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that could not be taken, and why."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestTotals:
    """The books of one ingest run: read = new + updated + unchanged + failed."""

    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: tuple[Failure, ...] = ()

    @property
    def failed(self) -> int:
        """How many items could not be taken."""
        return len(self.errors)

    def __add__(self, other: IngestTotals) -> IngestTotals:
        return IngestTotals(
            self.read + other.read,
            self.new + other.new,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.errors + other.errors,
        )


# --- readers ----------------------------------------------------------------------------------------


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


EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a chat gets its digest: local times of an IANA zone on ISO weekdays (0 = Monday)."""

    zone: str = "Asia/Shanghai"
    times: tuple[time, ...] = (time(8, 0),)
    weekdays: tuple[int, ...] = EVERY_DAY
    quiet: Quiet | None = None
    paused_until: datetime | None = None
    skip_empty: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A keyword rule in search's own query language; `exclude` drops what matches."""

    query: str
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What a chat follows. `everything`, or any of topics, sources and include rules; excludes win."""

    everything: bool = False
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all would pass."""
        return not (self.everything or self.topics or self.sources or any(not rule.exclude for rule in self.rules))


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
    """Article text shown in zh-hans or zh-hant; None: as written."""
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


# --- a reader's own marks ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SavedStory:
    """A story that a reader kept for later; title and link outlive the article itself."""

    article_id: str
    title: str
    source: str
    url: str | None
    saved: datetime


@dataclass(frozen=True, slots=True)
class Vote:
    """A reader's 👍 (1) or 👎 (-1) for a story, with what it says about their taste."""

    article_id: str
    title: str
    value: int
    source: str
    topics: tuple[str, ...]
    cast: datetime


# --- messages ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: exactly one of `data` (callback), `url`, `inline` (switch to inline query)."""

    text: str
    data: str | None = None
    url: str | None = None
    inline: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be shown in a chat: Telegram HTML and inline buttons; no Telegram type in it."""

    html: str
    keyboard: Keyboard = ()
    preview_url: str | None = None
    """The link whose preview is shown (large, above the text); None: previews off."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A rendered digest: whole messages in order, and the books of what they hold."""

    parts: tuple[Message, ...]
    stories: tuple[str, ...] = ()
    """Story ids shown, in order."""
    held_back: int = 0
    """Stories counted but not shown."""
    cursor: str = "0-0"
    """Delivered up to here once every part is sent."""

    @property
    def empty(self) -> bool:
        """Whether there is no story in it."""
        return not self.stories


# --- search -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `snippet` is plain text; `marks` are the matched (start, end) spans in it.

    `title_marks` are the same for `title`. Offsets are Python string indexes. `others` counts further reports of
    the same story that were folded into this hit.
    """

    id: str
    title: str
    source: str
    published: datetime
    url: str | None
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    title_marks: tuple[tuple[int, int], ...] = ()
    others: int = 0
    topics: tuple[str, ...] = ()
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: one page of hits out of `total`.

    `relaxed`: not all words could be met; `dropped` names the words given up. `notes` are friendly remarks on the
    query (an operator searched as text), `suggestions` what else to try when nothing was found.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    took_ms: float = 0.0
    relaxed: bool = False
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    partial: bool = False
    """The index is still being built; more may be found shortly."""


# --- sources ----------------------------------------------------------------------------------------


class FullText(StrEnum):
    """Whether the linked page's text is fetched for a source's items."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """A source that the operator follows: a feed's URL or an archive's folder or file."""

    url: str
    title: str = ""
    topics: tuple[str, ...] = ()
    language: str | None = None
    interval: int | None = None
    """Seconds between polls; None: adaptive."""
    full_text: FullText = FullText.AUTO


class Health(StrEnum):
    """How a source is doing."""

    NEW = "new"
    OK = "ok"
    FAILING = "failing"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a source's last polls; nothing of it is ever dropped silently."""

    config: SourceConfig
    health: Health = Health.NEW
    title: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    last_try: datetime | None = None
    last_success: datetime | None = None
    last_change: datetime | None = None
    last_error: str | None = None
    failures: int = 0
    """In a row."""
    next_try: datetime | None = None
    interval: int = 900
    """Seconds, the adaptive one in force."""
    extra: dict[str, str] = field(default_factory=dict)
