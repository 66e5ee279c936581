"""What all methods that put a message into a chat have in common."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ledebot.sandbox.server import keyboards as markups
from ledebot.sandbox.server import links
from ledebot.sandbox.server.api import BotApi
from ledebot.sandbox.server.arguments import Arguments, field_of
from ledebot.sandbox.server.content import Draft, Formatted
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.keyboards import Markup
from ledebot.sandbox.server.world import GENERAL_TOPIC, Chat


@dataclass(frozen=True, slots=True)
class Reply:
    """Which message is answered, if any."""

    message_id: int = 0
    optional: bool = False
    """Send without it when it is gone."""


def reply_of(args: Arguments) -> Reply:
    """Read `reply_parameters` or the older arguments. Raises ApiError."""
    given = args.json("reply_parameters", "reply parameters")
    if given is not None:
        if not isinstance(given, dict):
            raise bad("object expected as reply parameters")
        if "message_id" not in given:
            raise bad('can\'t find field "message_id"')
        optional = field_of(given, "allow_sending_without_reply", bool, False)
        return Reply(field_of(given, "message_id", int, 0), optional)
    return Reply(args.integer("reply_to_message_id"), args.flag("allow_sending_without_reply"))


def thread_of(api: BotApi, chat: Chat, args: Arguments) -> int:
    """Read `message_thread_id`: 0 outside forums. Raises ApiError."""
    thread = args.integer("message_thread_id")
    if thread and chat.type == "private":
        raise bad("message thread not found")
    if not thread or not chat.is_forum:
        return 0
    topic = chat.topics.get(thread)
    if thread == GENERAL_TOPIC or topic is None:
        raise bad("message thread not found")
    if topic.closed and not chat.member(api.world.bot.id).admin:
        raise bad("TOPIC_CLOSED")
    return thread


def replied(chat: Chat, reply: Reply) -> Json | None:
    """Find the message that is answered. Raises ApiError when it is gone and needed."""
    if not reply.message_id:
        return None
    found = chat.messages.get(reply.message_id)
    if found is None and not reply.optional:
        raise bad("message to be replied not found")
    return found and {key: value for key, value in found.items() if key not in ("reply_to_message", "reply_markup")}


def sender(api: BotApi, chat: Chat) -> Json:
    """Say who speaks: the channel itself, or the bot."""
    return {"sender_chat": chat.brief()} if chat.type == "channel" else {"from": api.world.bot_json()}


def preview_options(args: Arguments) -> Json | None:
    """Read `link_preview_options` or the older flag. Raises ApiError."""
    options = args.json("link_preview_options", "link preview options")
    if options is None:
        return {"is_disabled": True} if args.flag("disable_web_page_preview") else None
    if not isinstance(options, dict):
        raise bad("object expected as link preview options")
    field_of(options, "url", str, "")
    markups.check_flags(options, ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"))
    return {key: value for key, value in options.items() if value not in (None, False)} or None


def check_preview(content: Json) -> None:
    """Refuse a preview of what is no web address, as the server does. Raises ApiError."""
    url = content.get("link_preview_options", {}).get("url")
    if url:
        try:
            links.check(str(url))
        except links.LinkError:
            raise bad("WEBPAGE_URL_INVALID") from None


def formatted_fields(api: BotApi, formatted: Formatted, prefix: str = "") -> Json:
    """Name a text and its entities as messages do; `caption_` before those of media."""
    if not formatted.text:
        return {}
    out: Json = {"caption" if prefix else "text": formatted.text}
    if entities := [known for entity in formatted.entities if (known := _with_user(api, entity)) is not None]:
        out[f"{prefix}entities"] = entities
    return out


def _with_user(api: BotApi, entity: Json) -> Json | None:
    """Complete a mention by id; None where nobody has it: the text stays, the mention is lost."""
    if entity["type"] != "text_mention":
        return entity
    person = api.world.people.get(entity["user"]["id"])
    return None if person is None else {**entity, "user": person.json()}


def check_mentions(api: BotApi, draft: Draft) -> None:
    """Refuse entities of the caller's own that mention nobody, as the server does. Raises ApiError."""
    if draft.given and any(e.type == "text_mention" and int(e.data) not in api.world.people for e in draft.entities):
        raise bad("user not found")


async def deliver(
    api: BotApi,
    chat: Chat,
    args: Arguments,
    markup: Markup,
    content: Json,
    *,
    thread: int = 0,
    reply: Json | None = None,
    check: Callable[[], None] | None = None,
) -> Json:
    """Pass the server's gate and put the message into the chat. Raises ApiError."""

    def checks() -> None:
        if check is not None:
            check()
        check_preview(content)
        if args.has("business_connection_id"):
            raise bad("business connection not found")
        markup.check_server()

    await api.pass_gate(chat, args, checks)
    body = sender(api, chat)
    if thread:
        body |= {"message_thread_id": thread, "is_topic_message": True}
    if reply is not None:
        body["reply_to_message"] = reply
    body |= content
    if args.flag("protect_content"):
        body["has_protected_content"] = True
    if markup.inline:
        body["reply_markup"] = markup.inline
    elif markup.other is not None:
        chat.reply_keyboard = markup.other if markup.other.get("keyboard") else None
        chat.keyboards[api.world.coming_id(chat)] = markup.other
    message = api.world.post(chat, body, sender=api.world.bot.id)
    chat.bot_spoke = True
    api.calls.deliver(chat.id, thread, fingerprint(message))
    return message


def fingerprint(message: Json) -> str:
    """Say what a message shows, to recognise it when it comes again."""
    text = message.get("text") or message.get("caption") or ""
    media = next((key for key in ("photo", "document", "video", "audio", "location") if key in message), "")
    return f"[{media}] {text}" if media else str(text)


def markup_of(args: Arguments) -> Markup:
    """Read `reply_markup`. Raises ApiError."""
    return markups.parse(args.text("reply_markup"))


def same(old: Json, new: Json, keys: tuple[str, ...]) -> bool:
    """Whether two messages look alike."""
    return all(_norm(old.get(key)) == _norm(new.get(key)) for key in keys)


def _norm(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
