"""A chat that has all that it may have, of the longest texts: every screen fits Telegram's limits, buttons and all."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import time, timedelta

import pytest

from ledebot.bot.digest.schedule_parser import MAX_TIMES
from ledebot.bot.digest.slots_parser import MAX_EXTRA
from ledebot.bot.model import (
    Document,
    Filters,
    Health,
    Lede,
    Mute,
    Rule,
    SavedStory,
    Schedule,
    Section,
    Slot,
    SourceConfig,
    SourceState,
    StoryMark,
    Subject,
    Subscriber,
    Target,
    Vote,
)
from ledebot.bot.readers.quotas import MAX_NAME, MAX_NAMES, MAX_RULE, MAX_RULES, MAX_SIGNATURE, MAX_TEXT
from ledebot.bot.watches.types import MAX_QUERY, MAX_WATCHES, Watch, watch_id
from ledebot.storage.search.index import SearchIndex
from tests.handlers.conftest import NOW, Desk
from tests.handlers.walk import Walk

OPERATOR = 777
STORIES = 30
KEPT = 40


@pytest.fixture
def engine(index: SearchIndex) -> SearchIndex:
    return index


def long(what: str, number: int, length: int) -> str:
    """Write a text of a length that no other number has."""
    return f"{what}{number}" + "长" * (length - len(what) - len(str(number)))


def documents() -> list[Document]:
    """The same harbour told by many at length, and that in few stories."""
    body = "港口扩建工程今天开工，预计三个月后完工，港务处说附近居民可以查询进度。" * 40
    return [
        Document(
            ref=str(n),
            source=long("源", n, MAX_NAME),
            title=long("港口", n, 600),
            guid=str(n),
            url=f"https://news.example/{'a' * 1300}{n}",
            published=NOW - timedelta(minutes=n),
            topics=tuple(long("题", n * 10 + k, MAX_NAME) for k in range(10)),
            section=Section.BUSINESS,
            author=long("人", n, 300),
            paragraphs=(body,) * 6,
            lede=Lede(body, body, body),
            language="zh-hans",
        )
        for n in range(STORIES)
    ]


async def fill(desk: Desk, target: Target) -> None:
    """Give a chat all that it may have."""
    rules = tuple(Rule(long("港口", n, MAX_RULE)) for n in range(MAX_RULES))
    names = tuple(long("题", n, MAX_NAME) for n in range(MAX_NAMES))
    sources = tuple(long("源", n, MAX_NAME) for n in range(MAX_NAMES))
    schedule = Schedule(
        times=tuple(time(hour, 7) for hour in range(MAX_TIMES)),
        extra=tuple(Slot(time(hour, 11), (0, 1, 2, 4, 6)) for hour in range(MAX_EXTRA)),
    )
    filters = Filters(topics=names, sources=sources, rules=rules, sections=tuple(Section))
    held = await desk.subscribers.get(target) or Subscriber(target)
    await desk.subscribers.save(
        replace(held, filters=filters, schedule=schedule, subscribed=True, max_stories=30, title=long("群", 1, 128)),
        NOW,
    )
    articles = await desk.articles.latest(STORIES)
    for n in range(MAX_WATCHES):
        query = long("港口", n, MAX_QUERY)
        await desk.services.watches.save(Watch(watch_id(target, query), target, query, "0-0", NOW, language="zh-hans"))
    for n, article in enumerate(articles):
        saved = SavedStory(article.id, long("题", n, MAX_TEXT), long("源", n, MAX_TEXT), article.url, NOW, NOW)
        await desk.services.readers.keep(target.chat_id, saved)
        topics = tuple(long("题", k, MAX_TEXT) for k in range(9))
        await desk.services.readers.vote(target.chat_id, Vote(article.id, "x", 1, long("源", n, MAX_TEXT), topics, NOW))
    for n in range(KEPT):
        await desk.services.marks.mute(
            target.chat_id, Mute(Subject.TOPIC, long("它", n, MAX_TEXT), NOW + timedelta(days=3))
        )
    for n, article in enumerate(articles[10:]):
        mark = StoryMark(article.id, long("事", n, 59), True, NOW, at_once=True)
        await desk.services.marks.mark(target.chat_id, mark)


@pytest.mark.slow
async def test_every_screen_of_a_full_chat_fits(
    desk: Desk, engine: SearchIndex, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)  # of what Telegram refused, and of what a handler met
    await desk.news(*documents())
    await engine.catch_up()
    ids = [article.id for article in await desk.articles.latest(8)]
    for other in ids[1:]:
        await desk.services.stories.join(ids[0], other, NOW)
    for n in range(50):
        config = SourceConfig(f"https://news.example/{'f' * 1500}{n}", title=long("源", n, MAX_NAME))
        state = SourceState(config, health=Health.FAILING, failures=3, next_try=NOW, last_error="错" * 500)
        await desk.services.sources.save(state)
    user = desk.sandbox.user("读者", language_code="zh-hans", user_id=OPERATOR)
    channel = desk.sandbox.channel("频" * 128, owner=user, username="morning_news")
    walk = Walk(desk, user, "zh-hans")
    await walk.say("/start", "/connect @morning_news", f"/settings @morning_news 签名 {'签' * MAX_SIGNATURE}")
    await fill(desk, Target(user.id))
    await fill(desk, Target(channel.id))
    lines = ("/subscribe", "/topics", "/sources", "/unsubscribe", "/schedule", "/settings", "/saved", "/watches")
    await walk.say("/digest", "/digest yesterday", "/digest week", "/latest", "/stats", "/removesource")
    await walk.say(*lines, "/start", "/search 港口", "/search 港口 -x", "/connect", "/digest @morning_news")
    await walk.say(f"/watch {long('新', 1, MAX_QUERY)}", f"/subscribe {long('新', 1, MAX_RULE)}", "/editsource")
    await walk.press_all()
    assert len(walk.verbs) > 45
    assert [one.getMessage() for one in caplog.records] == []
