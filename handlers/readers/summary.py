"""A subscription in words: what is followed, when the next digest comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from babel.dates import get_day_names

from ledebot.bot.core.coming_times import coming_time
from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import bold, escape, moment
from ledebot.bot.core.zone_names import zone_name
from ledebot.bot.digest.next_due import pushes
from ledebot.bot.digest.schedule import due_at, next_dues
from ledebot.bot.model import (
    EVERY_DAY,
    Button,
    ChatKind,
    Keyboard,
    Message,
    Schedule,
    Section,
    State,
    Subscriber,
)
from ledebot.bot.text.section_names import name_of
from ledebot.handlers.base.keyboards import chosen, label, rows
from ledebot.handlers.base.request_context import RequestContext

FIRST = tuple(Section)[:6]
"""Sections offered to who follows nothing yet; the menu of topics has them all."""
SHORT_NAME = 8
"""Characters of a section's name of which three fit beside each other, with a tick, on a phone."""
SHOWN_NAMES = 12
"""Names listed before `and N more`."""
LANGUAGE_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}


async def overview(request: RequestContext, headline: str = "") -> Message:
    """Show what the target follows and when its next digest comes, with the ways on."""
    t, subscriber = request.t, request.subscriber
    due = await request.services.subscribers.due_at(request.target)
    lines = [headline] if headline else []
    if request.is_remote:
        lines.append(bold(subscriber.title or str(subscriber.target)))
    lines += [following(request), coming(t, subscriber, due, request.services.clock.now())]
    return Message("\n".join(lines), ways_on(request))


def ways_on(request: RequestContext) -> Keyboard:
    """The buttons under an overview."""
    t, subscriber = request.t, request.subscriber
    if subscriber.filters.empty:
        return first_choice(request)
    guessed = not subscriber.schedule.zone_chosen
    return (
        *at_once(request),
        *(((request.button(t("🕗 What time is it for you?"), "tz"),),) if guessed else ()),
        (request.button(t("What I follow"), "sub"), request.button(t("⏰ Schedule"), "sch")),
        (request.button(t("⚙️ Settings"), "set"),),
    )


def at_once(request: RequestContext) -> Keyboard:
    """The buttons that give a digest now: the reader's own, or a channel's, there or to look at."""
    t = request.t
    if not request.is_remote:
        return ((request.button(t("📰 My digest now"), "digest"),),)
    return (
        (request.button(t("👁 Preview"), "preview"),),
        (request.button(t("📣 Send a digest there now"), "digest"),),
    )


def first_choice(request: RequestContext) -> Keyboard:
    """The buttons of someone who has had no digest yet: as many before a tap as after, so that none moves."""
    t, filters = request.t, request.subscriber.filters
    wide = 3 if max(len(name_of(section, t)) for section in FIRST) <= SHORT_NAME else 2
    sections = (
        request.button(chosen(name_of(section, t), on), "pick", "-" if on else "+", section)
        for section in FIRST
        for on in [section in filters.sections]
    )
    return (
        (request.button(chosen(t("🌍 All the news"), filters.everything), "all", 1),),
        *rows(sections, wide),
        (request.button(t("More topics"), "topics"), request.button(t("Choose sources"), "sources")),
        (request.button("🌐 简体 · 繁體 · English", "lang"),),
        done(request),
    )


def at_the_door(request: RequestContext) -> bool:
    """Tell whether a chat is still at its first choice: the welcome is where its menus lead back to."""
    held = request.subscriber
    return request.kind is not ChatKind.CHANNEL and not request.is_remote and (held.filters.empty or held.untold)


def back(request: RequestContext) -> tuple[Button, ...]:
    """Make the row that leads back to where the chat's menus begin."""
    return (request.button(request.t("‹ Back"), "home" if at_the_door(request) else "sub"),)


def done(request: RequestContext) -> tuple[Button, ...]:
    """Make the row that ends a choice."""
    return (request.button(request.t("✅ Done"), "done"),)


