"""`/health` and `/metrics` over HTTP, for whoever watches the bot. Counts only: no chat, no text, no token."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.delivery.ports import StatsStore
from ledebot.bot.delivery.types import Stats
from ledebot.bot.http.listening import listening
from ledebot.bot.model import Health, SourceState
from ledebot.bot.operator.disk import disk_of
from ledebot.bot.operator.ports import ServerStore
from ledebot.bot.operator.types import Room
from ledebot.bot.sources.naming import name_of
from ledebot.bot.sources.ports import SourceStore
from ledebot.bot.stories.ports import ArticleReader

PATIENCE = 2.0
"""Seconds that Redis may take for its answers: a watcher should know before its own patience ends."""
SILENT = f"Redis has not answered for {PATIENCE:g} s\n"


class Tasks(Protocol):
    """How the process' long-lived tasks fare."""

    @property
    def failures(self) -> Mapping[str, int]:
        """Failures by task, since the start."""
        ...

    def troubles(self) -> list[str]:
        """Say which tasks do not get on, and why."""
        ...


class Lag(Protocol):
    """How late the event loop is, in seconds."""

    @property
    def worst(self) -> float:
        """The worst of the last minute."""
        ...

    @property
    def total(self) -> float:
        """The sum of all."""
        ...

    @property
    def buckets(self) -> Mapping[str, int]:
        """How many were at most so long, by bound; `+Inf`: all."""
        ...


@dataclass(frozen=True, slots=True)
class Process:
    """What is known of this process alone."""

    tasks: Tasks
    lag: Lag
    unreadable: Mapping[str, int]
    """Stored records that could not be read, by kind, since the start."""
    home: Path
    """The data folder."""


class _Figures(Collector):
    """What one answer shows, as families of prometheus-client."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = tuple(families)

    def collect(self) -> Iterable[Metric]:
        return self._families


def metrics(
    stats: Stats,
    articles: int,
    sources: Sequence[SourceState],
    process: Process,
    room: Iterable[Metric],
    now: datetime,
) -> bytes:
    """Write the figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Figures((*_stored(articles, sources, now), *_sending(stats, now), *room, *_process(process))))
    return generate_latest(registry)


def _gauge(name: str, explanation: str, value: float | None = None) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"ledebot_{name}", explanation, value=value)


def _by(family: Metric, label: str, counts: Mapping[str, float]) -> Metric:
    for name, count in sorted(counts.items()):
        family.add_sample(family.name + ("_total" if family.type == "counter" else ""), {label: name}, count)
    return family


def _counter(name: str, explanation: str) -> Metric:
    return CounterMetricFamily(f"ledebot_{name}", explanation)


def _stored(articles: int, sources: Sequence[SourceState], now: datetime) -> Iterator[Metric]:
    yield _gauge("articles", "Stored articles.", articles)
    yield _by(_gauge("sources", "Sources by health."), "health", Counter(map(_health, sources)))
    ages: dict[str, float] = {}
    for state in sources:
        if state.last_change is not None and state.health is not Health.RETIRED and not state.paused:
            name = name_of(state)
            ages[name] = max(ages.get(name, 0.0), (now - state.last_change).total_seconds())
    yield _by(_gauge("source_age_seconds", "Since a source last brought something new."), "source", ages)


def _health(state: SourceState) -> str:
    return "paused" if state.paused else state.health.value


def room_of(memory: Room, disk: Room) -> Iterator[Metric]:
    """Give the families that tell how full things are; what is not known is left out."""
    for name, what, room in (
        ("redis_memory", "memory that Redis may use", memory),
        ("disk", "data folder's disk", disk),
    ):
        if room.size:
            yield _gauge(f"{name}_used_bytes", f"Used of the {what}.", room.used)
            yield _gauge(f"{name}_size_bytes", f"Size of the {what}.", room.size)


def _sending(stats: Stats, now: datetime) -> Iterator[Metric]:
    waiting = max(0.0, (now - stats.oldest).total_seconds()) if stats.oldest else 0.0
    counted = dict(stats.counters)
    yield _by(_gauge("queued", "Deliveries waiting, by lane."), "lane", stats.queued)
    yield _gauge("pending", "Deliveries that have not ended.", counted.pop("pending", 0))
    yield _gauge("postponed", "Deliveries put off to a later time.", stats.later)
    yield _gauge("overdue", "Subscribers due and not yet queued.", stats.overdue)
    yield _gauge("oldest_due_seconds", "Age of the oldest waiting delivery.", waiting)
    yield _gauge("sent_last_minute", "Messages sent in the last minute.", stats.sent_last_minute)
    yield _gauge("paid_today", "Messages sent as paid broadcasts since midnight UTC.", stats.paid_today)
    yield _gauge("senders", "Living sender processes.", stats.senders)
    yield _gauge("paused_chats", "Chats that Telegram asked to leave alone.", stats.paused_chats)
    yield _gauge("dead_letters", "Given-up deliveries whose payload is kept.", stats.dead)
    parts = {name: counted.pop(name, 0) for name in ("parts", "repeats")}
    yield _by(_counter("messages", "Messages sent, and those sent once more for safety."), "kind", parts)
    yield _by(_counter("deliveries", "Deliveries that became due, and how they ended."), "state", counted)
    yield _by(_counter("failures", "Failures by kind, retried ones included."), "kind", stats.failures)


def _process(process: Process) -> Iterator[Metric]:
    tasks, lag = process.tasks, process.lag
    explanation = "Failures of this process' long-lived tasks, by task."
    yield _by(_counter("task_failures", explanation), "task", tasks.failures)
    yield _by(_counter("unreadable_records", "Stored records left out, by kind."), "kind", process.unreadable)
    yield _gauge("event_loop_lag_max_seconds", "The worst lag of the last minute.", lag.worst)
    buckets = [(bound, float(count)) for bound, count in lag.buckets.items()]
    yield HistogramMetricFamily(
        "ledebot_event_loop_lag_seconds", "How late this process' event loop is.", buckets=buckets, sum_value=lag.total
    )


@asynccontextmanager
async def serve(
    address: tuple[str, int],
    *,
    stats: StatsStore,
    articles: ArticleReader,
    sources: SourceStore,
    server: ServerStore,
    clock: Clock,
    process: Process,
) -> AsyncIterator[int]:
    """Serve until the block ends; gives the port, which matters when 0 was asked for."""

    async def health(_: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(PATIENCE):
                await articles.head()
        except TimeoutError:
            return web.Response(status=503, text=SILENT)
        except StoreUnavailableError as error:
            return web.Response(status=503, text=f"{error}\n")
        if troubles := process.tasks.troubles():
            return web.Response(status=503, text="".join(f"{one}\n" for one in troubles))
        return web.Response(text="ok\n")

    async def figures(_: web.Request) -> web.Response:
        now = clock.now()
        try:
            async with asyncio.timeout(PATIENCE):
                followed = await sources.all()
                stored = sum((await articles.sources()).values())
                held, memory = await stats.stats(now), await server.memory()
                disk = await asyncio.to_thread(disk_of, process.home)
            body = metrics(held, stored, followed, process, room_of(memory, disk), now)
        except TimeoutError:
            return web.Response(status=503, text=SILENT)
        except StoreUnavailableError as error:
            return web.Response(status=503, text=f"{error}\n")
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.add_routes([web.get("/health", health), web.get("/metrics", figures)])
    async with listening(app, address, "LEDEBOT_HTTP_LISTEN") as port:
        yield port
