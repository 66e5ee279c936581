"""What sources repeat, in Redis: one record for each, bounded by what is learned of one (bot/text/furniture.py)."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping

from ledebot.bot.text.furniture import Habits
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import CodecError, dumps, loads
from ledebot.storage.base.errors import translated

log = logging.getLogger(__name__)

TTL = 180 * 24 * 3600
"""Seconds; a source that is not heard of for so long is learned anew."""


class SourceHabits:
    """The store of habits; satisfies `HabitStore`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def load(self, sources: Collection[str]) -> dict[str, Habits]:
        """Load what is known of sources; see `HabitStore.load`."""
        names = sorted(sources)
        async with self._redis.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.get(keys.source_habits(name))
            records = await pipe.execute()
        return {name: known for name, record in zip(names, records, strict=True) if (known := _read(name, record))}

    @translated
    async def save(self, habits: Mapping[str, Habits]) -> None:
        """Remember what is known now; see `HabitStore.save`."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for name, known in habits.items():
                pipe.set(keys.source_habits(name), dumps(known), ex=TTL)
            await pipe.execute()


def _read(name: str, record: str | None) -> Habits | None:
    if record is None:
        return None
    try:
        return loads(Habits, record)
    except CodecError as error:
        log.warning("what %s repeats is learned anew: %s", name, error)
        return None
