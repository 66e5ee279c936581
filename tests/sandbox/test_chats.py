"""Who may write where, what the bot hears of groups and channels, topics, migration."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from ledebot.sandbox import ActionError, Room, Sandbox, User
from tests.sandbox.conftest import Calls, WatchedClock, caller


@pytest.fixture
def owner(sandbox: Sandbox) -> User:
    return sandbox.user("群主")


async def updates(call: Calls, kind: str | None = None) -> list[dict[str, Any]]:
    """Take all pending updates, or those of one kind."""
    found: list[dict[str, Any]] = (await call("getUpdates")).result
    if found:
        await call("getUpdates", offset=found[-1]["update_id"] + 1)
    return [update.get(kind, {}) if kind else update for update in found if kind is None or kind in update]


async def sending(call: Calls, chat_id: int | str, **params: Any) -> str:
    """Send a text; gives its error, or `sent`."""
    answer = await call("sendMessage", chat_id=chat_id, text="x", **params)
    return "sent" if answer.status == 200 else answer.error


async def test_people(call: Calls, sandbox: Sandbox, user: User) -> None:
    stranger = sandbox.user("陌生人")
    assert await sending(call, user.id) == "sent"
    assert await sending(call, stranger.id) == "403 Forbidden: bot can't initiate conversation with a user"
    assert await sending(call, 5) == "400 Bad Request: chat not found"
    assert await sending(call, "@xiaoming") == "400 Bad Request: chat not found"
    assert await sending(call, "") == "400 Bad Request: chat_id is empty"
    bot_id = sandbox.api.world.bot.id
    assert await sending(call, bot_id) == "403 Forbidden: the bot can't send messages to the bot"
    await user.block()
    assert await sending(call, user.id) == "403 Forbidden: bot was blocked by the user"
    await user.unblock()
    assert await sending(call, user.id) == "sent"
    user.deactivate()
    assert await sending(call, user.id) == "403 Forbidden: user is deactivated"


async def test_a_block_is_told(call: Calls, user: User) -> None:
    await updates(call)
    await user.block()
    await user.send("回来")
    told = await updates(call, "my_chat_member")
    assert [change["new_chat_member"]["status"] for change in told] == ["kicked", "member"]
    assert told[0]["old_chat_member"]["status"] == "member"
    assert told[0]["from"]["id"] == user.id


async def test_first_start_is_no_membership(call: Calls, user: User) -> None:
    assert await updates(call, "my_chat_member") == []


ROOMS = [
    ("group", {"supergroup": False}, "group"),
    ("group", {"supergroup": True}, "supergroup"),
    ("channel", {}, "channel"),
]


@pytest.mark.parametrize(("maker", "options", "word"), ROOMS, ids=[room[2] for room in ROOMS])
async def test_rooms(
    call: Calls, sandbox: Sandbox, owner: User, maker: str, options: dict[str, Any], word: str
) -> None:
    room: Room = getattr(sandbox, maker)("读书", owner=owner, **options)
    assert await sending(call, room.id) == "sent"
    room.set_bot("left")
    assert await sending(call, room.id) == f"403 Forbidden: bot is not a member of the {word} chat"
    room.set_bot("kicked")
    assert await sending(call, room.id) == f"403 Forbidden: bot was kicked from the {word} chat"
    statuses = [change["new_chat_member"]["status"] for change in await updates(call, "my_chat_member")]
    assert statuses == ["administrator" if word == "channel" else "member", "left", "kicked"]


async def test_a_deleted_group(call: Calls, sandbox: Sandbox, owner: User) -> None:
    room = sandbox.group("读书", owner=owner)
    room.delete()
    assert await sending(call, room.id) == "403 Forbidden: the group chat was deleted"


async def test_rights(call: Calls, sandbox: Sandbox, owner: User) -> None:
    channel = sandbox.channel("晨报", owner=owner)
    assert await sending(call, channel.id) == "sent"
    channel.set_bot("administrator", {"can_post_messages": False})
    assert await sending(call, channel.id) == "400 Bad Request: need administrator rights in the channel chat"
    channel.set_bot("member")
    assert await sending(call, channel.id) == "400 Bad Request: need administrator rights in the channel chat"
    group = sandbox.group("读书", owner=owner)
    group.set_bot("restricted", {"can_send_messages": False})
    refusal = "400 Bad Request: not enough rights to send text messages to the chat"
    assert await sending(call, group.id) == refusal
    group.set_bot("member")
    sandbox.api.world.chats[group.id].permissions["can_send_messages"] = False
    assert await sending(call, group.id) == refusal
    group.set_bot("administrator")
    assert await sending(call, group.id) == "sent"


async def test_channels_take_inline_keyboards_only(call: Calls, sandbox: Sandbox, owner: User) -> None:
    channel = sandbox.channel("晨报", owner=owner, username="chenbao")
    reply = {"keyboard": [["a"]]}
    assert await sending(call, channel.id, reply_markup=reply) == "400 Bad Request: inline keyboard expected"
    switch = {"inline_keyboard": [[{"text": "a", "switch_inline_query": "x"}]]}
    assert await sending(call, channel.id, reply_markup=switch) == "400 Bad Request: BUTTON_TYPE_INVALID"
    post = (await call("sendMessage", chat_id="@chenbao", text="早")).result
    assert post["sender_chat"]["id"] == channel.id
    assert "from" not in post
    await owner.send("晚", chat=channel)
    assert [update["text"] for update in await updates(call, "channel_post")] == ["晚"]
    assert [message["text"] for message in sandbox.from_bot(channel.id)] == ["早"]


async def test_privacy_mode(call: Calls, sandbox: Sandbox, owner: User) -> None:
    group = sandbox.group("读书", owner=owner)

    async def heard(text: str, **options: Any) -> bool:
        await updates(call)
        await owner.send(text, chat=group, **options)
        return bool(await updates(call, "message"))

    assert not await heard("你好")
    assert await heard("/start@ledebot_bot")
    assert not await heard("/start@other_bot")
    assert not await heard("/start"), "no bot has spoken yet"
    said = (await call("sendMessage", chat_id=group.id, text="在")).result
    assert await heard("/start")
    assert await heard("谢谢", reply_to=said["message_id"])
    group.set_bot("administrator")
    assert await heard("你好")
    group.set_bot("member")
    sandbox.api.privacy = False
    assert await heard("你好")


async def test_members(call: Calls, sandbox: Sandbox, owner: User) -> None:
    reader = sandbox.user("读者")
    group = sandbox.group("读书", owner=owner, members=(reader,))
    at = {"chat_id": group.id}
    assert (await call("getChatMember", **at, user_id=owner.id)).result["status"] == "creator"
    assert (await call("getChatMember", **at, user_id=reader.id)).result["status"] == "member"
    stranger = sandbox.user("路人")
    assert (await call("getChatMember", **at, user_id=stranger.id)).result["status"] == "left"
    unknown = await call("getChatMember", **at, user_id=99)
    assert unknown.error == "400 Bad Request: PARTICIPANT_ID_INVALID"
    assert (await call("getChatMemberCount", **at)).result == 3
    admins = (await call("getChatAdministrators", **at)).result
    assert [admin["user"]["id"] for admin in admins] == [owner.id]
    refusal = await call("banChatMember", **at, user_id=reader.id)
    assert refusal.error == "400 Bad Request: not enough rights to restrict/unrestrict chat member"
    group.set_bot("administrator")
    assert (await call("banChatMember", **at, user_id=reader.id)).result is True
    with pytest.raises(ActionError, match="not a member"):
        await reader.send("在吗", chat=group)
    assert (await call("getChat", **at)).result["title"] == "读书"
    assert (await call("leaveChat", **at)).result is True
    assert await sending(call, group.id) == "403 Forbidden: bot is not a member of the supergroup chat"


async def test_migration(call: Calls, sandbox: Sandbox, owner: User) -> None:
    group = sandbox.group("读书", owner=owner, supergroup=False)
    await updates(call)
    new = group.migrate()
    old_note, new_note = await updates(call, "message")
    assert (old_note["chat"]["id"], old_note["migrate_to_chat_id"]) == (group.id, new.id)
    assert (new_note["chat"]["id"], new_note["migrate_from_chat_id"]) == (new.id, group.id)
    assert str(new.id).startswith("-100")
    refused = await call("sendMessage", chat_id=group.id, text="x")
    assert refused.error == "400 Bad Request: group chat was upgraded to a supergroup chat"
    assert refused.body["parameters"] == {"migrate_to_chat_id": new.id}
    assert await sending(call, new.id) == "sent"


async def test_topics(call: Calls, sandbox: Sandbox, owner: User) -> None:
    forum = sandbox.group("论坛", owner=owner, forum=True)
    topic = forum.add_topic("财经")
    sent = (await call("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)).result
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    gone = "400 Bad Request: message thread not found"
    assert await sending(call, forum.id, message_thread_id=999) == gone
    assert await sending(call, forum.id, message_thread_id=1) == gone
    assert await sending(call, forum.id) == "sent"
    forum.close_topic(topic)
    assert await sending(call, forum.id, message_thread_id=topic) == "400 Bad Request: TOPIC_CLOSED"
    said = await owner.send("/digest@ledebot_bot", chat=forum, thread=topic)
    assert said["message_thread_id"] == topic
    plain = sandbox.group("读书", owner=owner)
    assert await sending(call, plain.id, message_thread_id=5) == "sent"
    refusal = await call("createForumTopic", chat_id=plain.id, name="x")
    assert refusal.error == "400 Bad Request: the chat is not a forum"
    forum.set_bot("administrator")
    made = (await call("createForumTopic", chat_id=forum.id, name="科技")).result
    at = {"chat_id": forum.id, "message_thread_id": made["message_thread_id"]}
    assert await sending(call, **at) == "sent"
    assert (await call("closeForumTopic", **at)).result is True
    assert (await call("closeForumTopic", **at)).error == "400 Bad Request: TOPIC_NOT_MODIFIED"
    assert (await call("reopenForumTopic", **at)).result is True
    assert (await call("deleteForumTopic", **at)).result is True
    assert await sending(call, **at) == gone


async def test_pins(call: Calls, sandbox: Sandbox, owner: User) -> None:
    group = sandbox.group("读书", owner=owner)
    sent = (await call("sendMessage", chat_id=group.id, text="早报")).result
    at = {"chat_id": group.id, "message_id": sent["message_id"]}
    refusal = "400 Bad Request: not enough rights to manage pinned messages in the chat"
    assert (await call("pinChatMessage", **at)).error == refusal
    group.set_bot("administrator")
    assert (await call("pinChatMessage", **at)).result is True
    assert (await call("getChat", chat_id=group.id)).result["pinned_message"]["text"] == "早报"
    assert group.messages[-1]["pinned_message"]["message_id"] == sent["message_id"]
    assert (await call("unpinChatMessage", **at)).result is True
    assert (await call("unpinChatMessage", **at)).error == "400 Bad Request: message to unpin not found"


async def test_copies_and_forwards(call: Calls, sandbox: Sandbox, user: User, owner: User) -> None:
    group = sandbox.group("读书", owner=owner)
    sent = (await call("sendMessage", chat_id=user.id, text="<b>早</b>", parse_mode="HTML")).result
    where = {"chat_id": group.id, "from_chat_id": user.id, "message_id": sent["message_id"]}
    assert set((await call("copyMessage", **where)).result) == {"message_id"}
    forwarded = (await call("forwardMessage", **where)).result
    assert forwarded["forward_origin"]["type"] == "user"
    assert [m["text"] for m in sandbox.from_bot(group.id) if "text" in m] == ["早", "早"]
    lost = await call("copyMessage", **where | {"message_id": 999})
    assert lost.error == "400 Bad Request: message to copy not found"


async def test_chat_actions(call: Calls, sandbox: Sandbox, user: User) -> None:
    seen: list[dict[str, Any]] = []
    sandbox.api.world.listeners.append(seen.append)
    assert (await call("sendChatAction", chat_id=user.id, action="typing")).result is True
    assert [(event["type"], event["chat"], event["action"]) for event in seen] == [("typing", user.id, "typing")]
    wrong = await call("sendChatAction", chat_id=user.id, action="dancing")
    assert wrong.error == "400 Bad Request: wrong parameter action in request"


async def test_mentions_by_id(call: Calls, user: User) -> None:
    text = f'<a href="tg://user?id={user.id}">他</a> <a href="tg://user?id=5">谁</a>'
    sent = (await call("sendMessage", chat_id=user.id, text=text, parse_mode="HTML")).result
    assert sent["text"] == "他 谁"
    assert [(entity["type"], entity["user"]["first_name"]) for entity in sent["entities"]] == [("text_mention", "小明")]


async def test_messages_of_two_days_ago_stay(clock: WatchedClock, http: aiohttp.ClientSession) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        call, user = caller(http, sandbox), sandbox.user()
        await user.send("/start")
        sent = (await call("sendMessage", chat_id=user.id, text="x")).result
        clock.advance(timedelta(hours=48))
        refused = await call("deleteMessage", chat_id=user.id, message_id=sent["message_id"])
        assert refused.error == "400 Bad Request: message can't be deleted"


async def test_deep_links(call: Calls, sandbox: Sandbox) -> None:
    user = sandbox.user()
    with pytest.raises(ActionError, match="deep link"):
        await user.start("不行")
    started = asyncio.create_task(user.start("share_42"))
    update = (await call("getUpdates", timeout=10)).result[0]
    assert update["message"]["text"] == "/start share_42"
    await call("sendMessage", chat_id=user.id, text="好")
    assert (await started)["text"] == "好"
