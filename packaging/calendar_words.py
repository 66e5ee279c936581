"""Makes `calendar_words.toml`: the names of months, weekdays and halves of the day in the languages of feeds.

They are CLDR's (https://cldr.unicode.org), as Babel carries them. Written to a file because Babel takes seconds and
forty megabytes to load so many languages, and a feed must not wait for that.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from babel import Locale, localedata

from ledebot.bot.sources.calendar_words import normal

LANGUAGES = (
    *("en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sk", "hu", "ro", "tr", "id", "ms", "sv", "da", "nb"),
    *("fi", "et", "lv", "lt", "hr", "sr_Latn", "sl", "ca", "eu", "gl", "sq", "is", "ga", "cy", "af", "sw"),
    *("ru", "uk", "bg", "sr", "mk", "be", "kk", "el", "ar", "fa", "ur", "he", "hi", "mr", "bn", "ta", "te", "th"),
    *("ko", "ja", "zh", "vi"),
)
_FORMS = (("format", "wide"), ("format", "abbreviated"), ("stand-alone", "wide"))
_MORE = {
    "en": {9: "sept"},
    "de": {1: "jänner", 3: "mrz"},
    "fr": {8: "aoû"},
    "es": {3: "mzo", 9: "set"},
    "ru": {9: "сен", 11: "ноя"},
    "uk": {4: "кві", 5: "тра", 6: "чер", 8: "сер", 10: "жов", 11: "лис", 12: "гру"},
    "ro": {11: "noi"},
    "id": {2: "peb pebruari", 8: "agt", 11: "nop nopember"},
    "ar": {2: "شباط", 3: "آذار", 4: "نيسان", 5: "أيار", 6: "حزيران", 7: "تموز", 8: "آب", 9: "أيلول"},
    "fa": {5: "می"},
}
"""Forms in wide use that CLDR has for other regions of the language only, or not at all: those of programs."""
_MORE_DAYS = {
    "de": "fre sam son",
    "pt": "segunda terça quarta quinta sexta feira",
    "nl": "maa din woe don vri zat zon",
    "ru": "пнд втр срд чтв птн сбт вск",
    "pl": "pon wto śro czw pią sob nie ndz",
    "tr": "ça cu pz",
    "ar": "الإثنين إثنين ثلاثاء أربعاء خميس جمعة سبت أحد",
    "hi": "सोम मंगल बुध गुरु शुक्र शनि रवि",
}


def main() -> None:
    """Write the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="bot/sources/calendar_words.toml")
    parser.parse_args().file.write_text("\n".join(_lines()) + "\n", "utf-8")


def _lines() -> list[str]:
    lines = ["# Made by packaging/calendar_words.py from CLDR; do not edit."]
    found = {language: _read(language) for language in LANGUAGES}
    for number, table in enumerate(("months", "days", "halves")):
        lines += ["", f"[{table}]"]
        lines += [f"{_key(language)} = {_quoted(words[number])}" for language, words in found.items()]
    return lines


def _read(language: str) -> tuple[list[str], list[str], list[str]]:
    """Give the names of months, of weekdays, and of the halves of the day, the forms of one name in one text."""
    localedata._cache.clear()  # with several languages in it, Babel 2.18 answers for one with another's aliases
    locale = Locale.parse(language)
    months = [locale.months[context][width] for context, width in _FORMS]
    days = [locale.days[context][width] for context, width in _FORMS]
    halves = [locale.day_periods["format"][width] for width in ("wide", "abbreviated")]
    more, more_days = _MORE.get(language, {}), _MORE_DAYS.get(language, "")
    return (
        [_words([*(names[month] for names in months), more.get(month, "")]) for month in range(1, 13)],
        [_words([*(names[day] for names in days), more_days if day == 0 else ""]) for day in range(7)],
        [_words([*(names.get(half, "") for names in halves), ""]) for half in ("am", "pm")],
    )


def _words(names: list[str]) -> str:
    """Give each name's last word, and all words of the last text, once; names with a number in them (`tháng 3`, `3月`)
    are read as numbers.
    """
    known = [name.split()[-1] for name in names[:-1] if name and not any(char.isdigit() for char in name)]
    words = (normal(name) for name in (*known, *names[-1].split()))
    return " ".join(dict.fromkeys(words))


def _key(language: str) -> str:
    return language.partition("_")[0] if language != "sr_Latn" else "sh"


def _quoted(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


if __name__ == "__main__":
    main()
