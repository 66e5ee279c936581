"""News to measure with: a corpus of real items where there is one, else generated ones, the same for the same number.

Generated articles take their words from the segmenter's own dictionary, as often as it says they occur, in sentences
of our own making; names, numbers and Latin words come in between as they do in news.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

import rjieba

from ledebot.bot.model import Article, Item, Lede
from ledebot.bot.text.document import read

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "xwlb-dev.jsonl.gz"
NEWEST = datetime(2026, 3, 10, tzinfo=UTC)
SOURCES = ("晨星社", "海岸线", "江北晚报", "财经早读", "City Desk", "远山电讯")
TOPICS = ("财经", "科技", "港口", "城建", "体育", "World")
LATIN = ("AI", "5G", "GDP", "iPhone15", "A股", "COVID-19", "OPEC", "Fed", "battery", "market", "vaccine", "chips")
PATTERNS = (
    "{p}{w}{w}日前{w}，{w}{w}的{w}将{w}{w}。",
    "据{s}{w}，{w}{n}{w}{w}，比{w}{w}增长{n}%。",
    "{w}{w}表示，{w}{w}和{w}{w}要{w}{w}，{w}{w}{w}。",
    "{n}月{n}日，{p}{w}{w}在{w}{w}{w}，{l}{w}{w}{w}。",
    "与{w}{w}相比，{w}{w}{w}{w}；{w}{w}仍在{w}。",
    "{w}{w}{w}，{w}{w}{w}{w}的{w}{w}达到{n}万{w}。",
)
TITLES = ("{p}{w}{w}{w}{w}", "{w}{w}{n}{w}{w}{w}", "{w}{w}：{w}{w}{w}", "{l}{w}{w}{w}", "{p}{w}“{w}{w}”{w}{w}")


def corpus(path: Path = CORPUS) -> list[Article]:
    """Read the real items; empty where the file is absent."""
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_read(json.loads(line)) for line in lines]


def _read(record: dict[str, str]) -> Article:
    document = read(Item(record["id"], "联播", record["title"], record["html"]))
    moment = datetime.fromisoformat(f"{record['date']}T11:00:00+00:00")
    article = _article(record["id"], document.title, document.paragraphs, moment, "联播", "要闻")
    return replace(article, original_title=document.original_title, lede=document.lede)


def generated(number: int) -> Article:
    """Write the article of that number."""
    rng = random.Random(number)
    vocabulary, weights = _vocabulary()
    words = iter(rng.choices(vocabulary, cum_weights=weights, k=260))

    def sentence(pattern: str) -> str:
        return re.sub(r"\{(.)\}", lambda field: _filled(field[1], rng, words), pattern)

    title = sentence(rng.choice(TITLES))
    paragraphs = ["".join(sentence(rng.choice(PATTERNS)) for _ in range(rng.randint(2, 4))) for _ in range(5)]
    moment = NEWEST - timedelta(minutes=5 * number % 800_000)
    return _article(f"g{number}", title, paragraphs, moment, rng.choice(SOURCES), rng.choice(TOPICS))


def _filled(kind: str, rng: random.Random, words: Iterable[str]) -> str:
    if kind == "n":
        return rng.choice((str(rng.randint(1, 31)), str(rng.randint(1990, 2026)), f"{rng.random() * 20:.1f}"))
    if kind == "l":
        return rng.choice(LATIN)
    if kind == "s":
        return rng.choice(SOURCES)
    word = next(iter(words))
    return word + rng.choice("省市县区州") if kind == "p" else word


def _article(name: str, title: str, paragraphs: Sequence[str], moment: datetime, source: str, topic: str) -> Article:
    first = paragraphs[0] if paragraphs else ""
    lede = Lede(first[:60], first[:120], first[:200])
    return Article(
        name, 1, f"https://news.example/{name}", source, title, moment, moment, "", name,
        topics=(topic,), paragraphs=tuple(paragraphs), lede=lede,
    )  # fmt: skip


@cache
def _vocabulary() -> tuple[list[str], list[int]]:
    """Find words of the dictionary among random pairs of GB 2312's common characters, with their frequencies."""
    rng = random.Random(2312)
    codes = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    characters = [code.decode("gb2312", "ignore") for code in codes]
    tried = zip(rng.choices(characters, k=1_500_000), rng.choices(characters, k=1_500_000), strict=True)
    words = sorted({first + second for first, second in tried if first and second and rjieba.has_word(first + second)})
    return words, list(accumulate(min(rjieba.suggest_freq(word), 20_000) + 1 for word in words))
