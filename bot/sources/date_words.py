"""A date read word by word: time of day and zone are cut out, and what is left must be a day and nothing else."""

from __future__ import annotations

import re
from datetime import UTC, date, tzinfo

from ledebot.bot.core.word_sets import word_set
from ledebot.bot.sources import persian, zones
from ledebot.bot.sources.calendar_words import (
    EVENING,
    NOON,
    YEAR_FIRST,
    half_of,
    is_weekday,
    month_of,
    normal,
    weekday_of,
)
from ledebot.bot.sources.written import Written, clock

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_EAST_ASIAN_DAY = re.compile("(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일")
_PROGRAMS = re.compile(r"(?<=/\d{4}):(?=\d\d:\d\d)| m=[+-]\d{1,9}\.\d{1,9}$")
"""Before the clock in the logs of servers (`05/Feb/2024:10:30:00`); behind Go's dates, how long it ran."""
_NUMERAL = re.compile("([〇零○一二三四五六七八九十]{1,6})(?=[年月日号號])")
_CLOCK = re.compile(
    r"(?<![\d.:,+])(\d{1,2})\s?[:h時时點点시ч]\s?(\d{1,2})(?!\d)(?:\s?[:分분m]\s?(\d{1,2})(?!\d)(?:[.,:]\d{1,9})?)?\s?[秒초分분]?"
)
_HOUR = re.compile(r"(?<![\d.:,+])(\d{1,2})\s?(?:[時时點点시h](?![^\W\d_])|(?=[ap]\.?m\b))")
_DOTTED_WITH_ZONE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=\s{0,2}[+-]\d\d:?\d\d(?!\d))")
_DOTTED_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![.\d])")
_OFFSET = re.compile(
    r"(?:(?<!\w)(?:utc|gmt|z|[a-z]{2,4}t(?=[+-]\d\d:))|(?<!\w))\s?([+-])(\d{1,2}?)(?::?(\d{2}))?(?![\d.:/-])"
)
_LOST_PLUS = re.compile(r"\s*(?:(?:utc|gmt)\s)?()(0\d|1[0-4]):?([0-5]\d)\s*")
"""An offset whose plus sign became a space, as it does in addresses: `15:05:09 0800`."""
_DAY_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)$")
_TOKEN = re.compile(r"(\d+)\s?([年月日号號년월일]?)|([^\W\d_][^\s\d,،、;:/()|+·–—_-]*)|(\S)")
_HALF_PAST = re.compile(r"(\d{1,2})\s?[点點时時]半")
_SPACED_HALF = re.compile(r"\b([ap])\. m\b\.?")
_ELISION = re.compile(r"\b[dl]['’]")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª|a|o)\b")
_UNITS = {"年": "year", "년": "year", "月": "month", "월": "month"} | dict.fromkeys("日号號일", "day")
_REPUBLIC, _REPUBLICAN = 1911, range(100, 200)
"""The year before Taiwan's count begins, and those of three figures in it, which go without its name."""
_ERAS = {"民國": _REPUBLIC, "民国": _REPUBLIC, "令和": 2018, "平成": 1988}
_BUDDHIST = 543
_FILLERS = word_set(
    """
    t h hrs at on of the um uhr om uur a à as às las alle all ore ora ob kl klo klockan klokken pukul jam saat godz ב
    יום א ג ד ה ו ש จันทร์ อังคาร พุธ พฤหัส พฤหัสบดี ศุกร์ เสาร์ อาทิตย์
    tues weds thur thurs de del den noon midday
    der le la el di do d du im am g г год года году р року року года m м gada в о у час часов στις έτους o oclock clock
    ngay thang thg th nam luc gio thu chu วัน เวลา น พศ คศ ค.ศ को बजे الساعة ساعت ب v ve vo van da
    published posted updated last modified edited date time
    发布时间 发布于 发布 发表于 发表时间 更新时间 时间 日期 時間 發布時間 發布於 日付
    """
)
_SEPARATORS = frozenset("@.,،、;:/|·–—-'’\"_")
_NUMERALS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
EARLIEST_EVENING = 4


def read(text: str, language: str | None) -> Written | None:
    """Read a date of NFKC text. None for what is not understood to the last word; raises ValueError for 31 February."""
    speech = (language or "").replace("_", "-").partition("-")[0].lower() or None
    zone, text = zones.of_tz_database(text) or (None, text)
    rest, asides = _simple(text)
    time, offset, before, after = _cut_time(rest)
    zone = offset or zone
    found = _Day(speech, language)
    known = all(found.take(token) for token in _TOKEN.finditer(before))
    if not known or not all(found.take(token, late=True) for token in _TOKEN.finditer(after)):
        return None
    if time is None and len(found.numbers) > 3 and (dotted := _DOTTED_CLOCK.search(before)):
        return read(f"{before[: dotted.start()]} {dotted[0].replace('.', ':')} {before[dotted.end() :]}", language)
    zone = zone or found.zone or next(filter(None, (_zone_aside(aside.strip(), language) for aside in asides)), None)
    hour, minute, second = time or (0, 0, 0)
    return found.dated(_by_half(hour, found.half), minute, second, zone)


