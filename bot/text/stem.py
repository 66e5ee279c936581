"""English stemming: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980.

The same function serves the index, the watches and the highlighting, which a stemmer inside the search engine could
not. Words of other languages that use Latin letters pass through it too; on both sides alike, so they still meet.
"""

from __future__ import annotations

import re
from functools import lru_cache

_C = "[^aeiou]"
_V = "[aeiouy]"
_CS = f"{_C}[^aeiouy]*"
_VS = f"{_V}[aeiou]*"
_MEASURE_ABOVE_0 = re.compile(f"^(?:{_CS})?{_VS}{_CS}")
_MEASURE_1 = re.compile(f"^(?:{_CS})?{_VS}{_CS}(?:{_VS})?$")
_MEASURE_ABOVE_1 = re.compile(f"^(?:{_CS})?{_VS}{_CS}{_VS}{_CS}")
_HAS_VOWEL = re.compile(f"^(?:{_CS})?{_V}")
_SHORT_END = re.compile(f"^{_CS}{_V}[^aeiouwxy]$")
_DOUBLE_END = re.compile(r"([^aeiouylsz])\1$")

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
)  # fmt: skip
_BY_LENGTH_2 = sorted(_STEP_2, key=len, reverse=True)
_BY_LENGTH_3 = sorted(_STEP_3, key=len, reverse=True)
_BY_LENGTH_4 = sorted(_STEP_4, key=len, reverse=True)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Give the stem of a lower-case word; words of fewer than 3 letters and words not in a-z stay as they are."""
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    initial_y = word[0] == "y"  # a consonant there
    if initial_y:
        word = "Y" + word[1:]
    word = _derivational(_inflectional(word))
    return "y" + word[1:] if initial_y else word


def _inflectional(word: str) -> str:
    """Steps 1a to 1c: plurals, -ed and -ing, final y."""
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        if _MEASURE_ABOVE_0.match(word[:-3]):
            word = word[:-1]
    else:
        for suffix in ("ed", "ing"):
            head = word.removesuffix(suffix)
            if head != word and _HAS_VOWEL.match(head):
                word = _mend(head)
                break
    if word.endswith("y") and _HAS_VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    return word


def _mend(head: str) -> str:
    if head.endswith(("at", "bl", "iz")):
        return head + "e"
    if _DOUBLE_END.search(head):
        return head[:-1]
    if _MEASURE_1.match(head) and _SHORT_END.match(head):
        return head + "e"
    return head


def _derivational(word: str) -> str:
    """Steps 2 to 5: the longest derivational suffix of each step, then a final e and a double l."""
    word = _replace(word, _BY_LENGTH_2, _STEP_2)
    word = _replace(word, _BY_LENGTH_3, _STEP_3)
    for suffix in _BY_LENGTH_4:
        if word.endswith(suffix):
            head = word[: -len(suffix)]
            if _MEASURE_ABOVE_1.match(head) and (suffix != "ion" or head.endswith(("s", "t"))):
                word = head
            break
    if word.endswith("e"):
        head = word[:-1]
        if _MEASURE_ABOVE_1.match(head) or (_MEASURE_1.match(head) and not _SHORT_END.match(head)):
            word = head
    if word.endswith("ll") and _MEASURE_ABOVE_1.match(word):
        word = word[:-1]
    return word


def _replace(word: str, suffixes: list[str], to: dict[str, str]) -> str:
    for suffix in suffixes:
        if word.endswith(suffix):
            head = word[: -len(suffix)]
            return head + to[suffix] if _MEASURE_ABOVE_0.match(head) else word
    return word
