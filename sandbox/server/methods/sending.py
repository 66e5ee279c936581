"""Sending: texts, files, places, albums, copies."""

from __future__ import annotations

from ledebot.sandbox.server import content
from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments, field_of, objects_of
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.files import PHOTO_BYTES, UPLOAD_BYTES, StoredFile, image_size
from ledebot.sandbox.server.keyboards import Markup
from ledebot.sandbox.server.methods import common

ACTIONS = frozenset(
    (
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    )
)  # fmt: skip
MEDIA = {"sendPhoto": "photo", "sendDocument": "document", "sendVideo": "video", "sendAudio": "audio"}


@method("sendMessage")
async def send_message(api: BotApi, args: Arguments) -> Json:
    """Send a text; the order of the checks is the real server's."""
    if not args.has("text"):
        raise bad("message text is empty")
    draft = content.parse(args, "text")
    options = common.preview_options(args)
    reply = common.reply_of(args)
    markup = common.markup_of(args)
    chat = api.writable(args)
    thread = common.thread_of(api, chat, args)
    answered = common.replied(chat, reply)
    formatted = draft.finish(empty="text must be non-empty")
    common.check_mentions(api, draft)
    markup = markup.checked(chat.type)
    body = common.formatted_fields(api, formatted)
    if options:
        body["link_preview_options"] = options
    return await common.deliver(api, chat, args, markup, body, thread=thread, reply=answered, check=formatted.check)


async def _send_media(api: BotApi, args: Arguments, kind: str) -> Json:
    stored = take_file(api, args, kind, args.text(kind))
    draft = content.parse(args, "caption")
    reply = common.reply_of(args)
    markup = common.markup_of(args)
    chat = api.writable(args, "media messages")
    thread = common.thread_of(api, chat, args)
    answered = common.replied(chat, reply)
    formatted = draft.finish(content.CAPTION_LENGTH, "message caption is too long")
    markup = markup.checked(chat.type)
    body = media_fields(stored, kind) | common.formatted_fields(api, formatted, "caption_")
    return await common.deliver(api, chat, args, markup, body, thread=thread, reply=answered, check=formatted.check)


for _name, _kind in MEDIA.items():

    @method(_name)
    async def _send(api: BotApi, args: Arguments, kind: str = _kind) -> Json:
        return await _send_media(api, args, kind)


def take_file(api: BotApi, args: Arguments, kind: str, value: str) -> StoredFile:
    """Find what a media argument means: an upload, a file id or an address. Raises ApiError."""
    upload = args.files.get(value.removeprefix("attach://")) if value.startswith("attach://") else args.files.get(kind)
    if upload is not None:
        limit = PHOTO_BYTES if kind == "photo" else UPLOAD_BYTES
        if not upload.data:
            raise bad("file must be non-empty")
        if len(upload.data) > limit:
            raise bad(f"file is too big for a {kind}; the maximum size is {limit} bytes")
        if kind == "photo" and image_size(upload.data) is None:
            raise bad("IMAGE_PROCESS_FAILED")
        return api.files.add(upload.name, upload.data, content_type=upload.content_type, kind=kind)
    if not value:
        raise bad(f"there is no {kind} in the request")
    if value in api.files.by_id:
        return api.files.by_id[value]
    if value.startswith(("http://", "https://")):
        name = value.rsplit("/", 1)[-1].partition("?")[0] or "file"
        return api.files.add(name, b"", kind=kind, url=value)
    raise bad("wrong file identifier/HTTP URL specified")


def media_fields(stored: StoredFile, kind: str) -> Json:
    """Describe a file as a message shows it."""
    if kind == "photo":
        width, height = image_size(stored.data) or (800, 600)
        return {"photo": [{**stored.json(), "width": width, "height": height}]}
    out: Json = {**stored.json(), "file_name": stored.name, "mime_type": stored.content_type}
    if kind in ("video", "audio"):
        out["duration"] = 0
    if kind == "video":
        out |= {"width": 640, "height": 360}
    return {kind: out}


