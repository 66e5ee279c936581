"""A chat's own data: exported, taken over elsewhere, removed without a trace."""

from __future__ import annotations

import json
import struct
from typing import Any

from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Message, Section, Target, Vote
from ledebot.bot.watches.types import Watch
from ledebot.storage.base.client import Client
from tests.handlers.conftest import NOW, Desk, story

PICTURE = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 360) + b"\x08\x02\x00\x00\x00" + b"\x00" * 20
"""The head of a picture, which tells its size."""


async def everything(redis: Client) -> dict[str, str]:
    """Read the whole store: every key with its whole value as text, which is the same for what is the same."""
    names = await redis.keys("*")
    async with redis.pipeline(transaction=False) as pipe:
        readers = {
            "string": pipe.get,
            "hash": pipe.hgetall,
            "set": pipe.smembers,
            "zset": lambda name: pipe.zrange(name, 0, -1, withscores=True),
            "list": lambda name: pipe.lrange(name, 0, -1),
            "stream": pipe.xrange,
        }
        for name in names:
            pipe.type(name)
        for name, kind in zip(names, await pipe.execute(), strict=True):
            readers[kind](name)
        values = await pipe.execute()
    ordered = (
        sorted(one.items() if isinstance(one, dict) else one) if isinstance(one, dict | set) else one for one in values
    )
    return dict(zip(names, map(str, ordered), strict=True))


async def traces(redis: Client, chat_id: int) -> list[str]:
    """List the keys that still know of a chat, in their name or their value."""
    return [key for key, value in (await everything(redis)).items() if str(chat_id) in key or str(chat_id) in value]


async def busy_reader(desk: Desk, name: str = "小明") -> Any:
    """Let somebody use everything once."""
    await desk.news(story(1), story(2, "体育"))
    reader = desk.sandbox.user(name, language_code="en", user_id=5550001)
    await reader.ask("/start")
    await reader.ask("/subscribe 财经")
    await reader.ask("/subscribe 央行")
    await desk.tap(reader, "ld:rule:i:…")
    await reader.ask("/schedule 07:30 20:00 mon-fri Asia/Tokyo")
    await desk.tap(reader, "ld:schz")
    await desk.tap(reader, "ld:schl")
    await reader.ask("/language en")
    await reader.ask("/digest")
    await desk.tap(reader, "ld:r:…")
    await desk.tap(reader, "ld:save:…")
    (article,) = await desk.articles.latest(1, topic="财经")
    await desk.tap(reader, f"ld:vote:{article.id}:1")
    await desk.services.access.allow(reader.id)
    await desk.services.access.first_request(reader.id)
    watch = Watch("w1", Target(reader.id), "央行", "0-0", NOW)
    await desk.services.watches.save(watch)
    await desk.services.outbox.enqueue(Target(reader.id), [Message("a word")], kind=Kind.ALERT)
    return reader


async def test_forget_leaves_no_trace_in_the_whole_store(desk: Desk) -> None:
    reader = await busy_reader(desk)
    channel = desk.sandbox.channel("晨报", owner=reader, username="morning_news")
    await reader.ask("/connect @morning_news")
    group = await desk.group(owner=reader, forum=True)
    await reader.send("/subscribe@ledebot_bot 财经", chat=group, thread=group.add_topic("财经角"))
    await desk.sandbox.wait_for(group.id, "You follow Business now")
    assert len(await traces(desk.redis, reader.id)) >= 6
    asked = await reader.ask("/forget")
    assert [button.get("style") for button in asked["reply_markup"]["inline_keyboard"][0]] == ["danger", None]
    assert await desk.subscribers.get(Target(reader.id)) is not None, "asking alone removes nothing"
    await desk.tap(reader, "ld:forgetyes")
    assert await traces(desk.redis, reader.id) == []
    assert await traces(desk.redis, channel.id) == []
    (left,) = await desk.subscribers.of_chat(group.id)
    assert left.filters.sections == (Section.BUSINESS,), "a group goes on without the one who set it up"
    assert "removed" in await desk.settled(reader.id)


async def test_a_file_sent_back_without_a_word_gets_an_answer(desk: Desk) -> None:
    reader = await busy_reader(desk)
    await reader.ask("/mydata")
    sent = desk.sandbox.from_bot(reader.id)[-1]["document"]
    document = desk.sandbox.api.files.by_id[sent["file_id"]].data
    for name in ("ledebot-mydata.json", "ledebot-mydata (1).json"):
        before = desk.sandbox.from_bot(reader.id)[-1]["message_id"]
        await reader.send_file(name, document)
        said = await desk.sandbox.wait_for(reader.id, "reply to it with /import", after=before)
    await reader.send_file("notes.json", document)
    await reader.ask("/help")
    answers = [each["text"] for each in desk.sandbox.from_bot(reader.id) if each["message_id"] > said["message_id"]]
    assert len(answers) == 1, "other files are nobody's business"


