"""The installed wheel as a plug-in in bots whose own modules have the commonest names."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path

import pytest

from ledebot.sandbox.sandbox import Sandbox
from tests.packaging.conftest import Installed

PING = """
async def ping(update, context):
    await update.message.reply_text("pong from the host")
"""
MAIN = """
import os

from telegram.ext import Application, CommandHandler

from ledebot import ALLOWED_UPDATES, install, load_settings
{own}

application = Application.builder().token(os.environ["TOKEN"]).base_url(os.environ["BASE_URL"]).build()
application.add_handler(CommandHandler("ping", ping))
install(application, load_settings())
application.run_polling(allowed_updates=list(ALLOWED_UPDATES), bootstrap_retries=-1)
"""
HOSTS = {
    "own handlers/, bot.py and storage.py": {
        "handlers/__init__.py": "",
        "handlers/ping.py": PING,
        "bot.py": "from handlers.ping import ping",
        "storage.py": "from bot import ping",
        "own": "from storage import ping",
    },
    "own bot/": {"bot/__init__.py": "", "bot/config.py": PING, "own": "from bot.config import ping"},
}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("host", HOSTS)
async def test_it_serves_beside_a_hosts_own_modules(
    installed: Installed, sandbox: Sandbox, tmp_path: Path, host: str
) -> None:
    files = dict(HOSTS[host])
    (tmp_path / "main.py").write_text(MAIN.format(own=files.pop("own")))
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "sources.toml").write_text("")
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TOKEN": sandbox.token,
        "BASE_URL": sandbox.base_url,
        "LEDEBOT_HOME": str(tmp_path / "data"),
        "LEDEBOT_SOURCES": str(tmp_path / "sources.toml"),
    }
    process = await asyncio.create_subprocess_exec(
        installed.python, "main.py", cwd=tmp_path, env=environ, stdout=sys.stderr, stderr=sys.stderr
    )
    try:
        reader = sandbox.user("小明")
        assert (await reader.ask("/ping"))["text"] == "pong from the host"
        assert "reply_markup" in await reader.ask("/start")
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        assert await asyncio.wait_for(process.wait(), 60) == 0
