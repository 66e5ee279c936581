"""The alert rules and the dashboard ask for figures that there are, with labels that they have."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from ledebot.bot.app.loop_watch import LoopWatch
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.delivery.types import Ending, Stats
from ledebot.bot.http.metrics import Process, metrics, room_of
from ledebot.bot.model import Health, SourceConfig, SourceState
from ledebot.bot.operator.types import Room
from tests.conftest import require

PACKAGING = Path(__file__).parents[2] / "packaging"
RULES = PACKAGING / "prometheus" / "alerts.yml"
NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
ADDED = {"instance", "job"}
"""Labels that Prometheus adds to what it reads."""


def figures() -> bytes:
    """Write figures in which every family has a sample."""
    supervisor = Supervisor(ManualClock(NOW))
    supervisor.failed("heartbeat", ValueError("x"))
    stats = Stats(
        queued={"digest": 3},
        later=1,
        overdue=1,
        oldest=NOW - timedelta(seconds=90),
        sent_last_minute=5,
        senders=1,
        counters={"due": 9, "pending": 4, **dict.fromkeys(map(str, Ending), 1), "parts": 12_345_678, "repeats": 0},
        failures={"flood": 2},
        dead=1,
        paused_chats=0,
        paused_until=None,
    )
    sources = [
        SourceState(SourceConfig("https://a:b@one.example/rss"), Health.OK, last_change=NOW - timedelta(days=2)),
        SourceState(SourceConfig("https://two.example/rss", "晨报"), Health.FAILING, last_change=NOW, paused=True),
    ]
    process = Process(supervisor, LoopWatch(), {"Article": 2}, Path("/"))
    return metrics(stats, 123_456_789, sources, process, room_of(Room(5, 10), Room(7, 10)), NOW)


def samples() -> dict[str, set[str]]:
    """Map every sample's name to the labels that it has."""
    found: dict[str, set[str]] = {"up": set()}
    for family in text_string_to_metric_families(figures().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def rules() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    board: dict[str, Any] = json.loads((PACKAGING / "grafana" / "ledebot.json").read_text("utf-8"))
    return list(board["panels"])


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in rules())
    yield from (target["expr"] for panel in panels() for target in panel["targets"])
    for test in yaml.safe_load((PACKAGING / "prometheus" / "alerts_test.yml").read_text("utf-8"))["tests"]:
        yield from (series["series"] for series in test["input_series"])


def asked(expression: str) -> Iterator[tuple[str, set[str]]]:
    """Give each selector of an expression: a sample's name, and the labels it is picked by."""
    for name, labels in re.findall(r"\b(up|ledebot_\w+)(?:\{([^}]*)\})?", expression):
        yield name, set(re.findall(r"(\w+)\s*=~?", re.sub(r'"[^"]*"', '""', labels)))


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_what_is_asked_for_is_there(expression: str) -> None:
    there, selectors = samples(), list(asked(expression))
    assert selectors
    for name, labels in selectors:
        assert name in there
        assert labels <= there[name] | ADDED
    grouped = {label for by in re.findall(r"\bby \(([^)]*)\)", expression) for label in by.split(", ")}
    assert grouped <= ADDED.union(*(there[name] for name, _ in selectors))
    assert expression.count("(") == expression.count(")")
    counters = re.findall(r"\b(?:rate|increase)\((\w+)", expression)
    assert all(name.endswith(("_total", "_bucket")) for name in counters), "only counters have a rate"
    assert set(counters) == {name for name, _ in selectors if name.endswith(("_total", "_bucket"))} or "{" in expression


def test_every_alert_says_what_to_do() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names)) > 8
    for rule in rules():
        assert rule["labels"]["severity"] in ("page", "warn")
        assert set(rule["annotations"]) == {"summary", "action"}


def test_every_panel_has_a_place_of_its_own() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        at = panel["gridPos"]
        cells = {(at["x"] + right, at["y"] + down) for right in range(at["w"]) for down in range(at["h"])}
        assert max(x for x, _ in cells) < 24
        assert not cells & taken
        taken |= cells
    assert len({panel["id"] for panel in panels()}) == len(panels())


def test_types_units_and_whole_numbers() -> None:
    families = {family.name: family for family in text_string_to_metric_families(figures().decode())}
    assert families["ledebot_pending"].type == "gauge"
    assert families["ledebot_messages"].type == "counter"
    assert families["ledebot_event_loop_lag_seconds"].type == "histogram"
    values = {sample.labels["kind"]: sample.value for sample in families["ledebot_messages"].samples}
    assert values["parts"] == 12_345_678
    assert families["ledebot_articles"].samples[0].value == 123_456_789
    assert families["ledebot_oldest_due_seconds"].samples[0].value == 90
    ages = {sample.labels["source"]: sample.value for sample in families["ledebot_source_age_seconds"].samples}
    assert ages == {"one.example": 2 * 86400.0}, "a paused one has no age, and an address shows no password"
    for name, family in families.items():
        assert family.documentation.endswith(".")
        assert not name.endswith(("_ms", "_minutes", "_kb")), "base units only"


@pytest.mark.slow
def test_promtool_takes_the_rules_and_the_panels(tmp_path: Path) -> None:
    promtool = require("promtool", "apt install prometheus")
    asked = [target["expr"].replace("$instance", ".*") for panel in panels() for target in panel["targets"]]
    recorded = [{"record": f"panel:{number}", "expr": expression} for number, expression in enumerate(asked)]
    (tmp_path / "panels.yml").write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": recorded}]}), "utf-8")
    for words in (
        ("check", "rules", "alerts.yml"),
        ("test", "rules", "alerts_test.yml"),
        ("check", "rules", str(tmp_path / "panels.yml")),
    ):
        done = subprocess.run([promtool, *words], cwd=RULES.parent, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("expression", [target["expr"] for panel in panels() for target in panel["targets"]])
def test_every_panel_can_be_narrowed_to_a_process(expression: str) -> None:
    assert expression.count("ledebot_") == expression.count('instance=~"$instance"')
