"""Publishing times as feeds, pages and front matter write them.

A date is read word by word, and every word must be known: what cannot be read is no date, never a wrong one. What a
date leaves open (its zone; which of 3/4 is the month) is left open, for `Customs` to settle by what else is known of
the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timezone, tzinfo

from ledebot.bot.sources import calendar_words, date_words, relative, zones
from ledebot.bot.sources.written import Written, clock

EARLIEST = datetime(1970, 2, 1, tzinfo=UTC)
"""Zero epochs are a program's way to say that it has no date; seconds taken for thousandths of them are in January."""
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LONGEST = 100
"""Characters; a longer text is not a date."""

_RFC822 = re.compile(
    r"(?:[a-z]{3}, )?(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) (gmt|[+-]\d{4})",
    re.IGNORECASE,
)
"""The form that nearly all feeds use, read without looking at words."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(
    r"\d{8}T\d{6}(?:Z|[+-]\d{4})?|\d{4}-(?:\d\d-\d\d|W\d\d-\d)"
    r"(?:[T ]\d\d(?::\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_EPOCH = {10: 1, 13: 1000, 16: 1_000_000}
"""Digits of a time in seconds, milliseconds and microseconds since 1970, and how many of them make a second."""
_PARTED_EPOCH = re.compile(r"\d{10}\.\d{1,9}", re.ASCII)
_DOTNET = re.compile(r"\\?/Date\((\d{12,13})(?:[+-]\d{4})?\)\\?/")
"""How .NET wrote a time into JSON; the offset says where, not when."""
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}


@dataclass(frozen=True, slots=True)
class Customs:
    """What is meant in a source where its dates do not say."""

    zone: tzinfo = UTC
    day_first: bool | None = None

    def moment(self, written: Written | None) -> datetime | None:
        """Give the moment that a date names, in UTC; None where it stays open or is out of all reason."""
        if written is None:
            return None
        wall = written.wall
        if written.other is not None:
            if self.day_first is None:
                return None
            wall = wall if self.day_first else written.other
        try:
            moment = wall.replace(tzinfo=written.zone or self.zone).astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return moment if EARLIEST <= moment < LATEST else None


def customs(dates: Iterable[Written | None], *, language: str | None = None, zone: tzinfo | None = None) -> Customs:
    """Learn what a source's dates mean from its setting (`zone`), from each other, from its language."""
    known = [date for date in dates if date]
    if zone is None:
        offsets = Counter(date.zone.utcoffset(date.wall) for date in known if date.zone)
        usual = offsets.most_common(1)[0][0] if offsets else None
        zone = zones.at_home(language) or UTC if usual is None else timezone(usual)
    told = Counter(date.day_first for date in known if date.day_first is not None)
    return Customs(zone, told.most_common(1)[0][0] if told else calendar_words.day_first(language))


def remarks(text: str, written: Written | None, meant: Customs, published: datetime | None) -> list[str]:
    """Say what about a date is not as it should be: that it cannot be read, or which zone was taken for it."""
    if text and published is None:
        return [f"unusable date: {text[:40]}"]
    if written and written.zone is None:
        return [f"its date names no zone; taken as {zones.spoken(meant.zone, written.wall)}"]
    return []


def read(text: str | None, language: str | None = None, now: datetime | None = None) -> Written | None:
    """Read a date in any form of RFC 822, ISO 8601, epochs, and of the languages of feeds; None where it is none.

    `now` is when it was read, in the source's zone; without it `3小时前` is none.
    """
    text = (text or "").strip(" \t\r\n<>")
    text = text.strip("[]") if text.startswith("[") else text  # at the end alone they hold a zone
    if not text or len(text) > LONGEST:
        return None
    try:
        return _read(text, language) or (relative.read(text, now) if now else None)
    except (ValueError, OverflowError, OSError):  # a 31 February, a 25th hour, an epoch beyond all years
        return None


def parse_date(text: str | None, *, zone: tzinfo = UTC, language: str | None = None) -> datetime | None:
    """Read a date that stands alone; `zone` is meant where it names none. None where it cannot be read."""
    return customs((), language=language, zone=zone).moment(read(text, language))


def _read(text: str, language: str | None) -> Written | None:
    if found := _RFC822.fullmatch(text):
        month = _MONTHS.index(found[2].lower()) + 1
        zone = UTC if found[7][0] in "gG" else zones.offset(found[7][0], found[7][1:3], found[7][3:])
        wall = clock(int(found[3]), month, int(found[1]), int(found[4]), int(found[5]), int(found[6]))
        return Written(wall, zone) if zone else None
    text = _plain_figures(unicodedata.normalize("NFKC", text))
    if _PARTED_EPOCH.fullmatch(text):
        return Written(datetime.fromtimestamp(float(text), UTC).replace(tzinfo=None), UTC)
    if dotnet := _DOTNET.fullmatch(text):
        text = dotnet[1]
    if text.isdecimal():
        return _figures(text)
    if _ISO.fullmatch(text) and text[11:13] != "24" and text[17:19] != "60":
        moment = datetime.fromisoformat(text.upper().replace(",", ".").replace(" +", "+").replace(" Z", "Z"))
        return Written(moment.replace(tzinfo=None), moment.tzinfo)
    return date_words.read(text, language)


def _plain_figures(text: str) -> str:
    """Write the figures of all scripts as ours: `२०२४`."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char > "\x7f" and char.isdecimal() else char for char in text)


def _figures(digits: str) -> Written | None:
    """Read a date that is nothing but a number: an epoch, or year, month and day (and time) without separators."""
    if form := _COMPACT.get(len(digits)):
        return Written(datetime.strptime(digits, form))  # noqa: DTZ007  # the zone is the source's
    if parts := _EPOCH.get(len(digits)):
        return Written(datetime.fromtimestamp(int(digits) / parts, UTC).replace(tzinfo=None), UTC)
    return None
