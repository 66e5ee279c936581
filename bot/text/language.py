"""Which language a text is in, as far as readers' settings ask: zh-hans, zh-hant, en or other."""

from __future__ import annotations

import re

import zhconv_rs

_SAMPLE = 400
"""Characters looked at: enough to tell, and a bound for hostile input."""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af][\u3040-\u30ff\uac00-\ud7af]*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z]*")  # one first: the engine skips to it
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|a|is|that|for|on|with|as|was|it|by|at|from|be|has|have|are|an|will|said)\b", re.IGNORECASE
)


def is_chinese(text: str) -> bool:
    """Tell whether Chinese characters in a text are Chinese, and not Japanese or Korean."""
    if not _KANA_HANGUL.search(text):
        return True
    return sum(map(len, _KANA_HANGUL.findall(text))) <= sum(map(len, _HAN.findall(text))) // 8


def language(text: str) -> str:
    """Name the language of a text; `other` where it is neither Chinese nor English."""
    sample = text[:_SAMPLE]
    words = _LATIN.findall(sample)
    if _HAN.search(sample) and (not words or 2 * sum(map(len, _HAN.findall(sample))) > len(words)):
        if not is_chinese(sample):
            return "other"
        # Texts of characters that both scripts share are simplified: most of the world's Chinese news is.
        simplified = zhconv_rs.zhconv(sample, "zh-hans") == sample or zhconv_rs.is_hans(sample)
        return "zh-hans" if simplified else "zh-hant"
    if not words:
        return "other"
    return "en" if len(_ENGLISH.findall(sample)) * 12 >= len(words) or len(words) < 6 else "other"
