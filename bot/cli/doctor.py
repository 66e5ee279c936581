"""`ledebot doctor`: is everything all right, and if not, what is to be done."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledebot.bot.app.bot_facts import LISTEN, bot_facts
from ledebot.bot.app.container import Container, open_container
from ledebot.bot.app.scheduling import daily_word
from ledebot.bot.core.config import Settings, read_env_file
from ledebot.bot.core.errors import LedebotError, SearchUnavailableError, SettingError, StoreUnavailableError
from ledebot.bot.model import Target
from ledebot.bot.operator import check_news, check_settings, check_store, check_telegram
from ledebot.bot.operator.disk import disk_of
from ledebot.bot.operator.findings import Finding, Verdict, fail, ok, warn
from ledebot.storage.backup.instance import newest
from ledebot.storage.base.codec import UNREADABLE
from ledebot.storage.base.lease import Lease

ENV_FILE = Path(".env")
ASKED = "ledebot"
"""Any word will do: a query without one would be answered without the index."""


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print a line for each check; exit code 1 if one failed."""
    failed = False
    async for finding in examine(settings, os.environ, ENV_FILE, listen=LISTEN):
        failed = failed or finding.verdict is Verdict.FAIL
        if arguments.json:
            print(json.dumps(asdict(finding), ensure_ascii=False), flush=True)
        else:
            print(f"{finding.verdict.value:<5} {finding.check}: {finding.text}", flush=True)
    return 1 if failed else 0


async def examine(
    settings: Settings, environ: Mapping[str, str], env_file: Path, *, listen: int
) -> AsyncIterator[Finding]:
    """Make every check, the ones that others rest on first; `listen`: see `bot_facts`."""
    for finding in check_settings.check(settings, {*environ, *read_env_file(env_file)}, env_file):
        yield finding
    for finding in check_store.check_disk(disk_of(settings.home)):
        yield finding
    if settings.backup is not None:
        now = datetime.now(UTC)
        for finding in check_store.check_backups(settings.backup, newest(settings.backup, now), now):
            yield finding
    async with AsyncExitStack() as stack:
        try:
            container = await stack.enter_async_context(open_container(settings, search=True))
        except LedebotError as error:
            yield fail("store", str(error))
            container = None
        # What runs here would take our own request for a rival's.
        running = container is not None and bool(await container.server.at_work())
        async for finding in _telegram(settings, 0 if running else listen):
            yield finding
        if container is not None:
            async for finding in _instance(container):
                yield finding


async def _telegram(settings: Settings, listen: int) -> AsyncIterator[Finding]:
    if not (settings.token and check_settings.TOKEN.fullmatch(settings.token)):
        return
    try:
        facts = await bot_facts(settings, listen=listen)
    except SettingError as error:
        yield fail("token", str(error))
        return
    for finding in check_telegram.check(facts, settings):
        yield finding


async def _instance(container: Container) -> AsyncIterator[Finding]:
    now = container.clock.now()
    for finding in check_store.check(await _store(container), await container.server.memory()):
        yield finding
    yield await _records(container)
    yield await _search(container)
    for finding in check_news.check_sources(await container.sources.all(), container.settings, now):
        yield finding
    for finding in check_news.check_silence((await daily_word(container).needs()).silent):
        yield finding
    stats, readers = await container.stats.stats(now), await container.subscribers.count()
    for finding in check_news.check_deliveries(stats, readers, await container.server.at_work()):
        yield finding
    for admin in container.settings.admin_ids:
        if admin > 0 and await container.subscribers.get(Target(admin)) is None:
            yield warn("operators", f"{admin} has not written to the bot, which may not begin: press Start in its chat")


async def _store(container: Container) -> check_store.StoreFacts:
    redis, settings = container.redis, container.settings
    refuses = None
    try:
        await Lease(redis, "doctor", "doctor", 1).hold()  # any change will do
    except StoreUnavailableError as error:
        refuses = str(error)
    seconds, microseconds = await redis.time()
    theirs = datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(microseconds))
    where = "REDIS_URL" if settings.redis_url else f"embedded under {settings.home}"
    return check_store.StoreFacts(await redis.info(), where, refuses, theirs - datetime.now(UTC))


async def _records(container: Container) -> Finding:
    """Read every subscription and source once; articles are read whenever the index is built."""
    before = UNREADABLE.total()
    await container.sources.all()
    for target in await container.subscribers.everyone():
        await container.subscribers.get(target)
    if count := UNREADABLE.total() - before:
        text = f"{count} cannot be read and are left out; a newer ledebot wrote them, or a restored backup is damaged"
        return warn("records", text)
    return ok("records", "all can be read")


async def _search(container: Container) -> Finding:
    stored = sum((await container.articles.sources()).values())
    try:
        await container.search.find(ASKED, limit=1)  # a process' first question loads the dictionary
        found = await container.search.find(ASKED, limit=1)
    except SearchUnavailableError as error:
        return fail("search", str(error))
    if found.notes:
        text = f"{' '.join(found.notes)} Make room on the disk of {container.settings.home / 'index'}, or remove that"
        return warn("search", f"{text} folder: it is made anew")
    state = "still being built" if found.partial else "up to date"
    return ok("search", f"the index answers in {found.took_ms:.1f} ms, {state}; {stored} articles")
