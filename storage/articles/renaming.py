"""Stored articles whose source has another name from now on. That is a step of the log, and no news to anybody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from ledebot.bot.model import Article
from ledebot.storage.articles.identity import aliases_of_article
from ledebot.storage.articles.scripts import RENAME_SOURCE
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, readable
from ledebot.storage.base.errors import translated

AT_ONCE = 200
"""Articles changed in one round trip."""


class RenamedArticles:
    """Satisfies `RenamesArticles` of bot/readers/renaming.py."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._rename = redis.register_script(RENAME_SOURCE)

    @translated
    async def rename_source(self, old: str, new: str, now: datetime) -> int:
        """Give all articles of a source its new name; returns how many. One that changes meanwhile is left as it is.

        They are found again by ids and dates under the new name, so that the next poll does not take them for news.
        """
        ids = await self._redis.zrange(keys.source_articles(old), 0, -1)
        return sum([await self._some(ids[at : at + AT_ONCE], new, now) for at in range(0, len(ids), AT_ONCE)])

    async def _some(self, ids: list[str], new: str, now: datetime) -> int:
        async with self._redis.pipeline(transaction=False) as pipe:
            for article_id in ids:
                pipe.hget(keys.article(article_id), "data")
            found = readable(Article, await pipe.execute())
        async with self._redis.pipeline(transaction=False) as pipe:
            for article in found:
                renamed = replace(article, source=new, revision=article.revision + 1)
                plan = {
                    "id": article.id,
                    "rev": renamed.revision,
                    "old": article.source,
                    "new": new,
                    "topics": list(article.topics),
                    "published": article.published.timestamp(),
                    "aliases": list(aliases_of_article(renamed)),
                    "now_ms": str(int(now.timestamp() * 1000)),
                }
                await self._rename(
                    keys=[keys.article(article.id), keys.ARTICLE_LOG],
                    args=[json.dumps(plan, ensure_ascii=False), dumps(renamed)],
                    client=pipe,
                )
            return sum(await pipe.execute())
