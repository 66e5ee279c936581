"""What an error of the Telegram client means for the message that met it. Pure.

Telegram answers with an HTTP status and a text; python-telegram-bot makes its exceptions of the status alone and
changes the case of a 400's text, so texts are compared in lower case. The descriptions are those of
github.com/tdlib/telegram-bot-api (Client.cpp) and github.com/tdlib/td (MessagesManager.cpp, DialogManager.cpp).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import aiohttp
import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from ledebot.bot.core.logs import redact


class Verdict(StrEnum):
    """What kind of failure it is; also the name under which it is counted."""

    UNREACHABLE = "unreachable"
    """403: nobody there until the reader comes back."""
    MISSING = "missing"
    """Telegram knows no such chat, or says so by mistake."""
    NO_RIGHTS = "no rights"
    """The bot may not write there, or Telegram says so by mistake."""
    MIGRATED = "migrated"
    NO_TOPIC = "no topic"
    """The forum topic is gone or closed; the chat is still there."""
    FLOOD = "flood"
    UNPAID = "unpaid"
    """Telegram takes no paid broadcasts from this bot: not enabled, or too few Stars."""
    CONTENT = "content"
    """Our own fault, and the same for everybody who would get this."""
    UNSENT = "unsent"
    """The request never left: safe to repeat."""
    OUTAGE = "outage"
    """Telegram's servers failed; most likely nothing was done."""
    RESET = "reset"
    """The line broke after the request was written: it may have been done."""
    TIMEOUT = "time-out"
    """No answer in time: most likely it was done."""
    CREDENTIALS = "credentials"
    """The token is wrong or revoked."""


DOUBTFUL = frozenset({Verdict.OUTAGE, Verdict.RESET, Verdict.TIMEOUT})
"""After these nobody knows whether the message arrived."""
LINE_DOWN = frozenset({Verdict.UNSENT, Verdict.OUTAGE, Verdict.RESET, Verdict.TIMEOUT, Verdict.CREDENTIALS})
"""These may be true of every message, so the line is tried with a harmless call before the next one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict, in words fit for the operator's figures, and what Telegram asked for."""

    verdict: Verdict
    reason: str
    wait: float = 0.0
    """Seconds, of a FLOOD."""
    new_chat: int = 0
    """Of a MIGRATED."""


UNREACHABLE = (
    ("blocked by the user", "blocked"),
    ("user is deactivated", "deactivated"),
    ("can't initiate conversation", "never started"),
    ("can't send messages to the bot", "is a bot"),
    ("was kicked", "kicked"),
    ("not a member", "not a member"),
    ("was deleted", "chat deleted"),
)
BAD_REQUESTS = (
    (re.compile(r"chat not found|peer_id_invalid|user not found|chat_id_invalid"), Verdict.MISSING),
    (
        re.compile(r"not enough rights|need administrator rights|no write access|chat_write_forbidden|chat_restricted"),
        Verdict.NO_RIGHTS,
    ),
    (re.compile(r"floodskip_not_allowed|balance_too_low"), Verdict.UNPAID),
    (re.compile(r"thread not found|topic_closed|topic_deleted"), Verdict.NO_TOPIC),
)
LINE_WORDS = {
    Verdict.UNSENT: "no connection to Telegram",
    Verdict.RESET: "the connection broke before the answer",
    Verdict.TIMEOUT: "no answer in time",
}


def classify(error: TelegramError) -> Outcome:
    """Tell what an error means. Order matters: BadRequest and TimedOut are kinds of NetworkError."""
    match error:
        case RetryAfter():
            return Outcome(Verdict.FLOOD, "flood", wait=error._retry_after.total_seconds())
        case ChatMigrated():
            return Outcome(Verdict.MIGRATED, "migrated", new_chat=error.new_chat_id)
        case Forbidden():
            text = error.message.lower()
            return Outcome(Verdict.UNREACHABLE, next((name for part, name in UNREACHABLE if part in text), "forbidden"))
        case InvalidToken() | EndPointNotFound():
            return Outcome(Verdict.CREDENTIALS, "the bot token is not accepted")
        case BadRequest():
            text = error.message.lower()
            verdict = next((verdict for pattern, verdict in BAD_REQUESTS if pattern.search(text)), Verdict.CONTENT)
            return Outcome(verdict, _clean(error.message))
        case _:
            verdict = _broken_line(error)
            # The client's own words mislead here: it calls every lost connection a time-out.
            return Outcome(verdict, LINE_WORDS.get(verdict) or _clean(error.message))


def _broken_line(error: TelegramError) -> Verdict:
    """Tell whether the request left, from the errors that python-telegram-bot's own was made of.

    httpx-aiohttp reports a connection that was lost after the request as `ConnectTimeout`, so aiohttp's own error
    decides wherever there is one.
    """
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
            return Verdict.UNSENT
        if isinstance(cause, aiohttp.ServerTimeoutError):
            return Verdict.TIMEOUT
        if isinstance(cause, aiohttp.ClientError):
            return Verdict.RESET
    for cause in causes:
        if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol):
            return Verdict.UNSENT
        if isinstance(cause, httpx.TimeoutException):
            return Verdict.TIMEOUT
        if isinstance(cause, httpx.HTTPError):
            return Verdict.RESET
    if isinstance(error, TimedOut):
        return Verdict.TIMEOUT
    if isinstance(error, NetworkError) and not causes:
        return Verdict.OUTAGE  # an answer came, with a status of 500 or above
    # An HTML page instead of an answer: with a status of 500 or above from a proxy, or with 200 from who knows whom.
    return Verdict.OUTAGE if isinstance(error, NetworkError) else Verdict.RESET


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause = error.__cause__
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _clean(text: str) -> str:
    return redact(text)[:200]
