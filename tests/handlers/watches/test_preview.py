"""What a new watch is told of: that it is there already, that it is too wide, what it leaves out."""

from __future__ import annotations

from ledebot.bot.model import Target
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.watches.watches import WatchStore
from tests.handlers.conftest import Desk, story


async def test_a_repeated_watch_is_recognised_in_any_order_and_script(desk: Desk, store: WatchStore) -> None:
    ada = desk.sandbox.user(language_code="en")
    await ada.ask("/watch 渡轮 停航")
    said = (await ada.ask("/watch 停航 渡輪"))["text"]
    assert said.splitlines()[:2] == ["🔔 渡轮 停航", "You watch for this already."]
    assert len(await store.of(Target(ada.id))) == 1


async def test_a_watch_that_nearly_everything_matches_is_warned_of(desk: Desk) -> None:
    ada = desk.sandbox.user(language_code="en")
    await desk.news(*(story(n) for n in range(1, 20)))
    assert "%" not in (await ada.ask("/watch 扩建"))["text"], "nineteen stories say little"
    await desk.news(story(20), *(story(n, title=f"天气晴{n}", paragraphs=("无关。",)) for n in range(21, 24)))
    assert "matched 86 % of all stories" in (await ada.ask("/watch 港口 扩建"))["text"]
    assert "%" not in (await ada.ask("/watch 3号"))["text"]


async def test_a_date_is_left_out_and_what_is_half_typed_spoils_no_preview(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(story(1), story(2), story(3, title="天气晴", paragraphs=("无关。",)))
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="en")
    dated = (await ada.ask("/watch 港口 day:2020-01-01"))["text"]
    assert "Dates are left out" in dated
    for text in (
        dated,
        *[(await ada.ask(f"/watch {query}"))["text"] for query in ("扩建 来源：", "扩建 OR", '港口 "扩建')],
    ):
        assert "2 stories in the last 7 days" in text
