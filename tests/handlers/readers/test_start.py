"""The first minute: from nothing to a digest in three taps, deep links, stopping and coming back."""

from __future__ import annotations

from ledebot.bot.model import Rule, State
from ledebot.handlers.base.tokens import token
from tests.handlers.conftest import Desk, buttons, story


async def test_first_digest_in_three_taps(desk: Desk) -> None:
    await desk.news(*(story(n) for n in range(1, 4)))
    reader = desk.sandbox.user("小明")
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    await desk.tap(reader, f"ld:tz:{token('Asia/Shanghai')}")
    digest = await desk.sandbox.wait_for(reader.id, "第1号港口")
    assert "第3号港口" in digest["text"]
    held = await desk.subscriber(reader.id)
    assert held.subscribed
    assert held.filters.everything
    assert held.schedule.zone == "Asia/Shanghai"
    assert held.language == "zh-hans"
    assert await desk.subscribers.due_at(held.target) is not None


async def test_first_guesses_follow_telegrams_language(desk: Desk) -> None:
    guesses = {}
    for code in ("zh-hant", "en", "de", "ja"):
        reader = desk.sandbox.user(code, language_code=code)
        await reader.ask("/start")
        held = await desk.subscriber(reader.id)
        guesses[code] = (held.language, held.schedule.zone)
    assert guesses == {
        "zh-hant": ("zh-hant", "Asia/Taipei"),
        "en": ("en", "UTC"),
        "de": ("en", "Europe/Berlin"),
        "ja": ("en", "Asia/Tokyo"),
    }


async def test_a_start_alone_subscribes_to_nothing(desk: Desk) -> None:
    reader = desk.sandbox.user("小明")
    await reader.ask("/start")
    held = await desk.subscriber(reader.id)
    assert not held.subscribed
    assert await desk.subscribers.due_at(held.target) is None


async def test_deep_links_subscribe_directly(desk: Desk) -> None:
    await desk.news(story(1, "港口"), story(2, "体育", "南岸日报"))
    by_topic = desk.sandbox.user("甲", language_code="en")
    said = await by_topic.ask(f"/start topic_{token('港口')}")
    assert "港口" in said["text"]
    held = await desk.subscriber(by_topic.id)
    assert (held.filters.topics, held.subscribed) == (("港口",), True)
    assert "Topics: Sports · 港口" in (await by_topic.ask("/start topic_sports"))["text"]
    by_source = desk.sandbox.user("乙", language_code="en")
    await by_source.ask(f"/start source_{token('南岸日报')}")
    assert (await desk.subscriber(by_source.id)).filters.sources == ("南岸日报",)


async def test_an_unknown_deep_link_offers_a_choice(desk: Desk) -> None:
    reader = desk.sandbox.user("甲", language_code="en")
    for link in ("topic_nosuch", "source_", "nonsense", "read_nosuch", "more_x"):
        said = await reader.ask(f"/start {link}")
        assert "known" in said["text"] or "no longer kept" in said["text"], link
    assert (await desk.subscriber(reader.id)).filters.empty


async def test_stop_keeps_everything_and_start_restores(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await desk.news(story(1))
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    await reader.ask("/stop")
    held = await desk.subscriber(reader.id)
    assert held.state is State.PAUSED
    assert await desk.subscribers.due_at(held.target) is None
    back = await reader.ask("/start")
    assert "Welcome back" in back["text"]
    held = await desk.subscriber(reader.id)
    assert held.state is State.ACTIVE
    assert held.filters.everything
    assert await desk.subscribers.due_at(held.target) is not None


async def test_unblocking_does_not_undo_the_readers_own_stop(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    await reader.ask("/stop")
    await reader.block()
    await reader.unblock()
    await reader.ask("/help")
    assert (await desk.subscriber(reader.id)).state is State.PAUSED


async def test_stop_of_a_stranger_says_there_is_nothing(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "nothing to stop" in (await reader.ask("/stop"))["text"]
    assert await desk.subscribers.everyone() == []


async def test_blocking_pauses_and_unblocking_restores(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    await reader.ask("/subscribe 港口")
    await desk.tap(reader, "ld:rule:x:…")
    await reader.block()
    await reader.unblock()
    await reader.ask("/help")
    held = await desk.subscriber(reader.id)
    assert held.state is State.ACTIVE
    assert held.filters.rules == (Rule("港口", exclude=True),)
    assert await desk.subscribers.due_at(held.target) is not None


async def test_help_lists_what_fits_the_chat(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    text = (await reader.ask("/help"))["text"]
    assert "/connect" in text
    assert "/broadcast" not in text
    operator = desk.sandbox.user("op", language_code="en", user_id=777)
    assert "/broadcast" in (await operator.ask("/help"))["text"]


async def test_the_hub_leads_to_every_list(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    hub = await reader.ask("/subscribe")
    assert {"ld:all:1", "ld:topics", "ld:sources", "ld:rules"} <= set(buttons(hub))
