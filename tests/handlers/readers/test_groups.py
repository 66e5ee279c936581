"""Groups, forum topics, channels: who may change what, and the bot's comings and goings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.model import ChatKind, Section, State, Target
from ledebot.handlers.base import request_context
from tests.handlers.conftest import NOW, Desk, buttons, story


async def test_added_to_a_group_it_greets_and_explains(desk: Desk) -> None:
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner)
    hello = await desk.sandbox.wait_for(group.id, "Only admins change settings here")
    assert "ld:all:1" in buttons(hello)


async def test_only_admins_change_settings_by_command_or_button(desk: Desk) -> None:
    await desk.news(story(1))
    owner, member = desk.sandbox.user("群主", language_code="en"), desk.sandbox.user("成员", language_code="en")
    group = await desk.group(owner=owner, members=(member,))
    await desk.sandbox.wait_for(group.id, "Only admins")
    said = await member.ask("/subscribe@ledebot_bot 财经", chat=group)
    assert "Only admins of this chat" in said["text"]
    menu = await owner.ask("/topics@ledebot_bot", chat=group)
    data = "ld:topics:+:.business:0"
    refused = await desk.answered(await member.click(menu, data, chat=group))
    assert "Only admins" in refused["text"]
    assert refused["show_alert"]
    assert await desk.subscribers.everyone() == []
    await desk.tap(owner, data, chat=group.id)
    assert (await desk.subscriber(group.id)).filters.sections == (Section.BUSINESS,)
    assert (await desk.subscriber(group.id)).kind is ChatKind.GROUP


async def test_an_admin_who_was_demoted_can_change_nothing_more(desk: Desk) -> None:
    await desk.news(story(1))
    owner, admin = desk.sandbox.user("群主", language_code="en"), desk.sandbox.user("管理", language_code="en")
    group = await desk.group(owner=owner, admins=(admin,))
    menu = await admin.ask("/topics@ledebot_bot", chat=group)
    group.set_member(admin, "member")
    answer = await desk.answered(await admin.click(menu, "ld:topics:+:.business:0", chat=group))
    assert "Only admins" in answer["text"]
    assert await desk.subscribers.everyone() == []


async def test_a_forum_topic_is_a_target_of_its_own(desk: Desk) -> None:
    await desk.news(story(1), story(2, "体育"))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner, forum=True)
    thread = group.add_topic("财经角")
    await owner.send("/subscribe@ledebot_bot 财经", chat=group, thread=thread)
    await desk.sandbox.wait_for(group.id, "You follow Business now")
    await owner.send("/subscribe@ledebot_bot 体育", chat=group)
    await desk.sandbox.wait_for(group.id, "You follow Sports now")
    assert (await desk.subscriber(group.id, thread)).filters.sections == (Section.BUSINESS,)
    assert (await desk.subscriber(group.id)).filters.sections == (Section.SPORTS,)
    await owner.send("/digest@ledebot_bot", chat=group, thread=thread)
    digest = await desk.sandbox.wait_for(group.id, "第1号港口")
    assert digest["message_thread_id"] == thread


async def test_a_group_has_so_many_topics_of_its_own_at_most(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_context, "MAX_TOPICS_OF_GROUP", 2)
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner, forum=True)
    for number, answer in enumerate(("You follow", "You follow", "At most 2 topics")):
        sent = await owner.send("/subscribe@ledebot_bot 财经", chat=group, thread=group.add_topic(f"第{number}角"))
        await desk.sandbox.wait_for(group.id, answer, after=sent["message_id"])
    assert len(await desk.subscribers.of_chat(group.id)) == 2


async def test_removed_pauses_and_added_again_restores(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner)
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    group.set_bot("left", by=owner)
    held = await desk.paused(group.id)
    assert await desk.subscribers.due_at(held.target) is None
    group.set_bot("member", by=owner)
    await desk.sandbox.wait_for(group.id, "I am back")
    held = await desk.subscriber(group.id)
    assert held.state is State.ACTIVE
    assert held.filters.sections == (Section.BUSINESS,)
    assert await desk.subscribers.due_at(held.target) is not None


async def test_removed_while_a_menu_is_open(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner)
    await owner.ask("/subscribe@ledebot_bot 体育", chat=group)
    menu = await owner.ask("/topics@ledebot_bot", chat=group)
    group.set_bot("kicked", by=owner)
    answer = await desk.answered(await owner.click(menu, "ld:topics:+:.business:0", chat=group))
    assert "Only admins" in answer["text"], "a bot outside cannot ask who is an admin"
    held = await desk.paused(group.id)
    assert held.filters.sections == (Section.SPORTS,)
    assert desk.sandbox.from_bot(group.id)[-1]["text"] == menu["text"]


async def test_migration_keeps_everything(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner, supergroup=False)
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    before = await desk.subscriber(group.id)
    due = await desk.subscribers.due_at(before.target)
    new = group.migrate()
    await owner.ask("/help@ledebot_bot", chat=new)
    after = await desk.subscriber(new.id)
    assert after.filters == before.filters
    assert await desk.subscribers.due_at(after.target) == due
    assert await desk.subscribers.get(before.target) is None


async def test_a_group_is_spoken_to_as_a_group(desk: Desk) -> None:
    """Nobody in it is meant alone: its digest is a digest, and in Chinese there is no single "you"."""
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="zh-hans")
    group = await desk.group(owner=owner)
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    await owner.ask("/digest@ledebot_bot", chat=group)
    await desk.sandbox.wait_for(group.id, "🗞 新闻摘要 ·")
    await owner.ask("/digest@ledebot_bot", chat=group)
    await desk.sandbox.wait_for(group.id, "自上次摘要以来没有新内容")
    for text in ("/start", "/help", "/privacy", "/schedule", "/watch", "/watch 港口", "/search 港湾", "/settings"):
        command, _, words = text.partition(" ")
        await owner.ask(f"{command}@ledebot_bot {words}".strip(), chat=group)
    for data in ("ld:tz…", "ld:schz…"):
        await desk.tap(owner, data, chat=group.id)
    assert await desk.settled(group.id)
    said = "".join(message["text"] for message in desk.sandbox.from_bot(group.id))
    assert "你" not in said


async def test_connect_sets_up_a_channel_from_the_private_chat(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("站长", language_code="en")
    channel = desk.sandbox.channel("晨报", owner=owner, username="morning_news")
    said = await owner.ask("/connect @morning_news")
    assert "晨报" in said["text"]
    await desk.tap(owner, f"ld:topics@{channel.id}")
    await desk.tap(owner, f"ld:topics:+:.business:0@{channel.id}")
    await desk.tap(owner, f"ld:sub@{channel.id}")
    await owner.ask("/connect")
    await desk.tap(owner, f"ld:chan@{channel.id}")
    await desk.tap(owner, f"ld:sch@{channel.id}")
    await desk.tap(owner, f"ld:scht@{channel.id}")
    await desk.tap(owner, f"ld:scht:+:1900@{channel.id}")
    held = await desk.subscriber(channel.id)
    assert held.filters.sections == (Section.BUSINESS,)
    assert held.kind is ChatKind.CHANNEL
    assert held.owner == owner.id
    assert len(held.schedule.times) == 2
    assert await desk.subscribers.get(Target(owner.id)) is None or not (await desk.subscriber(owner.id)).subscribed


async def test_connect_needs_both_rights(desk: Desk) -> None:
    owner, reader = desk.sandbox.user("站长", language_code="en"), desk.sandbox.user("读者", language_code="en")
    channel = desk.sandbox.channel("晨报", owner=owner, members=(reader,), username="morning_news")
    assert "Only admins" in (await reader.ask("/connect @morning_news"))["text"]
    channel.set_bot("administrator", {"can_post_messages": False}, by=owner)
    assert "may not post" in (await owner.ask("/connect @morning_news"))["text"]
    desk.sandbox.channel("别处", owner=owner, bot=None, username="elsewhere_news")
    refused = (await owner.ask("/connect @elsewhere_news"))["text"]
    assert "admin" in refused
    assert "I cannot see" in (await owner.ask("/connect @no_such_channel"))["text"]
    assert "like this" in (await owner.ask("/connect ???"))["text"]
    assert [target for target in await desk.subscribers.everyone() if target.chat_id == channel.id] == []


async def test_a_forged_button_about_a_foreign_channel_is_refused(desk: Desk) -> None:
    await desk.news(story(1))
    owner, stranger = desk.sandbox.user("站长", language_code="en"), desk.sandbox.user("路人", language_code="en")
    channel = desk.sandbox.channel("晨报", owner=owner, username="morning_news")
    await owner.ask("/connect @morning_news")
    before = await desk.subscriber(channel.id)
    menu = await stranger.ask("/subscribe")
    for data in ("ld:all:1", "ld:none", "ld:set:mute:1", "ld:schp:7", "ld:gone", "ld:forgetyes", "ld:mydata"):
        answer = await desk.forge(stranger, menu, f"{data}@{channel.id}")
        assert "Only admins" in answer["text"], data
    assert await desk.subscriber(channel.id) == before


async def test_disconnecting_removes_the_channels_data(desk: Desk) -> None:
    owner = desk.sandbox.user("站长", language_code="en")
    channel = desk.sandbox.channel("晨报", owner=owner, username="morning_news")
    await owner.ask("/connect @morning_news")
    await desk.tap(owner, f"ld:unchan@{channel.id}")
    await desk.tap(owner, f"ld:gone@{channel.id}")
    assert await desk.subscribers.get(Target(channel.id)) is None
    assert await desk.services.access.connected(owner.id) == []


async def test_a_member_cannot_rewrite_the_groups_digest(desk: Desk) -> None:
    await desk.news(story(1))
    owner, member = desk.sandbox.user("群主", language_code="en"), desk.sandbox.user("成员", language_code="en")
    group = await desk.group(owner=owner, members=(member,))
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    digest = await owner.ask("/digest@ledebot_bot", chat=group)
    for data in ("ld:latest:a:0", "ld:health", "ld:sub", "ld:sch"):
        answer = await desk.forge(member, digest, data)
        assert "out of date" in answer["text"], data
    assert desk.sandbox.messages(group.id)[-1]["text"] == digest["text"]


async def test_an_admins_menu_is_not_another_persons_to_turn(desk: Desk) -> None:
    owner, member = desk.sandbox.user("群主", language_code="en"), desk.sandbox.user("成员", language_code="en")
    group = await desk.group(owner=owner, members=(member,))
    menu = await owner.ask("/settings@ledebot_bot", chat=group)
    answer = await desk.answered(await member.click(menu, "ld:sch", chat=group))
    assert "Only admins" in answer["text"]
    assert "Settings" in desk.sandbox.messages(group.id)[-1]["text"]


async def test_an_anonymous_admin_may_change_settings(desk: Desk) -> None:
    await desk.news(story(1))
    owner = desk.sandbox.user("群主", language_code="en")
    group = await desk.group(owner=owner)
    chat = desk.sandbox.api.world.chats[group.id].brief()
    head = {"message_id": 9000, "date": int(NOW.timestamp()), "chat": chat, "sender_chat": chat}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    entities = [{"type": "bot_command", "offset": 0, "length": len("/subscribe@ledebot_bot")}]
    text = "/subscribe@ledebot_bot 财经"
    update = {**head, "from": anonymous, "text": text, "entities": entities}
    desk.sandbox.api.notify("message", update, group.id)
    await desk.sandbox.wait_for(group.id, "已关注 财经")
    elsewhere = {**update, "message_id": 9001, "sender_chat": {"id": -1009999, "type": "channel", "title": "别处"}}
    desk.sandbox.api.notify("message", {**elsewhere, "text": "/unsubscribe 财经"}, group.id)
    desk.sandbox.api.notify("message", {**elsewhere, "text": text.replace("财经", "体育")}, group.id)
    await desk.sandbox.wait_for(group.id, "只有本聊天的管理员")
    assert (await desk.subscriber(group.id)).filters.sections == (Section.BUSINESS,)


async def test_a_channel_is_set_up_in_words_from_the_private_chat(desk: Desk) -> None:
    await desk.news(story(1))
    owner, stranger = desk.sandbox.user("站长", language_code="en"), desk.sandbox.user("路人", language_code="en")
    channel = desk.sandbox.channel("晨报", owner=owner, username="morning_news")
    await owner.ask("/connect @morning_news")
    await desk.say(owner, "/subscribe @morning_news 财经")
    await owner.ask(f"/schedule {channel.id} 06:15")
    held = await desk.subscriber(channel.id)
    assert held.filters.sections == (Section.BUSINESS,)
    assert [slot.hour for slot in held.schedule.times] == [6]
    assert "Only admins" in (await stranger.ask("/schedule @morning_news 09:00"))["text"]
    assert "not connected" in (await owner.ask("/schedule @other_news 09:00"))["text"]
    assert await desk.subscriber(channel.id) == held


async def test_the_rest_of_a_channels_digest_is_read_in_private_by_its_members(desk: Desk) -> None:
    await desk.news(*(story(n) for n in range(1, 9)))
    owner, member = desk.sandbox.user("站长", language_code="en"), desk.sandbox.user("读者", language_code="en")
    stranger = desk.sandbox.user("路人", language_code="en")
    channel = desk.sandbox.channel("晨报", owner=owner, members=(member,), username="morning_news")
    await owner.ask("/connect @morning_news")
    await desk.say(owner, "/subscribe @morning_news 财经")
    held = await desk.subscriber(channel.id)
    digest = await desk.services.composer.compose(replace(held, max_stories=5))
    for part in digest.parts:
        await desk.application.bot.send_message(channel.id, **arguments(part))
    answer = await desk.tap(member, "ld:d:more:…", chat=channel.id)
    payload = answer["url"].partition("?start=")[2]
    assert len(payload) <= 64
    rest = await member.ask(f"/start {payload}")
    assert sum(f"第{n}号港口" in rest["text"] for n in range(1, 9)) == 3
    assert "Only members" in (await stranger.ask(f"/start {payload}"))["text"]
