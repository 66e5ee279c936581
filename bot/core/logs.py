"""Logging for people or for machines, with every secret taken out of every line and foreign values kept short."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from urllib.parse import quote

TOKEN = re.compile(r"(?<!\d)\d{5,20}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
"""A bot token as Telegram issues it: the bot's id, a colon (or its escape in an address), 35 characters.

Bounded on the left: over a long run of digits an open beginning takes the square of its length.
"""
PASSWORD = re.compile(r"(?<=://)[^\s/@]{0,200}@")
"""User and password in an address."""
MOST = 200
"""Characters of a value that a line quotes; a feed or a request may hold megabytes."""
MOST_TRACEBACK = 20_000
"""Characters of a traceback, the newest frames of it."""
SHORTEST_SECRET = 6
"""Characters: shorter ones would be cut out of ordinary words."""


def redact(text: str) -> str:
    """Take bot tokens and passwords of addresses out of a text."""
    return PASSWORD.sub("<password>@", TOKEN.sub("<token>", text))


def cut(value: str) -> str:
    """Shorten a foreign value to what a line may quote of it."""
    return value if len(value) <= MOST else f"{value[:MOST]}… ({len(value)} characters)"


def redactor(secrets: Iterable[str | None]) -> Callable[[str], str]:
    """Make a `redact` that takes these secrets out as well, as they are and as an address spells them."""
    known = {spelling for secret in secrets if secret for spelling in (secret, quote(secret, safe=""))}
    spellings = sorted((each for each in known if len(each) >= SHORTEST_SECRET), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, spellings)) or r"(?!)", re.IGNORECASE)  # %2F and %2f are one
    return lambda text: redact(pattern.sub("<secret>", text))


class _Formatter(logging.Formatter):
    """One line a record; secrets are taken out last, so that they are out of tracebacks as well."""

    def __init__(self, as_json: bool, redacted: Callable[[str], str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._as_json = as_json
        self._redacted = redacted

    def format(self, record: logging.LogRecord) -> str:
        _shorten(record)
        if not self._as_json:
            return self._redacted(super().format(record))
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": str(record.process),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        # Before they are written as JSON, whose escapes would hide a secret with a quote in it.
        return json.dumps({name: self._redacted(text) for name, text in entry.items()}, ensure_ascii=False)

    def formatException(self, ei: object) -> str:  # noqa: N802 the standard library's name
        """Give a traceback's end, its lines kept short."""
        text = super().formatException(ei)  # type: ignore[arg-type]  # typeshed spells the tuple out
        return "\n".join(map(cut, text[-MOST_TRACEBACK:].splitlines()))


def _shorten(record: logging.LogRecord) -> None:
    args = record.args
    if isinstance(args, tuple):
        record.args = tuple(map(_short, args))
    elif isinstance(args, dict):
        record.args = {name: _short(value) for name, value in args.items()}


def _short(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    return cut(text) if len(text) > MOST else value


def configure(level: str, *, as_json: bool = False, secrets: Iterable[str | None] = ()) -> None:
    """Send the log to standard error. httpx stays quiet: it logs every address, and ours hold the token."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter(as_json, redactor(secrets)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "apscheduler", "aiohttp.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # A proxy's error page is raised as well and told by whoever made the call; this adds a traceback each time.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    for chatty in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)  # they report each page they cannot read as an error
