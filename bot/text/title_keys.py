"""What is sought of a title in a text: its words or, where words are not spaced, its pairs of neighbouring characters.

Neither needs a dictionary.
"""

from __future__ import annotations

import re
from operator import add

WORD, STEM = 4, 6
"""Letters of a word that tells something, and how many of them are sought: endings differ."""

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff]*")  # one first: the engine skips to it
_EVERYWHERE = frozenset("的了在是和与與不有为為将將对對等从從上中下年月日")
_WORDS = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e])*")
"""A word, with the vowel signs of Hindi and its like, which count as no letters."""


def keys_of(title: str) -> frozenset[str]:
    """Give what is sought of a title: Chinese and Japanese by its characters and pairs of them, other words by how
    they begin."""
    keys: set[str] = set()
    least = 1 if _WIDE.search(title) else 2  # digits of a number that is sought: `1` stands in every `10`
    for word in _WORDS.findall(title.casefold()):
        if word.isascii() or not _WIDE.search(word):
            keys |= {word[:STEM]} if len(word) >= (least if word.isdigit() else WORD) else set()
        else:
            keys.update(map(add, word, word[1:]))
            keys.update(set[str]().union(*_HAN.findall(word)) - _EVERYWHERE)
    return frozenset(keys)
