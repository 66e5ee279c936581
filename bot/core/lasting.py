"""What a process has loaded lasts as long as it does, so the garbage collector need not walk it again and again.

For processes of the bot's own only: a plug-in leaves its host's collector alone.
"""

from __future__ import annotations

import gc
from functools import cache

YOUNG = 5000
"""Objects more than there were after which the collector looks among the new ones; a batch of articles makes more."""


@cache  # once: what is garbage by then is never found
def settle() -> None:
    """Have the collector pass over all that is there by now, for good; to walk that once takes it 30 ms."""
    gc.freeze()
    gc.set_threshold(YOUNG)
