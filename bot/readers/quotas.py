"""What one chat may have, and whether a whole record keeps to it (an imported one might not)."""

from __future__ import annotations

from ledebot.bot.core.errors import RefusedError
from ledebot.bot.core.i18n import LANGUAGES, noop
from ledebot.bot.digest.schedule import zones
from ledebot.bot.digest.schedule_parser import MAX_TIMES
from ledebot.bot.digest.slots_parser import MAX_EXTRA
from ledebot.bot.model import AS_WRITTEN, Filters, Mute, SavedStory, Schedule, StoryMark, Subscriber, Target, Vote
from ledebot.bot.watches.types import MAX_QUERY, Watch

MAX_RULES = 50
"""Keyword rules of a chat; the digest's speed is measured with as many."""
MAX_RULE = 200
"""Characters of one rule."""
MAX_NAMES = 200
"""Topics, and as many sources, that a chat follows by name; who wants more follows everything."""
MAX_NAME = 300
"""Characters of such a name: what feeds and posts bring is cut there (`bot/sources/words.py`)."""
MAX_TOPICS_OF_GROUP = 200
"""Forum topics of one group that have subscriptions of their own, by commands or by files, however many files."""
MAX_SIGNATURE = 100
"""Characters of a channel's signature: two lines of a phone."""
MAX_ID = 64
MAX_TEXT = 500
"""Characters of a saved story's id, title, source or topic, of a chat's title and why it was paused."""
MAX_TOPICS = 50
MAX_URL = 2048
MAX_CHAT = 1 << 52
"""Telegram's ids have at most 52 significant bits (core.telegram.org/bots/api#user)."""
MAX_THREAD = 1 << 31
BROKEN = noop("The file cannot be used: its part {part} is broken.")
STORY_COUNTS = (5, 8, 12, 20, 30)
"""Stories in a digest, as offered; any number between the first and the last is fine."""


def check(subscriber: Subscriber) -> Subscriber:
    """Give a record back if all of it can be used. Raises RefusedError naming the part that cannot."""
    problems = {
        "target": _target(subscriber.target),
        "title": len(subscriber.title) <= MAX_TEXT,
        "paused_reason": len(subscriber.paused_reason or "") <= MAX_TEXT,
        "owner": 0 <= (subscriber.owner or 0) < MAX_CHAT,
        "cursor": subscriber.sound,
        "language": subscriber.language in LANGUAGES,
        "convert": subscriber.convert in (None, AS_WRITTEN, "zh-hans", "zh-hant"),
        "signature": len(subscriber.signature) <= MAX_SIGNATURE and subscriber.signature.isprintable(),
        "max_stories": STORY_COUNTS[0] <= subscriber.max_stories <= STORY_COUNTS[-1],
        "filters": _filters(subscriber.filters),
        "schedule": _schedule(subscriber.schedule),
    }
    wrong = [name for name, fine in problems.items() if not fine]
    if wrong:
        raise RefusedError(BROKEN, part=wrong[0])
    return subscriber


def check_watch(watch: Watch) -> Watch:
    """Give a watch back if all of it can be used. Raises RefusedError naming the part that cannot."""
    fine = (
        0 < len(watch.query) <= MAX_QUERY
        and watch.sound
        and watch.language in ("", *LANGUAGES)
        and watch.zone in zones()
        and 0 < len(watch.id) <= MAX_ID
        and _target(watch.target)
    )
    if not fine:
        raise RefusedError(BROKEN, part="watches")
    return watch


def check_kept(story: SavedStory | Vote | StoryMark | Mute) -> None:
    """Let a saved story, a vote or a mark pass. Raises RefusedError if it could not have been made here."""
    fine = True
    texts = [story.name] if isinstance(story, Mute) else [story.article_id, story.title]
    if isinstance(story, Vote):
        fine = story.value in (-1, 1) and len(story.topics) <= MAX_TOPICS
        texts += (story.source, *story.topics)
    elif isinstance(story, SavedStory):
        texts.append(story.source)
        fine = story.url is None or len(story.url) <= MAX_URL
    elif isinstance(story, StoryMark):
        fine = story.language in ("", *LANGUAGES)
    if not fine or any(len(text) > MAX_TEXT for text in texts):
        raise RefusedError(BROKEN, part="reader")


def _target(target: Target) -> bool:
    return abs(target.chat_id) < MAX_CHAT and 0 <= target.thread_id < MAX_THREAD


def _filters(filters: Filters) -> bool:
    names = (*filters.topics, *filters.sources)
    return (
        max(len(filters.topics), len(filters.sources)) <= MAX_NAMES
        and all(0 < len(name) <= MAX_NAME for name in names)
        and len(filters.rules) <= MAX_RULES
        and all(0 < len(rule.query) <= MAX_RULE for rule in filters.rules)
    )


def _schedule(schedule: Schedule) -> bool:
    return (
        schedule.zone in zones()
        and 0 < len(schedule.times) <= MAX_TIMES
        and all(slot.tzinfo is None for slot in schedule.times)
        and (schedule.quiet is None or schedule.quiet.start.tzinfo is schedule.quiet.end.tzinfo is None)
        and 0 < len(schedule.weekdays) <= 7
        and all(0 <= day <= 6 for day in schedule.weekdays)
        and len(schedule.extra) <= MAX_EXTRA
        and all(slot.at.tzinfo is None and 0 < len(slot.weekdays) <= 7 for slot in schedule.extra)
        and all(0 <= day <= 6 for slot in schedule.extra for day in slot.weekdays)
    )
