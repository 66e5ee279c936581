"""Groups, supergroups and channels: who is in them, and what the bot hears of it."""

from __future__ import annotations

from typing import Protocol

from ledebot.sandbox.server.errors import Json
from ledebot.sandbox.server.world import Chat, Member, World


class Server(Protocol):
    """What a change of members needs: the world, and a way to tell the bot."""

    @property
    def world(self) -> World:
        """The people and chats."""
        ...

    def notify(self, kind: str, payload: Json, queue: int) -> None:
        """Put an update of that kind into the bot's queue."""
        ...


ADMIN_RIGHTS = {
    "can_be_edited": False,
    "can_manage_chat": True,
    "can_change_info": True,
    "can_delete_messages": True,
    "can_invite_users": True,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_manage_video_chats": True,
    "can_post_stories": True,
    "can_edit_stories": True,
    "can_delete_stories": True,
    "is_anonymous": False,
}
GROUP_RIGHTS = {"can_pin_messages": True, "can_manage_topics": True}
CHANNEL_RIGHTS = {"can_post_messages": True, "can_edit_messages": True, "can_manage_direct_messages": False}
RESTRICTED_RIGHTS = dict.fromkeys(
    (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
        "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
        "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
        "can_edit_tag", "can_react_to_messages",
    ),
    False,
)  # fmt: skip


def member_json(api: Server, chat: Chat, user_id: int) -> Json:
    """Give the Bot API's ChatMember."""
    member = chat.member(user_id)
    out: Json = {"user": api.world.people[user_id].json(), "status": member.status}
    if member.status == "creator":
        out["is_anonymous"] = bool(member.rights.get("is_anonymous"))
    elif member.status == "administrator":
        extra = CHANNEL_RIGHTS if chat.type == "channel" else GROUP_RIGHTS
        out |= ADMIN_RIGHTS | extra | member.rights
    elif member.status == "restricted":
        out |= RESTRICTED_RIGHTS | {"is_member": True, "until_date": 0} | member.rights
    elif member.status == "kicked":
        out["until_date"] = int(member.rights.get("until_date", 0))
    return out


def set_member(api: Server, chat: Chat, user_id: int, status: str, rights: Json | None = None, *, by: int) -> None:
    """Change somebody's place in a chat and tell the bot: my_chat_member, chat_member and service messages."""
    world = api.world
    old_json = member_json(api, chat, user_id)
    was = chat.member(user_id).present
    chat.members[user_id] = member = Member(status, rights or {})
    change = {
        "chat": chat.brief(),
        "from": world.people[by].json(),
        "date": world.now(),
        "old_chat_member": old_json,
        "new_chat_member": member_json(api, chat, user_id),
    }
    if user_id == world.bot.id:
        api.notify("my_chat_member", change, chat.id)
    elif chat.member(world.bot.id).admin or (chat.type == "group" and chat.member(world.bot.id).present):
        api.notify("chat_member", change, chat.id)
    if chat.type != "channel" and was != member.present:
        _service(api, chat, user_id, by, joined=member.present)
    world.emit({"type": "chat", "chat": chat.id})


def _service(api: Server, chat: Chat, user_id: int, by: int, *, joined: bool) -> None:
    who = api.world.people[user_id].json()
    body = {"new_chat_members": [who], "new_chat_member": who} if joined else {"left_chat_member": who}
    post_service(api, chat, by, body)


def post_service(api: Server, chat: Chat, by: int, body: Json) -> Json:
    """Post a service message; the bot hears of it while it is in the chat."""
    sender: Json = {} if chat.type == "channel" else {"from": api.world.people[by].json()}
    if chat.type == "channel":
        sender = {"sender_chat": chat.brief()}
    message = api.world.post(chat, {**sender, **body}, sender=by)
    left = body.get("left_chat_member", {}).get("id") == api.world.bot.id
    if by != api.world.bot.id and (left or chat.member(api.world.bot.id).present):
        api.notify("channel_post" if chat.type == "channel" else "message", message, chat.id)
    return message


def owner_of(api: Server, chat: Chat) -> int:
    """Give who acts for a chat: its creator, or else the first in it that is no bot."""
    people = [user_id for user_id in chat.members if user_id != api.world.bot.id]
    return next((uid for uid in people if chat.members[uid].status == "creator"), next(iter(people), api.world.bot.id))


def migrate(api: Server, chat: Chat, *, by: int | None = None) -> Chat:
    """Turn a basic group into a supergroup: a new chat, service messages on both sides, the old id refused from now."""
    if chat.type != "group" or chat.migrated_to is not None:
        return chat
    who = by or owner_of(api, chat)
    new = api.world.add_chat("supergroup", chat.title)
    new.members = dict(chat.members)
    new.permissions = chat.permissions
    sender = api.world.people[who].json()
    old_message = api.world.post(chat, {"from": sender, "migrate_to_chat_id": new.id}, sender=who)
    new_message = api.world.post(new, {"from": sender, "migrate_from_chat_id": chat.id}, sender=who)
    chat.migrated_to = new.id
    if chat.member(api.world.bot.id).present:
        api.notify("message", old_message, chat.id)
        api.notify("message", new_message, new.id)
    api.world.emit({"type": "chat", "chat": chat.id})
    api.world.emit({"type": "chat", "chat": new.id})
    return new
