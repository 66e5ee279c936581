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
_MORE = {"en": {9: "sept"}, "es": {9: "set"}}
"""Short forms in wide use that CLDR has for other regions of the language only."""


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
    more = _MORE.get(language, {})
    return (
        [_words([*(names[month] for names in months), more.get(month, "")]) for month in range(1, 13)],
        [_words([names[day] for names in days]) for day in range(7)],
        [_words([names.get(half, "") for names in halves]) for half in ("am", "pm")],
    )


def _words(names: list[str]) -> str:
    """Give each name's last word once; names with a number in them (`tháng 3`, `3月`) are read as numbers."""
    words = (normal(name.split()[-1]) for name in names if name and not any(char.isdigit() for char in name))
    return " ".join(dict.fromkeys(words))


def _key(language: str) -> str:
    return language.partition("_")[0] if language != "sr_Latn" else "sh"


def _quoted(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


if __name__ == "__main__":
    main()
