"""What people do: write, press, ask inline, block, and how the bot gets to hear of it."""

from __future__ import annotations

from ledebot.sandbox.server import detect
from ledebot.sandbox.server.api import BotApi, Callback
from ledebot.sandbox.server.entities import shown, wide
from ledebot.sandbox.server.errors import ActionError, Json
from ledebot.sandbox.server.files import image_size
from ledebot.sandbox.server.inline import InlineAnswer, InlineQuery
from ledebot.sandbox.server.world import Chat, Person, new_id


def person(api: BotApi, user_id: int) -> Person:
    """Find somebody. Raises ActionError."""
    found = api.world.people.get(user_id)
    if found is None or found.is_bot:
        raise ActionError(f"there is no user {user_id}")
    return found


def place(api: BotApi, user_id: int, chat_id: int, *, write: bool = True) -> Chat:
    """Find a chat in which a user may read or write. Raises ActionError."""
    person(api, user_id)
    chat = api.world.chats.get(chat_id)
    if chat is None:
        raise ActionError(f"there is no chat {chat_id}")
    if chat.type == "private":
        if chat.id != user_id:
            raise ActionError("this is somebody else's private chat")
        return chat
    if chat.migrated_to is not None and write:
        raise ActionError(f"the group has become supergroup {chat.migrated_to}")
    member = chat.member(user_id)
    if not member.present:
        raise ActionError("not a member of this chat")
    if write and chat.type == "channel" and not member.admin:
        raise ActionError("only administrators post in this channel")
    return chat


def write(
    api: BotApi, user_id: int, chat_id: int, text: str, *, thread: int | None = None, reply_to: int | None = None
) -> Json:
    """Send a text as a user. Raises ActionError."""
    text = text.strip(" \n")
    if not text:
        raise ActionError("an empty message is not sent")
    if len(text) > 4096:
        raise ActionError("a message holds at most 4096 characters")
    body: Json = {"text": text}
    if found := detect.find(wide(text)):
        body["entities"] = [entity.json() for entity in found]
    return say(api, user_id, chat_id, body, thread=thread, reply_to=reply_to)


def say(
    api: BotApi, user_id: int, chat_id: int, body: Json, *, thread: int | None = None, reply_to: int | None = None
) -> Json:
    """Put any content into a chat as a user. Raises ActionError."""
    chat = place(api, user_id, chat_id)
    who = person(api, user_id)
    head: Json = {"sender_chat": chat.brief()} if chat.type == "channel" else {"from": who.json()}
    if thread and chat.is_forum:
        topic = chat.topics.get(thread)
        if topic is None:
            raise ActionError(f"there is no topic {thread}")
        if topic.closed and not chat.member(user_id).admin:
            raise ActionError("the topic is closed")
        if thread != 1:
            head |= {"message_thread_id": thread, "is_topic_message": True}
    if reply_to is not None:
        answered = chat.messages.get(reply_to)
        if answered is None:
            raise ActionError("the message to answer is gone")
        head["reply_to_message"] = {key: value for key, value in answered.items() if key != "reply_to_message"}
    if chat.type == "private":
        open_private(api, who)
    message = api.world.post(chat, head | body, sender=user_id)
    if sees(api, chat, message):
        api.notify("channel_post" if chat.type == "channel" else "message", message, chat.id)
    return message


def open_private(api: BotApi, who: Person) -> None:
    """Make a private chat writable for the bot; writing again ends a block."""
    if who.blocked:
        block(api, who.id, blocked=False)
    who.started = True


def sees(api: BotApi, chat: Chat, message: Json) -> bool:
    """Whether the bot gets a message: in groups its privacy mode decides."""
    if chat.type == "private":
        return True
    bot = api.world.bot
    member = chat.member(bot.id)
    if chat.type == "channel" or member.admin:
        return member.admin
    if not member.present:
        return False
    if not api.privacy:
        return True
    if message.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
        return True
    if message.get("via_bot", {}).get("id") == bot.id:
        return True
    command = _command(message)
    if command is None:
        return False
    addressee = command.partition("@")[2].lower()
    return addressee == bot.username.lower() if addressee else chat.bot_spoke


def _command(message: Json) -> str | None:
    """Give the first command in a text, with its @addressee."""
    text = wide(message.get("text", ""))
    for entity in message.get("entities", ()):
        if entity["type"] == "bot_command":
            return shown(text[entity["offset"] + 1 : entity["offset"] + entity["length"]])
    return None


