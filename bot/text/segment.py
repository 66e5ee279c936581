"""A text as the index sees it.

`stream` is the backbone: one token a place, so that a piece of a text is a run of neighbouring tokens. Scripts
written without spaces give a token for every two neighbouring characters, whatever a segmenter would say; words and
numbers are one token each, English ones by their stem; where the two meet without a gap, a token of the characters on
both sides ties them (`A股` is `a`, `a股`). A single space there is typography and is looked through, other
punctuation is not: `发现，金属` holds no `现金`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import islice
from operator import add

import rjieba

from bot.text.fold import fold
from bot.text.stem import stem

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30fa\u30fc-\u31ff\u3400-\u4dbf\u4e00-\u9fff"  # CJK, kana, bopomofo
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"  # Hangul, compatibility and rarer ideographs
)
_RUN = re.compile(rf"([{UNSPACED}]+)|\d+(?:,\d{{3}})+(?![\d,])|(?<!\.)\d+\.\d+(?![.\d])|\d+|[^\W\d_{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W_]")


class _Kind(Enum):
    UNSPACED = auto()
    """Two or more characters of an unspaced script: a token for every two neighbours."""
    WORD = auto()
    """A word or number."""
    TIE = auto()
    """The two characters where the kinds meet, or one that stands alone."""


def is_unspaced(character: str) -> bool:
    """Tell whether a folded character belongs to a script written without spaces."""
    return bool(_UNSPACED.match(character))


def tokens(folded: str) -> list[str]:
    """Give the stream of a folded text, a token a place."""
    out: list[str] = []
    for start, end, kind in _runs(folded):
        run = folded[start:end]
        if kind is _Kind.UNSPACED:
            out.extend(map(add, run, islice(run, 1, None)))
        elif kind is _Kind.WORD:
            out.append(run.replace(",", "") if run[0].isdigit() else stem(run))
        else:
            out.append(run.replace(" ", ""))
    return out


def spans(folded: str) -> list[tuple[str, int, int]]:
    """Give the same stream with the (start, end) of each token in the folded text."""
    places: list[tuple[int, int]] = []
    for start, end, kind in _runs(folded):
        if kind is _Kind.UNSPACED:
            places.extend(zip(range(start, end - 1), range(start + 2, end + 1), strict=True))
        else:
            places.append((start, end))
    return [(token, start, end) for token, (start, end) in zip(tokens(folded), places, strict=True)]


def _runs(folded: str) -> Iterator[tuple[int, int, _Kind]]:
    """Cut a text into runs of one kind, with a tie wherever two kinds meet."""
    last_end, last_unspaced, lone = -2, False, False
    for match in _RUN.finditer(folded):
        start, end = match.span()
        unspaced = match.lastindex is not None
        gap = start - last_end
        tied = unspaced is not last_unspaced and (gap == 0 or (gap == 1 and folded[last_end] == " "))
        if tied:
            yield last_end - 1, start + 1, _Kind.TIE
        elif lone:
            yield last_end - 1, last_end, _Kind.TIE
        lone = unspaced and end - start == 1 and not tied
        if not unspaced:
            yield start, end, _Kind.WORD
        elif end - start > 1:
            yield start, end, _Kind.UNSPACED
        last_end, last_unspaced = end, unspaced
    if lone:  # a character that stands alone is a token of its own unless a neighbour takes it along
        yield last_end - 1, last_end, _Kind.TIE


def stream(text: str) -> str:
    """Give the stream of any text, joined by single spaces."""
    return " ".join(tokens(fold(text)))


def bridged(folded: str) -> str:
    """Give the two-character tokens of a text with all that is not a letter or digit taken out, joined by spaces.

    This is how a piece is found that was cut out of a title anywhere: inside a number, or across punctuation.
    """
    letters = _NOT_LETTERS.sub("", folded)
    return " ".join(map(add, letters, islice(letters, 1, None)))


def characters(folded: str) -> str:
    """Give the distinct characters of the unspaced scripts, joined by spaces."""
    return " ".join(dict.fromkeys(_UNSPACED.findall(folded)))


def words(folded: str) -> list[str]:
    """Cut a folded text into words by dictionary (rjieba); single characters and punctuation included."""
    return [str(word) for word in rjieba.cut(folded)]


def has_letters(text: str) -> bool:
    """Tell whether there is anything in a text that can be searched for."""
    return bool(_LETTER.search(fold(text)))
