"""Reading a schedule as people type it.

`07:30 20:00 mon-fri Asia/Shanghai`, `工作日 早上8点半 北京时间`, `每天 8点 免打扰 23:00-7:00`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time

from ledebot.bot.core.errors import InputError
from ledebot.bot.digest.places import zone_at
from ledebot.bot.model import EVERY_DAY, Quiet, Schedule

MAX_TIMES = 12
"""Slots a day; more is a stream, not a digest."""
MAX_TEXT = 500
"""Characters; anything longer is not a schedule."""


class ScheduleError(InputError):
    """A schedule that cannot be used. `template` and `values` let the interface translate the line."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.values = values


_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DIGITS = "零一二三四五六七八九"
_HAN_NUMBERS = {
    **{word: number for number, word in enumerate(_DIGITS)},
    **{"十" + word.strip("零"): 10 + number for number, word in enumerate(_DIGITS)},
    **{"二十" + word.strip("零"): 20 + number for number, word in enumerate(_DIGITS)},
    "两": 2,
    "兩": 2,
    "〇": 0,
}

_DAY = r"(?:周|週|星期|礼拜|禮拜)"
_EN_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,8}"
_TO = r"\s*(?:-|–|—|~|至|到|to|through)\s*"
_CLOCK = (
    r"(?:(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|晚|夜里)\s*)?"
    r"(?:(?P<h>\d{1,2})(?!\d)|(?P<han>二?十[一二三四五六七八九]?|[零〇一二两兩三四五六七八九]))"
    r"(?:(?P<colon>[:.])(?P<m>\d{2})(?!\d)|\s*(?P<dian>[点點时時])(?:钟|鐘|整)?(?:(?P<half>半)|(?P<quarter>一刻)|\s*(?P<m2>\d{1,2})\s*分|(?P<m3>\d{2})(?![\d:]))?)?"
    r"\s*(?P<ampm>am|pm|a\.m\.|p\.m\.|noon|midnight)?"
)
_NOON = re.compile(r"noon|midday|正午|中午(?!\s*[\d一二两兩十零〇])")
_MIDNIGHT = re.compile(r"midnight|午夜|半夜(?!\s*[\d一二两兩三四五十零〇])")
_QUIET = re.compile(
    r"(?:quiet|silent|免打扰|免打擾|静音|靜音|勿扰|勿擾)(?:\s*hours)?\s*[:=]?\s*(?P<rest>off|none|no|关闭|关|關閉|關|无|無)?"
)
_SPACES = re.compile(r"[\s,;、，；。和及]+|and\b")
_TOKENS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("all", re.compile(r"every\s*day|daily|每天|每日|天天")),
    ("work", re.compile(r"weekdays?|工作日|平日")),
    ("weekend", re.compile(rf"weekends?|{_DAY}末")),
    (
        "range",
        re.compile(rf"(?:{_DAY}([一二三四五六日天])|({_EN_DAY})){_TO}(?:{_DAY}?([一二三四五六日天])|({_EN_DAY}))"),
    ),
    ("days", re.compile(rf"{_DAY}([一二三四五六日天](?:[\s、,，]?[一二三四五六日天](?![点點时時十]))*)")),
    ("day", re.compile(_EN_DAY)),
    ("offset", re.compile(r"(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?(\d\d))?")),
)
_TIME = re.compile(_CLOCK)
_COMPACT = re.compile(r"([01]\d|2[0-4])([0-5]\d)(?!\d)")


@dataclass
class _Said:
    """What has been understood so far."""

    times: list[time] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    zone: str | None = None
    quiet: Quiet | None = None
    quiet_said: bool = False


def read(text: str, base: Schedule, zones: Mapping[str, str]) -> Schedule:
    """Change `base` as the text says; `zones` gives each name's IANA zone (`places.names_of`). Raises ScheduleError."""
    rest = unicodedata.normalize("NFKC", text).casefold().strip()
    if not rest:
        raise ScheduleError("Say when, for example: /schedule 07:30 20:00 mon-fri London")
    if len(rest) > MAX_TEXT:
        raise ScheduleError("That is too long for a schedule. Try: 07:30 20:00 mon-fri")
    said = _Said()
    while rest:
        if separator := _SPACES.match(rest):
            rest = rest[separator.end() :]
            continue
        rest = rest[_one(rest, said, zones) :]
    if len(set(said.times)) > MAX_TIMES:
        raise ScheduleError("That is {n} times a day; at most {most} are possible.", n=len(said.times), most=MAX_TIMES)
    return replace(
        base,
        times=tuple(sorted(set(said.times))) or base.times,
        weekdays=tuple(sorted(said.days)) or base.weekdays,
        zone=said.zone or base.zone,
        zone_chosen=base.zone_chosen or said.zone is not None,
        quiet=said.quiet if said.quiet_said else base.quiet,
    )


