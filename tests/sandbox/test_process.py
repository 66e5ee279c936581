"""The sandbox as a process of its own, asked over its control interface."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from ledebot.sandbox.__main__ import main


@pytest.fixture
async def api(http: aiohttp.ClientSession) -> AsyncIterator[dict[str, str]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ledebot.sandbox", "--no-flood", "--light", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    yield json.loads(await process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


@pytest.mark.slow
async def test_load_from_outside(api: dict[str, str], http: aiohttp.ClientSession) -> None:
    async def ask(verb: str, path: str, body: dict[str, Any] | None = None) -> Any:
        async with http.request(verb, f"{api['api_url']}/control/{path}", json=body) as response:
            return await response.json()

    made = await ask("POST", "users", {"count": 50, "first_id": 5000})
    assert made == {"first_id": 5000, "last_id": 5049}
    again = await ask("POST", "users", {"count": 1, "first_id": 5000})
    assert again["description"] == "user 5000 is there already"
    url = f"{api['api_url']}/bot{api['token']}/sendMessage"
    for chat_id in (5000, 5001, 5001):
        async with http.post(url, data={"chat_id": str(chat_id), "text": "早"}) as response:
            assert response.status == 200
    await ask("POST", "faults", {"kind": "server_error"})
    async with http.post(url, data={"chat_id": "5002", "text": "早"}) as response:
        assert response.status == 500
    counters = await ask("GET", "counters")
    assert counters["calls"] == {"sendMessage 200": 3, "sendMessage 500": 1}
    assert (counters["delivered"], counters["chats"], counters["duplicates"]) == (3, 2, 1)
    assert (await ask("GET", "delivered"))["delivered"] == {"5000": 1, "5001": 2}
    assert (await ask("GET", "duplicates"))["duplicates"] == [{"chat_id": 5001, "text": "早", "times": 2}]
    assert [call["code"] for call in (await ask("GET", "calls?after=2"))["calls"]] == [200, 500]
    assert len((await ask("GET", "messages?chat_id=5001"))["messages"]) == 1, "the light mode keeps one a chat"
    await ask("POST", "send", {"user": 5000, "text": "/start"})
    assert (await ask("GET", "counters"))["pending_updates"] == 1
    assert (await ask("GET", "info"))["token"] == api["token"]


@pytest.mark.slow
async def test_a_port_that_is_taken(api: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    port = api["api_url"].rpartition(":")[2]
    assert await asyncio.to_thread(main, ["--port", port]) == 2
    assert f"cannot listen on port {port}" in capsys.readouterr().err
