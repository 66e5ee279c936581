"""Every method of every store, in every mood of Redis: an answer or the project's own error, and nothing else."""

from __future__ import annotations

import asyncio
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


async def outcomes(redis: object) -> dict[str, str]:
    named, slots = dict(calls(redis)), asyncio.Semaphore(AT_ONCE)

    async def one(call: object) -> str:
        async with slots:
            return await outcome(call)

    found = await asyncio.gather(*(one(call) for call in named.values()))
    return dict(zip(named, found, strict=True))


async def all_done(redis: object) -> dict[str, str]:
    """Call every method until none finds the server slow: one that was frozen first answers those who have given up."""
    async with asyncio.timeout(100):
        while "away" in (found := await outcomes(redis)).values():
            pass
    assert set(found.values()) == {"done"}, {name: what for name, what in found.items() if what != "done"}
    return found


@pytest.mark.slow
@pytest.mark.parametrize("mood", MOODS)
async def test_every_store_method_in_every_mood(moody: MoodyRedis, mood: str, monkeypatch: pytest.MonkeyPatch) -> None:
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
