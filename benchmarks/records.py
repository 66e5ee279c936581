"""Encoding and decoding of stored records, beside plain JSON of the same fields without any check.

./run.sh bench records
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from ledebot.bot.model import Article, Filters, Lede, Rule, Subscriber, Target
from ledebot.storage.base.codec import dumps, loads, to_plain

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ARTICLE = Article(
    id="a" * 16,
    revision=1,
    url="https://x.example/a",
    source="晚报",
    title="海湾大桥" * 5,
    published=NOW,
    fetched=NOW,
    content_hash="0" * 16,
    story="s",
    topics=("社会", "交通"),
    paragraphs=("大桥下月通车。" * 25,) * 8,
    lede=Lede("短" * 60, "中" * 120, "长" * 300),
    sketch=tuple(2**63 + n for n in range(64)),
)
READER = Subscriber(
    Target(5, 1), filters=Filters(topics=("社会",), rules=(Rule("大桥"), Rule("广告", True))), joined=NOW
)


def microseconds(call: Callable[[], object]) -> float:
    """Time a call in CPU, the best of seven rounds."""
    best = float("inf")
    for _ in range(7):
        began = time.process_time()
        for _ in range(2000):
            call()
        best = min(best, (time.process_time() - began) / 2000)
    return best * 1e6


def main() -> None:
    """Print a line for each kind of record."""
    print(f"{'µs':<12}{'encode':>8}{'decode':>8}{'plain JSON':>24}")
    for value in (ARTICLE, READER):
        text, plain = dumps(value), to_plain(value)
        encode, decode = microseconds(lambda: dumps(value)), microseconds(lambda: loads(type(value), text))  # noqa: B023
        bare = microseconds(lambda: json.dumps(plain, ensure_ascii=False)), microseconds(lambda: json.loads(text))  # noqa: B023
        print(f"{type(value).__name__:<12}{encode:>8.1f}{decode:>8.1f}{bare[0]:>14.1f}{bare[1]:>10.1f}")


if __name__ == "__main__":
    main()
