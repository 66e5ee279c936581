"""Reactions to a story count like its buttons, and a story can be shared from its page."""

from __future__ import annotations

import pytest

from ledebot.sandbox.people.handles import User
from ledebot.sandbox.server.errors import Json
from tests.handlers.conftest import Desk, buttons, story


async def react(reader: User, message: Json, emoji: str) -> None:
    """React and wait until the bot has seen it: it answers a chat's updates in order."""
    await reader.react(message, emoji)
    await reader.ask("/privacy")


@pytest.mark.parametrize(("emoji", "value"), [("👍", 1), ("❤", 1), ("👎", -1), ("🤔", 0)])
async def test_a_reaction_to_a_story_is_a_vote(desk: Desk, emoji: str, value: int) -> None:
    await desk.news(story(1, "财经", "晨星社"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/latest")
    await desk.tap(reader, "ld:r:…")
    page = desk.sandbox.from_bot(reader.id)[-1]
    await react(reader, page, emoji)
    votes = {"section:business": value, "source:晨星社": value} if value else {}
    assert await desk.services.tastes.tastes(reader.id) == votes
    shown = next(one for one in desk.sandbox.messages(reader.id) if one["message_id"] == page["message_id"])
    assert any("vote" in held and held.endswith(":0") for held in buttons(shown)) is bool(value)
    await react(reader, page, "")
    assert await desk.services.tastes.tastes(reader.id) == {}


async def test_a_reaction_to_anything_else_is_none(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await react(reader, await reader.ask("/latest"), "👍")
    assert await desk.services.tastes.tastes(reader.id) == {}


async def test_a_story_is_shared_from_its_page(desk: Desk) -> None:
    await desk.news(story(1), story(2))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/latest")
    await desk.tap(reader, "ld:r:…")
    page = desk.sandbox.from_bot(reader.id)[-1]
    offer = await reader.inline((await reader.click(page, "Share")).switch_inline or "")
    (card,) = offer.answer.results
    assert card["title"] == page["text"].splitlines()[0]
