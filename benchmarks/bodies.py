"""Article bodies to measure with: a corpus where there is one, else generated ones of the same make."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

DEFAULT = Path(__file__).parents[1] / "../shared/corpora/xwlb-dev.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Body:
    """One article: its title, day and HTML."""

    title: str
    date: str
    html: str


def load(path: Path, limit: int) -> tuple[list[Body], str]:
    """Give up to `limit` bodies and the name of where they come from."""
    if not path.exists():
        return generated(limit), "generated articles"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, limit)]
    return [Body(record["title"], record["date"], record["html"]) for record in records], path.name


def generated(limit: int) -> list[Body]:
    """Write articles of four to twelve paragraphs from a small stock of phrases."""
    chance = random.Random(11)
    places, things = ("北港", "南湾", "东岭", "西洲"), ("渡轮复航", "学校开学", "桥梁通车", "集市开张", "水厂检修")
    bodies = []
    for number in range(limit):
        place, thing = chance.choice(places), chance.choice(things)
        lines = [
            f"<p>　　{place}第{chance.randrange(10**6)}位居民说，{thing}是大事，{chance.randrange(90)}年来大家在等，"
            f"工程队克服了{chance.randrange(100)}处困难，比原计划提前{chance.randrange(300)}天完成了全部任务。</p>"
            for _ in range(chance.randint(4, 12))
        ]
        bodies.append(Body(f"{place}{thing}，第{number}批居民到场", f"2026-01-{number % 28 + 1:02}", "".join(lines)))
    return bodies
