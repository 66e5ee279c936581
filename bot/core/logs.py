"""Logging for people or for machines, with the bot token taken out of every line."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
"""A bot token as Telegram issues it: the bot's id, a colon, 35 characters."""


def redact(text: str) -> str:
    """Take bot tokens out of a text."""
    return TOKEN.sub("<token>", text)


class _Formatter(logging.Formatter):
    """One line a record; tokens are taken out last, so that they are out of tracebacks as well."""

    def __init__(self, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        if not self._as_json:
            return redact(super().format(record))
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return redact(json.dumps(entry, ensure_ascii=False))


def configure(level: str, *, as_json: bool = False) -> None:
    """Send the log to standard error. httpx stays quiet: it logs every address, and ours hold the token."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter(as_json))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "apscheduler", "aiohttp.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # A proxy's error page is raised as well and told by whoever made the call; this adds a traceback each time.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    for chatty in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)  # they report each page they cannot read as an error
