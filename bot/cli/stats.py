"""`ledebot stats`: articles, readers, queue and failures."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from typing import Any

from ledebot.bot.app.container import open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.delivery.rate_limits import RateLimits


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print the figures, a line each or as one JSON object."""
    async with open_container(settings) as container:
        now = container.clock.now()
        stats = await container.stats.stats(now)
        figures: dict[str, Any] = {
            "articles": sum((await container.articles.sources()).values()),
            "sources": len(await container.sources.all()),
            "subscribers": len(await container.subscribers.everyone()),
            **asdict(stats),
        }
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False, default=_plain))
        return 0
    for name, value in figures.items():
        shown = ", ".join(f"{key} {n}" for key, n in value.items()) if isinstance(value, dict) else _plain(value)
        print(f"{name.replace('_', ' '):>18}  {shown or '-'}")
    waiting = sum(stats.queued.values())
    if waiting:
        limits = RateLimits.of(settings)
        seconds = limits.seconds_for(waiting, stats.paid_today)
        print(f"{'to finish':>18}  about {seconds:.0f} s at up to {limits.most:g} messages a second")
    return 0


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return "-" if value is None else str(value)
