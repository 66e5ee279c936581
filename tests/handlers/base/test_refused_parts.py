"""What Telegram refuses of an answer costs that part alone."""

from __future__ import annotations

from dataclasses import replace

from tests.handlers.conftest import Desk, buttons, story

BAD_BUTTON = "Bad Request: inline keyboard button URL 'x' is invalid: Wrong HTTP URL"
BAD_MARKUP = "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""


async def test_an_address_that_telegram_refuses_is_not_put_on_a_button(desk: Desk) -> None:
    await desk.news(replace(story(1), url="https://intranet/新闻/1"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/digest")
    await desk.tap(reader, "ld:r:…")
    opened = desk.sandbox.messages(reader.id)[-1]
    assert "编号1的工程" in opened["text"]
    assert not any("intranet" in held for held in buttons(opened))
    assert [call.description for call in desk.sandbox.calls() if call.code == 400] == []


async def test_a_refused_button_leaves_the_story_without_addresses(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/digest")
    desk.sandbox.faults.add("error", chat_id=reader.id, description=BAD_BUTTON)
    await desk.tap(reader, "ld:r:…")
    opened = desk.sandbox.messages(reader.id)[-1]
    assert "编号1的工程" in opened["text"]
    assert opened["entities"], "the markup stays"
    held = buttons(opened)
    assert not any("https://" in each for each in held)
    assert any(each.startswith("ld:save:") for each in held)


async def test_refused_markup_leaves_the_text_and_our_buttons(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    menu = await reader.ask("/settings")
    desk.sandbox.faults.add("error", method="editMessageText", description=BAD_MARKUP)
    await desk.answered(await reader.click(menu, "ld:sch"))
    shown = desk.sandbox.messages(reader.id)[-1]
    assert shown["message_id"] == menu["message_id"]
    assert "Schedule" in shown["text"]
    assert "entities" not in shown
    assert "ld:scht" in buttons(shown)


async def test_what_stays_refused_is_given_up_and_the_next_command_works(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/start")
    desk.sandbox.faults.add("error", chat_id=reader.id, description=BAD_MARKUP, times=3)
    await reader.send("/settings")
    said = await reader.ask("/help")
    assert "What I can do" in said["text"]
    assert sum(call.description == BAD_MARKUP for call in desk.sandbox.calls()) == 3


async def test_a_button_is_answered_before_the_edit_that_it_causes(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    menu = await reader.ask("/settings")
    await desk.answered(await reader.click(menu, "ld:sch"))
    methods = [call.method.lower() for call in desk.sandbox.calls()]
    assert methods.index("answercallbackquery") < methods.index("editmessagetext")
