"""The first minute in each language: the choice keeps still, the clock is asked once, the digest says how to go on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

import pytest

from ledebot.bot.core.i18n import LANGUAGES, translator
from ledebot.bot.core.time_zones import OFFERED_ZONES
from ledebot.bot.model import ChatKind, Section
from ledebot.handlers.base.tokens import token
from tests.handlers.conftest import Desk, Json, buttons, story

LONDON = f"ld:tz:{token('Europe/London')}"


def labels(message: Json) -> list[str]:
    return [each["text"] for row in message["reply_markup"]["inline_keyboard"] for each in row]


def shown(desk: Desk, chat_id: int) -> Json:
    return desk.sandbox.from_bot(chat_id)[-1]


async def test_a_language_leads_back_to_the_welcome(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/start")
    await desk.tap(reader, "ld:lang")
    await desk.tap(reader, "ld:lang:en")
    assert "What would you like to read?" in shown(desk, reader.id)["text"]
    assert len(desk.sandbox.from_bot(reader.id)) == 1, "all in the place of the welcome"
    await desk.tap(reader, "ld:lang")
    await desk.tap(reader, "ld:home")
    assert "What would you like to read?" in shown(desk, reader.id)["text"]


async def test_a_language_chosen_later_leads_back_to_the_settings(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/subscribe 财经")
    await reader.ask("/digest")
    await reader.ask("/settings")
    await desk.tap(reader, "ld:lang")
    await desk.tap(reader, "ld:lang:zh-hant")
    assert shown(desk, reader.id)["text"].startswith("設定\n")


async def test_no_section_moves_under_the_finger(desk: Desk) -> None:
    reader = desk.sandbox.user("Ann", language_code="en")
    before = await reader.ask("/start")
    places = [data.split(":")[-1] for data in buttons(before)]
    assert "Choose first" in (await desk.tap(reader, "ld:done"))["text"]
    for section in (Section.SPORTS, Section.TECH, Section.POLITICS):
        await desk.tap(reader, f"ld:pick:+:{section}")
        now = shown(desk, reader.id)
        assert [data.split(":")[-1] for data in buttons(now)] == places
        assert now["text"] == before["text"]
    await desk.tap(reader, f"ld:pick:-:{Section.SPORTS}")
    held = (await desk.subscriber(reader.id)).filters.sections
    assert held == (Section.TECH, Section.POLITICS)
    ticked = [label for label in labels(shown(desk, reader.id)) if label.startswith("✅")]
    assert ticked == ["✅ Politics", "✅ Technology and science", "✅ Done"]
    await desk.forge(reader, shown(desk, reader.id), "ld:pick:+:nonsense")
    assert (await desk.subscriber(reader.id)).filters.sections == held


async def test_the_way_from_start_to_the_first_digest(desk: Desk) -> None:
    await desk.news(*(story(n) for n in range(1, 4)))
    reader = desk.sandbox.user("Ann", language_code="en")
    await reader.ask("/start")
    await desk.tap(reader, f"ld:pick:+:{Section.BUSINESS}")
    await desk.tap(reader, "ld:done")
    asked = shown(desk, reader.id)
    assert asked["text"].startswith("What time is it for you?")
    assert "01:30 London" in labels(asked)
    assert "21:30 New York" in labels(asked)
    assert not any("UTC" in label for label in labels(asked))
    await desk.tap(reader, LONDON)
    _, *said = [message["text"] for message in desk.sandbox.from_bot(reader.id)]
    overview = desk.sandbox.from_bot(reader.id)[0]["text"]
    assert overview == "Topics: Business\nNext digest: today 08:00 (London)."
    assert len(said) == 1
    hint = "The numbers open a story in full. The next digest comes today 08:00; /schedule changes that."
    assert said[0].endswith(f"\n{hint}")
    held = await desk.subscriber(reader.id)
    assert (held.schedule.zone, held.schedule.zone_chosen) == ("Europe/London", True)


async def test_the_clock_is_asked_once(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    assert shown(desk, reader.id)["text"].startswith("当地现在几点？")
    await desk.tap(reader, f"ld:tz:{token('Asia/Shanghai')}")
    first = shown(desk, reader.id)["text"]
    assert first.endswith("点按数字读全文。下一份摘要：明天 08:00，可用 /schedule 更改。")
    await desk.news(story(2))
    assert "点按数字读" not in (await reader.ask("/digest"))["text"], "only under the first digest"
    await reader.ask("/unsubscribe")
    await desk.tap(reader, "ld:none")
    await desk.tap(reader, "ld:all:1")
    assert "几点" not in shown(desk, reader.id)["text"]
    assert "ld:tz" not in buttons(shown(desk, reader.id))


async def test_who_types_is_asked_by_a_button(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("Ann", language_code="en")
    said = await reader.ask("/subscribe 财经")
    assert "ld:tz" in buttons(said)
    await desk.tap(reader, "ld:tz")
    await desk.tap(reader, LONDON)
    assert "第1号港口" in shown(desk, reader.id)["text"], "the first digest follows"
    told = desk.sandbox.user("Bob", language_code="en")
    await told.ask("/schedule Tokyo")
    assert "ld:tz" not in buttons(await told.ask("/subscribe 财经"))


async def test_a_shared_location_answers_as_well(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("Ann", language_code="en")
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    await desk.tap(reader, "ld:schl")
    await reader.share_location(48.86, 2.35)
    await desk.sandbox.wait_for(reader.id, "第1号港口")
    assert (await desk.subscriber(reader.id)).schedule.zone == "Europe/Paris"


async def test_a_guess_from_telegrams_language_comes_first(desk: Desk) -> None:
    reader = desk.sandbox.user("Eva", language_code="pt-BR")
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    assert labels(shown(desk, reader.id))[0] == "22:30 Sao Paulo"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_cities_stand_in_the_readers_language(desk: Desk, language: str) -> None:
    reader = desk.sandbox.user("甲", language_code=language)
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    cities = [label.partition(" ")[2] for label in labels(shown(desk, reader.id))[:-1]]
    assert len(cities) == len(OFFERED_ZONES[language])
    foreign = re.compile("[\u3400-\u9fff]" if language == "en" else "[A-Za-z]")
    assert not any(foreign.search(city) for city in cities)
    example = translator(language)("Madrid")
    await reader.ask(f"/schedule {example}")
    assert (await desk.subscriber(reader.id)).schedule.zone == "Europe/Madrid"


async def test_a_pushed_first_digest_says_it_too_and_a_channels_does_not(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("Ann", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/schedule 21:00 London")
    held = await desk.subscriber(reader.id)
    pushed = await desk.services.composer.compose(held)
    assert pushed.parts[-1].html.endswith("The next digest comes today 21:00; /schedule changes that.")
    unpushed = await desk.services.composer.compose(replace(held, subscribed=False))
    assert unpushed.parts[-1].html.endswith("The numbers open a story in full.")
    told = await desk.services.composer.compose(held.advanced(pushed.cursor))
    assert "numbers" not in told.parts[-1].html
    channel = await desk.services.composer.compose(replace(held, kind=ChatKind.CHANNEL))
    assert "numbers" not in channel.parts[-1].html
    assert held.schedule.times == (time(21),)


async def test_long_names_stand_two_beside_each_other(desk: Desk) -> None:
    wide = {}
    for language in LANGUAGES:
        welcome = await desk.sandbox.user("甲", language_code=language).ask("/start")
        wide[language] = len(welcome["reply_markup"]["inline_keyboard"][1])
    assert wide == {"zh-hans": 3, "zh-hant": 3, "en": 2}


async def test_a_group_keeps_its_greeting_while_an_admin_chooses(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner)
    hello = desk.sandbox.from_bot(group.id)[-1]
    await desk.tap(owner, f"ld:pick:+:{Section.BUSINESS}", chat=group.id)
    now = shown(desk, group.id)
    assert now["text"] == hello["text"]
    assert [data.split(":")[-1] for data in buttons(now)] == [data.split(":")[-1] for data in buttons(hello)]
    await desk.tap(owner, "ld:lang", chat=group.id)
    await desk.tap(owner, "ld:lang:zh-hans", chat=group.id)
    assert shown(desk, group.id)["text"].startswith("大家好！")
    await desk.tap(owner, "ld:done", chat=group.id)
    await desk.tap(owner, f"ld:tz:{token('Asia/Shanghai')}", chat=group.id)
    assert "第1号港口" in shown(desk, group.id)["text"]