def following(request: RequestContext) -> str:
    """Say what is followed, as HTML lines."""
    t, filters = request.t, request.subscriber.filters
    if filters.empty:
        return t("Nothing is followed yet. Choose, and you see the first digest at once:")
    lines = []
    if filters.everything:
        lines.append(t("Following: all the news."))
    else:
        if topics := (*(name_of(section, t) for section in filters.sections), *map(request.in_script, filters.topics)):
            lines.append(t("Topics: {names}", names=escape(_some(t, topics))))
        if filters.sources:
            lines.append(t("Sources: {names}", names=escape(_some(t, [*map(request.in_script, filters.sources)]))))
        wanted = [rule.query for rule in filters.rules if not rule.exclude]
        if wanted:
            lines.append(t("Keywords: {names}", names=escape(_some(t, wanted))))
    unwanted = [rule.query for rule in filters.rules if rule.exclude]
    if unwanted:
        lines.append(t("Left out: {names}", names=escape(_some(t, unwanted))))
    return "\n".join(lines)


def coming(t: Translator, subscriber: Subscriber, due: datetime | None, now: datetime) -> str:
    """Say when the next digest comes, or why none does and what to do about it."""
    if subscriber.state is State.PAUSED:
        return t("Digests are paused. /start brings them back.")
    if subscriber.filters.empty:
        return ""
    if not subscriber.subscribed:
        return t("No digests are sent. /subscribe turns them on; /digest shows one at any time.")
    paused = subscriber.schedule.paused_until
    zone = subscriber.schedule.zone
    if paused is not None and paused > now:
        return t("Digests pause until {when}.", when=f"<b>{moment(t, paused, zone)}</b>")
    if due is None:
        return t("No digest is due: /schedule says when one should come.")
    when = coming_time(t, due, zone, now)
    return t("Next digest: {when} ({zone}).", when=bold(when), zone=escape(zone_name(t, zone)))


def fact(t: Translator, name: str, value: str) -> str:
    """Write `name: value`, both plain text, with the language's own colon; as HTML."""
    return escape(f"{name}{t(': ')}{value}")


def times(slots: Sequence[time]) -> str:
    """List local times."""
    return " · ".join(slot.strftime("%H:%M") for slot in slots)


def extra_lines(t: Translator, schedule: Schedule) -> list[str]:
    """Say which slots there are beside the daily ones."""
    return [
        fact(t, t("The week") if slot.week else t("Besides"), f"{slot.at:%H:%M} · {weekdays(t, slot.weekdays)}")
        for slot in schedule.extra
    ]


def weekdays(t: Translator, days: Sequence[int]) -> str:
    """Name weekdays (0 = Monday), usual groups by their own name."""
    if tuple(days) == EVERY_DAY:
        return t("every day")
    if tuple(days) == EVERY_DAY[:5]:
        return t("Monday to Friday")
    if tuple(days) == EVERY_DAY[5:]:
        return t("at the weekend")
    names = get_day_names("abbreviated", locale=t.locale)
    return " ".join(names[day] for day in days)


def next_three(t: Translator, subscriber: Subscriber, now: datetime) -> str:
    """List the next three digests, one a line, or say that none will come."""
    schedule: Schedule = subscriber.schedule
    dues = next_dues(schedule, now, 3) if pushes(subscriber) else []
    if not dues:
        return t("No digest is planned.")
    return "\n".join(
        f"• {t.date(due, schedule.zone, 'date')} {t.date(due, schedule.zone, 'time')}"
        + (f" · {t('The week')}" if due_at(schedule, due)[1] else "")
        for due in dues
    )


def _some(t: Translator, names: Sequence[str]) -> str:
    shown = " · ".join(map(label, names[:SHOWN_NAMES]))
    rest = len(names) - SHOWN_NAMES
    return shown if rest <= 0 else f"{shown} {t.plural('and {n} more', 'and {n} more', rest)}"
