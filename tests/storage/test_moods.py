"""Every method of every store, in every mood of Redis: an answer or the project's own error, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import aclosing

import pytest

from ledebot.bot.core.errors import StoreUnavailableError, UserError
from ledebot.storage.base import client
from ledebot.storage.base.client import connect
from tests.moody_redis import MOODS, MoodyRedis
from tests.storage.stores import calls

AT_ONCE = 64
"""Calls at once: a client has a hundred connections, and some calls take two."""


async def outcome(call: object) -> str:
    """Tell what became of a call: `done`, `away`, or the error that nobody may see."""
    try:
        async with asyncio.timeout(60):
            await call()  # type: ignore[operator]  # one of `calls`
    except StoreUnavailableError:
        return "away"
    except (KeyError, UserError):
        return "done"  # what a method says of content that is not there, or of a file that cannot be used
    except Exception as error:  # noqa: BLE001  # this is what is looked for
        return f"{type(error).__name__}: {error}"
    return "done"


async def outcomes(redis: object, names: Collection[str] = ()) -> dict[str, str]:
    """Call every method, or those of these names."""
    named = {name: call for name, call in calls(redis) if not names or name in names}
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(call: object) -> str:
        async with slots:
            return await outcome(call)

    found = await asyncio.gather(*(one(call) for call in named.values()))
    return dict(zip(named, found, strict=True))


async def all_done(redis: object) -> dict[str, str]:
    """Call every method until it is done: a server that was frozen first answers those who have given up."""
    found: dict[str, str] = {}
    async with asyncio.timeout(300):
        while not found or "away" in found.values():
            found |= await outcomes(redis, [name for name, what in found.items() if what == "away"])
    assert set(found.values()) == {"done"}, {name: what for name, what in found.items() if what != "done"}
    return found


@pytest.mark.slow
@pytest.mark.parametrize("mood", MOODS)
async def test_every_store_method_in_every_mood(moody: MoodyRedis, mood: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if mood == "frozen":  # in the others it answers
        monkeypatch.setattr(client, "READ_TIMEOUT", 0.5)
    async with aclosing(connect(moody.url)) as redis:
        assert len(await all_done(redis)) > 80
        await moody.fall(mood)
        try:
            during = await outcomes(redis)
        finally:
            await moody.recover(mood)
        wrong = {name: what for name, what in during.items() if what not in ("done", "away")}
        assert not wrong
        assert list(during.values()).count("away") > 30
        await all_done(redis)
