"""Search asked real questions: recall@10 and mean reciprocal rank beside plain BM25, in one run.

The corpus is JSON lines, gzipped: passages (`kind`, `id`, `text`) and questions (`kind`, `id`, `query`, `relevant`).
Every second question is printed apart, so that whatever was tuned on the first half can be judged on the other.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log
from operator import itemgetter
from pathlib import Path

from benchmarks.search import Reader
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Article, Lede
from ledebot.bot.text.fold import bare
from ledebot.bot.text.segment import stream, words
from ledebot.storage.search.index import SearchIndex

TOP = 10
MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
Ask = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the passages that answer it."""

    query: str
    relevant: frozenset[str]


class BM25:
    """The textbook's ranking (k1 1.2, b 0.75) of passages that hold any of a query's tokens."""

    def __init__(self, passages: dict[str, str], cut: Callable[[str], Iterable[str]]) -> None:
        self._cut = cut
        self._texts = {name: Counter(cut(text)) for name, text in passages.items()}
        self._mean = statistics.mean(counted.total() for counted in self._texts.values())
        self._holders: dict[str, list[str]] = {}
        for name, counted in self._texts.items():
            for token in counted:
                self._holders.setdefault(token, []).append(name)

    async def ask(self, query: str) -> list[str]:
        """Give the best passages for a query."""
        return self._best(dict.fromkeys(self._cut(query), 1.0))[:TOP]

    async def ask_again(self, query: str) -> list[str]:
        """Give the best with feedback: half of the weight goes to twenty tokens of the first ten passages."""
        asked = dict.fromkeys(self._cut(query), 1.0)
        shares: dict[str, float] = defaultdict(float)
        for name in self._best(asked)[:10]:
            counted = self._texts[name]
            for token, count in counted.items():
                if len(token) > 1:
                    shares[token] += count / counted.total() * self._rarity(token)
        chosen = sorted(shares.items(), key=itemgetter(1), reverse=True)[:20]
        scale = len(asked) / (sum(share for _, share in chosen) or 1.0)
        for token, share in chosen:
            asked[token] = asked.get(token, 0.0) + scale * share
        return self._best(asked)[:TOP]

    def _rarity(self, token: str) -> float:
        held = len(self._holders.get(token, ()))
        return log(1 + (len(self._texts) - held + 0.5) / (held + 0.5))

    def _best(self, asked: dict[str, float]) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for token, weight in asked.items():
            rarity = weight * self._rarity(token)
            for name in self._holders.get(token, ()):
                counted = self._texts[name]
                length = 1.2 * (0.25 + 0.75 * counted.total() / self._mean)
                scores[name] += rarity * 2.2 * counted[token] / (counted[token] + length)
        return [name for name, _ in sorted(scores.items(), key=lambda each: (-each[1], each[0]))]


def read(path: Path) -> tuple[dict[str, str], list[Question]]:
    """Read the passages by id, and the questions."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    passages = {record["id"]: record["text"] for record in records if record["kind"] == "passage"}
    asked = [record for record in records if record["kind"] == "question"]
    return passages, [Question(record["query"], frozenset(record["relevant"])) for record in asked]


def article(name: str, text: str, titled: int) -> Article:
    """Make an article of a passage, with its first `titled` characters for a title."""
    lede = Lede(text[:60], text[:120], text[:200])
    return Article(
        name, 1, None, "Passages", text[:titled], MOMENT, MOMENT, "", name, paragraphs=(text,), lede=lede
    )  # fmt: skip


async def judged(ask: Ask, questions: Sequence[Question]) -> str:
    """Ask all questions; gives recall@10 and the mean reciprocal rank."""
    recalls, ranks = [], []
    for question in questions:
        found = list(await ask(question.query))
        recalls.append(len(question.relevant.intersection(found)) / len(question.relevant))
        ranks.append(next((1 / at for at, name in enumerate(found, 1) if name in question.relevant), 0.0))
    return f"{statistics.mean(recalls):.3f} {statistics.mean(ranks):.3f}"


async def measure(path: Path, titled: int) -> None:
    """Print a line for each way of searching: recall and rank of the first half, the other and all."""
    passages, questions = read(path)
    halves = {"first half": questions[0::2], "other half": questions[1::2], "all": questions}
    print(f"{len(questions)} questions, {len(passages):,} passages; recall@{TOP} and mean reciprocal rank")
    articles = {name: article(name, text, titled) for name, text in passages.items()}
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder), Reader(list(articles), articles.__getitem__), ManualClock(MOMENT))
        await index.catch_up()

        async def ask(query: str) -> list[str]:
            return [hit.id for hit in (await index.find(query, limit=TOP)).hits]

        by_words = BM25(passages, lambda text: (word for word in words(bare(text)) if word.strip(" \n.,")))
        by_pairs = BM25(passages, lambda text: (token for token in stream(bare(text)).split() if len(token) > 1))
        ways: dict[str, Ask] = {
            "BM25, words": by_words.ask,
            "BM25, pairs": by_pairs.ask,
            "BM25, words, with feedback": by_words.ask_again,
            "ledebot": ask,
        }
        for name, way in ways.items():
            started = time.process_time()
            figures = [f"{half} {await judged(way, asked)}" for half, asked in halves.items()]
            took = (time.process_time() - started) * 1000 / len(questions) / 2
            print(f"  {name:28} {'   '.join(figures)}   {took:.2f} ms of CPU a question")
        await index.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--titled", type=int, default=0, help="characters of a passage that are its title")
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.corpus, arguments.titled))


if __name__ == "__main__":
    main()