def _simple(text: str) -> tuple[str, list[str]]:
    """Write a date in lower case, without East Asian weekdays; and give what was in brackets."""
    asides = [first or second for first, second in _ASIDE.findall(text)]
    text = _EAST_ASIAN_DAY.sub(" ", _ASIDE.sub(" ", _UNSEEN.sub("", text).replace("\u2212", "-").replace("ที่", " ")))
    text = _NUMERAL.sub(lambda found: str(_number(found[1])), _PROGRAMS.sub(" ", text))
    text = _SPACED_HALF.sub(r"\1m", _HALF_PAST.sub(r"\1:30", text.lower()))
    return _ORDINAL.sub(" ", _ELISION.sub(" ", text)), asides


def _number(numerals: str) -> int:
    """Read Chinese numerals: by place (二〇二四), or with tens (三十一)."""
    tens, sign, ones = numerals.rpartition("十")
    if sign:
        return (_NUMERALS.get(tens, 0) if tens else 1) * 10 + _NUMERALS.get(ones, 0)
    return int("".join(str(_NUMERALS[char]) for char in numerals))


def _cut_time(rest: str) -> tuple[tuple[int, int, int] | None, tzinfo | None, str, str]:
    """Cut out the time of day and the offset behind it; gives both, and what stands before and after.

    Raises ValueError for an offset that no zone has.
    """
    found = _CLOCK.search(rest) or _HOUR.search(rest) or _DOTTED_WITH_ZONE.search(rest)
    if not found:
        behind = _DAY_OFFSET.search(rest)
        return None, _offset(behind), rest[: behind.start()] if behind else rest, ""
    before, after = rest[: found.start()], rest[found.end() :]
    parts = (*found.groups(), None, None)
    behind = _OFFSET.search(after) or (_LOST_PLUS.fullmatch(after) if parts[2] else None)
    if behind:
        after = after[: behind.start()] + " " + after[behind.end() :].removeprefix(f" {behind[0].strip()}")
    hour, minute, second, *_ = (int(part or 0) for part in parts)
    return (hour, minute, second), _offset(behind), before, after


def _zone_aside(text: str, language: str | None) -> tzinfo | None:
    """Read a zone in brackets: (CST), (GMT+7)."""
    found = _OFFSET.fullmatch(text.lower())
    return _offset(found) if found else zones.named(text, language)


def _offset(found: re.Match[str] | None) -> tzinfo | None:
    if found is None:
        return None
    zone = zones.offset(found[1] or "+", found[2], found[3])
    if zone is None:
        raise ValueError("no zone is so far from Greenwich")
    return zone


def _by_half(hour: int, half: int | None) -> int:
    """Give the hour of the day. Raises ValueError for `晚上12点`, which may begin a day or end it."""
    if half is None or hour > 12:
        return hour
    if half == NOON:
        return hour if hour > 3 else hour + 12
    if half == EVENING:
        if not EARLIEST_EVENING <= hour < 12:
            raise ValueError("before or after midnight")
        return hour + 12
    return hour % 12 + 12 * half


