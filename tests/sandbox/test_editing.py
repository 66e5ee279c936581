"""Editing, deleting, answering buttons, command menus and the bot's own page."""

from __future__ import annotations

from typing import Any

import pytest

from ledebot.sandbox import Sandbox, User
from tests.sandbox.conftest import Calls
from tests.sandbox.test_limits import inline

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_editing(call: Calls, user: User) -> None:
    keyboard = inline({"text": "a", "callback_data": "1"})
    sent = (await call("sendMessage", chat_id=user.id, text="<b>一</b>", parse_mode="HTML", **keyboard)).result
    at = {"chat_id": user.id, "message_id": sent["message_id"]}
    edits: list[tuple[dict[str, Any], str]] = [
        ({"text": " <b>一</b> ", "parse_mode": "HTML", **keyboard}, NOT_MODIFIED),
        ({"text": "中" * 4097}, "400 Bad Request: MESSAGE_TOO_LONG"),
        ({"text": " "}, "400 Bad Request: text must be non-empty"),
        ({"text": ""}, "400 Bad Request: message text is empty"),
        ({"text": "x", "message_id": 999}, "400 Bad Request: message to edit not found"),
        ({"text": "x", "message_id": 1}, "400 Bad Request: message can't be edited"),
        ({"text": "x", "reply_markup": {"keyboard": [["a"]]}}, "400 Bad Request: inline keyboard expected"),
        (
            {"text": "x", **inline({"text": "a", "callback_data": "x" * 65})},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
    ]
    for change, error in edits:
        assert (await call("editMessageText", **at | change)).error == error
    edited = (await call("editMessageText", **at, text="二")).result
    assert (edited["text"], "edit_date" in edited, "reply_markup" in edited) == ("二", True, False)
    marked = (await call("editMessageReplyMarkup", **at, **keyboard)).result
    assert marked["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "1"
    assert (await call("editMessageReplyMarkup", **at, **keyboard)).error == NOT_MODIFIED
    assert [message["text"] for message in user.messages] == ["/start", "二"]


async def test_deleting(call: Calls, user: User, sandbox: Sandbox) -> None:
    sent = (await call("sendMessage", chat_id=user.id, text="x")).result
    at = {"chat_id": user.id, "message_id": sent["message_id"]}
    assert (await call("deleteMessage", **at)).result is True
    assert (await call("deleteMessage", **at)).error == "400 Bad Request: message to delete not found"
    ids = [(await call("sendMessage", chat_id=user.id, text=str(n))).result["message_id"] for n in range(3)]
    assert (await call("deleteMessages", chat_id=user.id, message_ids=[*ids, 999])).result is True
    too_many = await call("deleteMessages", chat_id=user.id, message_ids=list(range(101)))
    assert too_many.error == "400 Bad Request: too many message identifiers specified"
    assert [message["text"] for message in user.messages] == ["/start"]


async def test_callback_answers(call: Calls, user: User) -> None:
    keyboard = inline({"text": "好", "callback_data": "ok"})
    sent = (await call("sendMessage", chat_id=user.id, text="x", **keyboard)).result
    click = await user.click(sent, "好")
    update = (await call("getUpdates", offset=-1)).result[0]["callback_query"]
    assert (update["data"], update["message"]["message_id"]) == ("ok", sent["message_id"])
    long = await call("answerCallbackQuery", callback_query_id=update["id"], text="x" * 201)
    assert long.error == "400 Bad Request: MESSAGE_TOO_LONG"
    assert (await call("answerCallbackQuery", callback_query_id=update["id"], text="y", show_alert=True)).result
    assert (await click.answer())["show_alert"] is True
    assert (await call("answerCallbackQuery", callback_query_id=update["id"])).error == TOO_OLD
    assert (await call("answerCallbackQuery", callback_query_id="1")).error == TOO_OLD


COMMANDS: list[tuple[Any, str]] = [
    ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "开始", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
    ([{"command": "start", "description": " "}], "command description must be non-empty"),
    ([{"command": "start", "description": "x" * 257}], "command description length must not exceed 256"),
    ([{"command": "", "description": "x"}], "command must be non-empty"),
    ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
]


@pytest.mark.parametrize(("commands", "error"), COMMANDS)
async def test_commands_that_are_refused(call: Calls, commands: Any, error: str) -> None:
    assert (await call("setMyCommands", commands=commands)).error == f"400 Bad Request: {error}"


async def test_the_narrowest_scope_of_commands_wins(call: Calls, sandbox: Sandbox, user: User) -> None:
    def menu(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name}]

    world = sandbox.api.world

    def seen() -> str:
        found = sandbox.api.profile.for_user(world.chats[user.id], user.id, "zh-hans")
        return found[0]["command"] if found else ""

    await call("setMyCommands", commands=menu("everywhere"))
    assert seen() == "everywhere"
    await call("setMyCommands", commands=menu("chinese"), language_code="zh")
    assert seen() == "chinese"
    await call("setMyCommands", commands=menu("private"), scope={"type": "all_private_chats"})
    assert seen() == "private"
    await call("setMyCommands", commands=menu("here"), scope={"type": "chat", "chat_id": user.id})
    assert seen() == "here"
    await call("deleteMyCommands", scope={"type": "chat", "chat_id": user.id})
    assert seen() == "private"
    assert (await call("getMyCommands", language_code="zh")).result == menu("chinese")


PROFILE = [
    ("setMyName", "name", 64),
    ("setMyDescription", "description", 512),
    ("setMyShortDescription", "short_description", 120),
]


@pytest.mark.parametrize(("method", "field", "limit"), PROFILE)
async def test_the_bot_s_own_page(call: Calls, method: str, field: str, limit: int) -> None:
    assert (await call(method, **{field: "字" * limit})).result is True
    assert (await call(method.replace("set", "get"))).result == {field: "字" * limit}
    assert (await call(method, **{field: "字" * (limit + 1)})).status == 400
