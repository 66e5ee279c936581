"""A copy of the whole store as it was at one moment, made while others write, in bounded memory.

Every key is copied once, in no order, while the server names those that change; these are copied again, until few are
left. The last are read by one script, which leaves a mark. Where the server names nothing else as changed before the
mark, the copy is the store as it was at that moment; otherwise what was named is read once more.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.storage.backup import kinds, replies
from ledebot.storage.backup.line import Changes, Line, listening
from ledebot.storage.backup.records import Record
from ledebot.storage.base import keys, scripting
from ledebot.storage.base.client import Client

PAGE = 200
"""Keys read at once, at most."""
BYTES = 2 << 20
"""After so many bytes the others of a page are read in another call."""
FEW = 50
"""Changed keys that are left to the script which reads the last."""
ROUNDS = 20
"""Times that what changed is copied again before whatever is left is the last."""
TRIES = 1000
"""Times that the last is read. Each takes a millisecond, so one of them falls between two writes of others."""
_READ = scripting.read("ledebot.storage.backup", "read")
_SCANS = {b"hash": "HSCAN", b"set": "SSCAN", b"zset": "ZSCAN"}


async def snapshot(redis: Client) -> AsyncIterator[list[Record]]:
    """Give the store's records, some at a time; of a key that comes again, the later ones count.

    Raises StoreUnavailableError where the server is lost on the way.
    """
    async with listening(redis) as (hand, changes):
        changed: set[str] = set()
        cursor = b"0"
        while True:
            cursor, found = await hand.ask("SCAN", cursor, "MATCH", f"{keys.PREFIX}*", "COUNT", PAGE)
            async for part in _copied(hand, [name.decode() for name in found]):
                yield part
            changed.update(*await changes.turns())
            if cursor == b"0":
                break
        for _ in range(ROUNDS):
            if len(changed) <= FEW:
                break
            again, changed = sorted(changed), set()
            for at in range(0, len(again), PAGE):
                async for part in _copied(hand, again[at : at + PAGE]):
                    yield part
                changed.update(*await changes.turns())
        async for part in _last(hand, changes, changed):
            yield part


async def _last(hand: Line, changes: Changes, changed: set[str]) -> AsyncIterator[list[Record]]:
    for _ in range(TRIES):
        names = sorted(filter(kinds.kept, changed))
        answer = await _read(hand, names, mark=keys.BACKUP_MARK)
        turns = await changes.turns()
        yield [record for name, reply in zip(names, answer, strict=True) for record in replies.records(name, reply)]
        at = next(number for number, turn in enumerate(turns) if keys.BACKUP_MARK in turn)
        # Of what changed in the mark's own turn, nobody can say whether it came before or after.
        doubtful = set().union(*turns[:at]).difference(names) | turns[at] - {keys.BACKUP_MARK}
        if not any(map(kinds.kept, doubtful)):
            return
        changed = doubtful.union(*turns[at:])
    raise StoreUnavailableError("the store changes too fast to be copied; try again when there is less to do")


async def _copied(hand: Line, names: Collection[str]) -> AsyncIterator[list[Record]]:
    """Copy keys; those that are long in parts, and as they are just then."""
    wanted = list(filter(kinds.kept, names))
    long: list[tuple[str, Sequence[Any]]] = []
    while wanted:
        left: list[str] = []
        short: list[Record] = []
        for name, reply in zip(wanted, await _read(hand, wanted, most=replies.ELEMENTS, room=BYTES), strict=True):
            if reply is None:
                left.append(name)
            elif reply[2] is None and reply[0] != b"none":
                long.append((name, reply))
            else:
                short += replies.records(name, reply)
        yield short
        wanted = left
    for name, (kind, milliseconds, _, _) in long:
        expires = milliseconds if milliseconds >= 0 else None
        number = 0
        async for page in _pages(hand, name, kind):
            for part in replies.parts(page):
                yield [replies.record(name, kind, part, number, expires)]
                number += 1
        if kind == b"stream":
            ((_, _, _, beside),) = await _read(hand, [name], most=1)
            if beside is not None:
                yield [replies.closing(name, number, expires, beside)]


async def _read(hand: Line, names: Sequence[str], *, most: int = 0, room: int = 0, mark: str = "") -> Sequence[Any]:
    answer: Sequence[Any] = await hand.ask("EVAL", _READ, len(names), *names, most, room, mark)
    return answer


async def _pages(hand: Line, name: str, kind: bytes) -> AsyncIterator[list[Any]]:
    """Read a long key bit by bit; one that changes meanwhile is named as changed, and read again."""
    if kind in _SCANS:
        cursor = b"0"
        while True:
            cursor, flat = await hand.ask(_SCANS[kind], name, cursor, "COUNT", PAGE)
            yield replies.elements(kind, flat)
            if cursor == b"0":
                return
    at = 0
    start = "-"
    while flat := (
        await hand.ask("XRANGE", name, start, "+", "COUNT", replies.ELEMENTS)
        if kind == b"stream"
        else await hand.ask("LRANGE", name, at, at + replies.ELEMENTS - 1)
    ):
        yield replies.elements(kind, flat)
        at += len(flat)
        start = f"({flat[-1][0].decode()}" if kind == b"stream" else ""
