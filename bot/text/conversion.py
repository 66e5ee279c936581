"""Chinese text in the script that a reader chose for articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from zhconv_rs import make_converter, zhconv

from ledebot.bot.text.language import is_chinese

_MARKETS = (("降准", "降準"), ("存准", "存準"), ("冲高", "衝高"), ("准独角兽", "準獨角獸"))
"""Words of markets that the converter's own tables lack, without which one of their characters stays or goes wrong."""


def in_script(text: str, script: str | None) -> str:
    """Write Chinese in a script (`zh-hans`, `zh-hant`; None: as is); characters only, no region's own vocabulary.

    Japanese and Korean texts stay as they are.
    """
    return _converted(text, script) if script else text


@lru_cache(maxsize=4096)
def _converted(text: str, script: str) -> str:
    if not is_chinese(text):
        return text
    return _traditional()(text) if script == "zh-hant" else str(zhconv(text, "zh-hans"))


@cache
def _traditional() -> Callable[[str], str]:
    return make_converter("zh-hant", _MARKETS)
