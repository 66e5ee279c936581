"""Every kind of answer is one that python-telegram-bot understands."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    KeyboardButton,
    MenuButtonCommands,
    MessageOriginUser,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode

from ledebot.sandbox import Room, Sandbox, User
from tests.sandbox.test_files import PNG


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(sandbox.token, base_url=sandbox.base_url, base_file_url=f"{sandbox.api_url}/file/bot") as bot:
        yield bot


@pytest.fixture
def forum(sandbox: Sandbox, user: User) -> Room:
    return sandbox.group("论坛", owner=user, forum=True, bot="administrator")


async def test_messages(bot: Bot, user: User) -> None:
    text = '<b>粗</b><a href="https://e.com">链</a><blockquote expandable>引</blockquote><pre>码</pre>'
    first = await bot.send_message(user.id, text, parse_mode=ParseMode.HTML, reply_markup=ReplyKeyboardMarkup([["a"]]))
    assert [entity.type for entity in first.entities] == ["bold", "text_link", "expandable_blockquote", "pre"]
    assert first.text_html.startswith("<b>粗</b>")
    reply = await bot.send_message(user.id, "答", reply_parameters=ReplyParameters(first.message_id))
    assert reply.reply_to_message
    assert reply.reply_to_message.message_id == first.message_id
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("链", url="https://e.com")]])
    edited = await bot.edit_message_text("改", user.id, first.message_id, reply_markup=buttons)
    assert not isinstance(edited, bool)
    assert edited.edit_date
    forwarded = await bot.forward_message(user.id, user.id, reply.message_id)
    assert isinstance(forwarded.forward_origin, MessageOriginUser)
    assert (await bot.copy_message(user.id, user.id, reply.message_id)).message_id > forwarded.message_id
    place = await bot.send_location(user.id, 31.2, 121.5)
    assert place.location
    share = ReplyKeyboardMarkup([[KeyboardButton("位置", request_location=True)]])
    assert (await bot.send_message(user.id, "哪里", reply_markup=share)).text == "哪里"
    assert await bot.send_chat_action(user.id, "typing")
    assert await bot.set_message_reaction(user.id, first.message_id, "👍")
    assert await bot.delete_messages(user.id, [first.message_id, reply.message_id])


async def test_files(bot: Bot, user: User) -> None:
    document = (await bot.send_document(user.id, "数据".encode(), filename="数据.json", caption="文件")).document
    assert document
    assert document.file_name == "数据.json"
    file = await bot.get_file(document.file_id)
    assert bytes(await file.download_as_bytearray()) == "数据".encode()
    photo = await bot.send_photo(user.id, PNG)
    assert photo.photo[-1].width == 640
    album = await bot.send_media_group(user.id, [InputMediaDocument(b"a", filename="a"), InputMediaDocument(b"b")])
    assert len(album) == 2


async def test_chats(bot: Bot, sandbox: Sandbox, user: User, forum: Room) -> None:
    channel = sandbox.channel(owner=user, username="chenbao")
    assert (await bot.get_chat(user.id)).first_name == "小明"
    assert (await bot.get_chat(forum.id)).is_forum
    assert (await bot.get_chat("@chenbao")).id == channel.id
    readers = [sandbox.user(str(number)) for number in range(4)]
    for reader, status in zip(readers, ("member", "restricted", "kicked", "left"), strict=True):
        forum.set_member(reader, status)
    kinds = [type(await bot.get_chat_member(forum.id, person.id)) for person in (user, *readers)]
    assert kinds == [ChatMemberOwner, ChatMemberMember, ChatMemberRestricted, ChatMemberBanned, ChatMemberLeft]
    me = await bot.get_chat_member(forum.id, bot.id)
    assert isinstance(me, ChatMemberAdministrator)
    assert me.can_manage_topics
    assert len(await bot.get_chat_administrators(forum.id)) == 2
    topic = await bot.create_forum_topic(forum.id, "财经")
    sent = await bot.send_message(forum.id, "早", message_thread_id=topic.message_thread_id)
    assert sent.is_topic_message
    assert await bot.pin_chat_message(forum.id, sent.message_id)
    pinned = (await bot.get_chat(forum.id)).pinned_message
    assert pinned
    assert pinned.message_id == sent.message_id
    assert await bot.close_forum_topic(forum.id, topic.message_thread_id)
    assert await bot.leave_chat(channel.id)


async def test_the_bot_itself(bot: Bot) -> None:
    assert await bot.set_my_commands([BotCommand("start", "开始")], scope=BotCommandScopeAllPrivateChats())
    assert (await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats()))[0].description == "开始"
    assert await bot.set_my_description("新闻摘要")
    assert (await bot.get_my_description()).description == "新闻摘要"
    assert await bot.set_my_short_description("摘要")
    assert (await bot.get_my_short_description()).short_description == "摘要"
    assert await bot.set_my_name("快报")
    assert (await bot.get_my_name()).name == "快报"
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
    assert await bot.set_webhook("https://bot.example.org/", secret_token="x", allowed_updates=["message"])
    assert (await bot.get_webhook_info()).url == "https://bot.example.org/"
    assert await bot.delete_webhook()
    assert (await bot.get_me()).username == "ledebot_bot"


async def test_updates(bot: Bot, sandbox: Sandbox, user: User, forum: Room) -> None:
    everything = [*Update.ALL_TYPES]
    await bot.get_updates(offset=-1, allowed_updates=everything)
    reader = sandbox.user("读者")
    forum.set_member(reader, "member")
    forum.set_bot("member")
    topic = forum.add_topic("科技")
    await user.send("/digest@ledebot_bot", chat=forum, thread=topic)
    await user.send_file("a.png", PNG)
    await user.share_location(31.2, 121.5)
    sent = await bot.send_message(
        user.id, "点", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="1")]])
    )
    await user.click(sent.to_dict(), "好")
    await user.block()
    await user.unblock()
    channel = sandbox.channel(owner=user)
    await user.send("早", chat=channel)
    sandbox.group("小组", owner=user, supergroup=False).migrate()
    updates = await bot.get_updates(allowed_updates=everything)
    kinds = {kind for update in updates for kind in everything if getattr(update, kind, None) is not None}
    assert kinds == {"message", "chat_member", "my_chat_member", "callback_query", "channel_post"}
