"""Whatever a bot sends, it gets an answer of the Bot API's own, never a crash."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledebot.sandbox import Sandbox, User
from ledebot.sandbox.server.arguments import Arguments
from ledebot.sandbox.server.errors import ApiError
from ledebot.sandbox.server.methods import METHODS
from tests.chances import examples
from tests.sandbox.conftest import Calls
from tests.sandbox.test_files import PNG, upload

NAMES = [
    "chat_id", "user_id", "message_id", "message_ids", "message_thread_id", "from_chat_id", "text", "caption",
    "parse_mode", "entities", "caption_entities", "reply_markup", "reply_parameters", "reply_to_message_id",
    "link_preview_options", "photo", "document", "video", "media", "latitude", "longitude", "action", "name", "title",
    "description", "commands", "scope", "language_code", "results", "button", "inline_query_id", "callback_query_id",
    "inline_message_id", "file_id", "offset", "limit", "allowed_updates", "url", "secret_token", "permissions",
    "reaction", "menu_button", "rights", "cache_time", "next_offset", "until_date", "certificate",
]  # fmt: skip
NASTY = [
    "", " ", "0", "-1", "1e9", "99999999999999999999", "true", "null", "[]", "{}", "[[]]", "[{}]", "[null]", '[["a"]]',
    '"x"', "[1,2]", "{", "[" * 5000, "中文", "\x00", "\ud83d", "<b>", "&#xD83D;", "@", "@x", "attach://", "http://",
    '{"type":[]}', '{"type":"chat","chat_id":{}}', '{"message_id":"x"}', '{"message_id":[]}', '{"message_id":1e99}',
    '{"inline_keyboard":[[null]]}', '{"inline_keyboard":[{}]}', '{"inline_keyboard":[[{"text":1}]]}',
    '{"inline_keyboard":[[{"text":"a","url":5}]]}', '{"inline_keyboard":[[{"text":"a","copy_text":"x"}]]}',
    '{"inline_keyboard":[[{"text":"a","web_app":[]}]]}', '{"keyboard":[[{}]]}', '{"keyboard":[1]}',
    '[{"type":"bold","offset":"x","length":[]}]', '[{"type":"text_mention","offset":0,"length":1,"user":5}]',
    '[{"type":"text_mention","offset":0,"length":1,"user":{"id":"x"}}]', '[{"type":{},"offset":0}]',
    '[{"type":"bold","offset":0,"length":1}]', '{"url":[]}', '{"is_disabled":1}', '[{"command":[],"description":{}}]',
    '[{"type":"article","id":"1","input_message_content":{"message_text":[]}}]', '["a","a"]', '[{"type":"photo"}]',
    '[{"type":"article","id":{},"input_message_content":[]}]', '[{"type":"photo","id":"1","photo_url":{}}]',
    '[{"type":"photo","media":[]},{"type":"photo","media":"x"}]', '[{"type":"emoji"}]', '[5]', "nan", "inf",
]  # fmt: skip
VALUES = st.one_of(st.sampled_from(NASTY), st.sampled_from(["HTML", "MarkdownV2", "x", "1", "2"]), st.text(max_size=8))
WAITING = {"getupdates"}


@settings(max_examples=examples(500))
@given(
    method=st.sampled_from(sorted(set(METHODS) - WAITING)),
    params=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8),
    place=st.sampled_from(["user", "group", "channel", ""]),
)
def test_any_arguments_are_answered_or_refused(method: str, params: dict[str, str], place: str) -> None:
    asyncio.run(_try(method, params, place))


async def _try(method: str, params: dict[str, str], place: str) -> None:
    sandbox = Sandbox(flood=False)
    user = sandbox.user()
    await user.send("/start")
    chats = {"user": user.id, "group": sandbox.group(owner=user).id, "channel": sandbox.channel(owner=user).id}
    if place:
        params = {"text": "x", "message_id": "1", **params, "chat_id": str(chats[place])}
    with suppress(ApiError):
        await sandbox.api.call(method, Arguments(params))
    await sandbox.api.webhook.stop()
    assert {call.code for call in sandbox.calls()} <= {200, 400, 403, 404}


@pytest.mark.parametrize("value", [value for value in NASTY if value != "\ud83d"])  # no form can carry it
async def test_over_the_wire(call: Calls, user: User, value: str) -> None:
    params = {"text": "x", "entities": value, "reply_markup": value, "reply_parameters": value}
    assert (await call("sendMessage", chat_id=user.id, **params)).status in (200, 400)


async def test_large_files(http: aiohttp.ClientSession, sandbox: Sandbox, user: User) -> None:
    fields = {"chat_id": str(user.id)}
    taken = await upload(http, sandbox, "sendDocument", fields, document=("a.bin", b"x" * 3_000_000))
    assert taken["result"]["document"]["file_size"] == 3_000_000
    refused = await upload(http, sandbox, "sendPhoto", fields, photo=("a.png", PNG + b"\0" * 10_500_000))
    assert refused["description"].startswith("Bad Request: file is too big")
