"""When digests come: /schedule in words or by buttons, zones from a list or a shared location, pauses, quiet hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from babel.dates import get_day_names, get_timezone_location
from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.ext.filters import LOCATION

from ledebot.bot.core.errors import RefusedError
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.core.time_zones import COMMON_ZONES, nearest_zone
from ledebot.bot.digest.schedule import parse
from ledebot.bot.digest.schedule_parser import MAX_TIMES
from ledebot.bot.model import EVERY_DAY, Button, ChatKind, Keyboard, Message, Quiet, Schedule, Subscriber
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.keyboards import chosen, rows
from ledebot.handlers.base.request_context import Visit, addressed, turn_to
from ledebot.handlers.base.routes import button, command, message
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.readers.summary import coming, fact, next_three, times, weekdays

CLOCK = (*(time(hour) for hour in range(5, 24)), time(0))
"""Full hours offered as buttons; any other time can be typed."""
QUIETS = (Quiet(time(22), time(7)), Quiet(time(23), time(8)), Quiet(time(0), time(9)))
PAUSES = (1, 3, 7, 14, 30)
"""Days offered."""
LOCATION_TTL = 600
"""Seconds after asking for a location that one is taken as the answer."""
EXAMPLE = "07:30 20:00 mon-fri Asia/Shanghai"


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands and buttons of this module."""
    return [
        command(services, "schedule", schedule),
        button(services, "sch", show),
        button(services, "scht", slots),
        button(services, "schd", days),
        button(services, "schz", zones),
        button(services, "schl", ask_location),
        button(services, "schq", quiet),
        button(services, "schp", pause),
        button(services, "sche", skipping),
        message(services, LOCATION, located),
    ]


async def schedule(visit: Visit) -> None:
    """Show the schedule, or change it as the words say; of a channel, if they begin with its name."""
    await addressed(visit)
    if not visit.args:
        await show(visit)
        return
    words = " ".join(visit.args)
    await visit.change(_setting(lambda old: parse(words, old)))
    await visit.say(await _view(visit, visit.t("Done.")))


async def show(visit: Visit) -> None:
    """Show the schedule with its next three digests."""
    await visit.show(await _view(visit))


async def slots(visit: Visit) -> None:
    """Choose the times of day."""
    t = visit.t
    if len(visit.args) == 2 and (slot := _time(visit.args[1])) is not None:
        await visit.change(_setting(lambda old: _slot(old, slot, visit.args[0] == "+")))
    held = visit.subscriber.schedule.times
    offered = sorted({*CLOCK, *held}, key=lambda slot: (slot < CLOCK[0], slot))
    each = [
        visit.button(chosen(slot.strftime("%H:%M"), slot in held), "scht", "-" if slot in held else "+", f"{slot:%H%M}")
        for slot in offered
    ]
    text = t("At what times? Any other time can be typed: {example}", example=_typed(visit, EXAMPLE))
    await visit.show(Message(f"{bold(t('Times'))}\n{escape(text)}", (*rows(each, 5), _back(visit))))


async def days(visit: Visit) -> None:
    """Choose the weekdays."""
    t = visit.t
    if len(visit.args) == 2:
        sign, which = visit.args
        if which in ("all", "work"):
            wanted = EVERY_DAY if which == "all" else EVERY_DAY[:5]
            await visit.change(_setting(lambda old: replace(old, weekdays=wanted)))
        elif which in "0123456" and len(which) == 1:
            await visit.change(_setting(lambda old: _day(old, int(which), sign == "+")))
    held = visit.subscriber.schedule.weekdays
    names = get_day_names("abbreviated", locale=t.locale)
    each = [
        visit.button(chosen(names[day], day in held), "schd", "-" if day in held else "+", day) for day in EVERY_DAY
    ]
    groups = (
        visit.button(t("every day"), "schd", "+", "all"),
        visit.button(t("Monday to Friday"), "schd", "+", "work"),
    )
    await visit.show(Message(bold(t("Days")), (*rows(each, 4), groups, _back(visit))))


