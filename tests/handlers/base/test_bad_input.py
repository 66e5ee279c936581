"""Whatever a chat sends: one friendly line, and no state half-changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledebot.bot.model import Filters, Rule, Section
from ledebot.bot.readers.quotas import MAX_NAMES, MAX_RULES
from ledebot.handlers.base.tokens import token
from ledebot.sandbox.people.handles import Click
from ledebot.sandbox.server.api import Callback
from ledebot.sandbox.server.world import new_id
from ledebot.storage.base.client import connect
from tests.handlers.conftest import Desk, story
from tests.handlers.readers.test_mydata import everything

_DATA = """
ld: ld:nonsense ld:topics:+ ld:topics:+:xxxxxxxxxx:0 ld:topics:+:: ld:topics:p:99999999999 ld:topics:p:-1
ld:topics:p:² ld:sources:-:zzzzzzzzzz:1 ld:less:t:zzz ld:less:q:zzz ld:rules:-:zzz ld:rule:i:nokey ld:rule:
ld:rule:z:nokey ld:scht:+:9999 ld:scht:+: ld:scht:*:0830x ld:schd:+:9 ld:schd:+: ld:schz:Mars ld:schq:9999-0000
ld:schp:999999999999999 ld:schp:-5 ld:schp:x ld:sche:7 ld:set:len:giant ld:set:max:1000000 ld:set:conv:klingon
ld:set:mute:2 ld:set:x:y ld:lang:klingon ld:r ld:r: ld:r:nosuch ld:r:nosuch:3 ld:page:nosuch:1 ld:save:nosuch
ld:drop:nosuch ld:drop:nosuch:9 ld:vote:nosuch:1 ld:vote:: ld:d:why:nosuch ld:d:more:zz-0:zz-0:1 ld:d:more:x
ld:latest:t:zzz:0 ld:latest:q ld:chan@-100999 ld:gone ld:gone@-100999 ld:all:1@x:y ld:forgetyes@-100999
ld:health:99 ld:bcast:x ld:allow:x ld:topics@-1:-2 ld:set:mute:1@999999999
"""
FORGED = _DATA.split()


async def test_a_forged_or_stale_button_is_answered_and_changes_nothing(desk: Desk) -> None:
    await desk.news(story(1))
    for number, data in enumerate(FORGED, 1):
        reader = desk.sandbox.user("小明", language_code="en")
        menu = await reader.ask("/subscribe 财经")
        before = await desk.subscriber(reader.id)
        answer = await desk.forge(reader, menu, data)
        assert "Something went wrong" not in answer.get("text", ""), data
        assert (await desk.subscriber(reader.id)).filters == before.filters or data.startswith("ld:all"), data
        assert (await desk.subscriber(reader.id)).schedule == before.schedule, data
        assert len(await desk.subscribers.everyone()) == number, data


async def test_a_button_in_a_message_of_no_chat_is_answered(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    reader = desk.sandbox.user("路人", language_code="en")
    for data in ("ld:digest", "ld:nonsense"):
        query = Callback(new_id(), reader.id, reader.id, 1, desk.sandbox.api.world.now(), data)
        desk.sandbox.api.callbacks[query.id] = query
        person = desk.sandbox.api.world.people[reader.id].json()
        pressed = {"id": query.id, "from": person, "chat_instance": "1", "data": data, "inline_message_id": "x"}
        desk.sandbox.api.notify("callback_query", pressed, reader.id)
        assert "no longer works" in (await desk.answered(Click(desk.sandbox, callback=query)))["text"]
    assert [record for record in caplog.records if record.exc_info] == []


async def test_an_unknown_command_names_help(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "/help" in (await reader.ask("/abracadabra"))["text"]


async def test_text_where_a_button_is_expected_is_a_search(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/topics")
    assert "Search is not available" in (await reader.ask("财经"))["text"], "this desk has no index"
    assert await desk.subscribers.everyone() == []


async def test_an_edited_command_is_not_carried_out(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    sent = await reader.send("/help")
    await desk.sandbox.wait_for(reader.id)
    chat = desk.sandbox.api.world.chats[reader.id]
    edited = {**chat.messages[sent["message_id"]], "edit_date": sent["date"] + 5, "text": "/subscribe 财经"}
    edited["entities"] = [{"type": "bot_command", "offset": 0, "length": 10}]
    desk.sandbox.api.notify("edited_message", edited, reader.id)
    await desk.sandbox.wait_for(reader.id, "edited command is not carried out")
    assert await desk.subscribers.everyone() == []


async def test_markup_in_names_and_words_is_only_text(desk: Desk) -> None:
    nasty = "<b>&\"x'</b>"
    await desk.news(story(1, nasty, nasty, title=f"题 {nasty} <script>"))
    reader = desk.sandbox.user("小明", language_code="en")
    for words in ("/topics", "/sources", f"/subscribe {nasty}", "/latest", "/digest", f"/unsubscribe {nasty}x"):
        said = await reader.ask(words)
        assert "Something went wrong" not in said["text"], words
    await desk.tap(reader, "ld:r:…")
    assert nasty in await desk.settled(reader.id)
    assert (await desk.subscriber(reader.id)).filters.topics == (nasty,)
    refused = [call for call in desk.sandbox.calls() if call.code == 400]
    assert refused == []


async def test_very_long_names_fit_the_buttons(desk: Desk) -> None:
    long = "非常长的栏目名称" * 20
    await desk.news(story(1, long, long), *(story(n, long) for n in range(2, 6)))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/topics")
    await desk.tap(reader, f"ld:topics:+:{token(long)}:0")
    assert (await desk.subscriber(reader.id)).filters.topics == (long,)
    await reader.ask("/unsubscribe")
    await desk.tap(reader, f"ld:less:t:{token(long)}:0")
    assert (await desk.subscriber(reader.id)).filters.empty


async def test_a_chat_with_all_that_it_may_have_still_has_menus(desk: Desk) -> None:
    title = "一则标题长得没有尽头的新闻" * 40
    await desk.news(*(story(n, "栏" * 190 + str(n), "源" * 190 + str(n), title=f"{n}{title}") for n in range(12)))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/start")
    rules = tuple(Rule("词" * 190 + str(n), exclude=n % 2 == 0) for n in range(MAX_RULES))
    names = tuple("栏" * 190 + str(n) for n in range(MAX_NAMES))
    sources = tuple("源" * 190 + str(n) for n in range(MAX_NAMES))
    full = Filters(topics=names, sources=sources, rules=rules)
    await desk.subscribers.save(replace(await desk.subscriber(reader.id), filters=full, subscribed=True), None)
    for words in ("/start", "/subscribe", "/topics", "/sources", "/unsubscribe", "/settings", "/latest", "/schedule"):
        assert "Something went wrong" not in (await reader.ask(words))["text"], words
    await reader.ask("/unsubscribe")
    await desk.tap(reader, "ld:less:1")
    await reader.ask("/subscribe")
    await desk.tap(reader, "ld:rules")
    await desk.tap(reader, "ld:rules:4")
    await reader.ask("/latest")
    await desk.tap(reader, "ld:r:…")
    await desk.tap(reader, "ld:save:…")
    await reader.ask("/saved")
    await desk.tap(reader, "ld:vote:…")
    await reader.ask("/settings")
    await desk.tap(reader, "ld:likes")
    assert [call.description for call in desk.sandbox.calls() if call.code == 400] == []
    assert (await desk.subscriber(reader.id)).filters == full


async def test_two_people_changing_one_chat_at_once_lose_nothing(desk: Desk) -> None:
    sections = tuple(Section)[:6]
    owner, admin = desk.sandbox.user("群主", language_code="en"), desk.sandbox.user("管理", language_code="en")
    group = await desk.group(owner=owner, admins=(admin,))
    menu = await owner.ask("/topics@ledebot_bot", chat=group)
    who = (owner, admin)
    clicks = [await who[n % 2].click(menu, f"ld:topics:+:.{each}:0", chat=group) for n, each in enumerate(sections)]
    for click in clicks:
        await desk.answered(click)
    assert set((await desk.subscriber(group.id)).filters.sections) == set(sections)


async def test_redis_gone_is_said_and_passes(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/start")
    before = await everything(desk.redis)
    store = desk.subscribers
    working, broken = store._redis, connect("unix:///nonexistent/valkey.sock")
    store._redis = broken
    assert "store cannot be reached" in (await reader.ask("/subscribe"))["text"]
    store._redis = working
    await broken.aclose()
    assert await everything(desk.redis) == before
    assert "store cannot be reached" not in (await reader.ask("/subscribe"))["text"]
