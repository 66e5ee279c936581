"""The list of what a chat watches for, follows and has muted: however much that is, all of it can be ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledebot.bot.model import Mute, StoryMark, Subject, Target
from ledebot.bot.watches.types import MAX_WATCHES, Watch, watch_id
from tests.handlers.conftest import NOW, Desk, buttons, story

MARKS, MUTES = 25, 30


async def test_all_that_a_chat_may_have_is_listed_page_by_page(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    await desk.news(*(story(number, title=f"{'港' * 80}{number}") for number in range(MARKS)))
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    target, marks = Target(reader.id), desk.services.marks
    for number in range(MAX_WATCHES):
        query = f"{'港口' * 95}{number}"
        await desk.services.watches.save(Watch(watch_id(target, query), target, query, "0-0", NOW))
    for article in await desk.articles.latest(MARKS):
        await marks.mark(reader.id, StoryMark(article.id, article.title[:60], True, NOW, at_once=True))
    for number in range(MUTES):
        await marks.mute(reader.id, Mute(Subject.TOPIC, f"{'题' * 58}{number}", NOW + timedelta(days=3)))
    shown = await reader.ask("/watches")
    data = set(buttons(shown))
    for page in range(1, 4):
        await desk.tap(reader, f"ld:w:p:{page}")
        data |= set(buttons(desk.sandbox.from_bot(reader.id)[-1]))
    ends = [sum(one.startswith(f"ld:{verb}:") for one in data) for verb in ("w:show", "unmark", "unhush")]
    assert ends == [MAX_WATCHES, MARKS, MUTES]
    assert "refused" not in caplog.text, "each page fits a message and its keyboard"
