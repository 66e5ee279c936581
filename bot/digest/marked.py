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
        at_once=frozenset(),
        seen=frozenset((story, moment) for story, moment in marked.seen if story in stories),
    )


def with_marks(stories: Sequence[Story], marked: Marked, window: Window) -> list[Story]:
    """Take out the muted stories, and tell of followed ones, whatever the filters say, what the reader has not seen."""
    seen = dict(marked.seen)

    def is_seen(article: Article) -> bool:
        return article.story in seen and article.fetched <= seen[article.story]

    partly = {article.story for article in window.articles if is_seen(article)}
    kept = [story for story in stories if story.id not in marked.muted and story.id not in partly]
    missing = marked.followed - {story.id for story in kept}
    if not missing:
        return kept
    reports = [article for article in window.articles if article.story in missing and not is_seen(article)]
    before = {story: (*window.earlier.get(story, ()), *filter(is_seen, window.by_story[story])) for story in partly}
    known = replace(window, earlier={**window.earlier, **before})
    return kept + group_stories(reports, known, datetime.min.replace(tzinfo=UTC), lambda _: True)