class _Day:
    """Gathers year, month and day from the words and figures of a date."""

    def __init__(self, language: str | None, tag: str | None) -> None:
        self._language, self._tag = language, tag
        self._units: dict[str, int] = {}
        self._months: list[tuple[int, bool]] = []
        self._weekday: int | None = None
        self._persian = False
        self._era = 0
        self._joints: list[str] = []
        self._end = 0
        self.numbers: list[tuple[int, int]] = []
        """Value and number of figures of each number without a unit."""
        self.half: int | None = None
        self.zone: tzinfo | None = None

    def take(self, token: re.Match[str], *, late: bool = False) -> bool:
        """Take a number, word or sign, `late` after the time of day; False for what has no place in a date."""
        figures, unit, word, sign = token.groups()
        if figures:
            if unit:
                self._units[_UNITS[unit]] = int(figures)
            else:
                self._joints.append(token.string[self._end : token.start()].strip())
                self.numbers.append((int(figures), len(figures)))
            self._end = token.end()
            return len(figures) <= 8
        return self._word(word, late=late) if word else sign in _SEPARATORS

    def _word(self, word: str, *, late: bool) -> bool:
        if late and (zone := zones.named(word, self._tag)):  # before the time, CET and PET are Serbian weekdays
            self.zone = self.zone or zone
            return True
        name = normal(word)
        month = month_of(name, self._language) or month_of(name.removeprefix("ב"), self._language)
        weekday = is_weekday(name)
        if weekday and not month:
            self._weekday = weekday_of(name)
        if month:
            self._months.append((month, weekday))
        elif name in persian.MONTHS:
            self._months.append((persian.MONTHS[name], False))
            self._persian = True
        elif word in _ERAS:
            self._era = _ERAS[word]
        elif (half := half_of(name, self._language)) is not None:
            if self.half not in (None, half):
                return False
            self.half = half
        elif not weekday and name not in _FILLERS and word not in _FILLERS:
            military = late and len(word) == 1 and word.isascii()
            self.zone = self.zone or (UTC if military else zones.named(word, self._tag))  # RFC 5322, section 4.3
            return self.zone is not None
        return True

    def dated(self, hour: int, minute: int, second: int, zone: tzinfo | None) -> Written | None:
        """Put what was gathered together with the time of day."""
        day = self._by_units() or self._by_name() or self._by_figures()
        if not day:
            return None
        year, month, number, swapped, order = day
        wall = clock(year, month, number, hour, minute, second)
        return Written(wall, zone, clock(year, number, month, hour, minute, second) if swapped else None, order)

    def _by_units(self) -> tuple[int, int, int, bool, None] | None:
        """Read 2024年3月5日."""
        units = self._units
        if len(units) < 3 or self.numbers:
            return None
        year = units["year"]
        era = self._era or (_REPUBLIC if year in _REPUBLICAN else 0)
        return _year(year + era if year < 200 else year), units["month"], units["day"], False, None

    def _by_name(self) -> tuple[int, int, int, bool, None] | None:
        """Read a month by name, or 3月 that stands like one; the number of four figures, or else the last, is the year.

        Where two words may be months, the one that is no weekday is (mar., 5 mars), or the second (mar 5 mar).
        """
        months = [month for month, weekday in self._months if not weekday] or [month for month, _ in self._months[-1:]]
        if not months and set(self._units) == {"month"}:
            months = [self._units["month"]]
        if len(set(months)) != 1 or len(self.numbers) != 2:
            return None
        (first, width), (second, last_width) = self.numbers
        year, day = (first, second) if width == 4 else (second, first)
        if width != 4 and last_width == 2:
            year = _in_full(year)
        if self._persian:
            return _of_persia(year, months[0], day)
        return _year(year), months[0], day, False, None

    def _by_figures(self) -> tuple[int, int, int, bool, bool | None] | None:
        """Read three numbers; of day and month before a year, dots and dashes mean that the day comes first, and a
        weekday tells which does.
        """
        if self._units or self._months or len(self.numbers) not in (1, 3):
            return None
        if len(self.numbers) == 1:
            value, width = self.numbers[0]
            return (value // 10000, value // 100 % 100, value % 100, False, None) if width == 8 else None
        (first, width), (second, _), (third, last_width) = self.numbers
        if width == 4 and self._language == "fa" and first in persian.YEARS:
            return _of_persia(first, second, third)
        if width == 3 and self._language == "zh" and first in _REPUBLICAN:
            first, width = first + _REPUBLIC, 4
        if width == 4:
            return _year(first), second, third, False, None
        if last_width == 2 and width <= 2 and self._joints[1:] in (["/", "/"], [".", "."]):
            dotted = "." in self._joints
            unsure = (*YEAR_FIRST, "en") if dotted else YEAR_FIRST
            if (width == 2 or dotted) and second <= 12 and (self._language or YEAR_FIRST[0]) in unsure:
                return None  # which of 24/4/29 is the year?
            third, last_width = _in_full(third), 4
        if last_width != 4:
            return None
        if first > 12 or second > 12:
            return (
                (_year(third), second, first, False, True)
                if first > 12
                else (_year(third), first, second, False, False)
            )
        sure = first == second or self._joints[1] in (".", "-") or (self._joints[1] == "" and self._language == "vi")
        if not sure and self._weekday is not None:
            orders = [order for order in (True, False) if self._is_weekday(third, first, second, day_first=order)]
            if len(orders) == 1:
                month, day = (second, first) if orders[0] else (first, second)
                return _year(third), month, day, False, orders[0]
        return _year(third), second, first, not sure, None

    def _is_weekday(self, year: int, first: int, second: int, *, day_first: bool) -> bool:
        month, day = (second, first) if day_first else (first, second)
        return date(_year(year), month, day).weekday() == self._weekday


def _of_persia(year: int, month: int, day: int) -> tuple[int, int, int, bool, None]:
    found = persian.gregorian(year, month, day)
    return found.year, found.month, found.day, False, None


def _in_full(year: int) -> int:
    """Complete a year of two figures (RFC 5322, section 4.3)."""
    return year + (2000 if year < 50 else 1900)


def _year(year: int) -> int:
    return year - _BUDDHIST if 2400 <= year < 2700 else year
