"""Asking about filters and windows: why, what a rule would have passed, a preview, and the longest absence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import InputError
from ledebot.bot.digest.select import Because, Reason
from ledebot.bot.digest.service import MAX_WINDOW, Composer
from ledebot.bot.model import Article, Change, Filters, LogEntry, Rule, Schedule
from ledebot.storage.articles.articles import Articles
from tests.digest.samples import article
from tests.digest.stored import CHIPS, FIRE, METRO, READER, store, text


async def test_why(articles: Articles, composer: Composer, clock: ManualClock) -> None:
    await store(articles, clock, CHIPS)
    [entry] = await articles.log("0-0")
    reader = replace(READER, filters=Filters(topics=("科技",), rules=(Rule("芯片"),)))
    assert await composer.why(reader, entry.article_id) == (
        Reason(Because.TOPIC, "科技"),
        Reason(Because.RULE, "芯片"),
    )
    assert await composer.why(reader, "gone") is None


async def test_a_rule_tried_on_the_last_week(articles: Articles, composer: Composer, clock: ManualClock) -> None:
    await store(articles, clock, CHIPS)
    clock.advance(timedelta(days=8))
    await store(articles, clock, METRO, FIRE)
    tried = await composer.try_rule("地铁")
    assert (tried.passed, tried.total) == (1, 2)
    assert (await composer.try_rule("芯片")).passed == 0
    assert (await composer.try_rule("芯片", since=timedelta(days=30))).passed == 1


async def test_preview(articles: Articles, composer: Composer, clock: ManualClock) -> None:
    await store(articles, clock, CHIPS, METRO)
    digest = await composer.preview(topics=("科技",), language="en")
    assert len(digest.stories) == 1
    assert len((await composer.preview()).stories) == 2
    clock.advance(timedelta(days=2))
    assert (await composer.preview(since=timedelta(hours=24))).empty


async def test_an_unknown_zone_is_one_line(articles: Articles, composer: Composer) -> None:
    with pytest.raises(InputError):
        await composer.compose(replace(READER, schedule=Schedule(zone="Moon/Base")))


class Endless:
    """A log much longer than any digest looks at; the articles are made when asked for."""

    def __init__(self, entries: int) -> None:
        self.entries = entries

    async def log(self, after: str, *, up_to: str = "+", limit: int = 1000) -> list[LogEntry]:
        start = int(after.split("-")[0]) + 1
        return [LogEntry(f"{n}-0", f"{n:016x}", 1, Change.NEW) for n in range(start, min(start + limit, self.entries))]

    async def get(self, ids: Iterable[str]) -> list[Article]:
        return [article(int(each, 16)) for each in ids]

    async def head(self) -> str:
        return f"{self.entries - 1}-0"

    async def story(self, story: str) -> list[Article]:
        return []


@pytest.mark.slow
async def test_after_a_long_absence_the_newest_are_shown_and_the_rest_counted(clock: ManualClock) -> None:
    composer = Composer(Endless(MAX_WINDOW + 2001), clock)  # type: ignore[arg-type]  # only what a digest asks for
    digest = await composer.compose(READER)
    assert len(digest.stories) == READER.max_stories
    assert digest.held_back == MAX_WINDOW - READER.max_stories
    assert "2000 older articles were not looked at" in text(digest.parts)
    later = await composer.compose(READER, after="1000-0")
    assert "1000 older articles were not looked at" in text(later.parts)
    recent = await composer.compose(READER, after="7000-0")
    assert recent.stories == ()
    assert "older" not in text((await composer.compose(READER, after="3000-0")).parts)
