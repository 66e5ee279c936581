"""The mistakes that `ledebot doctor` finds: each is made here, and the cure is in what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ledebot.bot.core.config import Settings, load_settings, names
from ledebot.bot.delivery.types import Stats
from ledebot.bot.model import Health, SourceConfig, SourceState
from ledebot.bot.operator import check_news, check_settings, check_store, check_telegram
from ledebot.bot.operator.check_store import StoreFacts
from ledebot.bot.operator.check_telegram import BotFacts
from ledebot.bot.operator.findings import Finding, Verdict
from ledebot.bot.operator.types import Room

TOKEN = "123456789:" + "AAbb_-9" * 5
NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
OPERATOR = 41


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.verdict.value, f"{finding.check}: {finding.text}") for finding in findings]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", token=TOKEN, admin_ids=(OPERATOR,))


@pytest.mark.parametrize(
    ("mistake", "verdict", "cure"),
    [
        ({"token": None}, "warn", "TELEGRAM_BOT_TOKEN is not set"),
        ({"token": f'"{TOKEN}"'}, "fail", "copy 123456789:AA… from @BotFather, without quotes"),
        ({"token": f"bot{TOKEN}"}, "fail", "is no token"),
        ({"admin_ids": ()}, "warn", "put your own id there (@userinfobot tells it)"),
        ({"admin_ids": (), "allowlist": True}, "fail", "nobody can let people in; put your own id there"),
        ({"admin_ids": (-1001234567890,)}, "fail", "is a group; operators are persons"),
        ({"admin_ids": (123456789,)}, "fail", "is the bot itself"),
        ({"webhook_listen": ("127.0.0.1", 8443)}, "warn", "without LEDEBOT_WEBHOOK_URL does nothing"),
        ({"webhook_url": "https://x.example/hook"}, "fail", "give the host:port that your proxy forwards to"),
        (
            {"webhook_url": "https://x.example:8080/hook", "webhook_listen": ("127.0.0.1", 8443)},
            "fail",
            "does not call port 8080, only 443, 80, 88 and 8443",
        ),
        ({"http_listen": ("0.0.0.0", 8080)}, "warn", "listens to everybody: name one address"),  # the mistake
        ({"home": Path(__file__) / "home"}, "fail", "cannot be written by this user: chown it"),
        ({"sources": Path("/no/such/sources.toml")}, "fail", "No such file or directory; check LEDEBOT_SOURCES"),
    ],
)
def test_a_mistake_in_the_settings(
    settings: Settings, tmp_path: Path, mistake: dict[str, Any], verdict: str, cure: str
) -> None:
    assert told(check_settings.check(settings, (), tmp_path / ".env")) == [("ok", "settings: nothing wrong with them")]
    ((said, text),) = told(check_settings.check(replace(settings, **mistake), (), tmp_path / ".env"))
    assert said == verdict
    assert cure in text


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("LEDEBOT_ADMIN_ID", "did you mean LEDEBOT_ADMIN_IDS?"),
        ("LEDEBOT_TOKEN", "is no setting"),
        ("TELEGRAM_TOKEN", "did you mean TELEGRAM_BOT_TOKEN?"),
        ("BOT_TOKEN", "did you mean TELEGRAM_BOT_TOKEN?"),
        ("LEDEBOT_REDIS_URL", "did you mean REDIS_URL?"),
        ("LEDEBOT_COLOUR", "README.md lists all"),
    ],
)
def test_a_variable_of_another_name(settings: Settings, tmp_path: Path, name: str, cure: str) -> None:
    ((said, text),) = told(check_settings.check(settings, (name, "PATH", "REDIS_HOST"), tmp_path / ".env"))
    assert said == "warn"
    assert f"{name} is no setting" in text
    assert cure in text


def test_the_names_of_all_settings() -> None:
    assert {"TELEGRAM_BOT_TOKEN", "REDIS_URL", "LEDEBOT_HOME", "LEDEBOT_LOG_JSON"} <= names()
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8").split("## Settings")[1].split("\n## ")[0]
    for name in names():
        assert name.removeprefix("LEDEBOT_WEBHOOK") in readme or name in ("HOME", "XDG_DATA_HOME")
    assert load_settings({"LEDEBOT_HOME": "/srv"}).home == Path("/srv")


def test_a_file_of_secrets_that_others_may_read(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.touch(0o600)
    assert told(check_settings.check(settings, (), file))[0][0] == "ok"
    file.chmod(0o644)
    ((said, text),) = told(check_settings.check(settings, (), file))
    assert (said, f"chmod 600 {file}" in text) == ("warn", True)


HOOK = "https://x.example/hook"


@pytest.mark.parametrize(
    ("facts", "hook", "verdict", "cure"),
    [
        ({"rival": True}, None, "fail", "another program takes this bot's updates: stop it"),
        ({"webhook": HOOK}, None, "warn", f"another program has updates sent to {HOOK}: stop it"),
        ({"webhook": ""}, HOOK, "warn", "`ledebot run` does that"),
        (
            {"webhook": HOOK, "webhook_error": "certificate verify failed", "waiting": 7},
            HOOK,
            "fail",
            "certificate verify failed (7 wait): mend proxy or certificate",
        ),
        ({"inline": False}, None, "warn", "`ledebot run` switches it on, or @BotFather /setinline"),
        ({"groups": False}, None, "warn", "send @BotFather /setjoingroups"),
    ],
)
def test_what_telegram_knows(
    settings: Settings, facts: dict[str, Any], hook: str | None, verdict: str, cure: str
) -> None:
    settings = replace(settings, webhook_url=hook)
    fine, wrong = told(check_telegram.check(BotFacts("news_bot", **facts), settings))
    assert fine == ("ok", "token: @news_bot answers at https://api.telegram.org")
    assert wrong[0] == verdict
    assert cure in wrong[1]


def test_an_update_that_the_bot_has_in_hand_is_no_fault(settings: Settings) -> None:
    facts = BotFacts("news_bot", webhook=HOOK, webhook_error="Wrong response from the webhook: 429 Too Many Requests")
    assert [one.verdict for one in check_telegram.check(facts, replace(settings, webhook_url=HOOK))] == ["ok"]


INFO = {"redis_version": "7.2.4", "aof_enabled": 1, "maxmemory_policy": "noeviction", "used_memory_human": "9M"}


@pytest.mark.parametrize(
    ("info", "more", "verdict", "cure"),
    [
        ({"redis_version": "6.0.16"}, {}, "fail", "Redis 6.0.16 is too old; Redis 7 or newer"),
        ({"aof_enabled": 0}, {}, "warn", "set `appendonly yes`"),
        ({"maxmemory_policy": "allkeys-lru"}, {}, "fail", "which drops data: set noeviction"),
        ({}, {"refuses": "Redis is out of memory: raise its maxmemory"}, "fail", "raise its maxmemory"),
    ],
)
def test_what_the_store_says(info: dict[str, Any], more: dict[str, Any], verdict: str, cure: str) -> None:
    facts = StoreFacts(INFO, "REDIS_URL")
    assert told(check_store.check(facts, Room(1, 10)))[0][0] == "ok"
    ((said, text),) = told(check_store.check(replace(facts, info={**INFO, **info}, **more), Room(1, 10)))
    assert said == verdict
    assert cure in text


def test_a_server_that_hides_its_figures() -> None:
    assert told(check_store.check(StoreFacts({"redis_version": "7.4"}, "REDIS_URL"), Room(0, 0)))[0][0] == "warn"


def test_room_and_clocks() -> None:
    facts = StoreFacts(INFO, "REDIS_URL")
    assert "give it more" in told(check_store.check(facts, Room(95, 100)))[0][1]
    apart = told(check_store.check(replace(facts, ahead=timedelta(seconds=-90)), Room(0, 0)))
    assert apart[0] == ("warn", "clock: this machine's clock and Redis' are 90 s apart: set up NTP on both")
    assert told(check_store.check_disk(Room(95, 100)))[0][1].startswith(
        "disk: the data folder's disk is 95 % full: make"
    )
    assert told(check_store.check_disk(Room(5, 100))) == []


def test_backups(tmp_path: Path) -> None:
    def said(days: float | None) -> tuple[str, str]:
        newest = None if days is None else NOW - timedelta(days=days)
        return told(check_store.check_backups(tmp_path, newest, NOW))[0]

    assert said(1.5) == ("ok", "backups: the newest is of 2026-03-08 20:00 UTC")
    for days, text in ((None, f"backups: there is none in {tmp_path} yet"), (3, "is of 2026-03-07 08:00 UTC: the")):
        verdict, found = said(days)
        assert verdict == "warn"
        assert text in found
        assert "the scheduler makes one each day, and its log says why it could not" in found


def sources(*urls: str, **more: Any) -> list[SourceState]:
    failing = {"health": Health.FAILING, "last_error": "no such host", "failures": 3, **more}
    return [SourceState(SourceConfig(url), **failing) for url in urls]


def test_sources(settings: Settings) -> None:
    def said(states: list[SourceState]) -> tuple[str, str]:
        (found,) = told(check_news.check_sources(states, settings, NOW))
        return found

    fine = sources("https://fine.example/rss", health=Health.OK)
    assert said([])[1].startswith("sources: none yet: `ledebot run`")
    assert said(fine) == ("ok", "sources: 1 followed, 0 paused")
    assert "this machine's network, DNS or proxy" in said(sources("https://a.example", "https://b.example"))[1]
    hub = sources("https://rsshub.app/a", "https://rsshub.app/b")
    assert "run your own RSSHub and name it in LEDEBOT_RSSHUB" in said([*hub, *fine])[1]
    one = said([*sources("https://a.example"), *fine])
    assert one[1] == "sources: 1 of 2 are failing: https://a.example (no such host); `ledebot sources list` shows all"
    assert said([*sources("https://a.example", paused=True), *fine])[0] == "ok"
    assert told(check_news.check_silence(fine))[0][1].endswith("look whether they have moved")
    assert told(check_news.check_silence(())) == []


STATS = Stats(
    queued={"digest": 0},
    later=0,
    overdue=0,
    oldest=None,
    sent_last_minute=0,
    senders=1,
    counters={},
    failures={},
    dead=0,
    paused_chats=0,
    paused_until=None,
)
ALL = frozenset(("scheduler", "updates", "sender"))


@pytest.mark.parametrize(
    ("stats", "readers", "at_work", "cure"),
    [
        ({"dead": 3}, 1, ALL, "3 were given up: `ledebot dead list`"),
        ({"queued": {"digest": 3}, "senders": 0}, 1, frozenset(), "3 wait and no sender is running: `ledebot run`"),
        ({}, 1, frozenset(("sender", "updates")), "nothing becomes due; `ledebot run --role scheduler`"),
        ({}, 0, ALL, "nobody has written to the bot yet: press Start"),
    ],
)
def test_deliveries(stats: dict[str, Any], readers: int, at_work: frozenset[str], cure: str) -> None:
    assert told(check_news.check_deliveries(STATS, 1, ALL)) == [("ok", "deliveries: 0 waiting, 1 senders")]
    found = list(check_news.check_deliveries(replace(STATS, **stats), readers, at_work))
    (wrong,) = [finding for finding in found if finding.verdict is not Verdict.OK]
    assert cure in wrong.text
