"""`ledebot doctor`: is everything all right, and if not, what is to be done."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.app.roles import identify
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import LedebotError, SearchUnavailableError, SettingError, StoreUnavailableError
from ledebot.bot.model import Health
from ledebot.storage.base.codec import UNREADABLE
from ledebot.storage.base.lease import Lease

SILENT_AFTER = timedelta(days=3)
"""A source without anything new for so long is worth a look."""
MINIMUM_REDIS = (7, 0)


class Verdict(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, how it is, and what to do where it is not well."""

    check: str
    verdict: Verdict
    text: str


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print a line for each check; exit code 1 if one failed."""
    failed = False
    async for finding in examine(settings):
        failed = failed or finding.verdict is Verdict.FAIL
        if arguments.json:
            print(json.dumps(asdict(finding), ensure_ascii=False), flush=True)
        else:
            print(f"{finding.verdict.value:<5} {finding.check}: {finding.text}", flush=True)
    return 1 if failed else 0


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Make every check, the ones that others rest on first."""
    yield await _token(settings)
    async with AsyncExitStack() as stack:
        try:
            container = await stack.enter_async_context(open_container(settings, search=True))
        except LedebotError as error:
            yield Finding("store", Verdict.FAIL, str(error))
            return
        yield await _store(container)
        yield await _records(container)
        yield await _search(container)
        yield await _sources(container)
        yield await _deliveries(container)


async def _token(settings: Settings) -> Finding:
    if not settings.token:
        return Finding("token", Verdict.WARN, "TELEGRAM_BOT_TOKEN is not set; only the demo and the command line work")
    try:
        name = await identify(settings)
    except SettingError as error:
        return Finding("token", Verdict.FAIL, str(error))
    return Finding("token", Verdict.OK, f"@{name} answers at {settings.api_url}")


async def _store(container: Container) -> Finding:
    server = await container.redis.info("server")
    version = str(server.get("valkey_version") or server.get("redis_version"))
    name = "Valkey" if "valkey_version" in server else "Redis"
    where = "REDIS_URL" if container.settings.redis_url else f"embedded under {container.settings.home}"
    spoken = tuple(int(part) for part in str(server.get("redis_version")).split(".")[:2])
    if spoken < MINIMUM_REDIS:
        return Finding("store", Verdict.FAIL, f"{name} {version} is too old; Redis 7 or newer, or Valkey, is needed")
    persistence = await container.redis.info("persistence")
    if not int(persistence.get("aof_enabled", 0)):
        return Finding(
            "store", Verdict.WARN, f"{name} {version} ({where}) has no append-only file: set `appendonly yes`"
        )
    try:
        await Lease(container.redis, "doctor", "doctor", 1).hold()  # any change will do
    except StoreUnavailableError as error:
        return Finding("store", Verdict.FAIL, f"{error}; nothing can be sent or stored until then")
    memory = await container.redis.info("memory")
    policy = memory.get("maxmemory_policy")
    if policy != "noeviction":
        return Finding("store", Verdict.FAIL, f"maxmemory-policy is {policy}, which drops data: set noeviction")
    used = memory.get("used_memory_human")
    return Finding("store", Verdict.OK, f"{name} {version}, {where}, append-only file on, {used} in use")


async def _records(container: Container) -> Finding:
    """Read every subscription and source once; articles are read whenever the index is built."""
    before = UNREADABLE.total()
    await container.sources.all()
    for target in await container.subscribers.everyone():
        await container.subscribers.get(target)
    if count := UNREADABLE.total() - before:
        text = f"{count} cannot be read and are left out; a newer ledebot wrote them, or a restored backup is damaged"
        return Finding("records", Verdict.WARN, text)
    return Finding("records", Verdict.OK, "all can be read")


async def _search(container: Container) -> Finding:
    stored = sum((await container.articles.sources()).values())
    try:
        found = await container.search.find("*", limit=1)
    except SearchUnavailableError as error:
        return Finding("search", Verdict.FAIL, str(error))
    state = "still being built" if found.partial else "up to date"
    return Finding("search", Verdict.OK, f"the index answers in {found.took_ms:.1f} ms, {state}; {stored} articles")


async def _sources(container: Container) -> Finding:
    states = await container.sources.all()
    if not states:
        return Finding("sources", Verdict.WARN, "none yet: `ledebot run` starts with the packaged list")
    failing = [state for state in states if state.health is Health.FAILING]
    now = container.clock.now()
    silent = [state for state in states if state.last_change and now - state.last_change > SILENT_AFTER]
    if failing or silent:
        return Finding(
            "sources",
            Verdict.WARN,
            f"{len(failing)} of {len(states)} are failing, {len(silent)} silent for 3 days: `ledebot sources list`",
        )
    return Finding("sources", Verdict.OK, f"{len(states)} followed")


async def _deliveries(container: Container) -> Finding:
    stats = await container.stats.stats(container.clock.now())
    if stats.dead:
        return Finding("deliveries", Verdict.WARN, f"{stats.dead} were given up; their payload is kept")
    waiting = sum(stats.queued.values())
    if waiting and not stats.senders:
        return Finding("deliveries", Verdict.WARN, f"{waiting} wait and no sender is running: `ledebot run`")
    return Finding("deliveries", Verdict.OK, f"{waiting} waiting, {stats.senders} senders")
