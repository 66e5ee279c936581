"""Where articles come from, and how each source is doing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ledebot.bot.model.sections import Section


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
    zone: str | None = None
    """A name of the tz database, for dates that name no zone."""
    section: Section | None = None
    """The section of all its articles; None: each article's own."""
    categories: tuple[tuple[str, str], ...] = ()
    """What becomes of its articles' topics: (topic, its new name or a section's id; empty: hidden)."""


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
    paused: bool = False
    """Not read until the operator resumes it; theirs to say, wherever the source is listed."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A source that readers know by another name from `noted` on; what is stored under the old one is to follow."""

    old: str
    new: str
    noted: datetime
    shared: bool = False
    """Another source goes on under the old name: stored articles keep it, readers follow both."""
    followed: bool = False
    """Whether what readers follow has been changed."""
