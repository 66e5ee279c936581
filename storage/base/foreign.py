"""Parts of a file that a reader sends: decoded beside the event loop, or refused in one line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from ledebot.bot.core.background import READERS
from ledebot.bot.core.errors import RefusedError
from ledebot.bot.readers.quotas import BROKEN
from ledebot.storage.base.codec import CodecError

T = TypeVar("T")

log = logging.getLogger(__name__)


async def decoded(name: str, decode: Callable[[], T]) -> T:
    """Decode the part of that name. Raises RefusedError where it is broken."""
    try:
        return await READERS.run(decode)
    except CodecError as error:
        log.info("a foreign file's %s: %s", name, error)
        raise RefusedError(BROKEN, part=name) from None
