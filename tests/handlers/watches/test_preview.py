"""What a watch's card says of the last week is what the watch would have told: the same test decides."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Target
from ledebot.bot.watches.matcher import Watches
from ledebot.storage.watches.watches import WatchStore
from tests.handlers.conftest import Desk, story

TITLES = (
    "央行年底前降准半个百分点",
    "什么时候能降准，市场在等",
    "谁是凶手成年度热词",
    "Ports extend opening hours again",
    "气象台发布2022年总结",
    "地铁三号线延长到机场",
)


async def told(desk: Desk, store: WatchStore, chat: int) -> set[str]:
    """List what the watches of a chat have told at once."""
    queued = await desk.redis.zrange("ledebot:{s}:pending", 0, -1)
    bodies = [str(await desk.redis.hgetall(key)) async for key in desk.redis.scan_iter("ledebot:{s}:content:*")]
    return {title for title in TITLES if queued and any(title in body for body in bodies)}


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("央行什么时候降准", {TITLES[0]}),
        ("降准吗？", {TITLES[0], TITLES[1]}),
        ("“什么时候能降准”", {TITLES[1]}),
        ("谁是凶手", {TITLES[2]}),
        ("when do ports extend hours?", {TITLES[3]}),
        ("port extend", {TITLES[3]}),
        ("tend", set()),
        ("22年", set()),
        ("地铁 -机场", set()),
        ("怎么样", set()),
        ("title:降准 before:2020", {TITLES[0], TITLES[1]}),
    ],
)
async def test_it_says_what_the_watch_tells(desk: Desk, query: str, matches: set[str]) -> None:
    store = WatchStore(desk.redis)
    watches = Watches(store, desk.articles, desk.services.outbox, desk.clock, desk.subscribers)
    news = [story(number, title=title, paragraphs=("当地居民表示欢迎。",)) for number, title in enumerate(TITLES)]
    early = desk.sandbox.user("先来的", language_code="en")
    await early.ask(f"/watch {query}")
    await watches.tick()
    await desk.news(*news)
    await watches.tick()
    assert await told(desk, store, early.id) == matches
    late = desk.sandbox.user("后来的", language_code="en")
    card = (await late.ask(f"/watch {query}"))["text"]
    many = "story" if len(matches) == 1 else "stories"
    assert f"{len(matches)} {many} in the last 7 days" in card
    assert {title for title in TITLES if f"• {title}" in card} == matches
    assert len(await store.of(Target(late.id))) == 1


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("en", "Words that only ask are left out"),
        ("zh-hans", "只用来提问的词已略去"),
        ("zh-hant", "只用來提問的詞已略去"),
    ],
)
async def test_what_only_asks_is_said_to_be_left_out(desk: Desk, code: str, note: str) -> None:
    reader = desk.sandbox.user("小明", language_code=code)
    assert note in (await reader.ask("/watch 央行什么时候降准"))["text"]
    assert note not in (await reader.ask("/watch 央行 降准"))["text"]
    assert len(await WatchStore(desk.redis).of(Target(reader.id))) == 1, "they ask for the same"


async def test_reports_of_one_story_count_once(desk: Desk) -> None:
    await desk.news(*(story(number, source=f"源{number}", title=TITLES[0]) for number in range(3)))
    stored = await desk.articles.latest(9)
    reader = desk.sandbox.user("小明", language_code="en")
    card = (await reader.ask("/watch 降准"))["text"]
    assert f"{len({one.story for one in stored})} stor" in card