@method("sendMediaGroup")
async def send_media_group(api: BotApi, args: Arguments) -> list[Json]:
    """Send an album of 2 to 10."""
    items = objects_of(args.json("media", "media") or [], "media")
    if not 2 <= len(items) <= 10:
        raise bad("wrong number of media to send: 2-10 expected" if items else "there are no messages to send")
    chat = api.writable(args, "media messages")
    thread = common.thread_of(api, chat, args)
    bodies = []
    for item in items:
        kind = field_of(item, "type", str, "")
        if kind not in MEDIA.values():
            raise bad("unsupported media type")
        stored = take_file(api, args, kind, field_of(item, "media", str, ""))
        caption = content.parse_raw(
            field_of(item, "caption", str, ""), field_of(item, "parse_mode", str, ""), item.get("caption_entities")
        )
        formatted = caption.finish(content.CAPTION_LENGTH, "message caption is too long")
        bodies.append(media_fields(stored, kind) | common.formatted_fields(api, formatted, "caption_"))
    album = {"media_group_id": str(api.world.now()) + str(api.calls.total)}
    none = Markup()
    return [await common.deliver(api, chat, args, none, body | album, thread=thread) for body in bodies]


@method("sendLocation")
async def send_location(api: BotApi, args: Arguments) -> Json:
    """Send a place."""
    try:
        latitude, longitude = float(args.text("latitude")), float(args.text("longitude"))
    except ValueError:
        raise bad("latitude is empty" if not args.has("latitude") else "longitude is empty") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("wrong location specified")
    markup = common.markup_of(args)
    chat = api.writable(args)
    thread = common.thread_of(api, chat, args)
    answered = common.replied(chat, common.reply_of(args))
    body: Json = {"location": {"latitude": latitude, "longitude": longitude}}
    return await common.deliver(api, chat, args, markup, body, thread=thread, reply=answered)


@method("sendChatAction")
def send_chat_action(api: BotApi, args: Arguments) -> bool:
    """Show that the bot is typing and the like."""
    action = args.text("action")
    if not action:
        raise bad('parameter "action" is required')
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = api.writable(args)
    thread = common.thread_of(api, chat, args)
    api.check_person(chat)
    api.world.emit({"type": "typing", "chat": chat.id, "action": action, "message_thread_id": thread or None})
    return True


COPIED = (
    "text", "entities", "caption", "caption_entities", "photo", "document", "video", "audio", "location",
    "link_preview_options",
)  # fmt: skip


async def _repeat(api: BotApi, args: Arguments, *, forward: bool) -> Json:
    markup = common.markup_of(args)
    chat = api.writable(args)
    thread = common.thread_of(api, chat, args)
    source = api.find_chat(args, "from_chat_id")
    original = source.messages.get(args.integer("message_id"))
    if original is None:
        raise bad(f"message to {'forward' if forward else 'copy'} not found")
    body = {key: original[key] for key in COPIED if key in original}
    if not body:
        raise bad(f"message can't be {'forwarded' if forward else 'copied'}")
    if forward:
        origin = original.get("from")
        body["forward_origin"] = (
            {"type": "user", "sender_user": origin, "date": original["date"]}
            if origin
            else {"type": "channel", "chat": original["chat"], "message_id": original["message_id"],
                  "date": original["date"]}
        )  # fmt: skip
    elif args.has("caption") and "text" not in body:
        formatted = content.parse(args, "caption").finish(content.CAPTION_LENGTH, "message caption is too long")
        body = {key: value for key, value in body.items() if not key.startswith("caption")}
        body |= common.formatted_fields(api, formatted, "caption_")
    return await common.deliver(api, chat, args, markup, body, thread=thread)


@method("forwardMessage")
async def forward_message(api: BotApi, args: Arguments) -> Json:
    """Forward a message, naming where it came from."""
    return await _repeat(api, args, forward=True)


@method("copyMessage")
async def copy_message(api: BotApi, args: Arguments) -> Json:
    """Copy a message; only its id is given back."""
    return {"message_id": (await _repeat(api, args, forward=False))["message_id"]}
