"""The menus beside the text field, in Telegram's own bounds, per language and scope."""

from __future__ import annotations

import re

import pytest

from ledebot.bot.core.i18n import LANGUAGES
from ledebot.bot.model import ChatKind
from ledebot.handlers.base.commands import MEMBERS, commands, menus, profiles
from tests.handlers.conftest import Desk


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ChatKind)
def test_menus_fit_telegram(language: str, kind: ChatKind) -> None:
    entries = commands(language, kind, admin=True)
    assert 0 < len(entries) <= 100
    assert len({entry.command for entry in entries}) == len(entries)
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", entry.command)
        assert 1 <= len(entry.description) <= 256


def test_menus_differ_by_language_and_scope() -> None:
    listed = menus("zh-hans", (7,))
    by_scope = {(scope.type, code): [entry.command for entry in entries] for entries, scope, code in listed}
    assert set(by_scope[("all_group_chats", "zh")]) == set(MEMBERS)
    assert "schedule" in by_scope[("all_chat_administrators", "en")]
    assert "connect" not in by_scope[("all_chat_administrators", "en")]
    assert "connect" in by_scope[("all_private_chats", "")]
    assert "broadcast" in by_scope[("chat", "")]
    texts = {code: entries[0].description for entries, scope, code in listed if scope.type == "all_private_chats"}
    assert texts["zh"] != texts["en"] == texts[""]


def test_profiles_fit_telegram() -> None:
    for description, short, _ in profiles():
        assert 0 < len(description) <= 512
        assert 0 < len(short) <= 120


async def test_telegram_takes_them_all(desk: Desk) -> None:
    bot = desk.application.bot
    operator = desk.sandbox.user("op", user_id=777)
    await operator.ask("/start")
    for entries, scope, code in menus("en", (777,)):
        assert await bot.set_my_commands(entries, scope=scope, language_code=code or None)
    for description, short, code in profiles():
        assert await bot.set_my_description(description, language_code=code or None)
        assert await bot.set_my_short_description(short, language_code=code or None)


async def test_a_groups_own_language_has_menus_for_admins_and_members(desk: Desk) -> None:
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner)
    await owner.ask("/language@ledebot_bot 简体中文", chat=group)
    scopes = [call.params["scope"] for call in desk.sandbox.calls("setMyCommands")]
    assert sorted("administrators" in scope for scope in scopes) == [False, True]
    await owner.ask("/forget@ledebot_bot", chat=group)
    await desk.tap(owner, "ld:forgetyes", chat=group.id)
    assert len(desk.sandbox.calls("deleteMyCommands")) == 2
