"""When digests come: /schedule in words or by buttons, pauses, quiet hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from babel.dates import get_day_names

from ledebot.bot.core.errors import RefusedError
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.core.zone_names import zone_name
from ledebot.bot.digest.schedule import parse
from ledebot.bot.digest.schedule_parser import MAX_TIMES
from ledebot.bot.model import EVERY_DAY, Button, Keyboard, Message, Quiet, Schedule, Subscriber
from ledebot.handlers.base.keyboards import chosen, rows
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, command, setting
from ledebot.handlers.readers.summary import coming, extra_lines, fact, next_three, times, weekdays

CLOCK = (*(time(hour) for hour in range(5, 24)), time(0))
"""Full hours offered as buttons; any other time can be typed."""
QUIETS = (Quiet(time(22), time(7)), Quiet(time(23), time(8)), Quiet(time(0), time(9)))
PAUSES = (1, 3, 7, 14, 30)
"""Days offered."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("schedule", schedule, Who.ADMIN, abroad=Who.ADMIN),
        setting("sch", show),
        setting("scht", slots),
        setting("schd", days),
        setting("schq", quiet),
        setting("schp", pause),
        setting("sche", skipping),
    )


async def schedule(request: RequestContext) -> None:
    """Show the schedule, or change it as the words say; of a channel, if they begin with its name."""
    if not request.args:
        await show(request)
        return
    words = " ".join(request.args)
    await request.change(setting_of(lambda old: parse(words, old)))
    await request.say(await schedule_view(request, request.t("Done.")))


async def show(request: RequestContext) -> None:
    """Show the schedule with its next three digests."""
    await request.show(await schedule_view(request))


async def slots(request: RequestContext) -> None:
    """Choose the times of day."""
    t = request.t
    if len(request.args) == 2 and (slot := _time(request.args[1])) is not None:
        await request.change(setting_of(lambda old: _slot(old, slot, request.args[0] == "+")))
    held = request.subscriber.schedule.times
    offered = sorted({*CLOCK, *held}, key=lambda slot: (slot < CLOCK[0], slot))
    each = [
        request.button(
            chosen(slot.strftime("%H:%M"), slot in held), "scht", "-" if slot in held else "+", f"{slot:%H%M}"
        )
        for slot in offered
    ]
    text = t(
        "At what times? Any other time can be typed: {example}", example=typed(request, t("07:30 20:00 mon-fri London"))
    )
    await request.show(Message(f"{bold(t('Times'))}\n{escape(text)}", (*rows(each, 5), back(request))))


async def days(request: RequestContext) -> None:
    """Choose the weekdays."""
    t = request.t
    if len(request.args) == 2:
        sign, which = request.args
        if which in ("all", "work"):
            wanted = EVERY_DAY if which == "all" else EVERY_DAY[:5]
            await request.change(setting_of(lambda old: replace(old, weekdays=wanted)))
        elif which in "0123456" and len(which) == 1:
            await request.change(setting_of(lambda old: _day(old, int(which), sign == "+")))
    held = request.subscriber.schedule.weekdays
    names = get_day_names("abbreviated", locale=t.locale)
    each = [
        request.button(chosen(names[day], day in held), "schd", "-" if day in held else "+", day) for day in EVERY_DAY
    ]
    groups = (
        request.button(t("every day"), "schd", "+", "all"),
        request.button(t("Monday to Friday"), "schd", "+", "work"),
    )
    await request.show(Message(bold(t("Days")), (*rows(each, 4), groups, back(request))))


async def quiet(request: RequestContext) -> None:
    """Choose hours without a push."""
    t = request.t
    if request.args:
        wanted = next((hours for hours in QUIETS if _hours(hours) == request.args[0]), None)
        if wanted is not None or request.args[0] == "off":
            await request.change(setting_of(lambda old: replace(old, quiet=wanted)))
    held = request.subscriber.schedule.quiet
    each = [request.button(chosen(_label(hours), hours == held), "schq", _hours(hours)) for hours in QUIETS]
    off = request.button(chosen(t("none"), held is None), "schq", "off")
    text = t(
        "A digest that falls into quiet hours comes at their end. Others can be typed: {example}",
        example=typed(request, t("quiet 23:30-06:45")),
    )
    html = f"{bold(t('Quiet hours'))}{t(': ') + _label(held) if held else ''}\n{escape(text)}"
    await request.show(Message(html, (*rows(each, 2), (off,), back(request))))


