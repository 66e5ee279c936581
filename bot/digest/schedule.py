"""When a chat's next digest is due: local times of an IANA zone, weekdays, quiet hours, a pause.

Clock changes follow PEP 495 with fold=0: a local time that does not exist is moved on by the length of the gap, one
that exists twice means its first occurrence; each slot of a day is due once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from ledebot.bot.core.errors import InputError
from ledebot.bot.digest.places import names_of
from ledebot.bot.digest.slots_parser import read_whole
from ledebot.bot.model import Quiet, Schedule

_SAME = timedelta(seconds=1)
"""A due time is kept as a floating-point number."""
_WAITED = timedelta(days=1)
"""How long a digest may have waited for the one before it, which is put off by a day at most."""
HORIZON = timedelta(days=16)
"""How far ahead to look: any weekday comes within 7 days, quiet hours and a skipped calendar day add less than two."""


def next_due(schedule: Schedule, after: datetime) -> datetime | None:
    """Give the first moment after `after` (exclusive) that a digest is due, in UTC; None if there never is one.

    A slot inside quiet hours is due at their end; slots that fall on one moment are one. Nothing is due before
    `paused_until`. Raises InputError if the zone is unknown.
    """
    return next(_dues(schedule, after), None)


def next_dues(schedule: Schedule, after: datetime, count: int) -> list[datetime]:
    """Give the next `count` moments, as `next_due` one after another would."""
    dues: list[datetime] = []
    for _ in range(count):
        due = next_due(schedule, dues[-1] if dues else after)
        if due is None:
            break
        dues.append(due)
    return dues


def due_at(schedule: Schedule, moment: datetime) -> tuple[bool, bool]:
    """Tell what is due at a moment that `next_due` gave: a digest as usual, and the week's; as usual if neither is.

    What had to wait for the digest before it is looked at again later, and is still what it was.
    """
    local = zone(schedule.zone)
    today = moment.astimezone(local).date()
    days = (today - timedelta(days=back) for back in range(3))  # what quiet hours put off may be of a day before
    planned = [
        (due, week) for day in days for due, week in _planned(schedule, day, local) if -_SAME < moment - due < _WAITED
    ]
    last = max((due for due, _ in planned), default=moment)
    kinds = {week for due, week in planned if last - due < _SAME}
    return False in kinds or not kinds, True in kinds


def parse(text: str, base: Schedule) -> Schedule:
    """Change a schedule as `/schedule 07:30 20:00 mon-fri Asia/Shanghai` says; what is not named stays as in `base`.

    Understands Chinese and English, full-width characters included; see `schedule_parser`. Raises InputError.
    """
    return read_whole(text, base, _names())


def zone(name: str) -> ZoneInfo:
    """Load an IANA zone. Raises InputError for an unknown name."""
    if name not in zones():
        raise InputError(f"Unknown time zone {name!r}. Use a name like Asia/Shanghai or Europe/London.")
    return ZoneInfo(name)


@cache
def zones() -> frozenset[str]:
    """Every IANA zone that this machine knows, the names that are no place left out."""
    return frozenset(name for name in available_timezones() if not name.startswith(("posix", "right", "localtime")))


@cache
def _names() -> Mapping[str, str]:
    return names_of(zones())


def _dues(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    local = zone(schedule.zone)
    if schedule.paused_until is not None:
        # Exclusive as well, so that a slot at the very end of the pause is due.
        after = max(after, schedule.paused_until - timedelta(microseconds=1))
    first = after.astimezone(local).date() - timedelta(days=2)
    moments: set[datetime] = set()
    for ahead in range((HORIZON + timedelta(days=2)).days):
        moments.update(moment for moment, _ in _planned(schedule, first + timedelta(days=ahead), local))
    yield from sorted(moment for moment in moments if moment > after)


def _planned(schedule: Schedule, day: date, local: ZoneInfo) -> Iterator[tuple[datetime, bool]]:
    """Give the moments at which the slots of a local day are due, and whether each is the week's."""
    if day.weekday() in schedule.weekdays:
        for at in schedule.times:
            yield _due(day, at, schedule.quiet, local), False
    for slot in schedule.extra:
        if day.weekday() in slot.weekdays:
            yield _due(day, slot.at, schedule.quiet, local), slot.week


def _due(day: date, slot: time, quiet: Quiet | None, local: ZoneInfo) -> datetime:
    """Tell when the slot of a local day is due, in UTC."""
    due = _resolve(datetime.combine(day, slot), local)
    if quiet is None:
        return due
    # What the clock on the wall says then, which in a gap is not what the slot says.
    wall = due.astimezone(local).replace(tzinfo=None)
    if not quiet.covers(wall.time()):
        return due
    tomorrow = quiet.start > quiet.end and wall.time() >= quiet.start
    return _resolve(datetime.combine(wall.date() + timedelta(days=tomorrow), quiet.end), local)


def _resolve(wall: datetime, local: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=local, fold=0).astimezone(UTC)