def _one(rest: str, said: _Said, zones: Mapping[str, str]) -> int:
    """Understand what the text begins with; returns its length."""
    if quiet := _QUIET.match(rest):
        return _hours(rest, quiet, said)
    for word, hour in ((_NOON, 12), (_MIDNIGHT, 0)):
        if worded := word.match(rest):
            said.times.append(time(hour))
            return worded.end()
    if compact := _COMPACT.match(rest):
        said.times.append(_clock_time(int(compact[1]), int(compact[2]), rest))
        return compact.end()
    if clock := _TIME.match(rest):
        said.times.append(_clock(clock))
        return clock.end()
    for kind, pattern in _TOKENS:
        if (found := pattern.match(rest)) and _take(kind, found, said, zones):
            return found.end()
    if place := zone_at(rest, zones):
        said.zone, length = place
        return length
    raise _not_understood(rest)


def _take(kind: str, found: re.Match[str], said: _Said, zones: Mapping[str, str]) -> bool:
    """Take a token; False for a word that only looks like a weekday."""
    if kind == "day" and found[0] not in _SPELLINGS:
        return False
    if kind == "offset":
        said.zone = _offset(found, zones)
    else:
        said.days.update(_days(kind, found))
    return True


def _days(kind: str, found: re.Match[str]) -> tuple[int, ...]:
    if kind == "all":
        return EVERY_DAY
    if kind == "work":
        return EVERY_DAY[:5]
    if kind == "weekend":
        return EVERY_DAY[5:]
    if kind == "days":
        return tuple(_DAYS[sign] for sign in found[1] if sign in _DAYS)
    if kind == "day":
        return (_ENGLISH.index(found[0][:3]),)
    start, end = (
        _DAYS[han] if han else _ENGLISH.index(english[:3])
        for han, english in ((found[1], found[2]), (found[3], found[4]))
    )
    return tuple(day % 7 for day in range(start, (end if end >= start else end + 7) + 1))


_SPELLINGS = frozenset(
    form
    for full in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for form in (full, full + "s", full[:3], full[:4], full[:5])
)


def _offset(found: re.Match[str], zones: Mapping[str, str]) -> str:
    hours, minutes = int(found[2]), int(found[3] or 0)
    # POSIX counts west of Greenwich as positive.
    name = f"etc/gmt{'-' if found[1] == '+' else '+'}{hours}" if hours else "etc/gmt"
    if minutes or name not in zones:
        raise ScheduleError("Name the zone by a city instead of {word}, for example Asia/Kolkata.", word=found[0])
    return zones[name]


def _hours(rest: str, word: re.Match[str], said: _Said) -> int:
    """Read quiet hours, `quiet 23:00-07:00` or `quiet off`."""
    said.quiet_said = True
    at = word.end()
    if word["rest"]:
        said.quiet = None
        return at
    start = _TIME.match(rest, at)
    to = re.compile(_TO).match(rest, start.end()) if start else None
    end = _TIME.match(rest, to.end()) if to else None
    if start is None or end is None:
        raise ScheduleError("Write quiet hours like this: quiet 23:00-07:00, or: quiet off")
    said.quiet = Quiet(_clock(start), _clock(end))
    if said.quiet.start == said.quiet.end:
        raise ScheduleError(
            "Quiet hours from {time} to {time} are none. Write two times, or: quiet off",
            time=f"{said.quiet.start:%H:%M}",
        )
    return end.end()


def _clock(found: re.Match[str]) -> time:
    hour = int(found["h"]) if found["h"] else _HAN_NUMBERS[found["han"]]
    if found["han"] and not found["dian"]:
        raise _not_understood(found[0])
    minute = int(found["m"] or found["m2"] or found["m3"] or 0) or (
        30 if found["half"] else 15 if found["quarter"] else 0
    )
    part, ampm = found["part"] or "", (found["ampm"] or "")[:1]
    after_noon = ampm == "p" or part in {"下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜里"}
    if (after_noon and 1 <= hour < 12) or (part in {"中午", "午间"} and hour in (1, 2)):
        hour += 12
    elif hour == 12 and (ampm in ("a", "m") or part in {"凌晨", "晚上", "晚间", "晚", "夜里"}):
        hour = 0
    return _clock_time(hour, minute, found[0])


def _clock_time(hour: int, minute: int, text: str) -> time:
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        raise ScheduleError("{word} is no time of day. Write times like 07:30 or 20:00.", word=text.split()[0])
    return time(hour, minute)


def _not_understood(rest: str) -> ScheduleError:
    word = re.split(r"[\s,;、，；]", rest, maxsplit=1)[0][:20]
    return ScheduleError("I do not understand {word}. Try: 07:30 20:00 mon-fri London", word=word)
