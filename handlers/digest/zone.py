"""The time zone: asked once before the first digest, by cities and what their clocks show; chosen or located later."""

from __future__ import annotations

from dataclasses import replace

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.ext.filters import LOCATION, ChatType

from ledebot.bot.core.i18n import DEFAULT_LANGUAGE
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.core.time_zones import OFFERED_ZONES, nearest_zone
from ledebot.bot.core.zone_names import zone_name
from ledebot.bot.model import ChatKind, Keyboard, Message, Schedule
from ledebot.handlers.base.keyboards import chosen, rows
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who, turn_to
from ledebot.handlers.base.routes import PRIVATE, Route, button, message, setting
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.digest import digest
from ledebot.handlers.digest.schedule import back, schedule_view, setting_of, typed
from ledebot.handlers.readers.summary import overview

LOCATION_TTL = 600
"""Seconds after asking for a location that one is taken as the answer."""
NO_GUESS = "UTC"
"""The zone of those whose language is spoken everywhere: it is offered to nobody."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        setting("tz", first_zone),
        setting("schz", zones),
        button("schl", ask_location, Who.ADMIN, abroad=Who.ADMIN, kinds=PRIVATE),
        message("location", located, kinds=PRIVATE, which=LOCATION & ChatType.PRIVATE),
    )


async def begin(request: RequestContext) -> None:
    """End the first choice: ask for the time zone where it is only guessed, then show the first digest at once."""
    held = request.subscriber
    if held.filters.empty:
        await request.toast(request.t("Choose first: all the news, or some topics or sources."), alert=True)
    elif held.untold and not held.schedule.zone_chosen:
        await request.show(_question(request))
    else:
        await request.show(await overview(request))
        if held.untold:
            await (digest.preview if request.is_remote else digest.post)(request)


async def first_zone(request: RequestContext) -> None:
    """Ask for the time zone; once it is told, go on with the first digest."""
    if not await _choose(request):
        await request.show(_question(request))
        return
    await begin(request)


async def zones(request: RequestContext) -> None:
    """Choose the time zone."""
    t = request.t
    await _choose(request)
    held = request.subscriber.schedule.zone
    text = t("Which clock do you live by? Any other city can be typed: {example}", example=_example(request))
    html = f"{bold(t('Time zone'))}{t(': ')}{escape(zone_name(t, held))}\n{escape(text)}"
    await request.show(Message(html, (*_cities(request, "schz"), back(request))))


async def ask_location(request: RequestContext) -> None:
    """Ask for a location; only the zone it lies in is kept."""
    t = request.t
    await request.keep({"about": token(str(request.target))}, ttl=LOCATION_TTL, key=_asked(request))
    share = KeyboardButton(t("📍 Share my location"), request_location=True)
    keyboard = ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)
    text = t("Share your location with the button below. Only the time zone is taken from it; it is not stored.")
    await request.say(escape(text), reply_markup=keyboard)


async def located(request: RequestContext) -> None:
    """Take the zone of a shared location, if one was asked for; a host's own use of locations is left alone."""
    state = await request.services.states.get(_asked(request))
    place = request.update.message.location if request.update.message is not None else None
    if state is None or place is None:
        return
    if state["about"] != token(str(request.origin)):
        channels = await request.services.access.connected(request.user_id)
        about = next((each for each in channels if token(str(each)) == state["about"]), None)
        if about is None:
            return
        await turn_to(request, Who.ADMIN, about)
    asked_first = not request.subscriber.schedule.zone_chosen and not request.subscriber.filters.empty
    zone = nearest_zone(place.latitude, place.longitude)
    await request.change(setting_of(lambda old: _living_by(old, zone)))
    name = bold(zone_name(request.t, zone))
    text = request.t("Time zone: {zone}. If that is wrong, choose another under /schedule.", zone=name)
    await request.say(text, reply_markup=ReplyKeyboardRemove())
    if asked_first:
        await begin(request)
    else:
        await request.say(await schedule_view(request))


def _question(request: RequestContext) -> Message:
    t = request.t
    text = t("Digests come by this clock. Your city is not here? Send it: {example}", example=_example(request))
    return Message(f"{bold(t('What time is it for you?'))}\n{escape(text)}", _cities(request, "tz"))


async def _choose(request: RequestContext) -> bool:
    """Take the zone of a button; tells whether there was one."""
    zone = resolve(request.args[0], _offered(request)) if request.args else None
    if zone is not None:
        await request.change(setting_of(lambda old: _living_by(old, zone)))
    return zone is not None


def _living_by(old: Schedule, zone: str) -> Schedule:
    return replace(old, zone=zone, zone_chosen=True)


def _offered(request: RequestContext) -> tuple[str, ...]:
    """List the zones of the reader's language, after the one that they have or are thought to have."""
    held = request.subscriber.schedule.zone
    offered = OFFERED_ZONES.get(request.t.language, OFFERED_ZONES[DEFAULT_LANGUAGE])
    return offered if held in (*offered, NO_GUESS) else (held, *offered)


def _cities(request: RequestContext, verb: str) -> Keyboard:
    """Make a button of each city, with what its clock shows, and one for a shared location."""
    t, held, now = request.t, request.subscriber.schedule, request.services.clock.now()
    each = [
        request.button(
            chosen(f"{t.date(now, zone, 'time')} {zone_name(t, zone)}", held.zone_chosen and zone == held.zone),
            verb,
            token(zone),
        )
        for zone in _offered(request)
    ]
    ask: Keyboard = ((request.button(t("📍 From my location"), "schl"),),) if request.kind is ChatKind.PRIVATE else ()
    return (*rows(each, 2), *ask)


def _example(request: RequestContext) -> str:
    return typed(request, request.t("Madrid"))


def _asked(request: RequestContext) -> str:
    """The state's key: hashed like its value, so that neither holds a chat's id after /forget."""
    return "location-" + token(str(request.origin))