async def test_a_picture_with_import_is_told_what_to_send(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/start")
    await reader.send_file("screenshot.png", PICTURE, caption="/import")
    await desk.sandbox.wait_for(reader.id, "请发送 /mydata 得到的文件")


async def test_keeping_after_all(desk: Desk) -> None:
    reader = await busy_reader(desk)
    before = await desk.subscriber(reader.id)
    await reader.ask("/forget")
    await desk.tap(reader, "ld:forgetno")
    assert await desk.subscriber(reader.id) == before


async def test_mydata_is_a_file_that_another_chat_can_take_over(desk: Desk) -> None:
    reader = await busy_reader(desk)
    await reader.ask("/mydata")
    sent = desk.sandbox.from_bot(reader.id)[-1]["document"]
    document = desk.sandbox.api.files.by_id[sent["file_id"]].data
    held = json.loads(document)
    assert held["chat"] == reader.id
    assert {"subscriptions", "reader"} <= set(held["data"])
    assert held["data"]["reader"]["saved"][0]["title"] == "第1号港口扩建工程在财经版见报"
    other = desk.sandbox.user("另一处", language_code="zh-hans")
    await other.ask("/start")
    await other.send_file("ledebot-mydata.json", document, caption="/import")
    await desk.sandbox.wait_for(other.id, "Taken over")
    mine, theirs = await desk.subscriber(reader.id), await desk.subscriber(other.id)
    assert theirs.filters == mine.filters
    assert theirs.schedule == mine.schedule
    assert theirs.target == Target(other.id)
    assert await desk.subscribers.due_at(theirs.target) is not None
    assert [kept.title for kept in await desk.services.readers.kept(other.id)] == ["第1号港口扩建工程在财经版见报"]
    assert await desk.services.tastes.tastes(other.id) == await desk.services.tastes.tastes(reader.id)
    assert not await desk.services.access.allowed(other.id), "rights do not travel in a file"


async def test_an_import_by_reply(desk: Desk) -> None:
    reader = await busy_reader(desk)
    await reader.ask("/mydata")
    file_message = desk.sandbox.from_bot(reader.id)[-1]
    await reader.ask("/unsubscribe")
    await desk.tap(reader, "ld:none")
    await reader.send("/import", reply_to=file_message["message_id"])
    await desk.sandbox.wait_for(reader.id, "Taken over")
    assert (await desk.subscriber(reader.id)).filters.sections == (Section.BUSINESS,)


async def test_import_without_a_file_says_how(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "with the caption /import" in (await reader.ask("/import"))["text"]
    await reader.send_file("x.json", b"hello", caption="/import")
    await desk.sandbox.wait_for(reader.id, "not a file that /mydata")
    for why, answer in (
        ("Bad Request: file is too big", "too large"),
        ("Bad Request: wrong file_id or the file is temporarily unavailable", "Please send it once more"),
    ):
        desk.sandbox.faults.add("error", method="getFile", description=why)
        said = await reader.send_file("gone.json", b"{}", caption="/import")
        await desk.sandbox.wait_for(reader.id, answer, after=said["message_id"])


async def test_a_groups_data_is_its_admins_to_see_and_remove(desk: Desk) -> None:
    await desk.news(story(1))
    owner, member = desk.sandbox.user("群主", language_code="en"), desk.sandbox.user("成员", language_code="en")
    group = await desk.group(owner=owner, members=(member,), forum=True)
    thread = group.add_topic("财经角")
    await owner.send("/subscribe@ledebot_bot 财经", chat=group, thread=thread)
    await desk.sandbox.wait_for(group.id, "You follow Business now")
    for command in ("/mydata", "/forget"):
        assert "Only admins" in (await member.ask(f"{command}@ledebot_bot", chat=group))["text"]
    await owner.ask("/forget@ledebot_bot", chat=group)
    await desk.tap(owner, "ld:forgetyes", chat=group.id)
    assert await traces(desk.redis, group.id) == []


async def test_migration_moves_a_groups_traces(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner, supergroup=False)
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    await desk.services.readers.vote(group.id, Vote("a", "题", 1, "源", (), NOW))
    await desk.services.access.allow(group.id)
    new = group.migrate()
    await owner.ask("/help@ledebot_bot", chat=new)
    await desk.services.personal.migrate(group.id, new.id)
    moved = [key for key in await traces(desk.redis, group.id) if not key.endswith((":moved", "}:moved"))]
    assert moved == []
    assert await desk.services.access.allowed(new.id)
    assert len(await desk.services.readers.votes(new.id)) == 1


async def test_privacy_says_what_and_how_long(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    said = (await reader.ask("/privacy"))["text"]
    assert "90 days" in said
    assert "/forget" in said


async def test_a_channel_of_two_admins_is_forgotten_for_both(desk: Desk) -> None:
    owner, second = desk.sandbox.user("站长", language_code="en"), desk.sandbox.user("编辑", language_code="en")
    channel = desk.sandbox.channel("晨报", owner=owner, username="morning_news")
    channel.set_member(second, "administrator", {"can_post_messages": True})
    await owner.ask("/connect @morning_news")
    await second.ask("/connect @morning_news")
    await desk.tap(second, f"ld:unchan@{channel.id}")
    await desk.tap(second, f"ld:gone@{channel.id}")
    assert await traces(desk.redis, channel.id) == []
    assert "make me an admin" in (await owner.ask("/connect"))["text"]


async def test_a_restored_reader_is_due(desk: Desk) -> None:
    """From the command line as from the chat: the record and its due time come in one step."""
    reader = await busy_reader(desk)
    document = await desk.services.personal.export(reader.id)
    await desk.services.personal.restore(424242, document)
    assert await desk.subscribers.due_at(Target(424242)) is not None
