"""What the store says of itself, and which mistakes that shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ledebot.bot.operator.findings import Finding, fail, ok, warn
from ledebot.bot.operator.types import Room

MINIMUM_REDIS = (7, 0)
SKEW = timedelta(seconds=30)
"""Clocks that are further apart send digests at noticeably wrong times."""
BACKUP_LATE = timedelta(days=2)
"""A backup is made each day."""


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What Redis tells: `INFO`, why it takes no changes if it does not, and by how much its clock is ahead of ours."""

    info: Mapping[str, Any]
    where: str
    refuses: str | None = None
    ahead: timedelta = timedelta()


def check(facts: StoreFacts, memory: Room) -> Iterator[Finding]:
    """Judge them; the first that is wrong hides what follows from it."""
    info = facts.info
    version = str(info.get("valkey_version") or info.get("redis_version") or "of an unknown version")
    name = f"{'Valkey' if 'valkey_version' in info else 'Redis'} {version}"
    spoken = tuple(int(part) for part in str(info.get("redis_version", "0")).split(".")[:2] if part.isdecimal())
    if abs(facts.ahead) > SKEW:
        text = f"this machine's clock and Redis' are {abs(facts.ahead).total_seconds():.0f} s apart: set up NTP on both"
        yield warn("clock", text)
    policy = info.get("maxmemory_policy", "noeviction")
    if spoken < MINIMUM_REDIS:
        yield fail("store", f"{name} is too old; Redis 7 or newer, or Valkey, is needed")
    elif facts.refuses is not None:
        yield fail("store", f"{facts.refuses}; nothing can be sent or stored until then")
    elif policy != "noeviction":
        yield fail("store", f"maxmemory-policy is {policy}, which drops data: set noeviction")
    elif not int(info.get("aof_enabled", 0)):
        yield warn("store", f"{name} ({facts.where}) has no append-only file: set `appendonly yes`")
    elif memory.nearly_full:
        share = 100 * memory.used // memory.size
        text = f"{name} uses {share} % of the memory that it may: give it more, or lower LEDEBOT_RETENTION_DAYS"
        yield warn("store", text)
    else:
        used = info.get("used_memory_human", "?")
        yield ok("store", f"{name}, {facts.where}, append-only file on, {used} in use")


def check_disk(disk: Room) -> Iterator[Finding]:
    """Judge the disk of the data folder."""
    if disk.nearly_full:
        share = 100 * disk.used // disk.size
        yield warn("disk", f"the data folder's disk is {share} % full: make room, a full one stops everything")


def check_backups(folder: Path, newest: datetime | None, now: datetime) -> Iterator[Finding]:
    """Judge the folder that gets a backup each day, by when its newest is of."""
    why = "the scheduler makes one each day, and its log says why it could not"
    if newest is None:
        yield warn("backups", f"there is none in {folder} yet: {why}")
    elif now - newest > BACKUP_LATE:
        yield warn("backups", f"the newest in {folder} is of {newest:%Y-%m-%d %H:%M} UTC: {why}")
    else:
        yield ok("backups", f"the newest is of {newest:%Y-%m-%d %H:%M} UTC")
