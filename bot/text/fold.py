"""One spelling for many: width, case, accents, and traditional to simplified Chinese.

The folding is a table from one character to none, one or a few, so that every place in a folded text has its place in
the original, and the same piece of text folds alike wherever it stands. (Converting whole texts would let the
converter's phrase rules see different contexts in an article and in a query.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from zhconv_rs import zhconv

BREAK = "\n"
"""What punctuation and symbols become in a bare text."""


class _Table(dict[int, str]):
    """Filled as characters turn up: `str.translate` then costs one dictionary look-up for each."""

    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__()
        self._change = change
        self.uneven: set[str] = set()
        """Those met so far that become none or several."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._change(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return folded


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cs", "Cc"):
        return "\n" if character == "\n" else " "  # lone surrogates cannot be encoded, control characters separate
    if category == "Cf" or "\u0300" <= character <= "\u036f":
        return ""  # zero-width characters, direction marks, combining accents
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    base = unicodedata.normalize("NFD", folded)
    if base[:1] < "\u0530":  # Latin, Greek and Cyrillic lose their accents; kana and Indic marks are letters
        return "".join(c for c in base if unicodedata.category(c) != "Mn")
    return str(zhconv(folded, "zh-hans")) if character >= "\u2e80" else folded


def _bare_character(character: str) -> str:
    folded = _fold_character(character)
    if not folded or (folded in ".,%" and character != "，"):
        return folded
    if folded == " " or character.isspace():
        return " " if character != "\n" else BREAK
    if any(c.isalnum() or unicodedata.category(c)[0] == "M" for c in folded):
        return "".join(c for c in folded if not c.isspace())
    return BREAK


_COMMON_BREAKS = re.compile("[，。、；：？！“”‘’（）《》【】「」…—·?!:;()\"'-]")
_COMMON_WIDE = tuple(zip("，：；？！（）", ",:;?!()", strict=True))
_FOLDED = _Table(_fold_character)
_BARE = _Table(_bare_character)


def fold(text: str) -> str:
    """Fold a text for comparison: NFKC, case-folded, without accents, simplified."""
    # As with `bare`: common punctuation first, which is found faster than every character is looked up.
    for wide, narrow in _COMMON_WIDE:
        text = text.replace(wide, narrow)
    return _folding().sub(_folded_run, text)


def _folded_run(match: re.Match[str]) -> str:
    return match[0].translate(_FOLDED)


@cache
def _folding() -> re.Pattern[str]:
    """Find whatever folding changes, and what is rare in a text."""
    signs = "\x7f-\xb6\xb8-\u2013\u2015-\u2017\u201a\u201b\u201e-\u3000\u3003-\u3007\u300c-\u300f\u3012-\u4dff"
    return re.compile(rf"[{_traditional()}\x00-\x09\x0b-\x1fA-Z{signs}\ua000-\U0010ffff]+")


def bare(text: str) -> str:
    """Fold a text for search: as `fold`, with punctuation as BREAK and white space as a space.

    `.`, `,` and `%` stay, for numbers; the full-width comma, which no number holds, does not.
    """
    # Most of a Chinese text stays as it is but for common punctuation: two passes that leave it alone take half the
    # time of a table look-up for every character.
    return _unusual().sub(_bare_run, _COMMON_BREAKS.sub(BREAK, text))


def _bare_run(match: re.Match[str]) -> str:
    return match[0].translate(_BARE)


@cache
def _unusual() -> re.Pattern[str]:
    """Find whatever a bare text may not hold, common punctuation aside."""
    return re.compile(rf"[{_traditional()}\x00-\x09\x0b-\x1f!-$&-+\-/:-`{{-\u4dff\ua000-\U0010ffff]+")


@cache
def _traditional() -> str:
    """List the traditional characters: made once, in some 10 ms."""
    ideographs = "".join(map(chr, range(0x4E00, 0xA000)))
    simplified = zhconv("\n".join(ideographs), "zh-hans")[::2]
    return "".join(old for old, new in zip(ideographs, simplified, strict=True) if old != new)


def places(text: str) -> Sequence[int]:
    """Give for each character of the bare text, and for its end, the index in the original."""
    size = len(bare(text))
    if size == len(text) and _BARE.uneven.isdisjoint(text):
        return range(size + 1)
    return [*(at for at, character in enumerate(text) for _ in _BARE[ord(character)]), len(text)]
