"""What runs beside a block, and ends with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

log = logging.getLogger(__name__)


@asynccontextmanager
async def side_by_side(*parts: AbstractAsyncContextManager[None]) -> AsyncIterator[None]:
    """Enter one after the other, and leave all at the same time."""
    entered: list[AbstractAsyncContextManager[None]] = []
    try:
        for part in parts:
            await part.__aenter__()
            entered.append(part)
        yield
    finally:
        leaving = (part.__aexit__(None, None, None) for part in entered)
        for failure in await asyncio.gather(*leaving, return_exceptions=True):
            if isinstance(failure, Exception):
                log.error("a part did not stop as it should", exc_info=failure)


@asynccontextmanager
async def meanwhile(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do something once beside the block; what is left of it at the block's end is left undone."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled() and (failure := task.exception()) is not None:
            log.error("a part failed", exc_info=failure)


@asynccontextmanager
async def alongside(work: Coroutine[Any, Any, None], stop: Any) -> AsyncIterator[None]:
    """Run a loop beside the block and stop it gracefully at the block's end."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        await stop()
        await task
