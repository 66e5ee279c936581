"""Reports moved from one story to another: stories joined, and a report parted from its story for good.

Each move is one step of the article log, and no news to anybody: what was told stays told. A story is named after the
report of it that arrived first, before and after.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from ledebot.bot.model import Article
from ledebot.bot.sources.urls import is_url
from ledebot.storage.articles.identity import alias_of_address
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, loads
from ledebot.storage.base.errors import translated
from ledebot.storage.stories import scripts

MOST = 1000
"""Reports of a story that are moved; one that is longer goes on under its own name."""
TRIES = 20
"""Times that a move is decided again because the article changed meanwhile."""


class Regrouping:
    """Moves reports between stories; satisfies `StoryMender`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._move_one = redis.register_script(scripts.REGROUP)
        self._part = redis.register_script(scripts.PART)
        self._inherit = redis.register_script(scripts.INHERIT)

    @translated
    async def join_all(self, now: datetime) -> None:
        """Join the stories that are noted as being one. If this is interrupted, the next call goes on with it."""
        for story, other in (await self._redis.hgetall(keys.STORY_JOINS)).items():
            await self.join(story, other, now)
            await self._redis.hdel(keys.STORY_JOINS, story)

    @translated
    async def find(self, named: str) -> str | None:
        """Give the id of the report with this id or web address."""
        if is_url(named):
            found: str | None = await self._redis.hget(keys.ARTICLE_ALIASES, alias_of_address(named))
            return found
        return named if await self._redis.exists(keys.article(named)) else None

    @translated
    async def join(self, one: str, two: str, now: datetime) -> bool:
        """Make one story of two, named after the older; False where they are told apart, too long, or one already."""
        older, later = await self._by_arrival(one, two)
        if not later or older == later or not await self._inherit(args=[later, older]):
            return False
        return await self._move_all(later, older, now)

    @translated
    async def separate(self, article_id: str, now: datetime) -> bool:
        """Part a report from its story for good; False where it is gone or alone."""
        article = await self._load(article_id)
        if article is None:
            return False
        story = article.story
        rest = [each for each in await self._redis.zrange(keys.story(story), 0, MOST) if each != article_id]
        if not rest:
            return False
        await self._part(args=[article_id, rest[0] if story == article_id else story])
        if story != article_id:
            await self._move(article_id, article_id, now)
            return True
        for each in rest:  # the story bore this report's name: the others take the next one's
            await self._inherit(args=[story, rest[0]])
            await self._move(each, rest[0], now)
        return True

    async def _by_arrival(self, one: str, two: str) -> tuple[str, str]:
        """Give two stories as they are called now, the earlier one first; the later is empty where one is gone."""
        first = [article.story if (article := await self._load(each)) else each for each in (one, two)]
        arrived = [await self._redis.zrange(keys.story(each), 0, 0, withscores=True) for each in first]
        if not all(arrived):
            return first[0], ""
        order = sorted(zip(first, arrived, strict=True), key=lambda pair: (pair[1][0][1], pair[0]))
        return order[0][0], order[1][0]

    async def _move_all(self, story: str, to: str, now: datetime) -> bool:
        ids = await self._redis.zrange(keys.story(story), 0, MOST)
        if len(ids) > MOST:
            return False
        for each in ids:
            await self._move(each, to, now)
        return True

    async def _move(self, article_id: str, to: str, now: datetime) -> None:
        for _ in range(TRIES):
            article = await self._load(article_id)
            if article is None or article.story == to:
                return
            plan = {
                "id": article.id,
                "rev": article.revision + 1,
                "old": article.story,
                "new": to,
                "now": now.timestamp(),
                "now_ms": str(int(now.timestamp() * 1000)),
            }
            moved = replace(article, revision=article.revision + 1, story=to)
            if await self._move_one(
                keys=[keys.article(article.id), keys.ARTICLE_LOG], args=[json.dumps(plan), dumps(moved)]
            ):
                return

    async def _load(self, article_id: str) -> Article | None:
        record = await self._redis.hget(keys.article(article_id), "data")
        return loads(Article, record) if record else None
