"""What one chat may have, and whether a whole record keeps to it (an imported one might not)."""

from __future__ import annotations

from datetime import datetime, time

from ledebot.bot.core.errors import RefusedError
from ledebot.bot.core.i18n import LANGUAGES, noop
from ledebot.bot.digest.schedule import zones
from ledebot.bot.digest.schedule_parser import MAX_TIMES
from ledebot.bot.model import Filters, Rule, Schedule, Subscriber

MAX_RULES = 50
"""Keyword rules of a chat; the digest's speed is measured with as many."""
MAX_RULE = 200
"""Characters of one rule."""
MAX_NAMES = 200
"""Topics, and as many sources, that a chat follows by name; who wants more follows everything."""
MAX_NAME = 200
BROKEN = noop("The file cannot be used: its part {part} is broken.")
STORY_COUNTS = (5, 8, 12, 20, 30)
"""Stories in a digest, as offered; any number between the first and the last is fine."""


def check(subscriber: Subscriber) -> Subscriber:
    """Give a record back if all of it can be used. Raises RefusedError naming the part that cannot."""
    problems = {
        "language": subscriber.language in LANGUAGES,
        "convert": subscriber.convert in (None, "zh-hans", "zh-hant"),
        "max_stories": _is(subscriber.max_stories, int)
        and STORY_COUNTS[0] <= subscriber.max_stories <= STORY_COUNTS[-1],
        "flags": all(_is(flag, bool) for flag in (subscriber.subscribed, subscriber.silent)),
        "filters": _filters(subscriber.filters),
        "schedule": _schedule(subscriber.schedule),
    }
    wrong = [name for name, fine in problems.items() if not fine]
    if wrong:
        raise RefusedError(BROKEN, part=wrong[0])
    return subscriber


def _filters(filters: Filters) -> bool:
    names = (*filters.topics, *filters.sources)
    return (
        _is(filters.everything, bool)
        and max(len(filters.topics), len(filters.sources)) <= MAX_NAMES
        and all(_is(name, str) and 0 < len(name) <= MAX_NAME for name in names)
        and len(filters.rules) <= MAX_RULES
        and all(_rule(rule) for rule in filters.rules)
    )


def _rule(rule: Rule) -> bool:
    return _is(rule.query, str) and 0 < len(rule.query) <= MAX_RULE and _is(rule.exclude, bool)


def _schedule(schedule: Schedule) -> bool:
    paused = schedule.paused_until
    return (
        schedule.zone in zones()
        and 0 < len(schedule.times) <= MAX_TIMES
        and all(_is(slot, time) and slot.tzinfo is None for slot in schedule.times)
        and 0 < len(schedule.weekdays) <= 7
        and all(_is(day, int) and 0 <= day <= 6 for day in schedule.weekdays)
        and (paused is None or (_is(paused, datetime) and paused.tzinfo is not None))
        and _is(schedule.skip_empty, bool)
    )


def _is(value: object, kind: type) -> bool:
    """The decoder trusts annotations for plain values; a foreign file may hold anything."""
    return type(value) is kind
