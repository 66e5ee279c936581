"""`/health` and `/metrics` over HTTP, for whoever watches the bot. Counts only: no chat, no text, no token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

from aiohttp import web

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.delivery.ports import StatsStore
from ledebot.bot.delivery.types import Stats
from ledebot.bot.http.listening import listening
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


def metrics(
    stats: Stats, articles: int, sources: dict[str, int], failures: Mapping[str, int], lag: Lag, now: float
) -> str:
    """Write the figures in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/)."""
    lines: list[str] = []

    def family(name: str, kind: str, explanation: str, values: dict[str, float]) -> None:
        lines.append(f"# HELP ledebot_{name} {explanation}")
        lines.append(f"# TYPE ledebot_{name} {kind}")
        lines.extend(f"ledebot_{name}{labels} {value:g}" for labels, value in values.items())

    def by(label: str, counts: Mapping[str, int]) -> dict[str, float]:
        return {f'{{{label}="{name}"}}': float(n) for name, n in sorted(counts.items())}

    family("articles", "gauge", "Stored articles.", {"": float(articles)})
    family("sources", "gauge", "Sources by health.", by("health", sources))
    family("queued", "gauge", "Deliveries waiting, by lane.", by("lane", stats.queued))
    family("postponed", "gauge", "Deliveries put off to a later time.", {"": float(stats.later)})
    family("overdue", "gauge", "Subscribers due and not yet queued.", {"": float(stats.overdue)})
    waiting = max(0.0, now - stats.oldest.timestamp()) if stats.oldest else 0.0
    family("oldest_due_seconds", "gauge", "Age of the oldest waiting delivery.", {"": waiting})
    family("sent_last_minute", "gauge", "Messages sent in the last minute.", {"": float(stats.sent_last_minute)})
    family("paid_today", "gauge", "Messages sent as paid broadcasts since midnight UTC.", {"": float(stats.paid_today)})
    family("senders", "gauge", "Living sender processes.", {"": float(stats.senders)})
    family("paused_chats", "gauge", "Chats that Telegram asked to leave alone.", {"": float(stats.paused_chats)})
    family("dead_letters", "gauge", "Given-up deliveries whose payload is kept.", {"": float(stats.dead)})
    family("deliveries_total", "counter", "The counters of deliveries.", by("book", stats.counters))
    family("failures_total", "counter", "Failures by kind, retried ones included.", by("kind", stats.failures))
    family(
        "task_failures_total", "counter", "Failures of this process' long-lived tasks, by task.", by("task", failures)
    )
    family("event_loop_lag_max_seconds", "gauge", "The worst lag of the last minute.", {"": lag.worst})
    family("event_loop_lag_seconds", "histogram", "How late this process' event loop is.", _histogram(lag))
    return "\n".join(lines) + "\n"


def _histogram(lag: Lag) -> dict[str, float]:
    buckets = {f'_bucket{{le="{bound}"}}': float(count) for bound, count in lag.buckets.items()}
    return {**buckets, "_sum": lag.total, "_count": float(lag.buckets["+Inf"])}


@asynccontextmanager
async def serve(
    address: tuple[str, int],
    *,
    stats: StatsStore,
    articles: ArticleReader,
    sources: SourceStore,
    clock: Clock,
    tasks: Tasks,
    lag: Lag,
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
        if troubles := tasks.troubles():
            return web.Response(status=503, text="".join(f"{one}\n" for one in troubles))
        return web.Response(text="ok\n")

    async def figures(_: web.Request) -> web.Response:
        now = clock.now()
        by_health: dict[str, int] = {}
        try:
            async with asyncio.timeout(PATIENCE):
                for state in await sources.all():
                    by_health[state.health.value] = by_health.get(state.health.value, 0) + 1
                stored = sum((await articles.sources()).values())
                held = await stats.stats(now)
            text = metrics(held, stored, by_health, tasks.failures, lag, now.timestamp())
        except TimeoutError:
            return web.Response(status=503, text=SILENT)
        except StoreUnavailableError as error:
            return web.Response(status=503, text=f"{error}\n")
        return web.Response(text=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    app = web.Application()
    app.add_routes([web.get("/health", health), web.get("/metrics", figures)])
    async with listening(app, address, "LEDEBOT_HTTP_LISTEN") as port:
        yield port
