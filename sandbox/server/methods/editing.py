"""Changing and removing messages."""

from __future__ import annotations

from ledebot.sandbox.server import content
from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.keyboards import Markup
from ledebot.sandbox.server.methods import common
from ledebot.sandbox.server.world import Chat

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600
BULK = 100


def _target(api: BotApi, args: Arguments) -> tuple[Chat, Json]:
    """Find the message to edit, in a chat or sent via the bot. Raises ApiError."""
    if args.has("inline_message_id"):
        place = api.inline_messages.get(args.text("inline_message_id"))
        if place is None:
            raise bad("MESSAGE_ID_INVALID")
        chat = api.world.chats[place[0]]
        message = chat.messages.get(place[1])
        if message is None:
            raise bad("MESSAGE_ID_INVALID")
        return chat, message
    chat = api.accessible(args)
    if not args.has("message_id"):
        raise bad("message identifier is not specified")
    message = chat.messages.get(args.integer("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if not _may_edit(api, chat, message):
        raise bad("message can't be edited")
    return chat, message


def _may_edit(api: BotApi, chat: Chat, message: Json) -> bool:
    if "forward_origin" in message or "via_bot" in message:
        return False
    if chat.type == "channel":
        member = chat.member(api.world.bot.id)
        return member.admin and bool(member.rights.get("can_edit_messages", True))
    return bool(message.get("from", {}).get("id") == api.world.bot.id)


async def _change(
    api: BotApi, args: Arguments, place: tuple[Chat, Json], fields: Json, removed: tuple[str, ...]
) -> Json | bool:
    """Replace `removed` fields of a message by `fields`, through the server's gate. Raises ApiError."""
    chat, old = place
    new = {key: value for key, value in old.items() if key not in removed} | fields
    if common.same(old, new, removed):
        raise bad(NOT_MODIFIED)
    if not args.has("inline_message_id"):
        await api.pass_gate(chat, args)
    if removed != ("reply_markup",):
        new["edit_date"] = api.world.now()
    message = api.world.replace(chat, new)
    return True if args.has("inline_message_id") else message


@method("editMessageText")
async def edit_message_text(api: BotApi, args: Arguments) -> Json | bool:
    """Change a text message's text, preview and buttons."""
    if not args.has("text"):
        raise bad("message text is empty")
    draft = content.parse(args, "text")
    options = common.preview_options(args)
    markup = common.markup_of(args)
    chat, message = _target(api, args)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    formatted = draft.finish(too_long="MESSAGE_TOO_LONG", empty="text must be non-empty")
    markup = _check(markup, chat)
    formatted.check()
    fields = common.formatted_fields(api, formatted)
    if options:
        fields["link_preview_options"] = options
    common.check_preview(fields)
    if markup.inline:
        fields["reply_markup"] = markup.inline
    removed = ("text", "entities", "link_preview_options", "reply_markup")
    return await _change(api, args, (chat, message), fields, removed)


@method("editMessageCaption")
async def edit_message_caption(api: BotApi, args: Arguments) -> Json | bool:
    """Change a caption and the buttons."""
    draft = content.parse(args, "caption")
    markup = common.markup_of(args)
    chat, message = _target(api, args)
    if "text" in message or not any(key in message for key in ("photo", "document", "video", "audio")):
        raise bad("there is no caption in the message to edit")
    formatted = draft.finish(content.CAPTION_LENGTH, "MEDIA_CAPTION_TOO_LONG")
    markup = _check(markup, chat)
    formatted.check()
    fields = common.formatted_fields(api, formatted, "caption_")
    if markup.inline:
        fields["reply_markup"] = markup.inline
    return await _change(api, args, (chat, message), fields, ("caption", "caption_entities", "reply_markup"))


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(api: BotApi, args: Arguments) -> Json | bool:
    """Change the buttons alone."""
    markup = common.markup_of(args)
    chat, message = _target(api, args)
    markup = _check(markup, chat)
    fields = {"reply_markup": markup.inline} if markup.inline else {}
    return await _change(api, args, (chat, message), fields, ("reply_markup",))


def _check(markup: Markup, chat: Chat) -> Markup:
    if markup.other is not None:
        raise bad("inline keyboard expected")
    checked = markup.checked(chat.type)
    checked.check_server()
    return checked


def _deletable(api: BotApi, chat: Chat, message: Json) -> bool:
    own = bool(message.get("from", {}).get("id") == api.world.bot.id)
    fresh = bool(api.world.now() - message["date"] < DELETABLE_SECONDS)
    if chat.type == "private":
        return fresh
    member = chat.member(api.world.bot.id)
    if member.admin and member.rights.get("can_delete_messages", True):
        return True
    if chat.type == "channel":
        return fresh and member.admin and bool(member.rights.get("can_post_messages", True))
    return own and fresh


@method("deleteMessage")
def delete_message(api: BotApi, args: Arguments) -> bool:
    """Remove one message."""
    chat = api.accessible(args)
    if not args.has("message_id"):
        raise bad("message identifier is not specified")
    message = chat.messages.get(args.integer("message_id"))
    if message is None:
        raise bad("message to delete not found")
    if not _deletable(api, chat, message):
        raise bad("message can't be deleted")
    return api.world.delete(chat, message["message_id"])


@method("deleteMessages")
def delete_messages(api: BotApi, args: Arguments) -> bool:
    """Remove up to a hundred messages; those that are gone are passed over."""
    ids = args.json("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids or not all(isinstance(number, int) for number in ids):
        raise bad("message identifiers are not specified")
    if len(ids) > BULK:
        raise bad("too many message identifiers specified")
    chat = api.accessible(args)
    found = [chat.messages[number] for number in ids if number in chat.messages]
    if not all(_deletable(api, chat, message) for message in found):
        raise bad("message can't be deleted")
    for message in found:
        api.world.delete(chat, message["message_id"])
    return True


@method("answerCallbackQuery")
def answer_callback_query(api: BotApi, args: Arguments) -> bool:
    """Answer a pressed button."""
    if len(args.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    query = api.callbacks.pop(args.text("callback_query_id"), None)
    if query is None or api.world.now() - query.asked > api.callback_seconds:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    query.answer = {
        "text": args.text("text"),
        "show_alert": args.flag("show_alert"),
        "url": args.text("url"),
        "cache_time": args.integer("cache_time"),
    }
    api.world.emit(
        {
            "type": "callback_answer",
            "chat": query.chat_id,
            "user": query.user_id,
            "message_id": query.message_id,
            "callback_query_id": query.id,
            "data": query.data,
            **query.answer,
        }
    )
    return True
