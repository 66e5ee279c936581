"""Inline mode's answers."""

from __future__ import annotations

from typing import Any

from ledebot.sandbox.server import content, keyboards
from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments, field_of
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.inline import InlineAnswer
from ledebot.sandbox.server.methods import common
from ledebot.sandbox.server.methods.sending import media_fields

MAX_RESULTS = 50
RESULT = "can't parse inline query result"
DAY = 86_400
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerInlineQuery")
def answer_inline_query(api: BotApi, args: Arguments) -> bool:
    """Answer an inline query with up to fifty results."""
    results = args.json("results", "inline query results")
    if not isinstance(results, list):
        raise bad("can't parse inline query results JSON object")
    if len(results) > MAX_RESULTS:
        raise bad("too many inline query results specified")
    _check_results(results)
    contents = [content_of(api, result) for result in results]
    if len(args.text("next_offset").encode()) > 64:
        raise bad("NEXT_OFFSET_INVALID")
    answer = InlineAnswer(
        results,
        args.text("next_offset"),
        args.json("button", "inline query results button"),
        args.flag("is_personal"),
        contents,
    )
    seconds = args.integer("cache_time", 300, 0, DAY)
    if not api.inline.answer(args.text("inline_query_id"), answer, seconds, api.world.now()):
        raise bad(TOO_OLD)
    return True


def _check_results(results: list[Any]) -> None:
    seen: set[str] = set()
    for result in results:
        if not isinstance(result, dict) or "type" not in result:
            raise bad(f'{RESULT}: Can\'t find field "type"')
        field_of(result, "type", str, "", prefix=RESULT)
        result_id = field_of(result, "id", str, "", prefix=RESULT)
        if not 1 <= len(result_id.encode()) <= 64:
            raise bad("RESULT_ID_INVALID")
        if result_id in seen:
            raise bad("RESULT_ID_DUPLICATE")
        seen.add(result_id)


def content_of(api: BotApi, result: Json) -> Json:
    """Build the message that a result would send. Raises ApiError for what Telegram would refuse."""
    keyboard = keyboards.parse_value(result.get("reply_markup"))
    keyboard = keyboard.checked("private")
    keyboard.check_server()
    given = field_of(result, "input_message_content", dict, {}, prefix=RESULT)
    body = _input_content(api, given) if given else _own_content(api, result)
    if keyboard.inline:
        body["reply_markup"] = keyboard.inline
    return body


def _input_content(api: BotApi, given: Json) -> Json:
    if "message_text" in given:
        formatted = _draft(given, "message_text", "entities").finish(empty="message text is empty")
        formatted.check()
        body = common.formatted_fields(api, formatted)
        if options := field_of(given, "link_preview_options", dict, {}, prefix=RESULT):
            body["link_preview_options"] = options
        return body
    if "latitude" in given:
        return {"location": {"latitude": given["latitude"], "longitude": given.get("longitude", 0)}}
    raise bad("inline query result message content has unsupported type")


def _draft(given: Json, name: str, entities: str) -> content.Draft:
    mode = field_of(given, "parse_mode", str, "", prefix=RESULT)
    return content.parse_raw(field_of(given, name, str, "", prefix=RESULT), mode, given.get(entities))


def _own_content(api: BotApi, result: Json) -> Json:
    kind = result["type"]
    if kind not in ("photo", "document"):
        raise bad(f'{RESULT}: Can\'t find field "input_message_content"')
    address = field_of(result, f"{kind}_url", str, "", prefix=RESULT)
    stored = api.files.by_id.get(field_of(result, f"{kind}_file_id", str, "", prefix=RESULT))
    stored = stored or api.files.add(address.rsplit("/", 1)[-1] or kind, b"", kind=kind, url=address)
    formatted = _draft(result, "caption", "caption_entities").finish(
        content.CAPTION_LENGTH, "message caption is too long"
    )
    return media_fields(stored, kind) | common.formatted_fields(api, formatted, "caption_")
