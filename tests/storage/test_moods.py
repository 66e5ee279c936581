"""Every method of every store, in every mood of Redis: an answer or the project's own error, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from ledebot.bot.core.errors import StoreUnavailableError, UserError
from ledebot.storage.base import client
from ledebot.storage.base.client import connect
from tests.moody_redis import MOODS, MoodyRedis
from tests.storage.stores import calls

AT_ONCE = 64
"""Calls at once: a client has a hundred connections, and some calls take two."""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[MoodyRedis]:
    server = MoodyRedis(tmp_path)
    await server.start()
    yield server
    await server.kill()


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


@pytest.mark.slow
@pytest.mark.parametrize("mood", MOODS)
async def test_every_store_method_in_every_mood(server: MoodyRedis, mood: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "READ_TIMEOUT", 0.5)
    async with aclosing(connect(server.url)) as redis:
        before = await outcomes(redis)
        assert set(before.values()) == {"done"}, {name: what for name, what in before.items() if what != "done"}
        assert len(before) > 80
        await server.fall(mood)
        try:
            during = await outcomes(redis)
        finally:
            await server.recover(mood)
        wrong = {name: what for name, what in during.items() if what not in ("done", "away")}
        assert not wrong
        assert list(during.values()).count("away") > 30
        async with asyncio.timeout(60):  # a server that was frozen first answers those who have given up
            while "away" in (after := await outcomes(redis)).values():
                pass
        assert set(after.values()) == {"done"}, {name: what for name, what in after.items() if what != "done"}
