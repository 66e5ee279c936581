"""In which order stories are told: the most important first, no topic crowding out the others."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from ledebot.bot.model import Filters
from ledebot.bot.stories.grouping import Story

HALF_LIFE = 18.0
"""Hours after which a story's recency counts half."""
CROWDING = 0.45
"""What each story already taken from a topic costs the next one of it; about one more source's worth."""
DOUBT = 3
"""Thumbs at which half of their weight is believed."""
TASTE_LIMIT = 1.0
"""The most that a reader's thumbs can move a story, either way: as much as twice the sources."""


@dataclass(frozen=True, slots=True)
class Section:
    """The stories of one topic in order; `topic` is empty for those without one."""

    topic: str
    stories: tuple[Story, ...]


def topic_of(story: Story, filters: Filters) -> str:
    """Choose the section of a story: the reader's own topic if it has one, else its source's first."""
    topics = story.shown.topics or next((other.topics for other in story.others if other.topics), ())
    return next((topic for topic in topics if topic in filters.topics), topics[0] if topics else "")


def importance(story: Story, filters: Filters, taste: Mapping[str, float], now: datetime) -> float:
    """Weigh a story: sources, recency, the reader's topics and thumbs.

    `taste` holds the reader's sums of thumbs by `topic:NAME` and `source:NAME`; one thumb is a hint, ten are an
    opinion, a hundred no more than that.
    """
    article = story.shown
    age = max((now - story.newest).total_seconds() / 3600, 0.0)
    names = (*(f"topic:{topic}" for topic in article.topics), f"source:{article.source}") if taste else ()
    liked = sum(weight / (abs(weight) + DOUBT) for name in names if (weight := taste.get(name)))
    return (
        math.log2(1 + story.sources)
        + math.exp2(-age / HALF_LIFE)
        + 0.5 * (any(topic in filters.topics for topic in article.topics))
        + max(-TASTE_LIMIT, min(TASTE_LIMIT, liked))
        - 0.5 * story.update
        - 0.5 * (not article.lede.medium)
    )


def rank(stories: Iterable[Story], filters: Filters, taste: Mapping[str, float], now: datetime) -> list[Story]:
    """Order all stories: always the weightiest next, each topic's weight falling with every story taken from it."""
    queues: dict[str, list[tuple[float, str, Story]]] = defaultdict(list)
    for story in stories:
        queues[topic_of(story, filters)].append((-importance(story, filters, taste, now), story.id, story))
    for queue in queues.values():
        queue.sort(key=itemgetter(0, 1), reverse=True)  # the best is popped from the end
    heads = [(queue[-1][0], queue[-1][1], topic) for topic, queue in queues.items()]
    heapq.heapify(heads)
    taken: dict[str, int] = defaultdict(int)
    ranked = []
    while heads:
        topic = heapq.heappop(heads)[2]
        queue = queues[topic]
        ranked.append(queue.pop()[2])
        taken[topic] += 1
        if queue:
            heapq.heappush(heads, (queue[-1][0] + CROWDING * taken[topic], queue[-1][1], topic))
    return ranked


def sections(ranked: Sequence[Story], filters: Filters) -> tuple[Section, ...]:
    """Gather ranked stories by topic; sections stand where their first story stood, those without a topic last."""
    by_topic: dict[str, list[Story]] = {}
    for story in ranked:
        by_topic.setdefault(topic_of(story, filters), []).append(story)
    if unnamed := by_topic.pop("", None):
        by_topic[""] = unnamed
    return tuple(Section(topic, tuple(stories)) for topic, stories in by_topic.items())
