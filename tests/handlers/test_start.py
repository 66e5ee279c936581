"""The first minute: from nothing to a digest in three taps, deep links, stopping and coming back."""

from __future__ import annotations

from tests.handlers.conftest import Desk, story


async def test_first_digest_in_three_taps(desk: Desk) -> None:
    await desk.news(*(story(n) for n in range(1, 4)))
    reader = desk.sandbox.user("小明")
    hello = await reader.ask("/start")
    await (await reader.click(hello, "ld:all:1")).answer()
    menu = reader.messages[-1]
    await (await reader.click(menu, "ld:digest")).answer()
    digest = await desk.sandbox.wait_for(reader.id, "第1号港口")
    assert "第3号港口" in digest["text"]
    held = await desk.subscriber(reader.id)
    assert held.subscribed
    assert held.filters.everything
    assert held.schedule.zone == "Asia/Shanghai"
