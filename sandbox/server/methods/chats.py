"""Asking about chats and their members."""

from __future__ import annotations

from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments, field_of, objects_of
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.groups import member_json, post_service, set_member
from ledebot.sandbox.server.world import Chat


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


def _admin(api: BotApi, args: Arguments, right: str, refusal: str) -> Chat:
    """Find a group or channel in which the bot has a right of administrators. Raises ApiError."""
    chat = api.accessible(args)
    if chat.type == "private":
        return chat
    member = chat.member(api.world.bot.id)
    granted = member.admin and member.rights.get(right, True)
    if member.status != "creator" and not granted and not (right == "can_pin_messages" and chat.permissions.get(right)):
        raise bad(refusal)
    return chat


@method("pinChatMessage")
def pin_chat_message(api: BotApi, args: Arguments) -> bool:
    """Pin a message."""
    chat = _admin(api, args, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    message = chat.messages.get(args.integer("message_id"))
    if message is None:
        raise bad("message to pin not found")
    if message["message_id"] in chat.pinned:
        chat.pinned.remove(message["message_id"])
    chat.pinned.append(message["message_id"])
    pinned = {key: value for key, value in message.items() if key not in ("reply_to_message", "pinned_message")}
    post_service(api, chat, api.world.bot.id, {"pinned_message": pinned})
    api.world.emit({"type": "chat", "chat": chat.id})
    return True


@method("unpinChatMessage")
def unpin_chat_message(api: BotApi, args: Arguments) -> bool:
    """Unpin a message, the last one pinned unless it is named."""
    chat = _admin(api, args, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    message_id = args.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(message_id)
    api.world.emit({"type": "chat", "chat": chat.id})
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(api: BotApi, args: Arguments) -> bool:
    """Unpin everything."""
    chat = _admin(api, args, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    chat.pinned.clear()
    api.world.emit({"type": "chat", "chat": chat.id})
    return True


@method("setChatTitle")
def set_chat_title(api: BotApi, args: Arguments) -> bool:
    """Rename a group or channel."""
    chat = _admin(api, args, "can_change_info", "not enough rights to change chat title")
    if chat.type == "private":
        raise bad("can't change private chat title")
    title = args.text("title").strip()
    if not 1 <= len(title) <= 128:
        raise bad("title can't be empty" if not title else "CHAT_TITLE_TOO_LONG")
    chat.title = title
    chat.changed()
    post_service(api, chat, api.world.bot.id, {"new_chat_title": title})
    return True


@method("setChatDescription")
def set_chat_description(api: BotApi, args: Arguments) -> bool:
    """Describe a group or channel."""
    chat = _admin(api, args, "can_change_info", "not enough rights to set chat description")
    description = args.text("description")
    if description == chat.description:
        raise bad("chat description is not modified")
    chat.description = description[:255]
    return True


@method("banChatMember")
def ban_chat_member(api: BotApi, args: Arguments) -> bool:
    """Throw somebody out for good."""
    return _restrict(api, args, "kicked", {"until_date": args.integer("until_date")})


@method("unbanChatMember")
def unban_chat_member(api: BotApi, args: Arguments) -> bool:
    """Let somebody come back, throwing out a member that is there."""
    chat = api.accessible(args)
    if args.flag("only_if_banned") and chat.member(args.integer("user_id")).status != "kicked":
        return True
    return _restrict(api, args, "left", {})


@method("restrictChatMember")
def restrict_chat_member(api: BotApi, args: Arguments) -> bool:
    """Take rights from a member."""
    permissions = field_of({"permissions": args.json("permissions", "permissions")}, "permissions", dict, {})
    return _restrict(api, args, "restricted", permissions)


def _restrict(api: BotApi, args: Arguments, status: str, rights: Json) -> bool:
    chat = _admin(api, args, "can_restrict_members", "not enough rights to restrict/unrestrict chat member")
    user_id = _user(api, args)
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    if chat.member(user_id).status == "creator":
        raise bad("can't remove chat owner")
    if chat.member(user_id).admin:
        raise bad("user is an administrator of the chat")
    set_member(api, chat, user_id, status, rights, by=api.world.bot.id)
    return True


@method("setMessageReaction")
def set_message_reaction(api: BotApi, args: Arguments) -> bool:
    """Put a reaction under a message."""
    reactions = objects_of(args.json("reaction", "reaction types") or [], "reaction types")
    chat = api.accessible(args)
    message = chat.messages.get(args.integer("message_id"))
    if message is None:
        raise bad("message to react not found")
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(item.get("type") == "emoji" and not item.get("emoji") for item in reactions):
        raise bad("REACTION_INVALID")
    chat.reactions[message["message_id"]] = reactions
    api.world.emit({"type": "reaction", "chat": chat.id, "message": message})
    return True
