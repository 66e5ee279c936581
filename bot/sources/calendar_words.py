"""Names of months, weekdays and halves of the day in the languages of feeds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

_MARKS = range(0x300, 0x370)
NOON, EVENING = 2, 3
"""Parts of the day that are no halves: 1 o'clock at noon is after 11, and 12 in the evening is midnight."""
_CHINESE_PARTS = {
    **dict.fromkeys(["凌晨", "淩晨", "清晨", "清早", "早上", "早晨", "早", "早间", "早間", "上午"], 0),
    **dict.fromkeys(["下午", "午后", "午後"], 1),
    **dict.fromkeys(["中午", "正午", "午间", "午間"], NOON),
    **dict.fromkeys(["傍晚", "晚上", "晚间", "晚間", "晚", "夜间", "夜間", "夜里", "夜裡", "深夜"], EVENING),
}
"""Parts of the day in everyday Chinese."""
_CUT = 3
"""Letters to which programs cut a month's name."""
_CLEAR = ("en", "zh", "ja", "ko")
_MONTH_FIRST = re.compile(r"en[-_](?:us|ph)\b|fil\b", re.IGNORECASE)
_UNSURE = re.compile(r"en\b(?![-_])", re.IGNORECASE)
YEAR_FIRST = ("zh", "ja", "ko", "hu", "lt")
"""Languages that may begin a day in figures with a year of two."""


def day_first(language: str | None) -> bool | None:
    """Tell how a language orders day and month in figures; None for English of no country, and for no language."""
    if not language or _UNSURE.match(language):
        return None
    return not _MONTH_FIRST.match(language)


def normal(word: str) -> str:
    """Give the form in which names are compared: no case, no dots, no accents (`Août` and `aout.` are one), nor
    nuktas, joiners and the dotless i, which are left out where they are hard to write.
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = (char for char in plain if ord(char) not in _MARKS and char not in ".’'`׳״\u200c\u093c")
    return unicodedata.normalize("NFC", "".join(letters)).replace("ı", "i")


def month_of(word: str, language: str | None) -> int | None:
    """Tell which month a normalized word names, 1 to 12.

    Asked are the source's own language, English, then all others, where they agree (`listopad` is two months).
    """
    names = _tables()[0]
    for known in (names.get(language or "", {}), names["en"]):
        if word in known:
            return known[word]
    found = {known[word] for known in names.values() if word in known} or _begun(word, names.get(language or "", {}))
    return found.pop() if len(found) == 1 else None


def _begun(word: str, names: dict[str, int]) -> set[int]:
    """Give the months of a language that a word begins: programs cut names that it does not (`Lok` for lokakuu)."""
    return {month for name, month in names.items() if name.startswith(word)} if len(word) >= _CUT else set()


def is_weekday(word: str) -> bool:
    """Tell whether a normalized word names a day of the week in some language."""
    return word in _tables()[1]


def weekday_of(word: str) -> int | None:
    """Tell which day of the week a normalized word names, Monday as 0; None for short forms but English ones."""
    return _weekdays().get(word)


def half_of(word: str, language: str | None) -> int | None:
    """Tell which part of the day a normalized word names: 0 before noon, 1 after, NOON, EVENING.

    Asked are the source's own language and those whose words mean nothing else (`de` is Hungary's morning).
    """
    halves = _tables()[2]
    return next((halves[known][word] for known in (language or "", *_CLEAR) if word in halves.get(known, ())), None)


@cache
def _tables() -> tuple[dict[str, dict[str, int]], frozenset[str], dict[str, dict[str, int]]]:
    text = resources.files(__package__).joinpath("calendar_words.toml").read_text("utf-8")
    words = tomllib.loads(text)
    months = {language: _numbered(names, 1) for language, names in words["months"].items()}
    days = frozenset(word for names in words["days"].values() for word in _numbered(names, 0))
    halves = {language: _numbered(names, 0) for language, names in words["halves"].items()}
    halves["zh"] |= _CHINESE_PARTS
    return months, frozenset(word for word in days if len(word) > 1 or not word.isascii()), halves


@cache
def _weekdays() -> dict[str, int]:
    """Give the full names of weekdays, and English short ones, that are one day in all languages."""
    text = resources.files(__package__).joinpath("calendar_words.toml").read_text("utf-8")
    named: dict[str, set[int]] = {}
    for language, names in tomllib.loads(text)["days"].items():
        for number, forms in enumerate(names):
            for word in forms.split()[: None if language == "en" else 1]:
                named.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in named.items() if len(numbers) == 1}


def _numbered(names: list[str], first: int) -> dict[str, int]:
    return {word: number for number, forms in enumerate(names, first) for word in forms.split()}
