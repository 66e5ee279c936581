"""What is followed and what becomes of it, and which mistakes that shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from ledebot.bot.core.config import Settings
from ledebot.bot.delivery.types import Stats
from ledebot.bot.model import Health, SourceState
from ledebot.bot.operator.findings import Finding, ok, warn
from ledebot.bot.operator.silence import is_failing

RSSHUB = "rsshub.app"
"""The public instance, which serves only so much to strangers."""
MOST = 3
"""Sources that are named."""


def check_sources(states: Sequence[SourceState], settings: Settings, now: datetime) -> Iterator[Finding]:
    """Judge the sources."""
    read = [state for state in states if not state.paused]
    failing = [state for state in read if state.health is Health.FAILING]
    hub = [state for state in failing if urlsplit(state.config.url).hostname == RSSHUB]
    if not states:
        yield warn("sources", "none yet: `ledebot run` starts with the packaged list")
    elif len(failing) > 1 and len(failing) == len(read):
        text = f"none of {len(read)} can be read ({failing[0].last_error}): this machine's network, DNS or proxy"
        yield warn("sources", text)
    elif len(hub) > 1:
        text = f"{len(hub)} fail at rsshub.app, which refuses many: run your own RSSHub and name it in LEDEBOT_RSSHUB"
        yield warn("sources", text)
    elif failing:
        lasting = [state for state in failing if is_failing(state, now)] or failing
        named = ", ".join(f"{state.config.url} ({state.last_error})" for state in lasting[:MOST])
        yield warn("sources", f"{len(failing)} of {len(states)} are failing: {named}; `ledebot sources list` shows all")
    else:
        yield ok("sources", f"{len(states)} followed, {len(states) - len(read)} paused")


def check_silence(silent: Sequence[SourceState]) -> Iterator[Finding]:
    """Judge those that are silent for far longer than they use to."""
    if silent:
        named = ", ".join(state.config.url for state in silent[:MOST])
        yield warn("silence", f"{len(silent)} silent for far longer than usual: {named}; look whether they have moved")


def check_deliveries(stats: Stats, readers: int, at_work: frozenset[str]) -> Iterator[Finding]:
    """Judge the sending side. `at_work` names the roles that some process has."""
    waiting = sum(stats.queued.values())
    if stats.dead:
        yield warn("deliveries", f"{stats.dead} were given up: `ledebot dead list`")
    elif waiting and not stats.senders:
        yield warn("deliveries", f"{waiting} wait and no sender is running: `ledebot run`")
    elif stats.senders and "scheduler" not in at_work:
        yield warn("deliveries", "senders run and no scheduler: nothing becomes due; `ledebot run --role scheduler`")
    else:
        yield ok("deliveries", f"{waiting} waiting, {stats.senders} senders")
    if stats.senders and not readers:
        yield warn("readers", "nobody has written to the bot yet: press Start in a chat with it")
