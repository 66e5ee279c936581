"""`ledebot stats`: articles, readers, queue and failures."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from ledebot.bot.app.container import open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.delivery.types import Ending, Stats
from ledebot.bot.model import SourceState

Row = tuple[str, str]


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print the figures under headings, or as one JSON object."""
    async with open_container(settings) as container:
        now = container.clock.now()
        stats = await container.stats.stats(now)
        articles = sum((await container.articles.sources()).values())
        states = await container.sources.all()
        readers = await container.subscribers.count()
    if arguments.json:
        figures = {"articles": articles, "sources": len(states), "subscribers": readers, **asdict(stats)}
        print(json.dumps(figures, ensure_ascii=False, default=_plain))
        return 0
    for heading, rows in (
        ("News", [("articles", f"{articles:,}"), ("sources", _sources(states))]),
        ("Readers", [("chats", f"{readers:,}")]),
        ("Sending now", _now(stats, RateLimits.of(settings), now)),
        ("Since the beginning", _books(stats)),
    ):
        print("\n".join(_section(heading, rows)))
    return 0


def _section(heading: str, rows: Iterable[Row]) -> Iterator[str]:
    yield heading
    for name, value in rows:
        yield f"  {name:<22}{value}"


def _sources(states: Sequence[SourceState]) -> str:
    found = Counter("paused" if state.paused else state.health.value for state in states)
    return f"{len(states)}" + (f" ({_listed(found)})" if found else "")


def _now(stats: Stats, limits: RateLimits, now: datetime) -> Iterator[Row]:
    waiting = sum(stats.queued.values())
    yield "waiting", _listed(stats.queued) or "nothing"
    if waiting:
        seconds = limits.seconds_for(waiting, stats.paid_today)
        yield "done in", f"{_span(seconds)} at up to {limits.most:g} messages a second"
    if stats.oldest is not None:
        yield "oldest was due", f"{_time(stats.oldest)}, {_span((now - stats.oldest).total_seconds())} ago"
    if stats.later:
        yield "put off", f"{stats.later:,}"
    if stats.overdue:
        yield "due, not queued yet", f"{stats.overdue:,}"
    yield "last minute", f"{stats.sent_last_minute:,} messages"
    yield "sender processes", f"{stats.senders}" if stats.senders else "none: `ledebot run` sends"
    if stats.paused_until is not None:
        yield "Telegram's pause", f"until {_time(stats.paused_until)}"
    if stats.paused_chats:
        yield "chats left alone", f"{stats.paused_chats:,}, as Telegram asks"
    if stats.paid_today:
        yield "paid today (UTC)", f"{stats.paid_today:,} messages"
    if stats.dead:
        yield "given up, kept", f"{stats.dead:,}"


def _books(stats: Stats) -> Iterator[Row]:
    """Balance what was due: it is all of the endings, and what is on its way."""
    counters = stats.counters
    endings = {name: counters.get(name, 0) for name in (*map(str, Ending), "pending")}
    yield "deliveries due", f"{counters.get('due', 0):,}" + (f" = {told}" if (told := _listed(endings)) else "")
    yield "messages", f"{counters.get('parts', 0):,}"
    if counters.get("repeats"):
        yield "sent again for safety", f"{counters['repeats']:,}"
    if stats.failures:
        yield "failures, retried too", _listed(stats.failures)


def _listed(counts: Mapping[str, int]) -> str:
    """List what there is of each, the most first."""
    some = sorted(((count, name) for name, count in counts.items() if count), key=lambda pair: (-pair[0], pair[1]))
    return ", ".join(f"{name} {count:,}" for count, name in some)


def _span(seconds: float) -> str:
    """Give a span of time in the unit that fits."""
    for unit, length in (("days", 86400), ("hours", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def _time(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _plain(value: object) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)
