"""What goes wrong around an answer: told in one line, logged, and followed by the chat's state."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import pytest
from telegram.ext import Application

from ledebot.bot.core.config import Settings
from ledebot.bot.model import Section, State, Target
from ledebot.handlers import register
from ledebot.handlers.base.context import Services
from tests.handlers.conftest import Desk, story


async def test_a_bug_is_logged_and_told_without_its_words(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    before = await desk.subscriber(reader.id)

    async def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(desk.services.composer, "compose", broken)
    said = (await reader.ask("/digest"))["text"]
    assert "Something went wrong" in said
    assert "secret" not in said
    assert any(record.exc_info and record.levelno == logging.ERROR for record in caplog.records)
    assert await desk.subscriber(reader.id) == before
    assert "What I can do" in (await reader.ask("/help"))["text"]


async def test_a_block_found_out_by_an_answer_pauses(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    desk.sandbox.faults.add("blocked", chat_id=reader.id)
    await reader.send("/help")
    held = await desk.paused(reader.id)
    assert held.filters.sections == (Section.BUSINESS,)
    assert "Welcome back" in (await reader.ask("/start"))["text"]
    assert (await desk.subscriber(reader.id)).state is State.ACTIVE


async def test_a_migration_found_out_by_an_answer_moves_everything(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner, supergroup=False)
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    desk.sandbox.faults.add("migrate", chat_id=group.id)
    await owner.send("/help@ledebot_bot", chat=group)
    await desk.sandbox.wait_until(lambda: desk.sandbox.api.world.chats[group.id].migrated_to is not None)
    new = desk.sandbox.api.world.chats[group.id].migrated_to
    assert new is not None
    await owner.ask("/settings@ledebot_bot", chat=new)
    assert (await desk.subscriber(new)).filters.sections == (Section.BUSINESS,)
    assert await desk.subscribers.get(Target(group.id)) is None


async def test_another_chats_migration_moves_nothing_of_the_visitors(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner, supergroup=False)
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    menu = await owner.ask("/subscribe 财经")
    desk.sandbox.faults.add("migrate", chat_id=group.id)
    await desk.forge(owner, menu, f"ld:post@{group.id}")
    assert desk.sandbox.api.world.chats[group.id].migrated_to is not None
    await desk.forge(owner, menu, f"ld:set@{group.id}")  # of which a right is asked that moved, too
    assert (await desk.subscriber(owner.id)).filters.sections == (Section.BUSINESS,)


def struck(desk: Desk, kind: str) -> bool:
    return any(call.fault == kind for call in desk.sandbox.calls())


async def test_telegrams_troubles_change_nothing(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    before = await desk.subscriber(reader.id)
    for kind in ("server_error", "bad_gateway", "garbage", "reset_before"):
        desk.sandbox.faults.add(kind, chat_id=reader.id)
        await reader.send("/help")
        await desk.sandbox.wait_until(partial(struck, desk, kind), what=kind)
    assert "What I can do" in (await reader.ask("/help"))["text"]
    assert await desk.subscriber(reader.id) == before


def test_the_plugin_adds_to_one_group_and_no_error_handler(settings: Settings) -> None:
    application: Any = Application.builder().token("1:x").build()
    parts: dict[str, Any] = dict.fromkeys(Services.__dataclass_fields__)
    register.install(application, Services(**{**parts, "settings": settings}))
    assert set(application.handlers) == {register.GROUP}
    assert application.error_handlers == {}
