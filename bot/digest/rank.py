"""In which order stories are told: the most important first, nothing crowding out the others."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import count
from operator import itemgetter

from ledebot.bot.model import Article, Filters
from ledebot.bot.stories.grouping import Story
from ledebot.bot.text.kind import Kind, kind_of
from ledebot.bot.text.readable import is_foreign

HALF_LIFE = 18.0
"""Hours after which a story's recency counts half."""
RUSH = timedelta(hours=2)
"""How soon after a story's first report another source's counts for its speed of arrival."""
CROWDING = 0.45
"""What each story of a section beyond the first costs the next one of it; about one more source's worth."""
OWN = 0.5
"""What it is worth to be of a section, topic or source that the reader chose."""
DOUBT = 3
"""Thumbs at which half of their weight is believed."""
TASTE_LIMIT = 1.0
"""The most that a reader's thumbs can move a story, either way: as much as twice the sources."""
SHARE = 3
"""At most one in so many stories of a page is shown from one source, while others have news."""


def is_report(story: Story) -> bool:
    """Tell a report from commentary and live blogs, where feed, address or title says so."""
    article = story.shown
    return kind_of(article.title, article.topics, article.url) is Kind.REPORT


def importance(story: Story, filters: Filters, taste: Mapping[str, float], now: datetime) -> float:
    """Weigh a story: independent sources, how fast they came, recency, what the reader chose and the reader's thumbs.

    `taste` holds the reader's sums of thumbs by `section:ID`, `topic:NAME` and `source:NAME`; one thumb is a hint, ten
    are an opinion, a hundred no more than that.
    """
    article = story.shown
    age = max((now - story.newest).total_seconds() / 3600, 0.0)
    about = (f"section:{article.section}", f"source:{article.source}")
    names = (*about, *(f"topic:{topic}" for topic in article.topics)) if taste else ()
    liked = sum(weight / (abs(weight) + DOUBT) for name in names if (weight := taste.get(name)))
    own = (
        article.section in filters.sections
        or article.source in filters.sources
        or any(topic in filters.topics for topic in article.topics)
    )
    return (
        _spread(story)
        + math.exp2(-age / HALF_LIFE)
        + OWN * own
        + max(-TASTE_LIMIT, min(TASTE_LIMIT, liked))
        - 0.5 * story.update
        - 0.5 * (not article.lede.medium)
    )


def _spread(story: Story) -> float:
    """Weigh how many independent sources tell a story, and how many of them told it at once."""
    if not story.others:
        return 1.0
    reports = (story.shown, *story.others)
    first = min(report.published for report in reports)
    voices = len(set(map(voice, reports)))
    quick = len({voice(report) for report in reports if report.published - first <= RUSH})
    return math.log2(1 + voices) + 0.25 * math.log2(quick)


def voice(report: Article) -> str:
    """Name who speaks in a report: whoever reprints an agency is not another voice."""
    return report.dateline.agency or report.source


def rank(
    stories: Iterable[Story],
    filters: Filters,
    taste: Mapping[str, float],
    now: datetime,
    *,
    page: int = 12,
    language: str = "",
) -> list[Story]:
    """Order all stories: reports before commentary, those in the reader's language first, the weightiest next.

    Each section's weight falls with every story taken from it, and of each `page` stories at most a third are of one
    source while others have news. `language` is the interface's; empty: none comes first.
    """
    tiers: dict[tuple[bool, bool], list[Story]] = defaultdict(list)
    for story in stories:
        tiers[not is_report(story), is_foreign(story.shown, language)].append(story)
    ranked = [story for tier in sorted(tiers) for story in _by_weight(tiers[tier], filters, taste, now)]
    return _shared_out(ranked, page)


def _by_weight(
    stories: Iterable[Story], filters: Filters, taste: Mapping[str, float], now: datetime
) -> Iterable[Story]:
    queues: dict[str, list[tuple[float, str, Story]]] = defaultdict(list)
    for story in stories:
        queues[story.shown.section or ""].append((-importance(story, filters, taste, now), story.id, story))
    for queue in queues.values():
        queue.sort(key=itemgetter(0, 1), reverse=True)  # the best is popped from the end
    heads = [(queue[-1][0], queue[-1][1], section) for section, queue in queues.items()]
    heapq.heapify(heads)
    taken: Counter[str] = Counter()
    while heads:
        section = heapq.heappop(heads)[2]
        queue = queues[section]
        yield queue.pop()[2]
        taken[section] += 1
        if queue:
            # Two may stand together: that makes a heading.
            crowded = CROWDING * max(taken[section] - 1, 0)
            heapq.heappush(heads, (queue[-1][0] + crowded, queue[-1][1], section))


def _shared_out(ranked: Iterable[Story], page: int) -> list[Story]:
    """Put off what would be more than a source's share of a page, as long as other sources have stories left."""
    place = count()
    queues: dict[str, deque[tuple[int, str, Story]]] = defaultdict(deque)
    for story in ranked:
        source = story.shown.source
        queues[source].append((next(place), source, story))
    heads = [queue.popleft() for queue in queues.values()]
    heapq.heapify(heads)
    ordered: list[Story] = []
    while heads:
        limit = max(page // SHARE, 1)
        taken: Counter[str] = Counter()
        full: list[tuple[int, str, Story]] = []
        for _ in range(page):
            if not heads:  # nobody else has news
                heads, full, limit = full, [], page
                heapq.heapify(heads)
            if not heads:
                break
            _, source, story = heapq.heappop(heads)
            ordered.append(story)
            taken[source] += 1
            if queues[source]:
                following = queues[source].popleft()
                if taken[source] < limit:
                    heapq.heappush(heads, following)
                else:
                    full.append(following)
        for head in full:
            heapq.heappush(heads, head)
    return ordered
