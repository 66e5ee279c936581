"""Lines of other languages in which a page speaks of itself: they hold no word that is not of the trade.

What invites to read, to follow or to say something, a label and a heading over other reports have a wording in each
language and on each page; that nothing else is said in them is the same everywhere (`page_words` asks it of English).
The words stand in page_words_abroad.toml, as beginnings, because their endings differ.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_LONGEST, _LABEL = 160, 36
"""Characters of a line looked at, and of a label before its colon."""
_DATE, _OPENING = 70, 20
"""Characters of a line of dates, and of the beginning by which a line is judged first."""
_LEAST, _MOST = 3, 12
"""Letters of a beginning, and of the longest one; a Korean syllable is more than one."""
_WORDS = 24
_LONG = 4
"""Letters of a word of the headline that keeps a line."""
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0900-\u0dff])*")
"""A word, with the vowel signs of Hindi and its like, which count as no letters."""
_FOLD = str.maketrans("إأآىیېۍۀةکہۂھؤ’ıłøđ", "اااييييههكهههو'ilod") | {0x640: None}
_CLUNG = re.compile(r"[وفبلك]?ال|لل|[وفبل]|[והבלמשכ]")
"""What Arabic and Hebrew write at a word's beginning."""
_RIGHTS = re.compile(r"^[^.!?]{0,50}©\s?(?:19|20)\d\d\b[^!?]{0,80}$|^[^.!?]{0,50}\b(?:19|20)\d\d\s?©")
_ADDRESS = re.compile(r"\s{0,2}(?:https?://|www\.|@)\S{2,300}$")
_DATED = re.compile(r"\d\s?[./-]\s?\d|\d{4}")
_STAMP = re.compile(
    r"(?:[^\W\d_]{2,14}(?:\s[^\W\d_]{2,12}){0,2}\s?:\s)?(?:[^\W\d_]{2,12}\.?,?\s){0,2}"
    r"(?:\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
    r"(?:[\s,|/·–-]{1,4}(?:[^\W\d_]{1,10}\s)?\d{1,2}[:.h]\d{2}(?::\d{2})?)?(?:[\s|]{1,3}[^\W\d_]{1,8}\.?){0,2}"
    r"(?:\s[-–]\s[^\W\d_]{3,12}:)?"
)
"""A line that only says when it was written: `4 lutego 2023, 19:53`, `31.08.16, 17:12`, `16. März 2017 21:50 Uhr`."""
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_GLUED = re.compile(r"[\u0e00-\u0e7f]")


def speaks_of_itself(line: str, title: str, source: str = "") -> bool:
    """Tell whether a line is the page's own, or names a source after a label; one with a word of the title is not.

    `source` is the name of the page's paper, which says nothing.
    """
    if len(line) > _LONGEST or "\u3040" <= line[:1] <= "\u9fff":
        return False
    if len(line) <= _DATE and _DATED.search(line) and _STAMP.fullmatch(line):
        return True
    if "©" in line and _RIGHTS.search(line):
        return True
    if _GLUED.match(line):
        return bool(_glued().fullmatch(line))
    if not _may_be(line, source) or _HAN.search(line):
        return False
    label, colon, named = line.partition(":")
    words = _words(label if colon and len(label) <= _LABEL else line)
    if not words or len(words) > _WORDS:
        return False
    trade = [word for word in words if _is_trade(word)]
    own = _words(source) if source else ()
    if not trade or not all(_known(word) or word in own for word in words):
        return False
    if colon and named.strip() and not _names(words, named):
        return False
    headline = _words(title)
    return not any(len(word) >= _LONG and word in headline for word in trade)


def _names(label: list[str], named: str) -> bool:
    """Whether what follows a colon is said of the page: an account or an address, or names after a source's label."""
    if all(map(_known, _words(named))) or _ADDRESS.match(named):
        return True
    return named.rstrip()[-1] not in ".!?…؟۔।" and any(_begins(word, "label") for word in label)


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_FOLD))
        text = "".join(char for char in text if unicodedata.category(char) != "Mn" or "\u0900" <= char <= "\u0dff")
        text = unicodedata.normalize("NFC", text)
    return _WORD.findall(text.casefold())


def _may_be(line: str, source: str) -> bool:
    """Whether the first words of a line are of the trade: most lines are the news, and end the question here."""
    colon = line.find(":", 0, _OPENING)
    for word in _WORD.finditer(line):
        if word.start() >= (_OPENING if colon < 0 else colon):
            break
        if not _says_nothing(word[0]) and word[0] not in source:
            return False
    return True


@lru_cache(maxsize=4096)
def _says_nothing(word: str) -> bool:
    return all(map(_known, _words(word)))


def _known(word: str) -> bool:
    return word in _table("small") or word.isdigit() or _is_trade(word)


def _is_trade(word: str) -> bool:
    clung = _CLUNG.match(word)
    return _begins(word) or bool(clung and _begins(word[clung.end() :]))


def _begins(word: str, kind: str = "trade") -> bool:
    least = _LEAST - ("\uac00" <= word[:1] <= "\ud7af")
    return any(word[:size] in _table(kind) for size in range(least, min(len(word), _MOST) + 1))


@cache
def _table(kind: str) -> frozenset[str]:
    return frozenset(_words(" ".join(_tables()[kind].values())))


@cache
def _glued() -> re.Pattern[str]:
    words = sorted((word for words in _tables()["glued"].values() for word in words.split()), key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(words)})[\s:.…»>]*+)++")


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
