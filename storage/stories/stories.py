"""Which story a new article tells: candidates by shared facts from Redis, the decision by bot/stories/joining.py.

Every article is filed for TTL seconds under its most telling facts, of each the newest articles, kept apart by
publishing time; a story is compared by the few reports that stand for it. So what one article costs depends neither on
how many are stored nor on how many a story has. A batch costs three round trips: how telling its words are, who is like
it, and filing it. That comes before the articles themselves are written; an id that was filed and never written leads
nowhere and expires. Two processes that store two tellings of one event within the same instant may miss each other; the
next report of it joins their stories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import chain

import msgspec

from ledebot.bot.core.background import SOURCES
from ledebot.bot.model import Article
from ledebot.bot.stories.frequencies import Frequencies
from ledebot.bot.stories.joining import MEMBERS, Told, joinable, one_story
from ledebot.bot.stories.sketch import Draft, Sketch, bands, draft, weigh
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated
from ledebot.storage.stories import scripts
from ledebot.storage.stories.regrouping import Regrouping

NEAR = 8
"""Articles of the same batch that a new one is compared with at most."""
_json = msgspec.json.Encoder().encode
_REPORT = msgspec.json.Decoder(tuple[float, tuple[int, ...]])


@dataclass(slots=True)
class _Known:
    """What is known of a batch's neighbours, and of the batch as far as it is decided."""

    told: dict[str, Told]
    """By article."""
    members: dict[str, list[str]]
    """By story, the articles that stand for it."""
    within: dict[str, list[str]] = field(default_factory=dict)
    """By band, the articles of the batch."""
    joins: dict[str, str] = field(default_factory=dict)
    """Stories that the batch showed to be one with another."""

    def stand_for(self, story: str) -> list[Told]:
        return [self.told[each] for each in self.members.get(story, ()) if each in self.told]

    def near(self, names: Sequence[str]) -> list[str]:
        """Give the stories of the batch that share most with an article of these bands."""
        shared = Counter(chain.from_iterable([self.within.get(name, ()) for name in names]))
        least = min(scripts.SHARED, len(names))
        return [self.told[other].story for other, count in shared.most_common(NEAR) if count >= least]

    def add(self, article_id: str, new: Told, names: Sequence[str]) -> None:
        self.told[article_id] = new
        standing = self.members.setdefault(new.story, [])
        if article_id not in standing:
            standing.append(article_id)
            if len(standing) > MEMBERS:
                del standing[MEMBERS // 2]
        for name in names:
            self.within.setdefault(name, []).append(article_id)


class StoryIndex:
    """Gives each article its story; satisfies the article store's `StoryAssigner`."""

    def __init__(self, redis: Client) -> None:
        self._count = redis.register_script(scripts.COUNT)
        self._find = redis.register_script(scripts.FIND)
        self._file = redis.register_script(scripts.FILE)
        self._regrouping = Regrouping(redis)
        self._open_joins = True
        """Whether stories may wait for being joined; at first, those that a process left that was killed."""

    @translated
    async def assign(self, articles: Sequence[Article]) -> list[Article]:
        """Give the articles back with `sketch` and `story` filled in: the story of earlier reports, or their own id.

        Articles of the same batch are compared with each other as well, in order. A revised article keeps its
        story. Safe to repeat: an article that was already filed gets the same answer.
        """
        if not articles:
            return []
        drafts = await SOURCES.run(_drafted, articles)
        counts = await self._counts(drafts)
        sketches, filed = await SOURCES.run(_sketched, drafts, counts)
        found, known = await self._candidates(articles, filed)
        out, raised = await SOURCES.run(_decided, articles, drafts, sketches, filed, found, known)
        await self._put(out, filed, known, raised)
        return out

    @translated
    async def renew(self, articles: Sequence[Article], since: datetime) -> list[Article]:
        """Give stored articles with the sketches that this version makes; each keeps its story.

        Their words are counted, and those that arrived since then are filed, so that later reports find them.
        """
        if not articles:
            return []
        drafts = await SOURCES.run(_drafted, articles)
        sketches, filed = await SOURCES.run(_sketched, drafts, await self._counts(drafts))
        out = [replace(article, sketch=made) for article, made in zip(articles, sketches, strict=True)]
        names = [bands if article.fetched >= since else () for article, bands in zip(articles, filed, strict=True)]
        await self._put(out, names, _Known({}, {}), Counter(chain.from_iterable([made.places for made in drafts])))
        return out

    @translated
    async def mend(self, now: datetime) -> None:
        """Join the stories that were found to be one."""
        if self._open_joins:
            await self._regrouping.join_all(now)
            self._open_joins = False

    async def _counts(self, drafts: Sequence[Draft]) -> Frequencies:
        places = list(dict.fromkeys(chain.from_iterable([made.places for made in drafts])))
        counts = await self._count(args=[_json(places)])
        return Frequencies(dict(zip(places, counts, strict=True)))

    async def _candidates(
        self, articles: Sequence[Article], filed: Sequence[tuple[str, ...]]
    ) -> tuple[list[list[str]], _Known]:
        wanted = [
            {"id": article.id, "buckets": _buckets(article), "bands": names}
            for article, names in zip(articles, filed, strict=True)
        ]
        found, stories, members, ids, of, reports = await self._find(args=[_json(wanted)])
        remembered = ((each, _told(story, record)) for each, story, record in zip(ids, of, reports, strict=True))
        told = {each: held for each, held in remembered if held}
        return found, _Known(told, dict(zip(stories, members, strict=True)))

    async def _put(
        self,
        articles: Sequence[Article],
        filed: Sequence[tuple[str, ...]],
        known: _Known,
        raised: Mapping[int, int],
    ) -> None:
        plan = [
            {
                "id": article.id,
                "bucket": _bucket(article),
                "bands": names,
                "story": article.story,
                "report": _json((article.published.timestamp(), article.sketch)).decode(),
            }
            for article, names in zip(articles, filed, strict=True)
            if names
        ]
        joins = list(known.joins.items())
        self._open_joins = self._open_joins or bool(joins)
        if plan or raised:
            await self._file(args=[_json(plan), _json(_as_texts(raised)), _json(joins)])


def _drafted(articles: Sequence[Article]) -> list[Draft]:
    return [draft(article.title, article.paragraphs) for article in articles]


def _sketched(drafts: Sequence[Draft], counts: Frequencies) -> tuple[list[Sketch], list[tuple[str, ...]]]:
    sketches = weigh(drafts, counts)
    return sketches, [bands(sketched) for sketched in sketches]


def _decided(
    articles: Sequence[Article],
    drafts: Sequence[Draft],
    sketches: Sequence[Sketch],
    filed: Sequence[tuple[str, ...]],
    found: Sequence[Sequence[str]],
    known: _Known,
) -> tuple[list[Article], Counter[int]]:
    """Give the articles with story and sketch, and how often the words of those stand there that are new."""
    fresh = [article.revision == 1 and article.id not in known.told for article in articles]
    raised = Counter(chain.from_iterable([made.places for made, new in zip(drafts, fresh, strict=True) if new]))
    out = []
    for article, sketched, names, candidates in zip(articles, sketches, filed, found, strict=True):
        before = known.told.get(article.id)
        kept = before.sketch if before and article.revision == 1 else sketched
        if kept is not sketched:
            names = bands(kept)
        told = _decide(article, kept, dict.fromkeys((*candidates, *known.near(names))), known)
        known.add(article.id, told, names)
        out.append(replace(article, sketch=kept, story=told.story))
    return out, raised


def _decide(article: Article, sketched: Sketch, candidates: Mapping[str, None], known: _Known) -> Told:
    """Decide: keep a story once given, else join the likeliest one, else begin one; note which stories are one."""
    published = article.published.timestamp()
    before = known.told.get(article.id)
    if article.revision > 1 or before:
        return Told(before.story if before else article.story, published, sketched)
    new = Told("", published, sketched)
    stories = joinable(new, {story: known.stand_for(story) for story in candidates})
    if not stories:
        return replace(new, story=article.id)
    best, *others = stories
    for other in others:
        if other not in known.joins and one_story((*known.stand_for(best), new), known.stand_for(other)):
            known.joins[other] = best
    return replace(new, story=best)


@lru_cache(maxsize=8192)
def _told(story: str, record: str) -> Told | None:
    """Read what is remembered of a report; None where it is damaged, and the report is then like no other."""
    try:
        return Told(story, *_REPORT.decode(record))
    except msgspec.MsgspecError:
        return None


def _bucket(article: Article) -> str:
    # A text, as all that becomes part of many keys and commands: writing numbers takes Lua longer than all else.
    return str(int(article.published.timestamp() // scripts.BUCKET))


def _buckets(article: Article) -> tuple[str, str]:
    own, into = divmod(article.published.timestamp(), scripts.BUCKET)
    return str(int(own)), str(int(own) + (1 if into >= scripts.BUCKET / 2 else -1))


def _as_texts(raised: Mapping[int, int]) -> list[str]:
    return [text for place, count in raised.items() for text in (f"#{place}", str(count))]