async def zones(visit: Visit) -> None:
    """Choose the time zone."""
    t = visit.t
    if visit.args and (zone := resolve(visit.args[0], COMMON_ZONES)):
        await visit.change(_setting(lambda old: replace(old, zone=zone)))
    held = visit.subscriber.schedule.zone
    offered = COMMON_ZONES if held in COMMON_ZONES else (held, *COMMON_ZONES)
    each = [visit.button(chosen(_zone_name(visit, zone), zone == held), "schz", token(zone)) for zone in offered]
    ask: Keyboard = ((visit.button(t("📍 From my location"), "schl"),),) if visit.kind is ChatKind.PRIVATE else ()
    text = t("Which clock do you live by? Any zone can be typed: {example}", example=_typed(visit, "Europe/Paris"))
    html = f"{bold(t('Time zone'))}{t(': ')}{escape(held)}\n{escape(text)}"
    await visit.show(Message(html, (*rows(each, 2), *ask, _back(visit))))


async def ask_location(visit: Visit) -> None:
    """Ask for a location; only the zone it lies in is kept."""
    t = visit.t
    await visit.require_rights()
    await visit.services.states.put({"about": token(str(visit.subject))}, ttl=LOCATION_TTL, key=_asked(visit))
    share = KeyboardButton(t("📍 Share my location"), request_location=True)
    keyboard = ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)
    text = t("Share your location with the button below. Only the time zone is taken from it; it is not stored.")
    await visit.say(escape(text), reply_markup=keyboard)


async def located(visit: Visit) -> None:
    """Take the zone of a shared location, if one was asked for; a host's own use of locations is left alone."""
    state = await visit.services.states.get(_asked(visit))
    place = visit.update.message.location if visit.update.message is not None else None
    if state is None or place is None:
        return
    if state["about"] != token(str(visit.place)):
        channels = await visit.services.access.connected(visit.user_id)
        await turn_to(visit, next((each for each in channels if token(str(each)) == state["about"]), visit.place))
    zone = nearest_zone(place.latitude, place.longitude)
    await visit.change(_setting(lambda old: replace(old, zone=zone)))
    text = visit.t("Time zone: {zone}. If that is wrong, choose another under /schedule.", zone=bold(zone))
    await visit.say(text, reply_markup=ReplyKeyboardRemove())
    await visit.say(await _view(visit))


async def quiet(visit: Visit) -> None:
    """Choose hours without a push."""
    t = visit.t
    if visit.args:
        wanted = next((hours for hours in QUIETS if _hours(hours) == visit.args[0]), None)
        if wanted is not None or visit.args[0] == "off":
            await visit.change(_setting(lambda old: replace(old, quiet=wanted)))
    held = visit.subscriber.schedule.quiet
    each = [visit.button(chosen(_label(hours), hours == held), "schq", _hours(hours)) for hours in QUIETS]
    off = visit.button(chosen(t("none"), held is None), "schq", "off")
    text = t(
        "A digest that falls into quiet hours comes at their end. Others can be typed: {example}",
        example=_typed(visit, "quiet 23:30-06:45"),
    )
    html = f"{bold(t('Quiet hours'))}{t(': ') + _label(held) if held else ''}\n{escape(text)}"
    await visit.show(Message(html, (*rows(each, 2), (off,), _back(visit))))


async def pause(visit: Visit) -> None:
    """Pause for some days, or go on."""
    t = visit.t
    offered = {str(count): count for count in (0, *PAUSES)}
    if visit.args and (wanted := offered.get(visit.args[0])) is not None:
        until = visit.services.clock.now() + timedelta(days=wanted) if wanted else None
        await visit.change(_setting(lambda old: replace(old, paused_until=until)))
        await show(visit)
        return
    each = [visit.button(t.plural("{n} day", "{n} days", count), "schp", count) for count in PAUSES]
    resume = visit.button(t("No pause"), "schp", 0)
    await visit.show(Message(bold(t("Pause digests for")), (*rows(each, 3), (resume,), _back(visit))))


