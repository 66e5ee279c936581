"""Mistakes in the settings, found without asking anybody."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from ledebot.bot.core.config import Settings
from ledebot.bot.core.config import names as known_names
from ledebot.bot.core.errors import SettingError
from ledebot.bot.operator.findings import Finding, fail, ok, warn
from ledebot.bot.sources import catalogue

TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{35}")
"""A token as @BotFather gives it (core.telegram.org/bots/api, "Authorizing your bot")."""
WEBHOOK_PORTS = (443, 80, 88, 8443)
"""The ports that Telegram calls (core.telegram.org/bots/api, "setWebhook")."""
_OURS = re.compile(r"LEDEBOT_|TELEGRAM|BOT_?TOKEN|REDIS")
"""Names that were meant for us, or may have been."""
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104  # looked for, not listened at


def check(settings: Settings, names: Iterable[str], env_file: Path) -> Iterator[Finding]:
    """Look at the settings, the names of the variables that are set, and the file that some of them came from."""
    found = [
        *_token(settings),
        *_unknown(names),
        *_readable_by_others(env_file),
        *_operators(settings),
        *_webhook(settings),
        *_home(settings.home),
        *_sources(settings),
    ]
    if settings.http_listen and settings.http_listen[0] in _EVERYWHERE:
        found.append(
            warn("settings", "LEDEBOT_HTTP_LISTEN listens to everybody: name one address, or firewall its port")
        )
    yield from found or (ok("settings", "nothing wrong with them"),)


def _token(settings: Settings) -> Iterator[Finding]:
    token = settings.token
    if not token:
        yield warn("token", "TELEGRAM_BOT_TOKEN is not set; only the demo and the command line work")
    elif not TOKEN.fullmatch(token):
        yield fail("token", "TELEGRAM_BOT_TOKEN is no token: copy 123456789:AA… from @BotFather, without quotes")


def _unknown(names: Iterable[str]) -> Iterator[Finding]:
    known = known_names()
    for name in sorted(set(names) - known):
        near = _nearest(name, known)
        if name.startswith("LEDEBOT_") or (near and _OURS.search(name)):
            hint = f": did you mean {near}?" if near else "; README.md lists all that there are"
            yield warn("settings", f"{name} is no setting{hint}")


def _nearest(name: str, known: frozenset[str]) -> str | None:
    """Find the setting that was meant, by what is not the same in all of them."""
    spelled = {each.removeprefix("LEDEBOT_"): each for each in sorted(known)}
    close = get_close_matches(name.removeprefix("LEDEBOT_"), spelled, n=1, cutoff=0.65)
    return spelled[close[0]] if close else None


def _readable_by_others(env_file: Path) -> Iterator[Finding]:
    try:
        mode = env_file.stat().st_mode
    except OSError:
        return
    if mode & (stat.S_IRGRP | stat.S_IROTH):
        yield warn("settings", f"{env_file} holds secrets and others may read it: chmod 600 {env_file}")


def _operators(settings: Settings) -> Iterator[Finding]:
    if not settings.admin_ids:
        if settings.allowlist:
            text = "LEDEBOT_ACCESS=allowlist without LEDEBOT_ADMIN_IDS: nobody can let people in; put your own id there"
            yield fail("operators", text)
        else:
            text = "LEDEBOT_ADMIN_IDS is empty: put your own id there (@userinfobot tells it) for /addsource and /stats"
            yield warn("operators", text)
    own = (settings.token or "").partition(":")[0]
    for admin in settings.admin_ids:
        if admin < 0:
            yield fail(
                "operators", f"LEDEBOT_ADMIN_IDS: {admin} is a group; operators are persons (@userinfobot tells ids)"
            )
        elif str(admin) == own:
            yield fail("operators", f"LEDEBOT_ADMIN_IDS: {admin} is the bot itself; put your own id there")


def _webhook(settings: Settings) -> Iterator[Finding]:
    if settings.webhook_url is None:
        if settings.webhook_listen is not None:
            text = "LEDEBOT_WEBHOOK_LISTEN without LEDEBOT_WEBHOOK_URL does nothing: updates are polled"
            yield warn("webhook", text)
        return
    if settings.webhook_listen is None:
        yield fail("webhook", "LEDEBOT_WEBHOOK_LISTEN is not set: give the host:port that your proxy forwards to")
    port = urlsplit(settings.webhook_url).port or 443
    if port not in WEBHOOK_PORTS:
        yield fail("webhook", f"LEDEBOT_WEBHOOK_URL: Telegram does not call port {port}, only 443, 80, 88 and 8443")


def _home(home: Path) -> Iterator[Finding]:
    there = home
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        text = f"LEDEBOT_HOME={home} cannot be written by this user: chown it, or name another folder"
        yield fail("home", text)


def _sources(settings: Settings) -> Iterator[Finding]:
    try:
        catalogue.load(settings.sources, settings.rsshub)
    except SettingError as error:
        yield fail("sources file", str(error))
