"""Which language a text is in, as far as readers' settings ask: zh-hans, zh-hant, en or other."""

from __future__ import annotations

import re

import zhconv_rs

_SAMPLE = 2000
"""Characters looked at: enough to tell, and a bound for hostile input."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]+")
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|a|is|that|for|on|with|as|was|it|by|at|from|be|has|have|are|an|will|said)\b", re.IGNORECASE
)


def language(text: str) -> str:
    """Name the language of a text; `other` where it is neither Chinese nor English."""
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    words = _LATIN.findall(sample)
    if han > len(words):
        if len(_KANA_HANGUL.findall(sample)) > han // 8:
            return "other"
        return "zh-hans" if zhconv_rs.is_hans(sample) else "zh-hant"
    if not words:
        return "other"
    known = len(_ENGLISH.findall(sample))
    plain = sample.isascii() or len(words) < 8
    return "en" if known * 12 >= len(words) or plain else "other"