async def skipping(visit: Visit) -> None:
    """Choose whether a digest with nothing new is sent."""
    if visit.args[:1] in (("0",), ("1",)):
        skip = visit.args[0] == "1"
        await visit.change(_setting(lambda old: replace(old, skip_empty=skip)))
    await show(visit)


def _setting(edit: Callable[[Schedule], Schedule]) -> Callable[[Subscriber], Subscriber]:
    return lambda old: replace(old, schedule=edit(old.schedule))


async def _view(visit: Visit, headline: str = "") -> Message:
    t, subscriber = visit.t, visit.subscriber
    held, now = subscriber.schedule, visit.services.clock.now()
    lines = [headline] if headline else []
    if visit.abroad:
        lines.append(bold(subscriber.title or str(subscriber.target)))
    lines += [
        bold(t("Schedule")),
        fact(t, t("Times"), f"{times(held.times)} · {weekdays(t, held.weekdays)}"),
        fact(t, t("Time zone"), f"{held.zone} ({t.date(now, held.zone, 'time')})"),
        fact(t, t("Quiet hours"), _label(held.quiet) if held.quiet else t("none")),
        t("Nothing new: no digest.") if held.skip_empty else t("Nothing new: the digest says so."),
        "",
        coming(t, subscriber, await visit.services.subscribers.due_at(visit.subject), now)
        or t("Nothing is followed yet: /subscribe."),
        "",
        bold(t("Next digests")),
        next_three(t, subscriber, now),
    ]
    skip = visit.button(
        t("Send even if nothing is new") if held.skip_empty else t("Skip if nothing is new"),
        "sche",
        0 if held.skip_empty else 1,
    )
    keyboard: Keyboard = (
        (visit.button(t("Times"), "scht"), visit.button(t("Days"), "schd")),
        (visit.button(t("Time zone"), "schz"), visit.button(t("Quiet hours"), "schq")),
        (visit.button(_pause_label(visit, now), "schp"), skip),
        (visit.button(t("‹ Back"), "home"),),
    )
    return Message("\n".join(lines), keyboard)


def _pause_label(visit: Visit, now: datetime) -> str:
    until = visit.subscriber.schedule.paused_until
    return visit.t("Pause") if until is None or until <= now else visit.t("Paused: change")


def _slot(held: Schedule, slot: time, on: bool) -> Schedule:
    slots = {*held.times, slot} if on else {*held.times} - {slot}
    if not slots:
        raise RefusedError("One time is needed at least; /stop ends all digests.")
    if len(slots) > MAX_TIMES:
        raise RefusedError("At most {most} times a day are possible.", most=MAX_TIMES)
    return replace(held, times=tuple(sorted(slots)))


def _day(held: Schedule, day: int, on: bool) -> Schedule:
    chosen_days = {*held.weekdays, day} if on else {*held.weekdays} - {day}
    if not chosen_days:
        raise RefusedError("One day is needed at least; /stop ends all digests.")
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


def _zone_name(visit: Visit, zone: str) -> str:
    return get_timezone_location(zone, locale=visit.t.locale, return_city=True)


def _asked(visit: Visit) -> str:
    """The state's key: hashed like its value, so that neither holds a chat's id after /forget."""
    return "location-" + token(str(visit.place))


def _typed(visit: Visit, words: str) -> str:
    """Write the command that says the same in words, a channel's with its id."""
    return f"/schedule {visit.subject} {words}" if visit.abroad else f"/schedule {words}"


def _back(visit: Visit) -> tuple[Button, ...]:
    return (visit.button(visit.t("‹ Back"), "sch"),)
