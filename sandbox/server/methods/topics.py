"""Forum topics."""

from __future__ import annotations

from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.groups import post_service
from ledebot.sandbox.server.world import GENERAL_TOPIC, Chat, Topic

COLOUR = 7_322_096


def _forum(api: BotApi, args: Arguments) -> Chat:
    """Find a forum whose topics the bot may manage. Raises ApiError."""
    chat = api.accessible(args)
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    member = chat.member(api.world.bot.id)
    if not (member.status == "creator" or (member.admin and member.rights.get("can_manage_topics", True))):
        raise bad("not enough rights to manage topics" if member.admin else "not enough rights to create a topic")
    return chat


def _topic(chat: Chat, args: Arguments) -> Topic:
    topic = chat.topics.get(args.integer("message_thread_id"))
    if topic is None or topic.id == GENERAL_TOPIC:
        raise bad("message thread not found")
    return topic


def open_topic(api: BotApi, chat: Chat, name: str, *, by: int) -> Topic:
    """Open a topic: its id is that of the service message which tells of it."""
    topic_id = api.world.coming_id(chat)
    chat.topics[topic_id] = Topic(topic_id, name)
    body = {"forum_topic_created": {"name": name, "icon_color": COLOUR}}
    post_service(api, chat, by, {"message_thread_id": topic_id, "is_topic_message": True, **body})
    return chat.topics[topic_id]


@method("createForumTopic")
def create_forum_topic(api: BotApi, args: Arguments) -> Json:
    """Open a topic."""
    name = args.text("name").strip()
    chat = _forum(api, args)
    if not name:
        raise bad("TOPIC_TITLE_EMPTY")
    topic = open_topic(api, chat, name[:128], by=api.world.bot.id)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": COLOUR}


@method("editForumTopic")
def edit_forum_topic(api: BotApi, args: Arguments) -> bool:
    """Rename a topic."""
    chat = _forum(api, args)
    topic = _topic(chat, args)
    name = args.text("name").strip()
    if name:
        if name == topic.name:
            raise bad("TOPIC_NOT_MODIFIED")
        topic.name = name[:128]
        _tell(api, chat, topic, {"forum_topic_edited": {"name": topic.name}})
    return True


def _tell(api: BotApi, chat: Chat, topic: Topic, body: Json) -> None:
    post_service(api, chat, api.world.bot.id, {"message_thread_id": topic.id, "is_topic_message": True, **body})
    api.world.emit({"type": "chat", "chat": chat.id})


@method("closeForumTopic")
def close_forum_topic(api: BotApi, args: Arguments) -> bool:
    """Close a topic to those who are no administrators."""
    chat = _forum(api, args)
    topic = _topic(chat, args)
    if topic.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = True
    _tell(api, chat, topic, {"forum_topic_closed": {}})
    return True


@method("reopenForumTopic")
def reopen_forum_topic(api: BotApi, args: Arguments) -> bool:
    """Open a closed topic again."""
    chat = _forum(api, args)
    topic = _topic(chat, args)
    if not topic.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = False
    _tell(api, chat, topic, {"forum_topic_reopened": {}})
    return True


@method("deleteForumTopic")
def delete_forum_topic(api: BotApi, args: Arguments) -> bool:
    """Remove a topic with its messages."""
    chat = _forum(api, args)
    topic = _topic(chat, args)
    del chat.topics[topic.id]
    for message_id, message in list(chat.messages.items()):
        if message.get("message_thread_id") == topic.id:
            api.world.delete(chat, message_id)
    api.world.emit({"type": "chat", "chat": chat.id})
    return True
