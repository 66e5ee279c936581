"""Days that can be read again: by name, by date, the last 24 hours; nothing counts as delivered by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.digest.callback_data import Published
from ledebot.handlers.digest.past import day_of
from ledebot.sandbox.people.handles import User
from tests.handlers.conftest import NOW, Desk, buttons, story

YESTERDAY = 200
"""Minutes before NOW, 09:30 in Shanghai and 01:30 in London: the day before in both, or in London alone."""


async def reading(desk: Desk, language: str = "en") -> User:
    reader = desk.sandbox.user(language_code=language)
    await reader.ask("/subscribe 财经")
    return reader


async def test_yesterday_is_told_as_of_its_end_and_moves_nothing(desk: Desk) -> None:
    await desk.news(story(1), story(YESTERDAY), story(YESTERDAY + 1, "体育"))
    reader = await reading(desk)
    before = await desk.subscriber(reader.id)
    said = (await reader.ask("/digest yesterday"))["text"]
    assert said.startswith("🗞 News digest · Mon, Mar 9, 2026\n1 story")
    assert f"第{YESTERDAY}号" in said
    assert "晨星社 · 22:10" in said, "of that day, so without its date"
    assert said.endswith("That is all.")
    assert await desk.subscriber(reader.id) == before
    assert "第1号" in (await reader.ask("/digest"))["text"]


@pytest.mark.parametrize("words", ["昨天", "2026-03-09", "3月9日", "20260309"])
async def test_a_day_is_understood_by_name_and_date(desk: Desk, words: str) -> None:
    await desk.news(story(1), story(60 * 12))
    reader = await reading(desk, "zh-hans")
    said = (await reader.ask(f"/digest {words}"))["text"]
    assert "2026年3月9日 周一" in said
    assert "第720号" in said
    assert "第1号" not in said


async def test_the_rest_of_a_day_comes_by_its_button(desk: Desk) -> None:
    await desk.news(*(story(60 * 3 + n) for n in range(8)))
    reader = await reading(desk)
    await reader.ask("/settings")
    await desk.tap(reader, "ld:set:max:5")
    said = await reader.ask("/digest yesterday")
    (more,) = [data for data in buttons(said) if data.startswith("ld:d:day:")]
    await desk.tap(reader, more)
    told = said["text"] + await desk.settled(reader.id)
    assert all(f"第{60 * 3 + n}号" in told for n in range(8))


async def test_the_last_day_again_goes_by_publishing_time(desk: Desk) -> None:
    reader = await reading(desk)
    await desk.news(story(1), story(60 * 30))
    await reader.ask("/digest")
    await reader.ask("/digest")
    await desk.tap(reader, "ld:again")
    again = await desk.settled(reader.id)
    assert "第1号" in again
    assert "第1800号" not in again, "it arrived today, but was published before"


async def test_what_is_no_day_and_a_day_without_news_are_said(desk: Desk) -> None:
    reader = await reading(desk)
    for words in ("someday", "2026", "7d", "2026-02-31", "1850-01-01", "9999-12-31"):
        assert "Which day?" in (await reader.ask(f"/digest {words}"))["text"]
    assert "Nothing that you follow" in (await reader.ask("/digest 2026-01-01"))["text"]


def test_a_day_of_a_clock_change_is_whole() -> None:
    long = day_of("2026-10-25", NOW, "Europe/Berlin")
    assert long == Published(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))
    assert long.until - long.since == timedelta(hours=25)


async def test_the_week_tells_what_most_sources_told(desk: Desk) -> None:
    reader = await reading(desk)
    told = [replace(story(2, source=f"源{n}", title="渡轮码头夜间起火"), url=None) for n in range(3)]
    await desk.news(story(1), *told)
    fire, *others = (one for one in await desk.articles.latest(9) if one.title == told[0].title)
    for one in others:
        await desk.services.stories.join(fire.id, one.id, desk.clock.now())
    before = await desk.subscriber(reader.id)
    for words in ("week", "本周", "This Week"):
        said = await reader.ask(f"/digest {words}")
        assert said["text"].startswith("🗓 The week · Mar 4 – Mar 10")
        assert "+2 sources" in said["text"]
        assert "第1号" not in said["text"], "one source told it"
        assert buttons(said)[0].startswith("ld:story:")
    assert await desk.subscriber(reader.id) == before
    assert "Nothing that you follow" in (await reader.ask("/digest 上周"))["text"]


async def test_when_nothing_is_new_the_day_before_and_the_week_are_offered(desk: Desk) -> None:
    reader = await reading(desk)
    await desk.news(story(YESTERDAY))
    await reader.ask("/digest")
    await reader.ask("/digest")
    for verb, begin in (("yesterday", "🗞 News digest · Mon, Mar 9"), ("week", "🗓 The week")):
        await desk.tap(reader, f"ld:past:{verb}")
        assert (await desk.settled(reader.id)).startswith(begin)
        await reader.ask("/digest")