def press(api: BotApi, user_id: int, chat_id: int, message_id: int, data: str) -> Callback:
    """Press a callback button; the query waits in `api.callbacks` for its answer. Raises ActionError."""
    chat = place(api, user_id, chat_id, write=False)
    message = chat.messages.get(message_id)
    if message is None:
        raise ActionError("the message is gone")
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise ActionError(f"there is no button with data {data!r}")
    query = Callback(new_id(), user_id, chat_id, message_id, api.world.now(), data)
    api.callbacks[query.id] = query
    update: Json = {"id": query.id, "from": person(api, user_id).json(), "chat_instance": str(chat_id), "data": data}
    inline_id = next((key for key, at in api.inline_messages.items() if at == (chat_id, message_id)), "")
    if inline_id:
        update["inline_message_id"] = inline_id
    else:
        update["message"] = message
    api.notify("callback_query", update, user_id)
    return query


def react(api: BotApi, user_id: int, chat_id: int, message_id: int, emoji: str) -> None:
    """React to a message by one emoji, or take that back by none. Raises ActionError."""
    chat = place(api, user_id, chat_id, write=False)
    message = chat.messages.get(message_id)
    if message is None:
        raise ActionError("the message is gone")
    before = chat.liked.pop((message_id, user_id), "")
    if emoji:
        chat.liked[message_id, user_id] = emoji
    api.world.emit({"type": "reaction", "chat": chat.id, "message": message})
    if chat.type == "private" or chat.member(api.world.bot.id).admin:
        update: Json = {
            "chat": chat.brief(),
            "message_id": message_id,
            "user": person(api, user_id).json(),
            "date": int(api.world.now()),
            "old_reaction": _reactions(before),
            "new_reaction": _reactions(emoji),
        }
        api.notify("message_reaction", update, chat.id)


def _reactions(emoji: str) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def ask_inline(api: BotApi, user_id: int, query: str, *, chat_id: int | None = None, offset: str = "") -> InlineQuery:
    """Type an inline query; its `answer` is a future. Raises ActionError."""
    who = person(api, user_id)
    if not api.inline.enabled:
        raise ActionError("the bot has no inline mode")
    asked = api.inline.ask(user_id, query[:256], offset, api.world.now())
    if not asked.answer.done():
        chat = api.world.chats.get(chat_id if chat_id is not None else user_id)
        kind = "sender" if chat is None or chat.id == user_id else chat.type
        update: Json = {
            "id": asked.id, "from": who.json(), "query": asked.query, "offset": offset, "chat_type": kind,
        }  # fmt: skip
        api.notify("inline_query", update, user_id)
    return asked


def choose(
    api: BotApi,
    user_id: int,
    chat_id: int,
    asked: InlineQuery,
    answer: InlineAnswer,
    index: int,
    *,
    thread: int | None = None,
) -> Json:
    """Send one of the results of an inline query into a chat. Raises ActionError."""
    if not 0 <= index < len(answer.results):
        raise ActionError("there is no such result")
    result, content = answer.results[index], answer.contents[index]
    inline_id = new_id() if "reply_markup" in content else ""
    body = {**content, "via_bot": api.world.bot_json()}
    message = say(api, user_id, chat_id, body, thread=thread)
    if inline_id:
        api.inline_messages[inline_id] = (chat_id, message["message_id"])
    if api.inline.feedback:
        chosen: Json = {"result_id": result["id"], "from": person(api, user_id).json(), "query": asked.query}
        if inline_id:
            chosen["inline_message_id"] = inline_id
        api.notify("chosen_inline_result", chosen, user_id)
    return message


def block(api: BotApi, user_id: int, *, blocked: bool) -> None:
    """Block or unblock the bot as a user; the bot hears of it. Raises ActionError."""
    who = person(api, user_id)
    if who.blocked == blocked:
        return
    who.blocked = blocked
    chat = api.world.chats[user_id]
    bot = api.world.bot_json()
    old, new = ("member", "kicked") if blocked else ("kicked", "member")

    def state(status: str) -> Json:
        return {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}

    change: Json = {
        "chat": chat.brief(),
        "from": who.json(),
        "date": api.world.now(),
        "old_chat_member": state(old),
        "new_chat_member": state(new),
    }
    api.notify("my_chat_member", change, user_id)
    api.world.emit({"type": "chat", "chat": user_id})


def send_file(
    api: BotApi,
    user_id: int,
    chat_id: int,
    name: str,
    data: bytes,
    *,
    caption: str = "",
    content_type: str = "",
    thread: int | None = None,
) -> Json:
    """Send a file as a user: a picture as a photo, anything else as a document. Raises ActionError."""
    if not data:
        raise ActionError("an empty file is not sent")
    size = image_size(data)
    stored = api.files.add(name, data, content_type=content_type, kind="photo" if size else "document")
    body: Json = {"document": {**stored.json(), "file_name": stored.name, "mime_type": stored.content_type}}
    if size is not None:
        body = {"photo": [{**stored.json(), "width": size[0], "height": size[1]}]}
    if caption:
        body["caption"] = caption
    return say(api, user_id, chat_id, body, thread=thread)
