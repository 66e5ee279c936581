"""What a reader's marks make of the stories that their filters choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

from ledebot.bot.digest.pipeline import group_stories
from ledebot.bot.digest.select import Because, Reason
from ledebot.bot.digest.window import Window
from ledebot.bot.model import Article
from ledebot.bot.stories.grouping import Story
from ledebot.bot.stories.marked import Marked


def mark_reasons(marked: Marked, article: Article) -> tuple[Reason, ...]:
    """Tell what marks make of an article."""
    if article.story in marked.followed:
        return (Reason(Because.FOLLOWED),)
    muted = (Reason(Because.MUTED),) if article.story in marked.muted else ()
    return (*muted, *(Reason(Because.SILENCED, name) for name in marked.silences(article)))


def within(marked: Marked, window: Window) -> Marked:
    """Leave out stories of which nothing arrived in a window, and reports that it does not hold."""
    stories = window.by_story
    held = {article.id for article in (*window.articles, *chain(*window.earlier.values()))} if marked.apart else ()
    return replace(
        marked,
        followed=marked.followed.intersection(stories),
        muted=marked.muted.intersection(stories),
        apart=marked.apart.intersection(held),
    )


def with_marks(stories: Sequence[Story], marked: Marked, window: Window) -> list[Story]:
    """Take out the muted stories, and add what is new of followed ones that the filters leave out."""
    kept = [story for story in stories if story.id not in marked.muted]
    missing = marked.followed - {story.id for story in kept}
    if not missing:
        return kept
    reports = [article for article in window.articles if article.story in missing]
    return kept + group_stories(reports, window, datetime.min.replace(tzinfo=UTC), lambda _: True)
