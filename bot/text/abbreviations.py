"""What a full stop stands after that does not end its sentence: initials, abbreviations, ordinals, in many languages.

The words stand in abbreviations.toml. Those of all languages are one list, because a text does not say what it is
written in; so a word that ends sentences elsewhere (`no.`, `mar.`, `est.`) counts only beside a number.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

_BEFORE = 24
"""Characters before a full stop that are looked at."""
_LAST = re.compile(r"(?<!\S)[(\[“\"'«„‚‘/–—-]{0,3}([^\s(\[“\"«„‚‘/–—]{1,16})$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?){1,4}[^\W\d_]{1,2}$|([A-Z])\1$")
"""`U.S`, `т.д`, `π.μ`, `J.-P`, and the doubled letters of Spanish: `EE. UU`."""
_DIGIT = re.compile(r"\s{0,2}\d")
_NUMBER = re.compile(r"\d\S{0,6}\s?$")
_DAY = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2}$")
"""A day after its month, as English has it: no ordinal, which stands before it."""
_STARTER = re.compile(
    r"\s(?:The|In|It|But|He|She|A|An|This|On|They|We|At|For|And|His|Her|As|Der|Die|Das|Er|Sie|Es|Im|Ein|Eine|El|Los|Las|La|"
    r"Le|Les|Il|Elle|O|Os|As|Bu)\b"
)
"""What a sentence likely begins with, where a capital letter alone says nothing."""
_NO_INITIALS = re.compile(
    r"[\u0900-\u097f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Scripts whose single letters and syllables are words."""


@cache
def _words(table: str) -> frozenset[str]:
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(word for words in tables[table].values() for word in words.split())


def ends_sentence(text: str, at: int, following: str) -> bool:
    """Tell whether the full stop at a place ends a sentence, by what stands before and after it."""
    head = text[max(at - _BEFORE, 0) : at]
    last = _LAST.search(head)
    if not last:
        return True
    word = last[1]
    if word.isdigit():
        return bool(_DAY.search(head)) or not _ordinal(word, following)
    low = word.casefold()
    if low in _words("always"):
        return False
    if low in _words("by_number"):
        return not (_DIGIT.match(following) or _NUMBER.search(head[: last.start(1)]))
    if low in _words("maybe") and not (len(word) == 1 and word.isupper()):
        return _begins(following)
    if _DOTTED.search(word):
        return word[0].islower() and _begins(following) if not word.isascii() else bool(_STARTER.match(following))
    return not _initial(word)


def _ordinal(number: str, following: str) -> bool:
    """Whether a number and its full stop are an ordinal, which no script but the Latin one writes so."""
    first = following.lstrip()[:1]
    latin = bool(first) and (first.isdigit() or "LATIN" in unicodedata.name(first, ""))
    return len(number) <= 2 and latin and not _STARTER.match(following)


def _begins(following: str) -> bool:
    """Whether a sentence begins: with a usual first word in Latin letters, with any capital in others."""
    first = following.lstrip()[:1]
    return bool(_STARTER.match(following)) if first.isascii() else first.isupper()


def _initial(word: str) -> bool:
    """Whether a word is one letter, with its marks: a name's, or a title's in Arabic and Hebrew."""
    if len(word) > 4 or word in ("я", "Я") or _NO_INITIALS.match(word):
        return False
    return sum(unicodedata.category(char)[0] == "L" for char in word) == 1
