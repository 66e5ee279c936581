"""The store's schema: which version it has, and the ordered steps from one to the next.

A store without a version is one of ledebot 0.1.0, or empty: version 1. One process migrates, under a lease, and all
others wait for it as they start. What a step has got to is noted as it goes, so that one that was killed goes on there;
each of its parts may be done twice.

A process works on a store of its own version and of the next one: every migration leaves what the version before it
reads and writes rightly. So the roles of an instance can be upgraded one after the other.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError, UserError
from ledebot.storage.base import keys, scripting
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated
from ledebot.storage.base.lease import Lease

FIRST = 1
"""Version of a store that names none."""
LEASE = 30.0
"""Seconds after which a migration whose process died or hangs is taken over by another one."""
LOOK_EVERY = 0.2
_NOTE = scripting.read("ledebot.storage.base", "note")

log = logging.getLogger(__name__)

Part = Callable[[Client, str], AsyncIterator[str]]
"""Changes the store bit by bit; gives after each bit where to go on. Begins after what it is given, '' at first."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The way from the version before to `to`: parts, done in order."""

    to: int
    what: str
    parts: tuple[Part, ...]


@translated
async def version(redis: Client) -> int:
    """Tell the store's schema version. Raises UserError where a backup is only half taken over."""
    held, restoring = await redis.hmget(keys.SCHEMA, "version", "restoring")
    if restoring:
        raise UserError("a restore was broken off here: run `ledebot restore FILE` once more")
    return int(held or FIRST)


async def bring_up(redis: Client, clock: Clock, migrations: Sequence[Migration]) -> None:
    """Have the store in the version of the last migration, or of the one after it, before anything else begins.

    Raises UserError, one line, where it is newer than that.
    """
    holder, told = secrets.token_hex(8), False
    newest = migrations[-1].to if migrations else FIRST
    lease = Lease(redis, "migration", holder, LEASE)
    await _begin(redis, newest)
    while (held := await version(redis)) < newest:
        if await lease.hold():
            async with _kept(lease, clock):
                await _migrate(redis, holder, held, migrations)
        else:
            if not told:
                log.warning("another process is migrating the store; waiting until it is done")
            told = True
            await clock.sleep(LOOK_EVERY)
    if held > newest + 1:
        raise UserError(
            f"a newer ledebot has migrated this store (schema {held}; this version knows {newest}): "
            "upgrade this one too, or restore a backup of before into an empty store"
        )


@translated
async def _begin(redis: Client, newest: int) -> None:
    """Give a store that holds nothing the newest version: there is nothing to migrate."""
    if not await redis.dbsize():
        await redis.hsetnx(keys.SCHEMA, "version", str(newest))


@asynccontextmanager
async def _kept(lease: Lease, clock: Clock) -> AsyncIterator[None]:
    """Renew a lease beside a block, however long a bit of it takes, and give it up at its end."""

    async def renew() -> None:
        while True:
            await clock.sleep(LEASE / 3)
            with suppress(StoreUnavailableError):
                await lease.hold()

    renewing = asyncio.create_task(renew())
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.wait([renewing])
        await lease.leave()


@translated
async def _migrate(redis: Client, holder: str, held: int, migrations: Sequence[Migration]) -> None:
    """Take the migrations that are due, from where the last process stopped; ends early where the lease is lost."""
    note = redis.register_script(_NOTE)
    lock = keys.lease("migration")
    for migration in migrations:
        if migration.to <= held:
            continue
        log.info("migrating the store to schema %d: %s", migration.to, migration.what)
        number, _, at = (await redis.hget(keys.SCHEMA, "at") or "0:").partition(":")
        for part in range(int(number), len(migration.parts)):
            async for bit in migration.parts[part](redis, at):
                if not await note(keys=[lock, keys.SCHEMA], args=[holder, "at", f"{part}:{bit}"]):
                    return
            at = ""
            if not await note(keys=[lock, keys.SCHEMA], args=[holder, "at", f"{part + 1}:"]):
                return
        if not await note(keys=[lock, keys.SCHEMA], args=[holder, "version", migration.to]):
            return
