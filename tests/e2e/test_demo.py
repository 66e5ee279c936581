"""The demo shows what the bot can do: an operator, a forum, and more news than alerts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ledebot.sandbox.people.handles import User
from tests.browser.whole import running_demo


@pytest.mark.slow
async def test_who_opens_the_demo_is_its_operator_and_meets_an_alert_overflow(tmp_path: Path) -> None:
    async with running_demo(tmp_path) as (sandbox, _):
        you = User(sandbox, sandbox.acting[0])
        assert any(chat.is_forum for chat in sandbox.api.world.chats.values())
        await you.ask("/start")
        assert "文章" in (await you.ask("/stats"))["text"]
        await you.ask("/watch 海州 OR 香江 OR 北湾 OR 海湾")
        sandbox.advance(timedelta(hours=24))
        alert = await sandbox.wait_for(you.id, lambda message: "符合提醒" in message["text"])
        assert alert["reply_markup"]["inline_keyboard"]
