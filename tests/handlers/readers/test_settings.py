"""/settings and /language."""

from __future__ import annotations

from ledebot.bot.model import Length
from tests.handlers.conftest import Desk


async def test_every_setting_by_its_button(desk: Desk) -> None:
    reader = desk.sandbox.user("小明")
    await reader.ask("/settings")
    for data in ("ld:set:len:short", "ld:set:max:20", "ld:set:conv:zh-hant", "ld:set:mute:1"):
        await desk.tap(reader, data)
    held = await desk.subscriber(reader.id)
    assert (held.length, held.max_stories, held.convert, held.silent) == (Length.SHORT, 20, "zh-hant", True)
    await desk.tap(reader, "ld:set:conv:asis")
    assert (await desk.subscriber(reader.id)).convert is None


async def test_language_changes_texts_and_the_command_menu(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/language")
    await desk.tap(reader, "ld:lang:en")
    assert "Language" in await desk.settled(reader.id)
    menus = [call for call in desk.sandbox.calls("setMyCommands") if str(reader.id) in str(call)]
    assert len(menus) == 1
    await reader.ask("/language 繁體中文")
    assert (await desk.subscriber(reader.id)).language == "zh-hant"


async def test_an_unknown_language_is_refused(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "not spoken here" in (await reader.ask("/language klingon"))["text"]
    assert await desk.subscribers.everyone() == []
