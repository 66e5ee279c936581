"""What is read, cleaned and stored: Item -> Document -> Article, and the log of changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ledebot.bot.model.sections import Section


class Length(StrEnum):
    """How much of a story the reader wants to see in a digest."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as its source gave it: metadata and an HTML body, nothing cleaned yet.

    `ref` names it in errors (a file's path, or a feed's address and the entry's number). `base` is the address that
    relative ones in the body start from, where it is not `url`. `about`: its date was told from when it was read.
    `shared`: entries with other titles have its `url` too, so that it identifies none of them.
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
    section: Section | None = None
    """Where the operator set one for the source or for a category of it."""
    base: str | None = None
    about: bool = False
    shared: bool = False
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

    def within(self, length: Length, most: int) -> str:
        """Give the longest text up to a length that has `most` characters at most; the shortest where none has."""
        sizes = list(Length)
        texts = [text for size in sizes[: sizes.index(length) + 1] if (text := self.at(size))]
        return next((text for text in reversed(texts) if len(text) <= most), texts[0] if texts else "")


@dataclass(frozen=True, slots=True)
class Document:
    """An item after cleaning: true body paragraphs, metadata found in the text, and the lede.

    `shared`: its address is that of entries with other titles as well.
    """

    ref: str
    source: str
    title: str
    guid: str | None = None
    url: str | None = None
    original_title: str | None = None
    published: datetime | None = None
    author: str | None = None
    topics: tuple[str, ...] = ()
    section: Section | None = None
    dateline: Dateline = Dateline()
    editor: str | None = None
    image: str | None = None
    language: str | None = None
    paragraphs: tuple[str, ...] = ()
    lede: Lede = Lede()
    shared: bool = False
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
    """The source's own categories."""
    section: Section | None = None
    language: str | None = None
    image: str | None = None
    paragraphs: tuple[str, ...] = ()
    lede: Lede = Lede()
    sketch: tuple[int, ...] = ()
    """Similarity sketch (bot/stories/sketch.py); empty where the text is too short to compare."""
    dated: bool = True
    """False where the source gave no usable date and `published` is the time of arrival."""


class Change(StrEnum):
    """What a log entry says happened to an article."""

    NEW = "new"
    REVISED = "revised"
    REMOVED = "removed"
    REGROUPED = "regrouped"
    """It tells another story than was thought, or its source has another name: no news to anybody."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One step of the article log. `cursor` is the stream id `milliseconds-sequence`, the downstream clock."""

    cursor: str
    article_id: str
    revision: int
    change: Change


_CURSOR = re.compile(r"[0-9]{1,16}(?:-[0-9]{1,20})?")


def is_position(cursor: str) -> bool:
    """Tell whether a text is a log cursor; who has had no digest stands at the very end of a millisecond."""
    return _CURSOR.fullmatch(cursor) is not None


def position(cursor: str) -> tuple[int, int]:
    """Give a log cursor as numbers, which compare as the log's entries follow each other."""
    milliseconds, _, sequence = cursor.partition("-")
    return int(milliseconds), int(sequence or 0)


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
