"""Slots beside the daily ones, by buttons: an own time at the weekend, and the week's stories once a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from babel.dates import get_day_names

from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import Message, Schedule, Slot
from ledebot.handlers.base.keyboards import chosen, rows
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.routes import Route, setting
from ledebot.handlers.digest.schedule import back, setting_of, typed
from ledebot.handlers.readers.summary import extra_lines

WEEKEND = (5, 6)
MORNINGS = (time(9), time(10), time(11), time(12))
WEEKS = (Slot(time(18), (4,), True), Slot(time(10), (5,), True), Slot(time(20), (6,), True), Slot(time(8), (0,), True))
"""Slots offered; any others can be typed."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (setting("schx", slots),)


async def slots(request: RequestContext) -> None:
    """Choose a time at the weekend (`ld:schx:w:HHMM` or `off`), or for the week (`ld:schx:k:DAY-HHMM` or `off`)."""
    t = request.t
    kind, wanted = (*request.args, "", "")[:2]
    each = WEEKS if kind == "k" else tuple(Slot(at, WEEKEND) for at in MORNINGS)
    offered = {_name(slot): slot for slot in each}
    if kind in ("w", "k") and (wanted in offered or wanted == "off"):
        slot = offered.get(wanted)
        await request.change(setting_of(lambda old: _with(old, slot, week=kind == "k")))
    held = request.subscriber.schedule.extra
    weekend = [
        request.button(chosen(f"{at:%H:%M}", Slot(at, WEEKEND) in held), "schx", "w", _name(Slot(at, WEEKEND)))
        for at in MORNINGS
    ]
    days = get_day_names("abbreviated", locale=t.locale)
    weekly = [
        request.button(chosen(f"{days[slot.weekdays[0]]} {slot.at:%H:%M}", slot in held), "schx", "k", _name(slot))
        for slot in WEEKS
    ]
    has_week = any(slot.week for slot in held)
    has_more = any(not slot.week for slot in held)
    lines = [
        bold(t("Weekend and week")),
        *extra_lines(t, request.subscriber.schedule),
        escape(t("The upper buttons add a time at the weekend, the lower ones the week's stories, once a week.")),
        escape(t("Others can be typed: {example}", example=typed(request, t("also weekend 10:00 weekly sun 20:00")))),
    ]
    keyboard = (
        *rows(weekend, 4),
        (request.button(chosen(t("No weekend time"), not has_more), "schx", "w", "off"),),
        *rows(weekly, 2),
        (request.button(chosen(t("No week"), not has_week), "schx", "k", "off"),),
        back(request),
    )
    await request.show(Message("\n".join(lines), keyboard))


def _with(held: Schedule, slot: Slot | None, *, week: bool) -> Schedule:
    """Put a slot in place of those of its kind, or none."""
    others = tuple(each for each in held.extra if each.week is not week)
    new = (slot,) if slot is not None and slot.week is week else ()
    return replace(held, extra=(*others, *new) if week else (*new, *others))


def _name(slot: Slot) -> str:
    return f"{slot.weekdays[0]}-{slot.at:%H%M}"