async def pause(request: RequestContext) -> None:
    """Pause for some days, or go on."""
    t = request.t
    offered = {str(count): count for count in (0, *PAUSES)}
    if request.args and (wanted := offered.get(request.args[0])) is not None:
        until = request.services.clock.now() + timedelta(days=wanted) if wanted else None
        await request.change(setting_of(lambda old: replace(old, paused_until=until)))
        await show(request)
        return
    each = [request.button(t.plural("{n} day", "{n} days", count), "schp", count) for count in PAUSES]
    resume = request.button(t("No pause"), "schp", 0)
    await request.show(Message(bold(t("Pause digests for")), (*rows(each, 3), (resume,), back(request))))


async def skipping(request: RequestContext) -> None:
    """Choose whether a digest with nothing new is sent."""
    if request.args[:1] in (("0",), ("1",)):
        skip = request.args[0] == "1"
        await request.change(setting_of(lambda old: replace(old, skip_empty=skip)))
    await show(request)


def setting_of(edit: Callable[[Schedule], Schedule]) -> Callable[[Subscriber], Subscriber]:
    """Give the change of a subscriber that changes the schedule."""
    return lambda old: replace(old, schedule=edit(old.schedule))


async def schedule_view(request: RequestContext, headline: str = "") -> Message:
    """Show the schedule with what comes by it."""
    t, subscriber = request.t, request.subscriber
    held, now = subscriber.schedule, request.services.clock.now()
    lines = [headline] if headline else []
    if request.is_remote:
        lines.append(bold(subscriber.title or str(subscriber.target)))
    lines += [
        bold(t("Schedule")),
        fact(t, t("Times"), f"{times(held.times)} · {weekdays(t, held.weekdays)}"),
        *extra_lines(t, held),
        fact(t, t("Time zone"), f"{zone_name(t, held.zone)} · {t.date(now, held.zone, 'time')}"),
        fact(t, t("Quiet hours"), _label(held.quiet) if held.quiet else t("none")),
        t("Nothing new: no digest.") if held.skip_empty else t("Nothing new: the digest says so."),
        "",
        coming(t, subscriber, await request.services.subscribers.due_at(request.target), now)
        or t("Nothing is followed yet: /subscribe."),
        "",
        bold(t("Next digests")),
        next_three(t, subscriber, now),
    ]
    skip = request.button(
        t("Send even if nothing is new") if held.skip_empty else t("Skip if nothing is new"),
        "sche",
        0 if held.skip_empty else 1,
    )
    keyboard: Keyboard = (
        (request.button(t("Times"), "scht"), request.button(t("Days"), "schd")),
        (request.button(t("Weekend and week"), "schx"),),
        (request.button(t("Time zone"), "schz"), request.button(t("Quiet hours"), "schq")),
        (request.button(_pause_label(request, now), "schp"), skip),
        (request.button(t("‹ Back"), "home"),),
    )
    return Message("\n".join(lines), keyboard)


def _pause_label(request: RequestContext, now: datetime) -> str:
    until = request.subscriber.schedule.paused_until
    return request.t("Pause") if until is None or until <= now else request.t("Paused: change")


def _slot(held: Schedule, slot: time, on: bool) -> Schedule:
    slots = {*held.times, slot} if on else {*held.times} - {slot}
    if not slots:
        raise RefusedError("At least one time is needed; /stop ends all digests.")
    if len(slots) > MAX_TIMES:
        raise RefusedError("At most {most} times a day are possible.", most=MAX_TIMES)
    return replace(held, times=tuple(sorted(slots)))


def _day(held: Schedule, day: int, on: bool) -> Schedule:
    chosen_days = {*held.weekdays, day} if on else {*held.weekdays} - {day}
    if not chosen_days:
        raise RefusedError("At least one day is needed; /stop ends all digests.")
    return replace(held, weekdays=tuple(sorted(chosen_days)))


def _time(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H%M").time()  # noqa: DTZ007 - a time of day, no date
    except ValueError:
        return None


def _hours(hours: Quiet) -> str:
    return f"{hours.start:%H%M}-{hours.end:%H%M}"


def _label(hours: Quiet) -> str:
    return f"{hours.start:%H:%M}–{hours.end:%H:%M}"


def typed(request: RequestContext, words: str) -> str:
    """Write the command that says the same in words, a channel's with its id."""
    return f"/schedule {request.target} {words}" if request.is_remote else f"/schedule {words}"


def back(request: RequestContext) -> tuple[Button, ...]:
    """Make the row that leads back to the schedule."""
    return (request.button(request.t("‹ Back"), "sch"),)
