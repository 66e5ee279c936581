"""What Telegram refuses, cuts or drops: every limit over the wire, with the server's own words."""

from __future__ import annotations

from typing import Any

import pytest

from ledebot.sandbox import User
from tests.sandbox.conftest import Calls

PARSE = "400 Bad Request: can't parse entities: "
HTML = {"parse_mode": "HTML"}


def inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [list(buttons)]}}


WIDE_MARKUP = {"inline_keyboard": [[{"text": "字" * 60, "callback_data": f"{n:060}"}] for n in range(50)]}
UNANSWERED = {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}}

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("no text", {}, "400 Bad Request: message text is empty"),
    ("empty text", {"text": ""}, "400 Bad Request: message text is empty"),
    ("blank text", {"text": " \n "}, "400 Bad Request: text must be non-empty"),
    ("blank markup", {"text": "<b> </b>", **HTML}, "400 Bad Request: text must be non-empty"),
    ("4097 characters", {"text": "中" * 4097}, "400 Bad Request: message is too long"),
    ("32769 bytes", {"text": "中" * 10922 + "abc"}, "400 Bad Request: text is too long"),
    ("32769 bytes of markup", {"text": "<b>x</b>" * 4097, **HTML}, "400 Bad Request: text is too long"),
    ("open tag", {"text": "a <b>x", **HTML}, PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
    ("foreign tag", {"text": "x<br/>y", **HTML}, PARSE + 'Unsupported start tag "br/" at byte offset 1'),
    ("unknown mode", {"text": "x", "parse_mode": "BBCode"}, "400 Bad Request: unsupported parse_mode"),
    (
        "entity with a bad link",
        {"text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "/rel"}]},
        "400 Bad Request: entity URL '/rel' is invalid: Wrong HTTP URL",
    ),
    ("entities no JSON", {"text": "x", "entities": "["}, "400 Bad Request: can't parse entities JSON object"),
    (
        "markup no JSON",
        {"text": "x", "reply_markup": "{"},
        "400 Bad Request: can't parse reply keyboard markup JSON object",
    ),
    ("markup no object", {"text": "x", "reply_markup": [1]}, "400 Bad Request: object expected as reply markup"),
    (
        "button without a kind",
        {"text": "x", **inline({"text": "a"})},
        "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "65 bytes of data",
        {"text": "x", **inline({"text": "a", "callback_data": "中" * 21 + "ab"})},
        "400 Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        "bad button address",
        {"text": "x", **inline({"text": "a", "url": "http://localhost"})},
        "400 Bad Request: inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
    ),
    (
        "257 characters to copy",
        {"text": "x", **inline({"text": "a", "copy_text": {"text": "c" * 257}})},
        "400 Bad Request: BUTTON_COPY_TEXT_INVALID",
    ),
    ("10 KB of markup", {"text": "x", "reply_markup": WIDE_MARKUP}, "400 Bad Request: reply markup is too long"),
    (
        "links of 9.5 KB",
        {"text": "".join(f'<a href="https://e.com/{n:0200}">x</a> ' for n in range(60)), **HTML},
        "400 Bad Request: ENTITIES_TOO_LONG",
    ),
    (
        "answer to nothing",
        {"text": "x", "reply_parameters": {"message_id": 99}},
        "400 Bad Request: message to be replied not found",
    ),
]


TEXT_BUTTON = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
NO_ENTITY = "can't parse MessageEntity: "


def entity(kind: str, offset: int = 0, length: int = 1, **more: Any) -> dict[str, Any]:
    return {"entities": [{"type": kind, "offset": offset, "length": length, **more}]}


# Answers that the real server has been seen to give.
SEEN: list[tuple[dict[str, Any], str]] = [
    (entity("bold", 100), "entity begins after the end of the text at UTF-16 offset 100"),
    (entity("bold", 0, 99), "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 99"),
    (entity("bold", -1), "receive an entity with incorrect offset -1"),
    (entity("rainbow"), NO_ENTITY + "Unsupported type specified"),
    (entity("text_link"), NO_ENTITY + 'Can\'t find field "url"'),
    (entity("text_mention"), NO_ENTITY + 'Can\'t find field "user"'),
    (entity("custom_emoji"), NO_ENTITY + 'Can\'t find field "custom_emoji_id"'),
    (
        entity("custom_emoji", custom_emoji_id="9999999999999999999"),
        NO_ENTITY + 'Field "custom_emoji_id" must be a valid Number',
    ),
    (entity("text_link", url="not-a-url"), "entity URL 'not-a-url' is invalid: Wrong HTTP URL"),
    (entity("text_link", url=""), "entity URL '' is invalid: URL host is empty"),
    (entity("text_mention", user={"id": 5}), "user not found"),
    (inline({"text": "a", "callback_data": ""}), TEXT_BUTTON),
    (inline({"callback_data": "a"}), "can't parse inline keyboard button: Can't find field \"text\""),
    (
        inline({"text": "a", "url": "ftp://example.com"}),
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        inline({"text": "a", "web_app": {"url": "http://example.com"}}),
        "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
    ),
    (inline({"text": "a", "pay": True}), "BUTTON_TYPE_INVALID"),
    (inline({"text": "a", "callback_game": {}}), "BUTTON_TYPE_INVALID"),
    (inline({"text": "a", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
    ({"reply_markup": {"inline_keyboard": "x"}}, 'field "inline_keyboard" must be of type Array'),
    ({"reply_markup": {"keyboard": "x"}}, 'field "keyboard" must be of type Array'),
    (
        {"reply_markup": {"keyboard": [["A"]], "resize_keyboard": "yes"}},
        'field "resize_keyboard" must be of type Boolean',
    ),
    ({"reply_markup": {"force_reply": "yes"}}, 'field "force_reply" must be of type Boolean'),
    ({"reply_markup": {"remove_keyboard": "yes"}}, 'field "remove_keyboard" must be of type Boolean'),
    ({"reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
    ({"link_preview_options": {"url": "not-a-url"}}, "WEBPAGE_URL_INVALID"),
    ({"link_preview_options": {"is_disabled": "yes"}}, 'field "is_disabled" must be of type Boolean'),
    ({"message_thread_id": 999999999}, "message thread not found"),
    ({"allow_paid_broadcast": True}, "FLOODSKIP_NOT_ALLOWED"),
    ({"business_connection_id": "x"}, "business connection not found"),
]


@pytest.mark.parametrize(("params", "error"), SEEN, ids=[case[1] for case in SEEN])
async def test_refused_as_seen(call: Calls, user: User, params: dict[str, Any], error: str) -> None:
    answer = await call("sendMessage", chat_id=user.id, text="hello", **params)
    assert answer.error == f"400 Bad Request: {error}"


@pytest.mark.parametrize(("params", "error"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
async def test_refused(call: Calls, user: User, params: dict[str, Any], error: str) -> None:
    assert (await call("sendMessage", chat_id=user.id, **params)).error == error
    assert [message["text"] for message in user.messages] == ["/start"]


TAKEN: list[tuple[str, dict[str, Any], str]] = [
    ("4096 characters", {"text": "中" * 4096}, "中" * 4096),
    ("4096 after trimming", {"text": " " * 50 + "中" * 4096 + "\n" * 50}, "中" * 4096),
    ("markup does not count", {"text": f"<b>{'中' * 4096}</b>", **HTML}, "中" * 4096),
    # The local check counts code points, though entities count UTF-16 units.
    ("4096 emoji", {"text": "😀" * 4096}, "😀" * 4096),
    ("64 bytes of data", {"text": "x", **inline({"text": "a", "callback_data": "中" * 21 + "a"})}, "x"),
    ("answer to nothing, if need be", {"text": "x", **UNANSWERED}, "x"),
]


@pytest.mark.parametrize(("params", "text"), [case[1:] for case in TAKEN], ids=[case[0] for case in TAKEN])
async def test_taken(call: Calls, user: User, params: dict[str, Any], text: str) -> None:
    assert (await call("sendMessage", chat_id=user.id, **params)).result["text"] == text


async def test_the_order_of_the_checks(call: Calls) -> None:
    """Each step mends the first fault, and the next one in the server's order is reported."""
    bad: dict[str, Any] = {"chat_id": "77", "reply_markup": "{"}
    steps: list[tuple[dict[str, Any], str]] = [
        ({}, "400 Bad Request: message text is empty"),
        (
            {"text": "<b>" + " " * 10, "parse_mode": "HTML"},
            PARSE + 'Can\'t find end tag corresponding to start tag "b"',
        ),
        ({"text": "中" * 5000}, "400 Bad Request: can't parse reply keyboard markup JSON object"),
        (inline({"text": "a", "url": "/rel"}), "400 Bad Request: chat not found"),
    ]
    for change, error in steps:
        bad |= change
        assert (await call("sendMessage", **bad)).error == error
    assert (await call("sendMassage", **bad)).error == "404 Not Found: method not found"


async def test_length_comes_before_buttons_and_blocks(call: Calls, user: User) -> None:
    await user.block()
    data = inline({"text": "a", "callback_data": "x" * 65})
    long = {"chat_id": user.id, "text": "中" * 4097, **data}
    assert (await call("sendMessage", **long)).error == "400 Bad Request: message is too long"
    url = inline({"text": "a", "url": "/rel"})
    assert "is invalid" in (await call("sendMessage", chat_id=user.id, text="x", **url)).error
    blocked = await call("sendMessage", chat_id=user.id, text="x", **data)
    assert blocked.error == "403 Forbidden: bot was blocked by the user"


async def test_more_than_a_hundred_entities_lose_the_rest(call: Calls, user: User) -> None:
    text = " ".join(f"<b>{n}</b>" for n in range(120))
    message = (await call("sendMessage", chat_id=user.id, text=text, parse_mode="HTML")).result
    assert len(message["entities"]) == 100
    assert message["text"].endswith("119")


async def test_rows_of_more_than_twelve_buttons_are_cut(call: Calls, user: User) -> None:
    buttons = [{"text": str(n), "callback_data": str(n)} for n in range(15)]
    markup = {"inline_keyboard": [buttons]}
    message = (await call("sendMessage", chat_id=user.id, text="x", reply_markup=markup)).result
    assert len(message["reply_markup"]["inline_keyboard"][0]) == 12


async def test_link_preview_options_are_kept(call: Calls, user: User) -> None:
    options = {"url": "https://e.com", "prefer_large_media": True, "show_above_text": True, "is_disabled": False}
    sent = (await call("sendMessage", chat_id=user.id, text="https://e.com", link_preview_options=options)).result
    expected = {"url": "https://e.com", "prefer_large_media": True, "show_above_text": True}
    assert sent["link_preview_options"] == expected
