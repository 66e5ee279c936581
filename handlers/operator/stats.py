"""The operator's figures: stories, readers, the sending side, sources in trouble."""

from __future__ import annotations

from ledebot.bot.core.config import Settings
from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.delivery.types import Stats
from ledebot.bot.model import Health
from ledebot.bot.sources.naming import public
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, command
from ledebot.handlers.sources.sources import line

TROUBLED = 10
"""Sources in trouble that are listed."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (command("stats", stats, Who.OPERATOR),)


async def stats(request: RequestContext) -> None:
    """Show how ingest, readers and sending are doing."""
    services, t, now = request.services, request.t, request.services.clock.now()
    held = await services.stats.stats(now)
    topics, sources = await services.articles.topics(), await services.articles.sources()
    states = await services.sources.all()
    troubled = [state for state in states if state.health in (Health.FAILING, Health.RETIRED)]
    lines = [
        bold(t("Stories")),
        t(
            "{articles} articles of {sources} sources, {topics} topics",
            articles=sum(sources.values()),
            sources=len(sources),
            topics=len(topics),
        ),
        bold(t("Readers")),
        t.plural("{n} chat", "{n} chats", await services.subscribers.count()),
        bold(t("Sending")),
        *sending_side(t, held, services.settings, request.zone),
        bold(t("Sources")),
        t("{fine} of {all} sources are doing well.", fine=len(states) - len(troubled), all=len(states)),
        *(line(request, state, public(state.last_error or "")) for state in troubled[:TROUBLED]),
    ]
    await request.say("\n".join(lines))


def sending_side(t: Translator, held: Stats, settings: Settings, zone: str) -> list[str]:
    """Write the figures of the sending side, a line each; what does not happen just now has none."""
    return [*_queue(t, held, settings, zone), *_pauses(t, held, zone), *_books(t, held)]


def _queue(t: Translator, held: Stats, settings: Settings, zone: str) -> list[str]:
    waiting = sum(held.queued.values())
    lines = [
        t(
            "queued {queued}, put off {later}, due and not yet queued {overdue}, given up {dead}",
            queued=waiting,
            later=held.later,
            overdue=held.overdue,
            dead=held.dead,
        ),
        t("{n} messages in the last minute, {senders} senders", n=held.sent_last_minute, senders=held.senders),
    ]
    if held.paid_today:
        paid = t.plural("{n} paid message today (UTC)", "{n} paid messages today (UTC)", held.paid_today)
        lines.append(paid)
    if held.oldest is not None:
        lines.append(t("The oldest was due at {time}.", time=t.date(held.oldest, zone)))
    if waiting:
        seconds = RateLimits.of(settings).seconds_for(waiting, held.paid_today)
        lines.append(t("At full rate the queue takes about {n} s.", n=max(1, round(seconds))))
    return lines


def _pauses(t: Translator, held: Stats, zone: str) -> list[str]:
    lines = []
    if held.paused_until is not None:
        lines.append(t("Telegram asked for a pause until {time}.", time=t.date(held.paused_until, zone, "time")))
    if held.paused_chats:
        lines.append(
            t.plural(
                "Telegram asked to leave {n} chat alone.", "Telegram asked to leave {n} chats alone.", held.paused_chats
            )
        )
    return lines


def _books(t: Translator, held: Stats) -> list[str]:
    """Balance what was due, and name failures by kind; kinds are those of the log and of `/metrics`."""
    counters = held.counters
    if not counters.get("due"):
        return []
    endings = {
        "sent": t("sent"),
        "empty": t("without news"),
        "paused": t("paused"),
        "cancelled": t("taken back"),
        "failed": t("failed"),
        "pending": t("on the way"),
    }
    told = [f"{name} {counters[key]}" for key, name in endings.items() if counters.get(key)]
    lines = [t("Due so far {n}: {what}", n=counters["due"], what=t(", ").join(told))]
    if counters.get("repeats"):
        lines.append(t("Messages sent again for safety: {n}", n=counters["repeats"]))
    if held.failures:
        kinds = sorted(held.failures.items(), key=lambda pair: (-pair[1], pair[0]))
        lines.append(t("Failures: {what}", what=escape(t(", ").join(f"{kind} {count}" for kind, count in kinds))))
    return lines
