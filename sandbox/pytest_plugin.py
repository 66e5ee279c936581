"""Pytest fixtures for testing any Telegram bot: `pytest_plugins = ["ledebot.sandbox.pytest_plugin"]` in conftest.py.

Needs pytest-asyncio. The sandboxes listen on free ports of 127.0.0.1 and are gone after the test.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from ledebot.sandbox.sandbox import Sandbox


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Give a sandbox without send rates, so that tests run at full speed; all else is as strict as Telegram."""
    async with Sandbox(flood=False) as running:
        yield running


@pytest_asyncio.fixture
async def strict_sandbox() -> AsyncIterator[Sandbox]:
    """Give a sandbox with Telegram's send rates and its guards against hasty polling."""
    async with Sandbox(flood=True) as running:
        yield running
