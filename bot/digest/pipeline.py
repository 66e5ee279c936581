"""The pure steps from a window of the log to a subscriber's digest: select, group, rank, render."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ledebot.bot.core.coming_times import coming_time
from ledebot.bot.core.i18n import translator
from ledebot.bot.digest.callback_data import More
from ledebot.bot.digest.look import look_of
from ledebot.bot.digest.next_due import pushes
from ledebot.bot.digest.rank import rank
from ledebot.bot.digest.render import Page, render, shown_order
from ledebot.bot.digest.schedule import next_due
from ledebot.bot.digest.window import Window
from ledebot.bot.model import Article, ChatKind, Digest, Subscriber
from ledebot.bot.stories.grouping import Story, group


def group_stories(
    kept: Iterable[Article], window: Window, since: datetime, wanted: Callable[[Article], bool]
) -> list[Story]:
    """Group the articles that a reader wants; `wanted` tells which earlier reports they have been told of."""
    told = {
        story: seen
        for story, reports in window.earlier.items()
        if (seen := [report for report in reports if report.fetched >= since and wanted(report)])
    }
    return group(kept, window.by_story, told)


def rank_for(
    subscriber: Subscriber, stories: Sequence[Story], taste: Mapping[str, float], now: datetime
) -> list[Story]:
    """Put stories in a subscriber's order."""
    page, language = max(subscriber.max_stories, 1), subscriber.language
    return rank(stories, subscriber.filters, taste, now, page=page, language=language)


def closing_of(subscriber: Subscriber, now: datetime) -> str:
    """Say under a chat's first digest what its numbers do and when the next one comes; nothing under later ones.

    A channel's readers change nothing, so they are told nothing.
    """
    if not subscriber.untold or subscriber.kind is ChatKind.CHANNEL:
        return ""
    t, schedule = translator(subscriber.language), subscriber.schedule
    due = next_due(schedule, now) if pushes(subscriber) else None
    if due is None:
        return t("The numbers open a story in full.")
    when = coming_time(t, due, schedule.zone, now)
    return t("The numbers open a story in full. The next digest comes {when}; /schedule changes that.", when=when)


def render_digest(subscriber: Subscriber, ranked: Sequence[Story], now: datetime, page: Page) -> Digest:
    """Render a subscriber's next stories after those ranked first that the page skips; the page has none yet."""
    look = look_of(subscriber, translator(subscriber.language), now)
    skip = page.window.skip
    page = replace(page, stories=ranked[skip : skip + max(subscriber.max_stories, 1)], total=len(ranked))
    return Digest(
        parts=render(page, look),
        stories=shown_order(page, look),
        held_back=max(len(ranked) - skip - len(page.stories), 0),
        cursor=page.window.up_to if isinstance(page.window, More) else subscriber.cursor,
    )
