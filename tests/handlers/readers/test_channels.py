"""A channel like a reader of its own: a preview before its first post, its name, its settings, its signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledebot.bot.readers.quotas import MAX_SIGNATURE
from ledebot.handlers.base.tokens import token
from ledebot.sandbox.people.handles import Room, User
from tests.handlers.conftest import Desk, buttons, story

LONDON = f"ld:tz:{token('Europe/London')}"


async def connected(desk: Desk, language: str = "en") -> tuple[User, Room]:
    """Connect a channel that follows nothing yet."""
    owner = desk.sandbox.user("站长", language_code=language)
    channel = desk.sandbox.channel("晨报", owner=owner, username="morning_news")
    await owner.ask("/connect @morning_news")
    return owner, channel


async def test_after_the_first_choice_the_admin_sees_the_digest_and_posts_it(desk: Desk) -> None:
    await desk.news(story(1))
    owner, channel = await connected(desk)
    await desk.tap(owner, f"ld:all:1@{channel.id}")
    assert (await desk.settled(owner.id)).startswith("What time is it for you?"), "never silently UTC"
    await desk.tap(owner, f"{LONDON}@{channel.id}")
    assert (await desk.subscriber(channel.id)).schedule.zone == "Europe/London"
    overview, shown, asked = desk.sandbox.from_bot(owner.id)[-3:]
    assert {f"ld:preview@{channel.id}", f"ld:digest@{channel.id}"} < set(buttons(overview))
    assert shown["text"].startswith("🗞 晨报 · Tue, Mar 10, 2026\n1 story from 1 source")
    assert asked["text"] == "So it would look in 晨报. Nothing is posted yet."
    assert desk.sandbox.messages(channel.id) == []
    await desk.tap(owner, f"ld:post@{channel.id}")
    assert "Posted in 晨报." in await desk.settled(owner.id)
    assert desk.sandbox.messages(channel.id)[-1]["text"] == shown["text"]
    assert not (await desk.subscriber(channel.id)).untold
    await desk.news(story(2))
    await owner.ask("/digest @morning_news")
    assert "第2号" in desk.sandbox.messages(channel.id)[-1]["text"], "later ones need no preview"


async def test_a_channel_set_up_by_words_alone_is_previewed_too(desk: Desk) -> None:
    """Until something is posted there: after each thing that it is to follow, a rule of keywords included."""
    await desk.news(story(1), story(2, "体育"))
    owner, channel = await connected(desk)
    for words, title in (("财经", "第1号"), ("体育", "第2号")):
        sent = await owner.send(f"/subscribe @morning_news {words}")
        overview = await desk.sandbox.wait_for(owner.id, after=sent["message_id"])
        assert f"ld:tz@{channel.id}" in buttons(overview), "the clock that it goes by is only guessed"
        await desk.sandbox.wait_for(owner.id, "Nothing is posted yet.", after=sent["message_id"])
        assert title in desk.sandbox.from_bot(owner.id)[-2]["text"]
    await owner.ask("/subscribe @morning_news -第2号")
    await desk.tap(owner, "ld:rule:x:…")
    shown, asked = desk.sandbox.from_bot(owner.id)[-2:]
    assert "第1号" in shown["text"]
    assert "第2号" not in shown["text"]
    assert desk.sandbox.messages(channel.id) == []
    await desk.tap(owner, f"ld:post@{channel.id}")
    assert desk.sandbox.messages(channel.id)[-1]["text"] == shown["text"]
    await owner.ask("/subscribe @morning_news 科技")
    assert "You follow Technology and science now." in await desk.settled(owner.id), "later ones need no preview"
    assert asked["text"] == "So it would look in 晨报. Nothing is posted yet."


@pytest.mark.parametrize("menu", ["pick:+:business", "topics:+:.business:0"])
async def test_the_first_tick_in_a_menu_shows_it_whether_or_not_done_is_tapped(desk: Desk, menu: str) -> None:
    await desk.news(story(1), story(2, "体育"))
    owner, channel = await connected(desk)
    if menu.startswith("topics"):
        await owner.ask("/topics @morning_news")
    await desk.tap(owner, f"ld:{menu}@{channel.id}")
    shown, asked = desk.sandbox.from_bot(owner.id)[-2:]
    assert "第1号" in shown["text"]
    assert asked["text"] == "So it would look in 晨报. Nothing is posted yet."
    count = len(desk.sandbox.from_bot(owner.id))
    await desk.tap(owner, f"ld:{menu.replace('business', 'sports')}@{channel.id}")
    assert len(desk.sandbox.from_bot(owner.id)) == count, "the next ticks are made in peace"


async def test_send_a_digest_there_now_shows_the_first_one_before(desk: Desk) -> None:
    await desk.news(*(story(n) for n in range(1, 9)))
    owner, channel = await connected(desk)
    await desk.say(owner, "/subscribe @morning_news 财经")
    held = await desk.subscriber(channel.id)
    await desk.subscribers.save(replace(held, max_stories=5), None)
    await owner.ask("/start @morning_news")
    await desk.tap(owner, f"ld:digest@{channel.id}")
    shown, _ = desk.sandbox.from_bot(owner.id)[-2:]
    assert all(data.startswith("ld:r:") for data in buttons(shown)), "the rest goes by the channel's filters"
    assert desk.sandbox.messages(channel.id) == []
    await desk.tap(owner, f"ld:post@{channel.id}")
    posted = desk.sandbox.messages(channel.id)[-1]
    assert posted["text"] == shown["text"]
    assert any(data.startswith("ld:d:more:") for data in buttons(posted))


async def test_connecting_again_brings_the_name_of_today_and_keeps_the_rest(desk: Desk) -> None:
    owner, channel = await connected(desk)
    await desk.say(owner, "/subscribe @morning_news 财经")
    before = await desk.subscriber(channel.id)
    desk.sandbox.api.world.chats[channel.id].title = "晨报新刊"
    desk.sandbox.api.world.chats[channel.id].changed()
    assert "晨报新刊" in (await owner.ask("/connect https://t.me/morning_news"))["text"]
    assert await desk.subscriber(channel.id) == replace(before, title="晨报新刊")


async def test_where_nothing_is_new_the_admin_is_told_so(desk: Desk) -> None:
    owner, channel = await connected(desk)
    await desk.tap(owner, f"ld:all:1@{channel.id}")
    await desk.tap(owner, f"{LONDON}@{channel.id}")
    assert "Nothing new since the last digest." in await desk.settled(owner.id)
    assert desk.sandbox.messages(channel.id) == []


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [("en", "signature", "Nothing is posted"), ("zh", "签名", "没有发布"), ("zh-tw", "簽名", "沒有發布")],
)
async def test_a_signature_is_typed_shown_and_ended(desk: Desk, language: str, words: str, asked: str) -> None:
    await desk.news(story(1))
    owner, channel = await connected(desk, language)
    await desk.say(owner, "/subscribe @morning_news 财经")
    said = await owner.ask(f"/settings @morning_news {words} 每天八点 <b> @morning_news")
    assert "每天八点 <b> @morning_news" in said["text"]
    await desk.tap(owner, f"ld:sign@{channel.id}")
    await desk.tap(owner, f"ld:set@{channel.id}")
    await owner.send("/digest @morning_news")
    await desk.sandbox.wait_for(owner.id, asked)
    await desk.tap(owner, f"ld:post@{channel.id}")
    assert desk.sandbox.messages(channel.id)[-1]["text"].endswith("\n每天八点 <b> @morning_news")
    await owner.ask("/settings @morning_news")
    await desk.tap(owner, f"ld:sign@{channel.id}")
    await desk.tap(owner, f"ld:sign:off@{channel.id}")
    assert (await desk.subscriber(channel.id)).signature == ""


async def test_what_is_no_signature_is_refused_in_one_line(desk: Desk) -> None:
    owner, channel = await connected(desk)
    long = "长" * (MAX_SIGNATURE + 1)
    for text in ("@morning_news signature", f"@morning_news signature {long}", "@morning_news loud", "signature x"):
        assert len((await owner.ask(f"/settings {text}"))["text"].splitlines()) == 1
    assert (await desk.subscriber(channel.id)).signature == ""


async def test_a_channels_settings_are_its_own(desk: Desk) -> None:
    owner, channel = await connected(desk)
    for data in ("ld:set", "ld:set:max:20", "ld:set:len:short", "ld:set:read:zh", "ld:lang", "ld:lang:zh-hant"):
        await owner.ask("/settings @morning_news")
        await desk.tap(owner, f"{data.rpartition(':')[0] if data == 'ld:lang:zh-hant' else 'ld:lang'}@{channel.id}")
        await desk.forge(owner, desk.sandbox.from_bot(owner.id)[-1], f"{data}@{channel.id}")
    held = await desk.subscriber(channel.id)
    assert (held.max_stories, str(held.length), str(held.languages), held.language) == (20, "short", "zh", "zh-hant")
    assert await desk.subscribers.get(replace(held.target, chat_id=owner.id)) is None


async def test_a_group_is_greeted_with_its_time_and_a_forum_told_of_its_topics(desk: Desk) -> None:
    owner = desk.sandbox.user("群主", language_code="en")
    plain = await desk.group(owner=owner)
    hello = await desk.sandbox.wait_for(plain.id, "Hello")
    assert "topic" not in hello["text"]
    assert buttons(hello)[-1] == "ld:sch"
    await desk.tap(owner, "ld:sch", chat=plain.id)
    forum = await desk.group(owner=owner, forum=True)
    assert "send /subscribe in it" in (await desk.sandbox.wait_for(forum.id, "Hello"))["text"]
