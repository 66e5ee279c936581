"""What a text is written in, as far as ledes ask: how fast it is read, whether sentences have a space between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

LATIN, HAN, KANA, HANGUL, ARABIC, HEBREW = 1 / 4, 1.0, 5 / 7, 1 / 2, 5 / 12, 1 / 3
"""Chinese characters that one character of a script is worth in reading time.

Silent reading runs at about 255 Chinese, 357 Japanese, 612 Arabic, 833 Hebrew, 986 Russian and 987 English characters a
minute (Trauzettel-Klosinski & Dietz 2012, IReST texts). Alphabets that were not measured count as Latin; a Korean
syllable, of two or three letters, counts as half a character.
"""
_SAMPLE = 200
"""Characters looked at: enough to tell, and a bound for hostile input."""


def _runs_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"{characters}{characters}*")  # one first: the engine skips to it


_HAN = _runs_of(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = _runs_of(r"[\u3040-\u30ff\uff66-\uff9f]")
_HANGUL = _runs_of(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_ARABIC = _runs_of(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_HEBREW = _runs_of(r"[\u0590-\u05ff\ufb1d-\ufb4f]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LETTERS = _runs_of(r"[^\W\d_]")
_WIDE = re.compile(r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_NARROW_COMMA = re.compile(r"(?<=[\u3400-\u9fff”》」）)%\d])(?<!\d(?=,\d)),")
_WIDE_STOPS = ("。", "！", "？")
_CLOSERS = "”’」』）)】》〉\"'"


def unit(text: str) -> float:
    """Give the reading time of one character of a text, in Chinese characters.

    A text has one unit: inside Chinese, digits and names count like any character.
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return LATIN
    han = _length(_HAN, sample)
    if han * 2 > len(sample) and not _KANA.search(sample):
        return HAN
    letters, kana = _length(_LETTERS, sample), _length(_KANA, sample)
    if kana * 8 > han and (kana + han) * 4 > letters:
        return KANA
    for script, worth in ((_HANGUL, HANGUL), (_ARABIC, ARABIC), (_HEBREW, HEBREW)):
        if _length(script, sample) * 2 > letters:
            return worth
    # A Chinese word takes two characters, a Latin one five: a text is Chinese long before most letters are.
    return HAN if han * 4 > letters or (han and not letters) else LATIN


def width(text: str, each: float) -> float:
    """Measure a text of this unit in Chinese characters of the same reading time."""
    return len(text) * each


def full_commas(text: str) -> str:
    """Give a text with the wide commas that its Chinese clauses end on, where it has narrow ones; as long as it was."""
    return _NARROW_COMMA.sub("，", text) if "," in text else text


def of_script(title: str, texts: Sequence[str], where: Sequence[int]) -> range | list[int]:
    """Tell which of a body's sentences a lede may tell: of a body in two languages those in its title's, if that is
    Chinese or Japanese and at least half of it is, and those between two of them in one paragraph. `where` is the
    paragraph that each stands in.
    """
    if not _UNSPACED.search(title):
        return range(len(texts))
    own = [i for i, text in enumerate(texts) if _UNSPACED.search(text)]
    told = sum(len(texts[i]) for i in own) * HAN
    rest = sum(map(len, texts)) * LATIN - told * LATIN
    if told < rest:
        return range(len(texts))
    between = (after - 1 for before, after in pairwise(own) if after - before == 2 and where[before] == where[after])
    return sorted((*own, *between))


def case_folded(text: str) -> str:
    """Fold the case of a text, the i's of Turkish among them, whose capitals are I and İ."""
    folded = text.casefold()
    # A table would be asked for every character.
    return folded if folded.isascii() else folded.replace("ı", "i").replace("\u0307", "")


def caseless(char: str) -> bool:
    """Tell whether a letter is of a script with spaces and without capitals: Arabic, Hebrew, Devanagari, Hangul."""
    return char.isalpha() and not (char.isupper() or char.islower()) and not _UNSPACED.match(char)


def joined(sentences: list[str]) -> str:
    """Write sentences one after the other, with a space between them where their script has one."""
    parts: list[str] = []
    for sentence in sentences:
        if parts and not _unspaced(parts[-1], sentence):
            parts.append(" ")
        parts.append(sentence)
    return "".join(parts)


def _unspaced(before: str, after: str) -> bool:
    if before.endswith(_WIDE_STOPS):
        return True
    said = before.rstrip(_CLOSERS) or before
    return bool(_WIDE.match(said[-1:]) or (_WIDE.match(after) and _WIDE.match(said[-2:-1])))


def _length(script: re.Pattern[str], sample: str) -> int:
    return sum(map(len, script.findall(sample)))
