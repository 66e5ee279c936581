"""A bare text (bot/text/fold.py) as the index sees it: a stream of tokens, so that a piece of a text is a run of them.

Scripts written without spaces give a token for every two neighbouring characters, whatever a segmenter would say.
Where punctuation breaks them, the characters on its two sides are tokens of their own: `发现，金属` is
`发 发现 现 金 金属 属`, which holds `现，金` but no `现金`. Words and numbers of other scripts follow in a second
run, English ones by their stem; in the first they leave their outer characters, tied to their neighbours: `买5G手机`
is `买 买5 g手 手机 机` and `5 g`. A single space there is typography and is looked through.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from operator import add

from ledebot.bot.text import dictionary
from ledebot.bot.text.stem import stem

UNSPACED = (
    "\u4e00-\u9fff"  # first, because the engine tries the ranges in order
    "\u3400-\u4dbf\u2e80-\u2fdf\u3005-\u3007\u3041-\u30fa\u30fc-\u31ff"  # CJK, kana, bopomofo
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"  # Hangul, compatibility and rarer ideographs
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
)
"""Scripts written without spaces (Hangul puts its particles to the word), as a regular expression's character set."""

INSIDE = "\ue000"
"""Stands for the inside of a word or number among the pairs, so that only its outer characters are tied."""
GAP = "\ue001"
"""A place in the run of words that no phrase crosses: something else stood there."""

_FOREIGN = re.compile(rf"[^{UNSPACED}\s.,][^{UNSPACED}\s.,]*(?:[.,]\d+)*%?")  # one first: the engine skips to it
_WORD = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])|(?<!\.)\d+\.\d+(?![.\d])|\d+|[^\d.,\s]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SPACE = 0x20
_SEPARATORS = frozenset(" \n.,")


def is_unspaced(character: str) -> bool:
    """Tell whether a bare character belongs to a script written without spaces."""
    return "\u4e00" <= character <= "\u9fff" or (character >= "\u0e00" and bool(_UNSPACED.match(character)))


def stream(bare: str) -> str:
    """Give the tokens of a whole bare text, joined by white space (`split()` gives them singly)."""
    outlined, found = _outline(bare, whole=True)
    return f"{pairs(f' {outlined} ')} {' '.join(found)}"


def piece(bare: str) -> tuple[list[str], list[list[str]]]:
    """Give the tokens by which a piece cut out of a text is found: its pairs, and its runs of words.

    Of words at the piece's ends only the inner side is tied, for nobody knows how they go on.
    """
    outlined, found = _outline(bare.strip(" \n.,"), whole=False)
    tied = pairs(outlined)[:-3].split()  # the last character has no neighbour here, but would have one in a text
    runs: list[list[str]] = [[]]
    for word in found:
        if word == GAP:
            runs.append([])
        else:
            runs[-1].append(word)
    return tied, [run for run in runs if run]


def _outline(bare: str, *, whole: bool) -> tuple[str, list[str]]:
    """Reduce words and numbers to their tied outer characters, and list their tokens."""
    found: list[str] = []
    parts: list[str] = []
    end = 0
    for match in _FOREIGN.finditer(bare):
        run = match[0]
        start, after = match.span()
        if start > end and bare[start - 1] == " ":
            start -= 1
        if bare[after : after + 1] == " ":
            after += 1
        between = bare[end:start]
        if found and between.strip(" \n.,"):
            found.append(GAP)
        if run.isdecimal():
            found.append(run)
        else:
            found += words_of(run)
        left = bool(start) and is_unspaced(bare[start - 1])
        right = after < len(bare) and is_unspaced(bare[after])
        inside = INSIDE if whole or (start and after < len(bare)) else ""
        parts += between, _edges(run, left, right, inside)
        end = after
    parts.append(bare[end:])
    return "".join(parts).replace(".", " ").replace(",", " "), found


def _edges(run: str, left: bool, right: bool, inside: str) -> str:
    if not left and not right:
        return " "
    if left and right and len(run) == 1:
        return run
    return (run[0] if left else "") + inside + (run[-1] if right else "")


def pairs(text: str) -> str:
    """Give every two neighbouring characters of a text, each pair followed by a space."""
    # Slices of an integer array do in 6 µs for 550 characters what joining two-character strings does in 46.
    codes = array("I", text.encode("utf-32-le"))
    out = array("I", (_SPACE,)) * (3 * len(codes))
    out[0::3] = codes
    out[1:-2:3] = codes[1:]
    return out.tobytes().decode("utf-32-le")


@lru_cache(maxsize=4096)
def words_of(run: str) -> tuple[str, ...]:
    """Cut a run of spaced script and digits into the tokens of its words and numbers: `iphone15` is two."""
    return tuple(word.replace(",", "") if word[0].isdigit() else stem(word) for word in _WORD.findall(run))


def word_places(bare: str) -> list[tuple[str, int, int]]:
    """Give the tokens of the words and numbers in a text with their (start, end)."""
    return [
        (words_of(word[0])[0], match.start() + word.start(), match.start() + word.end())
        for match in _FOREIGN.finditer(bare)
        for word in _WORD.finditer(match[0])
    ]


def fragments(bare: str) -> str:
    """Give the character pairs inside the words and numbers of a text, since a piece may be cut out of their middle.

    GAP keeps those of two words apart, so that `201` is in `2012` but not in `20 1`.
    """
    runs = dict.fromkeys(_FOREIGN.findall(bare))
    return f" {GAP} ".join(" ".join(map(add, run, run[1:])) for run in runs if len(run) > 1)


def characters(bare: str) -> str:
    """Give the distinct letters and digits of a text in any order, joined by spaces."""
    return " ".join(set(bare) - _SEPARATORS)


def words(bare: str) -> list[str]:
    """Cut a bare text into words by dictionary (rjieba); single characters and white space included."""
    return [str(word) for word in dictionary.cut(bare)]


def is_word(bare: str) -> bool:
    """Tell whether a bare text is a word of the dictionary."""
    return bool(dictionary.has_word(bare))


def inner_words(bare: str, *, of_any: bool = False) -> list[str]:
    """Give the shorter words that a word of the dictionary is made of: 地铁 of 坐地铁.

    Empty for anything else, or, with `of_any`, the words of any run: 市长 of 新市长.
    """
    inside = dictionary.cut_for_search(bare) if len(bare) > 2 and (of_any or is_word(bare)) else []
    return [str(word) for word in inside if 1 < len(word) < len(bare)]
