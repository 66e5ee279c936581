"""Names of months, weekdays and halves of the day in the languages of feeds."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib import resources

_MARKS = range(0x300, 0x370)
_CHINESE_HALVES = {"凌晨": 0, "清晨": 0, "早上": 0, "早晨": 0, "午后": 1, "傍晚": 1, "晚上": 1, "晚间": 1}
"""Parts of the day in everyday Chinese, beyond 上午 and 下午; not 中午, whose 11 and 1 are on both sides of noon."""
_CLEAR = ("en", "zh", "ja", "ko")


def normal(word: str) -> str:
    """Give the form in which names are compared: no case, no dots, no accents (`Août` and `aout.` are one)."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = (char for char in plain if ord(char) not in _MARKS and char not in ".’'`")
    return unicodedata.normalize("NFC", "".join(letters))


def month_of(word: str, language: str | None) -> int | None:
    """Tell which month a normalized word names, 1 to 12.

    Asked are the source's own language, English, then all others, where they agree (`listopad` is two months).
    """
    names = _tables()[0]
    for known in (names.get(language or "", {}), names["en"]):
        if word in known:
            return known[word]
    found = {known[word] for known in names.values() if word in known}
    return found.pop() if len(found) == 1 else None


def is_weekday(word: str) -> bool:
    """Tell whether a normalized word names a day of the week in some language."""
    return word in _tables()[1]


def half_of(word: str, language: str | None) -> int | None:
    """Tell which half of the day a normalized word names, 0 before noon, 1 after.

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
    halves["zh"] |= _CHINESE_HALVES
    return months, frozenset(word for word in days if len(word) > 1 or not word.isascii()), halves


def _numbered(names: list[str], first: int) -> dict[str, int]:
    return {word: number for number, forms in enumerate(names, first) for word in forms.split()}
