"""One spelling for many: width, case, accents, and traditional to simplified Chinese.

The folding is a table from one character to none, one or a few, so that every place in a folded text has its place in
the original, and the same piece of text folds alike wherever it stands. (Converting whole texts would let the
converter's phrase rules see different contexts in an article and in a query.)
"""

from __future__ import annotations

import unicodedata

from zhconv_rs import zhconv


class _Table(dict[int, str]):
    """Filled as characters turn up: `str.translate` then costs one dictionary look-up for each."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
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
        folded = "".join(c for c in base if unicodedata.category(c) != "Mn")
    elif character >= "\u2e80":
        folded = str(zhconv(folded, "zh-hans"))
    return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Fold a text for comparison: NFKC, case-folded, without accents, simplified."""
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Fold a text and tell for each folded character, and for the end, its index in the original."""
    offsets = [at for at, character in enumerate(text) for _ in _TABLE[ord(character)]]
    offsets.append(len(text))
    return text.translate(_TABLE), offsets
