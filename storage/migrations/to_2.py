"""From the store of ledebot 0.1.0: articles get sections and the sketches of today, topics the counts of their sources.

What was filed there for telling stories (`story-told:`) is read by nobody and expires within a week.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ledebot.bot.model import Article
from ledebot.storage.articles.scripts import RENEW_ARTICLE
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, readable
from ledebot.storage.base.migrations import Migration

PAGE = 50
"""Articles at once: a tenth of a second."""


async def _articles(redis: Client, after: str) -> AsyncIterator[str]:
    """Renew all articles in the order of their ids; gives the last one done."""
    # Only here: to load all this takes longer than to see that a store needs no migration.
    from ledebot.bot.text.section import section_of
    from ledebot.storage.stories.scripts import TTL
    from ledebot.storage.stories.stories import StoryIndex

    stories, renew = StoryIndex(redis), redis.register_script(RENEW_ARTICLE)
    newest = await redis.xrevrange(keys.ARTICLE_LOG, count=1)
    arrived = int(newest[0][0].partition("-")[0]) / 1000 if newest else 0.0
    since = datetime.fromtimestamp(arrived, UTC) - timedelta(seconds=TTL)
    ids = sorted(each for each in await redis.zrange(keys.ARTICLES_BY_TIME, 0, -1) if each > after)
    for page in _pages(ids):
        held = await _records(redis, page)
        articles = await stories.renew(list(held.values()), since)
        for (text, _), article in zip(held.items(), articles, strict=True):
            made = replace(article, section=article.section or section_of(article.title, article.topics, article.url))
            plan = {"id": made.id, "section": made.section or "", "published": made.published.timestamp()}
            await renew(keys=[keys.article(made.id)], args=[json.dumps(plan), text, dumps(made)])
        yield page[-1]


async def _topics(redis: Client, after: str) -> AsyncIterator[str]:
    """Count anew how many articles of each topic each source has; gives the last topic done."""
    for topic in sorted(each for each in await redis.zrange(keys.TOPIC_COUNTS, 0, -1) if each > after):
        counts: Counter[str] = Counter()
        for page in _pages(await redis.zrange(keys.topic_articles(topic), 0, -1)):
            counts.update(article.source for article in (await _records(redis, page)).values())
        async with redis.pipeline() as pipe:
            pipe.delete(keys.topic_sources(topic))
            if counts:
                pipe.zadd(keys.topic_sources(topic), dict(counts))
            await pipe.execute()
        yield topic


def _pages(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + PAGE] for at in range(0, len(ids), PAGE)]


async def _records(redis: Client, ids: Sequence[str]) -> dict[str, Article]:
    """Load articles by what is stored of them; one that cannot be read stays as it is."""
    async with redis.pipeline(transaction=False) as pipe:
        for article_id in ids:
            pipe.hget(keys.article(article_id), "data")
        held = await pipe.execute()
    return {text: article for text in held for article in readable(Article, [text])}


TO_2 = Migration(2, "sections, sketches and sources of topics for the articles of 0.1.0", (_articles, _topics))
