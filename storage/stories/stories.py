"""Which story a new article tells: candidates by shared facts from Redis, the decision by bot/stories/sketch.py.

Every article is filed for TTL seconds under its most telling facts, in lists of bounded length that are kept apart by
publishing time, so what one article costs does not depend on how many are stored. Filing and deciding come before
the article itself is written; an id that was filed and never written leads nowhere and expires. Two processes that
store two tellings of one event within the same instant may miss each other; nothing else depends on it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ledebot.bot.core.background import SOURCES
from ledebot.bot.model import Article
from ledebot.bot.stories.same_event import compare
from ledebot.bot.stories.sketch import Sketch, bands, sketch
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated

TTL = 7 * 24 * 3600
"""Seconds that an article can be found as the beginning of a story."""
BUCKET = 3 * 24 * 3600
"""Seconds of publishing time filed together; an article is looked for in its own bucket and the nearer neighbour."""
MAX_APART = 3 * 24.0
"""Hours between two reports of one event, at most."""
LIST = 40
"""Articles kept in one list, the newest: a fact that more share within days tells nothing apart."""
CANDIDATES = 8
"""Articles compared with a new one at most, those that share the most facts."""
SHARED = 2
"""Facts that a candidate shares at least."""

_FIND = """
local list, most, shared = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local found, told = {}, {}
for n, wanted in ipairs(cjson.decode(ARGV[1])) do
  local counts, order = {}, {}
  for _, bucket in ipairs(wanted.buckets) do
    for _, band in ipairs(wanted.bands) do
      for _, id in ipairs(redis.call('LRANGE', KEYS[1] .. bucket .. ':' .. band, 0, list - 1)) do
        if not counts[id] then order[#order + 1] = id end
        counts[id] = (counts[id] or 0) + 1
      end
    end
  end
  local chosen = {}
  for _, id in ipairs(order) do
    if counts[id] >= shared or id == wanted.id then chosen[#chosen + 1] = id end
  end
  table.sort(chosen, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  local kept = {}
  for at = 1, math.min(#chosen, most) do kept[at] = chosen[at] end
  kept[#kept + 1] = wanted.id
  for _, id in ipairs(kept) do
    if told[id] == nil then told[id] = redis.call('GET', KEYS[2] .. id) end
  end
  found[n] = kept
end
local ids, records = {}, {}
for id, record in pairs(told) do
  if record then ids[#ids + 1] = id records[#records + 1] = record end
end
return {cjson.encode(found), ids, records}
"""

_FILE = """
for _, new in ipairs(cjson.decode(ARGV[1])) do
  redis.call('SET', KEYS[2] .. new.id, new.record, 'EX', ARGV[3])
  for _, band in ipairs(new.bands) do
    local key = KEYS[1] .. new.bucket .. ':' .. band
    redis.call('LREM', key, 1, new.id)
    redis.call('LPUSH', key, new.id)
    redis.call('LTRIM', key, 0, tonumber(ARGV[2]) - 1)
    redis.call('EXPIRE', key, ARGV[3])
  end
end
"""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is remembered of an article that was filed."""

    story: str
    published: float
    sketch: Sketch

    def record(self) -> str:
        return json.dumps([self.story, self.published, self.sketch], separators=(",", ":"))

    @classmethod
    def read(cls, record: str) -> _Told:
        story, published, sketched = json.loads(record)
        return cls(story, published, tuple(sketched))


class StoryIndex:
    """Gives each article its story; satisfies the article store's `StoryAssigner`."""

    def __init__(self, redis: Client) -> None:
        self._find = redis.register_script(_FIND)
        self._file = redis.register_script(_FILE)

    @translated
    async def assign(self, articles: Sequence[Article]) -> list[Article]:
        """Give the articles back with `sketch` and `story` filled in: the story of an earlier report, or their own id.

        Articles of the same batch are compared with each other as well, in order. A revised article keeps its
        story. Safe to repeat: an article that was already filed gets the same answer.
        """
        sketched, filed = await SOURCES.run(_sketched, articles)
        found, told = await self._candidates(sketched, filed)
        out = await SOURCES.run(_assigned, sketched, filed, found, told)
        plan = [
            {"id": article.id, "bucket": _bucket(article), "bands": names, "record": told[article.id].record()}
            for article, names in zip(out, filed, strict=True)
            if names
        ]
        if plan:
            await self._file(keys=[keys.STORY_BANDS, keys.STORY_TOLD], args=[json.dumps(plan), LIST, TTL])
        return out

    async def _candidates(
        self, articles: Sequence[Article], filed: Sequence[tuple[str, ...]]
    ) -> tuple[list[list[str]], dict[str, _Told]]:
        wanted = [
            {"id": article.id, "buckets": _buckets(article), "bands": names}
            for article, names in zip(articles, filed, strict=True)
        ]
        found, ids, records = await self._find(
            keys=[keys.STORY_BANDS, keys.STORY_TOLD], args=[json.dumps(wanted), LIST, CANDIDATES, SHARED]
        )
        told = {told_id: _Told.read(record) for told_id, record in zip(ids, records, strict=True)}
        return json.loads(found) if articles else [], told


def _sketched(articles: Sequence[Article]) -> tuple[list[Article], list[tuple[str, ...]]]:
    sketched = [replace(article, sketch=sketch(article.title, article.paragraphs)) for article in articles]
    return sketched, [bands(article.sketch) for article in sketched]


def _assigned(
    articles: Sequence[Article],
    filed: Sequence[tuple[str, ...]],
    found: Sequence[Sequence[str]],
    told: dict[str, _Told],
) -> list[Article]:
    """Decide for a batch in order; what is decided is added to `told`."""
    within: dict[str, list[str]] = {}
    out = []
    for article, names, candidates in zip(articles, filed, found, strict=True):
        shared = Counter(other for name in names for other in within.get(name, ()))
        near = [other for other, count in shared.most_common(CANDIDATES) if count >= SHARED]
        story = _story(article, dict.fromkeys([*candidates, *near]), told)
        told[article.id] = _Told(story, article.published.timestamp(), article.sketch)
        for name in names:
            within.setdefault(name, []).append(article.id)
        out.append(replace(article, story=story))
    return out


def _story(article: Article, candidates: dict[str, None], told: dict[str, _Told]) -> str:
    """Decide: keep a story once given, else join the likeliest one that nothing speaks against, else begin one."""
    if article.revision > 1:
        return article.story
    if article.id in told:
        return told[article.id].story
    published = article.published.timestamp()
    likeliest: dict[str, float] = {}
    barred: set[str] = set()
    for candidate in candidates:
        other = told.get(candidate)
        if other is None or (hours := abs(published - other.published) / 3600) > MAX_APART:
            continue
        verdict = compare(article.sketch, other.sketch, hours)
        if verdict.conflict:
            # One report of a story that contradicts this one bars the whole story: similar chains to similar.
            barred.add(other.story)
        elif verdict.same:
            likeliest[other.story] = max(verdict.likeness, likeliest.get(other.story, 0.0))
    open_ = {story: likeness for story, likeness in likeliest.items() if story not in barred}
    return max(open_, key=lambda story: (open_[story], story)) if open_ else article.id


def _bucket(article: Article) -> int:
    return int(article.published.timestamp() // BUCKET)


def _buckets(article: Article) -> tuple[int, int]:
    own, into = divmod(article.published.timestamp(), BUCKET)
    return int(own), int(own) + (1 if into >= BUCKET / 2 else -1)
