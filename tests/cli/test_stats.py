"""`ledebot stats` for a person: headings, whole numbers, no line for what there is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ledebot.bot.cli.stats import _books, _now, _section, _sources, _span
from ledebot.bot.core.config import load_settings
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.delivery.types import Stats
from ledebot.bot.model import Health, SourceConfig, SourceState

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
BUSY = Stats(
    queued={"alert": 60, "digest": 12_340, "broadcast": 0},
    later=2,
    overdue=3,
    oldest=NOW - timedelta(minutes=7),
    sent_last_minute=1700,
    senders=2,
    counters={
        "due": 13_100,
        "pending": 12_400,
        "sent": 690,
        "failed": 10,
        "empty": 0,
        "parts": 1_234_567,
        "repeats": 1,
    },
    failures={"time-out": 1, "flood": 12},
    dead=4,
    paused_chats=5,
    paused_until=None,
    paid_today=40,
)
LIMITS = RateLimits.of(load_settings({}))


def test_a_busy_hour() -> None:
    said = "\n".join(_section("Sending now", _now(BUSY, LIMITS, NOW)))
    assert "  waiting               digest 12,340, alert 60\n" in said
    assert "  done in               7 min at up to 30 messages a second\n" in said
    assert ", 7 min ago\n" in said
    assert "  put off               2\n" in said
    assert "  chats left alone      5, as Telegram asks\n" in said
    assert "pause" not in said
    assert dict(_books(BUSY)) == {
        "deliveries due": "13,100 = pending 12,400, sent 690, failed 10",
        "messages": "1,234,567",
        "sent again for safety": "1",
        "failures, retried too": "flood 12, time-out 1",
    }


def test_a_new_instance() -> None:
    new = Stats({"digest": 0}, 0, 0, None, 0, 0, {}, {}, 0, 0, None)
    assert dict(_now(new, LIMITS, NOW)) == {
        "waiting": "nothing",
        "last minute": "0 messages",
        "sender processes": "none: `ledebot run` sends",
    }
    assert dict(_books(new)) == {"deliveries due": "0", "messages": "0"}


def test_sources_by_health() -> None:
    states = [
        SourceState(SourceConfig(f"https://{n}.example"), Health.OK if n else Health.FAILING, paused=n > 3)
        for n in range(5)
    ]
    assert _sources(states) == "5 (ok 3, failing 1, paused 1)"
    assert _sources([]) == "0"
    assert [_span(seconds) for seconds in (5, 119, 600, 8000, 200_000)] == [
        "5 s",
        "119 s",
        "10 min",
        "2 hours",
        "2 days",
    ]
