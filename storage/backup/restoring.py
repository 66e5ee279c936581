"""A backup's records written into an empty store, of whichever make and version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ledebot.bot.core.errors import UserError
from ledebot.storage.backup import kinds
from ledebot.storage.backup.records import Blob, Gone, Hash, Head, List, Record, Set, Sorted, Stream, Text
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated

BATCH, CHARACTERS = 200, 1 << 18
"""Records written in one round trip, and after how many characters no more are."""
FULL = "this store is not empty: restore into a new one (another LEDEBOT_HOME, or REDIS_URL)"
IN_USE = "a ledebot is running on this store: stop it first"


@translated
async def need_empty(redis: Client) -> None:
    """Raise UserError where the store holds anything, or somebody works on it.

    What a restore left that was broken off counts for nothing, and is taken away.
    """
    if await redis.exists(keys.lease("scheduler"), *map(keys.sender, await redis.smembers(keys.SENDERS))):
        raise UserError(IN_USE)
    broken_off = await redis.hexists(keys.SCHEMA, "restoring")
    async for found in redis.scan_iter(match=f"{keys.PREFIX}*", count=1000):
        if kinds.kept(found):
            if not broken_off:
                raise UserError(FULL)
            await redis.unlink(found)


@translated
async def write(redis: Client, head: Head, records: Iterable[Record], now: float) -> int:
    """Write all records; gives how many. `now` (seconds since the epoch) decides what has expired meanwhile.

    The store says that it is being restored until all is there: nothing else begins on half of it.
    """
    await redis.hset(keys.SCHEMA, "restoring", head.made.isoformat())
    count = 0
    for batch in _batches(records):
        await _write(redis, batch, now * 1000)
        count += len(batch)
    async with redis.pipeline() as pipe:
        pipe.delete(keys.SCHEMA)
        pipe.hset(keys.SCHEMA, "version", head.schema)
        await pipe.execute()
    return count


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    size = 0
    for record in records:
        batch.append(record)
        size += _characters(record)
        if len(batch) == BATCH or size > CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _characters(record: Record) -> int:
    """Tell roughly how long a record is: its text, or a few characters for each element."""
    if isinstance(record, Hash):
        return sum(map(len, record.data.values()))
    if isinstance(record, Text | Blob):
        return len(record.data)
    return 0 if isinstance(record, Gone) else 40 * len(record.data)


async def _write(redis: Client, batch: Sequence[Record], now: float) -> None:
    async with redis.pipeline(transaction=False) as pipe:
        for record in batch:
            if record.part == 0:
                pipe.delete(record.key)
            if isinstance(record, Gone) or (record.expires is not None and record.expires <= now):
                continue
            _put(pipe, record)
            if record.expires is not None:
                pipe.pexpireat(record.key, record.expires)
        await pipe.execute()


def _put(pipe: Client, record: Record) -> None:
    match record:
        case Text() | Blob():
            pipe.set(record.key, record.data)
        case Stream():
            _put_stream(pipe, record)
        case Hash() if record.data:
            pipe.hset(record.key, mapping=record.data)
        case Set() if record.data:
            pipe.sadd(record.key, *record.data)
        case Sorted() if record.data:
            pipe.zadd(record.key, record.data)
        case List() if record.data:
            pipe.rpush(record.key, *record.data)


def _put_stream(pipe: Client, record: Stream) -> None:
    """Add entries under their ids; groups read on where they were, with the same consumers' entries in hand."""
    for entry, fields in record.data:
        pipe.xadd(record.key, fields, id=entry)
    if record.last is None:
        return
    pipe.xgroup_create(record.key, "made", id="0", mkstream=True)  # so that an empty one is there too
    pipe.xgroup_destroy(record.key, "made")
    if record.last != "0-0":
        pipe.execute_command("XSETID", record.key, record.last)
    for group in record.groups:
        pipe.xgroup_create(record.key, group.name, id=group.read)
        for entry, consumer, times in group.pending:
            pipe.execute_command(
                *("XCLAIM", record.key, group.name, consumer, 0, entry, "RETRYCOUNT", times, "FORCE", "JUSTID")
            )
