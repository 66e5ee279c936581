"""What a reader follows or has muted beside the filters: stories, and for a while sections, topics and sources."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ledebot.bot.core.clock import Clock
from ledebot.bot.model import Article, Mute, StoryMark, Subject, Target
from ledebot.bot.stories.ports import ArticleReader


@dataclass(frozen=True, slots=True)
class Marked:
    """Stories by the names that they have now, and the keys of muted sections, topics and sources.

    `apart` are the ids of reports that are stories of their own to the reader.
    """

    followed: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()
    silenced: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    at_once: frozenset[str] = frozenset()
    """Followed stories whose new reports are sent as they arrive."""
    seen: frozenset[tuple[str, datetime]] = frozenset()
    """Followed stories, and until when the reader has seen what arrived of them."""

    def silences(self, article: Article) -> tuple[str, ...]:
        """Name what an article is of and the reader has muted: sections by their id, topics and sources."""
        if not self.silenced:
            return ()
        about = [(Subject.SOURCE, article.source), *((Subject.TOPIC, topic) for topic in article.topics)]
        if article.section is not None:
            about.append((Subject.SECTION, article.section))
        return tuple(name for subject, name in about if f"{subject}:{name}" in self.silenced)

    def hides(self, article: Article) -> bool:
        """Tell whether the reader wants nothing of an article; a followed story comes whatever is muted."""
        if article.story in self.followed:
            return False
        return article.story in self.muted or bool(self.silences(article))


def marked_by(marks: Sequence[StoryMark], mutes: Iterable[Mute], articles: Iterable[Article], now: datetime) -> Marked:
    """Find what marks are about, the newest first; `articles` are the reports of the marks that are still kept.

    Where two marks came to be about one story, the newer one holds. What has ended does not count.
    """
    names = {article.id: article.story for article in articles}
    newest: dict[str, StoryMark] = {}
    for mark in marks:
        if mark.article_id in names and not mark.apart and not ended(mark, now):
            newest.setdefault(names[mark.article_id], mark)
    followed = {story: mark for story, mark in newest.items() if mark.followed}
    return Marked(
        followed=frozenset(followed),
        muted=frozenset(newest.keys() - followed.keys()),
        silenced=frozenset(mute.key for mute in mutes if not ended(mute, now)),
        apart=frozenset(mark.article_id for mark in marks if mark.apart and mark.article_id in names),
        at_once=frozenset(story for story, mark in followed.items() if mark.at_once),
        seen=frozenset((story, mark.seen or mark.since) for story, mark in followed.items()),
    )


def ended(mark: StoryMark | Mute, now: datetime) -> bool:
    """Tell whether a mark has come to its end."""
    return mark.until is not None and mark.until <= now


class Marks(Protocol):
    """Where readers' marks are kept."""

    async def marks(self, reader: int) -> list[StoryMark]:
        """List the stories that a reader follows or has muted, the newest first."""
        ...

    async def mutes(self, reader: int) -> list[Mute]:
        """List the sections, topics and sources that a reader has muted, those that end first first."""
        ...


class MarkBook:
    """Tells what a chat's marks are about now."""

    def __init__(self, marks: Marks, articles: ArticleReader, clock: Clock) -> None:
        self._marks = marks
        self._articles = articles
        self._clock = clock

    async def of(self, target: Target) -> Marked:
        """Give the marks of a chat, which hold in all its forum topics."""
        reader = target.chat_id
        marks, mutes = await asyncio.gather(self._marks.marks(reader), self._marks.mutes(reader))
        if not marks and not mutes:
            return Marked()
        articles = await self._articles.get([mark.article_id for mark in marks]) if marks else []
        return marked_by(marks, mutes, articles, self._clock.now())
