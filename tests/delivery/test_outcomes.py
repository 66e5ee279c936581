"""What each answer of Telegram, and each way of not answering, is taken for; over real HTTP."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from ledebot.bot.delivery.client import build_bot
from ledebot.bot.delivery.outcomes import Verdict, classify
from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import started


async def _meet(sandbox: Sandbox, chat: int = 5_000_001, **keywords: Any) -> TelegramError:
    async with build_bot(sandbox.token, sandbox.api_url) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(chat, "早报", **keywords)
    return caught.value


@pytest.mark.parametrize(
    ("fault", "verdict", "reason"),
    [
        ("flood", Verdict.FLOOD, "flood"),
        ("flood_everywhere", Verdict.FLOOD, "flood"),
        ("server_error", Verdict.OUTAGE, "Internal Server Error"),
        ("bad_gateway", Verdict.OUTAGE, "Bad Gateway"),
        ("gateway_timeout", Verdict.OUTAGE, "Gateway Timeout"),
        ("reset_before", Verdict.RESET, "broke"),
        ("reset_after", Verdict.RESET, "broke"),
        ("silent", Verdict.TIMEOUT, "no answer"),
        ("garbage", Verdict.RESET, "broke"),
        ("blocked", Verdict.UNREACHABLE, "blocked"),
        ("deactivated", Verdict.UNREACHABLE, "deactivated"),
        ("kicked", Verdict.UNREACHABLE, "kicked"),
        ("not_found", Verdict.MISSING, "not found"),
        ("no_rights", Verdict.NO_RIGHTS, "rights"),
    ],
)
async def test_faults_are_told_apart(sandbox: Sandbox, fault: str, verdict: Verdict, reason: str) -> None:
    started(sandbox, 1)
    sandbox.faults.add(fault, seconds=12)
    outcome = classify(await _meet(sandbox, read_timeout=0.1 if fault == "silent" else 60))
    assert outcome.verdict is verdict
    assert reason.lower() in outcome.reason.lower()
    assert outcome.wait == (12 if verdict is Verdict.FLOOD else 0)


async def test_a_connection_that_was_lost_while_it_was_reused_is_in_doubt(sandbox: Sandbox) -> None:
    started(sandbox, 1)
    async with build_bot(sandbox.token, sandbox.api_url) as bot:
        await bot.send_message(5_000_001, "一")
        sandbox.faults.add("reset_after")
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(5_000_001, "二")
        assert classify(caught.value).verdict is Verdict.RESET
        assert not isinstance(caught.value, TimedOut)
        await bot.send_message(5_000_001, "三")
    assert [message["text"] for message in sandbox.from_bot(5_000_001)] == ["一", "二", "三"]


async def test_a_refused_connection_never_carried_the_message(sandbox: Sandbox) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    bot = build_bot(sandbox.token, url)
    await bot.request.initialize()
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(1, "早报")
    await bot.request.shutdown()
    assert classify(caught.value).verdict is Verdict.UNSENT
    # Polling tries again after a time-out without a pause: an outage must not look like one.
    assert not isinstance(caught.value, TimedOut)


async def test_waiting_for_a_connection_is_not_sending(sandbox: Sandbox) -> None:
    """All connections are taken by calls that are not answered."""
    started(sandbox, 2)
    sandbox.faults.add("silent", chat_id=5_000_001)
    async with build_bot(sandbox.token, sandbox.api_url, connections=1) as bot:
        hanging = asyncio.create_task(bot.send_message(5_000_001, "一", read_timeout=600))
        await sandbox.wait_until(lambda: sandbox.from_bot(5_000_001))
        with pytest.raises(TimedOut) as caught:
            await bot.send_message(5_000_002, "二", pool_timeout=0.1)
        hanging.cancel()
        await asyncio.gather(hanging, return_exceptions=True)
    assert classify(caught.value).verdict is Verdict.UNSENT


async def test_a_migrated_group_tells_its_new_id(sandbox: Sandbox) -> None:
    room = sandbox.group("老群", owner=sandbox.user("群主"), supergroup=False)
    sandbox.faults.add("migrate", chat_id=room.id)
    outcome = classify(await _meet(sandbox, room.id))
    assert outcome.verdict is Verdict.MIGRATED
    assert str(outcome.new_chat).startswith("-100")


async def test_real_refusals_of_content_and_chat(sandbox: Sandbox) -> None:
    started(sandbox, 1)
    broken = classify(await _html(sandbox, "<b>没有关上"))
    assert broken.verdict is Verdict.CONTENT
    assert classify(await _html(sandbox, "长" * 4097)).verdict is Verdict.CONTENT
    assert classify(await _meet(sandbox, 42)).verdict is Verdict.MISSING
    sandbox.user("从未开始", user_id=55)
    assert classify(await _meet(sandbox, 55)).verdict in (Verdict.UNREACHABLE, Verdict.MISSING)
    forum = sandbox.group("论坛", owner=sandbox.user("群主"), forum=True)
    assert classify(await _meet(sandbox, forum.id, message_thread_id=77)).verdict is Verdict.NO_TOPIC


async def _html(sandbox: Sandbox, text: str) -> TelegramError:
    async with build_bot(sandbox.token, sandbox.api_url) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(5_000_001, text, parse_mode="HTML")
    return caught.value


async def test_a_wrong_token(sandbox: Sandbox) -> None:
    bot = build_bot(f"{sandbox.token}x", sandbox.api_url)
    await bot.request.initialize()
    with pytest.raises(InvalidToken) as caught:
        await bot.send_message(1, "早报")
    await bot.request.shutdown()
    outcome = classify(caught.value)
    assert outcome.verdict is Verdict.CREDENTIALS
    assert sandbox.token not in outcome.reason


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (RetryAfter(35), Verdict.FLOOD),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Verdict.UNREACHABLE),
        (Forbidden("Forbidden: the bot can't send messages to the bot"), Verdict.UNREACHABLE),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), Verdict.UNREACHABLE),
        (Forbidden("Forbidden: the group chat was deleted"), Verdict.UNREACHABLE),
        (Forbidden("Forbidden: something new"), Verdict.UNREACHABLE),
        (BadRequest("Peer_id_invalid"), Verdict.MISSING),
        (BadRequest("Need administrator rights in the channel chat"), Verdict.NO_RIGHTS),
        (BadRequest("Have no write access to the chat"), Verdict.NO_RIGHTS),
        (BadRequest("Chat_write_forbidden"), Verdict.NO_RIGHTS),
        (BadRequest("Message thread not found"), Verdict.NO_TOPIC),
        (BadRequest("Topic_closed"), Verdict.NO_TOPIC),
        (BadRequest("Can't parse entities: unsupported start tag"), Verdict.CONTENT),
        (BadRequest("Floodskip_not_allowed"), Verdict.UNPAID),
        (BadRequest("Balance_too_low"), Verdict.UNPAID),
        (BadRequest("Entities_too_long"), Verdict.CONTENT),
        (BadRequest("Button_data_invalid"), Verdict.CONTENT),
        (BadRequest("Inline keyboard button url 'x' is invalid: wrong http url"), Verdict.CONTENT),
        (NetworkError("Internal Server Error: restart"), Verdict.OUTAGE),
        (TimedOut(), Verdict.TIMEOUT),
    ],
)
def test_descriptions(error: TelegramError, verdict: Verdict) -> None:
    assert classify(error).verdict is verdict


def test_no_token_in_what_the_operator_reads() -> None:
    secret = "123456:" + "A" * 35
    outcome = classify(NetworkError(f"Bad Gateway: https://api.telegram.org/bot{secret}/sendMessage"))
    assert "<token>" in outcome.reason
    assert secret not in outcome.reason
