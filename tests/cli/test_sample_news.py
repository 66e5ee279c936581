"""The demo's news is what the demo promises, and cleans as real pages do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

from ledebot.bot.app.container import Container
from ledebot.bot.cli.demo import News
from ledebot.bot.cli.sample_news import QR_CODE, SampleNews, feeds
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Health, Item
from ledebot.bot.text.document import read
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.sources.sources import Sources
from ledebot.storage.stories.stories import StoryIndex

START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ALL = SampleNews(START).until(START + timedelta(days=9))
CLUTTER = re.compile(r"原标题|责任编辑|扫描二维码|扫码|appendQr|Read more|newsletter|Photo:|staff")


def test_there_is_enough_of_everything() -> None:
    assert len(ALL) >= 40
    assert len({topic for item in ALL for topic in item.topics}) >= 6
    assert any(item.title.isascii() for item in ALL)
    assert len({item.guid for item in ALL}) == len(ALL)


def test_what_lies_ahead_comes_with_the_clock() -> None:
    news = SampleNews(START)
    first = news.until(START)
    later = news.until(START + timedelta(hours=12), after=START)
    assert first
    assert later
    assert not {item.guid for item in first} & {item.guid for item in later}


def test_the_days_it_speaks_of_are_those_of_the_clock() -> None:
    later = SampleNews(START + timedelta(days=100)).until(START + timedelta(days=109))
    assert not [item.title for item in later if "{" in item.title or "{" in item.html.replace("&#123;", "")]
    told = {held for item in later for held in re.findall(r"\d{1,2}月\d{1,2}日", item.title + item.html)}
    near = {START + timedelta(days=100 + n) for n in range(-3, 14)}
    assert told
    assert told <= {f"{day.month}月{day.day}日" for day in near}


def test_every_item_has_a_clean_lede() -> None:
    for item in ALL:
        document = read(item)
        text = "\n".join((*document.paragraphs, document.lede.long))
        assert document.lede.medium, item.title
        assert not CLUTTER.search(text), text
        assert document.image != QR_CODE


async def test_stories_are_told_by_several_sources(redis_client: Client) -> None:
    articles = Articles(redis_client, ManualClock(START), StoryIndex(redis_client))
    await articles.save([read(item) for item in ALL])
    tellers = Counter(article.story for article in await articles.latest(100))
    assert len([story for story, sources in tellers.items() if sources >= 3]) >= 3


class Shelf:
    """Takes what is published and looks at none of it."""

    async def ingest(self, items: Iterable[Item]) -> None:
        list(items)


async def test_the_demos_sources_are_seen_to_do_well(redis_client: Client) -> None:
    clock, sources = ManualClock(START), Sources(redis_client)
    container = SimpleNamespace(clock=clock, sources=sources, ingestor=Shelf())
    await News(cast("Container", container)).tick()
    states = await sources.all()
    assert {state.config.title for state in states} == {item.source for item in ALL}
    assert {state.config for state in states} == set(feeds())
    assert all(state.health is Health.OK and state.last_success == START for state in states)
