"""Chinese text in the script that a reader chose for articles."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from zhconv_rs import zhconv

from ledebot.bot.text.language import is_chinese


def in_script(text: str, script: str | None) -> str:
    """Write Chinese in a script (`zh-hans`, `zh-hant`; None: as is); characters only, no region's own vocabulary.

    Japanese and Korean texts stay as they are.
    """
    return _converted(text, "zh-hant" if script == "zh-hant" else "zh-hans") if script else text


@lru_cache(maxsize=4096)
def _converted(text: str, script: Literal["zh-hans", "zh-hant"]) -> str:
    return str(zhconv(text, script)) if is_chinese(text) else text
