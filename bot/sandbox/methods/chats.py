"""Asking about chats and their members."""

from __future__ import annotations

from bot.sandbox.api import BotApi, method
from bot.sandbox.arguments import Arguments
from bot.sandbox.errors import Json, bad
from bot.sandbox.groups import member_json, set_member


@method("getChat")
def get_chat(api: BotApi, args: Arguments) -> Json:
    """Tell all about a chat."""
    chat = api.accessible(args)
    out: Json = {**chat.brief(), "accent_color_id": 0, "max_reaction_count": 11}
    out["accepted_gift_types"] = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    if chat.description:
        out["description"] = chat.description
    if chat.type in ("group", "supergroup"):
        out["permissions"] = chat.permissions
    if chat.pinned and chat.pinned[-1] in chat.messages:
        out["pinned_message"] = chat.messages[chat.pinned[-1]]
    return out


def _user(api: BotApi, args: Arguments) -> int:
    user_id = args.integer("user_id")
    if user_id <= 0 or user_id not in api.world.people:
        raise bad("PARTICIPANT_ID_INVALID" if user_id > 0 else "invalid user_id specified")
    return user_id


@method("getChatMember")
def get_chat_member(api: BotApi, args: Arguments) -> Json:
    """Tell somebody's place in a chat."""
    chat = api.accessible(args)
    user_id = _user(api, args)
    if chat.type == "private":
        if user_id not in (chat.id, api.world.bot.id):
            raise bad("user not found")
        return {"user": api.world.people[user_id].json(), "status": "member"}
    bot = chat.member(api.world.bot.id)
    if chat.type == "channel" and not bot.admin and user_id != api.world.bot.id:
        raise bad("member list is inaccessible")
    return member_json(api, chat, user_id)


@method("getChatMemberCount")
def get_chat_member_count(api: BotApi, args: Arguments) -> int:
    """Count who is in a chat."""
    chat = api.accessible(args)
    return 2 if chat.type == "private" else sum(member.present for member in chat.members.values())


@method("getChatAdministrators")
def get_chat_administrators(api: BotApi, args: Arguments) -> list[Json]:
    """List a chat's administrators, other bots left out."""
    chat = api.accessible(args)
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    if chat.type == "channel" and not chat.member(api.world.bot.id).admin:
        raise bad("member list is inaccessible")
    return [member_json(api, chat, user_id) for user_id, member in chat.members.items() if member.admin]


@method("leaveChat")
def leave_chat(api: BotApi, args: Arguments) -> bool:
    """Leave a group or channel."""
    chat = api.accessible(args)
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    set_member(api, chat, api.world.bot.id, "left", by=api.world.bot.id)
    return True
