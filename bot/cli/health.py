"""`ledebot health`: ask the process that runs here how it is, at the address that the setting names."""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from http.client import HTTPConnection, HTTPException

from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import SettingError

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # who listens there is asked nearby


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print what `/health` says; exit code 1 if that is not well, or nobody answers."""
    if settings.http_listen is None:
        raise SettingError("LEDEBOT_HTTP_LISTEN is not set: give the host:port at which the bot tells how it is")
    host, port = settings.http_listen
    status, text = await asyncio.to_thread(ask, EVERYWHERE.get(host, host), port, arguments.wait)
    print(text.strip(), file=sys.stdout if status == 200 else sys.stderr)
    return 0 if status == 200 else 1


def ask(host: str, port: int, wait: float) -> tuple[int, str]:
    """Give the status and text of `/health`; 0, and why, where nobody answers."""
    connection = HTTPConnection(host, port, timeout=wait)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        return answer.status, answer.read(10_000).decode("utf-8", "replace")
    except (OSError, HTTPException) as error:
        return 0, f"nobody answers at {host}:{port} ({str(error) or type(error).__name__})"
    finally:
        connection.close()
