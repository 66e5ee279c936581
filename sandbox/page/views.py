"""What the page is shown: JSON views of the world."""

from __future__ import annotations

from ledebot.sandbox.server.api import BotApi
from ledebot.sandbox.server.errors import Json
from ledebot.sandbox.server.groups import member_json
from ledebot.sandbox.server.telegram import clock_view
from ledebot.sandbox.server.world import Chat

MEMBERS_SHOWN = 50


def state(api: BotApi, me: list[int]) -> Json:
    """Give all but the messages; `me` are the people that the page may act as."""
    chats = [chat for chat in api.world.chats.values() if _concerns(chat, me)]
    shown = {user_id for chat in chats for user_id in list(chat.members)[:MEMBERS_SHOWN]} | set(me)
    names = api.profile.names
    return {
        "bot": {
            **api.world.bot_json(),
            "first_name": names.get("", api.world.bot.first_name),
            "description": api.profile.descriptions.get("", ""),
            "descriptions": dict(api.profile.descriptions),
            "short_description": api.profile.short_descriptions.get("", ""),
            "commands": api.profile.commands.get(("default", 0, 0, ""), []),
            "commands_by_scope": [
                {"scope": kind, "chat_id": chat_id, "user_id": user_id, "language_code": code, "commands": commands}
                for (kind, chat_id, user_id, code), commands in api.profile.commands.items()
            ],
            "inline": api.inline.enabled,
        },
        "users": [api.world.people[user_id].json() for user_id in sorted(shown) if user_id != api.world.bot.id],
        "chats": [chat_view(api, chat, me) for chat in chats],
        "clock": clock_view(api.clock),
        "me": me,
    }


def _concerns(chat: Chat, me: list[int]) -> bool:
    if chat.deleted or chat.migrated_to is not None:
        return False
    if chat.type == "private":
        return chat.id in me
    return any(chat.member(user_id).present for user_id in me)


def chat_view(api: BotApi, chat: Chat, me: list[int]) -> Json:
    """Give one line of the list of chats, and what the head of the conversation needs."""
    reader = chat.id if chat.type == "private" else next((uid for uid in me if chat.member(uid).present), me[0])
    person = api.world.people[reader]
    last = next(reversed(chat.messages.values())) if chat.messages else None
    return {
        **chat.brief(),
        "unread": chat.unread.get(reader, 0),
        "last_message": last and message_view(chat, last),
        "is_forum": chat.is_forum,
        "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values()],
        "blocked": chat.type == "private" and person.blocked,
        "members": [member_json(api, chat, user_id) for user_id in list(chat.members)[:MEMBERS_SHOWN]],
        "member_count": sum(member.present for member in chat.members.values()),
        "commands": api.profile.for_user(chat, reader, person.language_code),
        "reply_keyboard": chat.reply_keyboard,
        "description": chat.description,
        "pinned": chat.pinned,
    }


def message_view(chat: Chat, message: Json) -> Json:
    """Give a message as the page draws it: with the reply keyboard and reactions that the Bot API does not show."""
    keyboard = chat.keyboards.get(message["message_id"])
    at = message["message_id"]
    people = [{"type": "emoji", "emoji": emoji} for (held, _), emoji in chat.liked.items() if held == at]
    reactions = [*chat.reactions.get(at, ()), *people]
    if keyboard:
        message = {**message, "reply_markup": keyboard}
    return {**message, "reactions": reactions} if reactions else message


def messages(chat: Chat, *, before: int | None, limit: int, thread: int | None) -> Json:
    """Give a page of messages, oldest first, that end before an id; in a forum those of one topic."""
    found: list[Json] = []
    more = False
    for message_id in reversed(chat.messages):
        message = chat.messages[message_id]
        if (before is not None and message_id >= before) or (chat.is_forum and topic_of(message) != thread):
            continue
        if len(found) == limit:
            more = True
            break
        found.append(message_view(chat, message))
    return {"messages": found[::-1], "more": more}


def topic_of(message: Json) -> int | None:
    """Tell the topic that a message belongs to; None is General."""
    return message.get("message_thread_id") if message.get("is_topic_message") else None
