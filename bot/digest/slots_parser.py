"""Reading a whole schedule as people type it, with the slots beside the daily ones.

`07:30 mon-fri also weekend 10:00 weekly sun 20:00`, `工作日 7:30 另外 周末 10点 周报 周日 20:00`; `also off` and
`weekly off` end them. What stands before the first such word is the schedule itself (`schedule_parser`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import time

from ledebot.bot.digest.schedule_parser import MAX_TEXT, MAX_TIMES, ScheduleError, read
from ledebot.bot.model import EVERY_DAY, Schedule, Slot

MAX_EXTRA = 6
"""Slots beside the daily ones."""
WEEK_AT, WEEK_ON = time(20), (6,)
"""When the week comes where nobody says when: on Sunday evening."""
_WORDS = re.compile(r"(?P<also>\balso\b|\bplus\b|另外|外加|还有|還有)|(?P<week>\bweekly\b|周报|週報|一周要闻|一週要聞)")
_OFF = re.compile(r"(?:off|none|no|关闭|关|關閉|關|无|無|取消)")


def read_whole(text: str, base: Schedule, zones: Mapping[str, str]) -> Schedule:
    """Change `base` as the text says; see `schedule_parser.read`. Raises ScheduleError."""
    whole = unicodedata.normalize("NFKC", text).casefold().strip()
    if len(whole) > MAX_TEXT:
        raise ScheduleError("That is too long for a schedule. Try: 07:30 20:00 mon-fri")
    marks = list(_WORDS.finditer(whole))
    daily = whole[: marks[0].start()] if marks else whole
    changed = read(daily, base, zones) if daily.strip() or not marks else base
    ends = [*(mark.start() for mark in marks[1:]), len(whole)]
    for mark, end in zip(marks, ends, strict=False):
        changed = _with_slots(changed, whole[mark.end() : end].strip(" :"), zones, week=bool(mark["week"]))
    return changed


def _with_slots(base: Schedule, words: str, zones: Mapping[str, str], *, week: bool) -> Schedule:
    """Put the slots of one kind that the words name in place of those of that kind."""
    others = tuple(slot for slot in base.extra if slot.week is not week)
    if _OFF.fullmatch(words):
        return replace(base, extra=others)
    said = read(words, replace(base, times=(), weekdays=()), zones) if words else replace(base, times=(), weekdays=())
    slots = _week(said) if week else _beside(said)
    extra = (*others, *slots) if week else (*slots, *others)
    if len(extra) > MAX_EXTRA:
        raise ScheduleError("That is {n} times a day; at most {most} are possible.", n=len(extra), most=MAX_EXTRA)
    return replace(base, zone=said.zone, zone_chosen=said.zone_chosen, quiet=said.quiet, extra=extra)


def _week(said: Schedule) -> tuple[Slot, ...]:
    if len(said.times) > 1 or len(said.weekdays) > 1:
        raise ScheduleError("The week comes once, on one day at one time, for example: weekly sun 20:00")
    return (Slot(said.times[0] if said.times else WEEK_AT, said.weekdays or WEEK_ON, week=True),)


def _beside(said: Schedule) -> tuple[Slot, ...]:
    if not said.times:
        raise ScheduleError("Say at what time besides, for example: also weekend 10:00")
    return tuple(Slot(at, said.weekdays or EVERY_DAY) for at in said.times[:MAX_TIMES])
