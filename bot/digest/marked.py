"""What a reader's followed and muted stories make of the stories that their filters choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ledebot.bot.digest.pipeline import group_stories
from ledebot.bot.digest.select import Because, Reason
from ledebot.bot.digest.window import Window
from ledebot.bot.model import Article, StoryMark
from ledebot.bot.stories.grouping import Story


@dataclass(frozen=True, slots=True)
class Marked:
    """Stories by the names that they have now."""

    followed: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()

    def reasons(self, article: Article) -> tuple[Reason, ...]:
        """Tell what a mark makes of an article."""
        if article.story in self.followed:
            return (Reason(Because.FOLLOWED),)
        return (Reason(Because.MUTED),) if article.story in self.muted else ()

    def within(self, window: Window) -> Marked:
        """Leave out stories of which nothing arrived in a window."""
        return Marked(self.followed.intersection(window.by_story), self.muted.intersection(window.by_story))


def marked_by(marks: Sequence[StoryMark], articles: Iterable[Article]) -> Marked:
    """Find the stories of marks, the newest first; `articles` are the reports of the marks that are still kept.

    Where two marks came to be about one story, the newer one holds.
    """
    names = {article.id: article.story for article in articles}
    newest: dict[str, bool] = {}
    for mark in marks:
        if mark.article_id in names:
            newest.setdefault(names[mark.article_id], mark.followed)
    followed = frozenset(story for story, is_followed in newest.items() if is_followed)
    return Marked(followed, frozenset(newest.keys() - followed))


def with_marks(stories: Sequence[Story], marked: Marked, window: Window) -> list[Story]:
    """Take out the muted stories, and add what is new of followed ones that the filters leave out."""
    kept = [story for story in stories if story.id not in marked.muted]
    missing = marked.followed - {story.id for story in kept}
    if not missing:
        return kept
    reports = [article for article in window.articles if article.story in missing]
    return kept + group_stories(reports, window, datetime.min.replace(tzinfo=UTC), lambda _: True)
