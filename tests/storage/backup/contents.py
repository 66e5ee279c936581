"""All that a store holds, to be compared."""

from __future__ import annotations

from typing import Any

from ledebot.storage.backup import replies, snapshot
from ledebot.storage.backup.kinds import kept
from ledebot.storage.backup.line import listening
from ledebot.storage.backup.records import List, Stream
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client


async def contents(redis: Client) -> dict[str, Any]:
    """Give all that the store holds and a backup has, by its key; what has no order is sorted."""
    names = sorted({name async for name in redis.scan_iter(match=f"{keys.PREFIX}*") if kept(name)})
    async with listening(redis) as (hand, _):
        answers = await snapshot._read(hand, names)
    found: dict[str, Any] = {}
    for name, answer in zip(names, answers, strict=True):
        records = list(replies.records(name, answer))
        whole: list[Any] = []
        for record in records:
            data = getattr(record, "data", ())
            whole += data.items() if isinstance(data, dict) else data
        ordered = whole if isinstance(records[0], List | Stream) else sorted(whole)
        found[name] = [type(records[0]), records[0].expires, ordered, getattr(records[-1], "groups", None)]
    return found
