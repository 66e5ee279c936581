"""How good ledes are: `python -m benchmarks.lede_quality [--quick] [--part tune|test]`.

Four corpora, each beside naive baselines in the same run:

- news items with headlines: share of the headline's tokens found in the medium lede (about 120 characters);
- finance flashes with an editor's one-line summary: ROUGE-1/2/L F1 of the short lede (about 60 characters);
- longer reports of events, in English and Chinese: the medium lede beside the first 400 or 120 characters;
- items of many feeds, read with what each source was seen to repeat (benchmarks/_feed_ledes.py).

Tokens are Han characters singly, Latin words and numbers whole. Items whose headline only names a column
(`国内联播快讯`) say nothing about the text and are left out. Without the corpora a few generated articles show that it
runs.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from benchmarks import _feed_ledes
from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.sentences import sentences

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
COLUMN = re.compile(r"快讯$")
TOKEN = re.compile(r"[\u3400-\u9fff]|[A-Za-z]+|\d+(?:\.\d+)?")
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and what its editor made of it."""

    html: str
    headline: str
    titled: bool
    """Whether the headline is given to the lede picker, as it is to a reader."""

    @property
    def plain(self) -> str:
        return "".join(TAG.sub("", self.html).split())


class Sentences:
    """Feeds sumy the same sentences and tokens as everybody else; its own tokenizers want downloads."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return tuple(sentences(text))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(TOKEN.findall(sentence))


def load(corpora: Path, name: str, limit: int) -> list[Pair]:
    path = corpora / f"{name}.jsonl.gz"
    if not path.exists():
        return list(generated())[:limit]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if name.startswith("finna"):
        pairs = [Pair(row["text"], row["summary"], titled=False) for row in rows]
    else:
        pairs = [Pair(row["html"], row["title"], titled=True) for row in rows if not COLUMN.search(row["title"])]
    return pairs[:: max(len(pairs) // limit, 1)]


def generated() -> Iterator[Pair]:
    for n, city in enumerate(("江城", "海州", "北川", "南屏")):
        headline = f"{city}地铁新线开通"
        text = f"{city}交通部门今天宣布，地铁新线开通运营，设车站{n + 9}座。票价最高六元。首日客流十二万人次。"
        yield Pair(f"<p>{text}</p>", headline, titled=True)


def found(candidate: str, reference: str) -> float:
    """Share of the reference's tokens that occur in the candidate."""
    wanted, have = TOKEN.findall(reference), set(TOKEN.findall(candidate))
    return sum(token in have for token in wanted) / max(len(wanted), 1)


def rouge(candidate: str, reference: str) -> tuple[float, float, float]:
    """ROUGE-1, -2 and -L, F1."""
    one, other = TOKEN.findall(candidate), TOKEN.findall(reference)
    return overlap(one, other, 1), overlap(one, other, 2), f1(lcs(one, other), len(one), len(other))


def overlap(one: Sequence[str], other: Sequence[str], n: int) -> float:
    grams = [Counter(zip(*(tokens[i:] for i in range(n)), strict=False)) for tokens in (one, other)]
    return f1((grams[0] & grams[1]).total(), grams[0].total(), grams[1].total())


def f1(common: int, one: int, other: int) -> float:
    return 2 * common / (one + other) if common else 0.0


def lcs(one: Sequence[str], other: Sequence[str]) -> int:
    row = [0] * (len(other) + 1)
    for token in one:
        previous = 0
        for j, each in enumerate(other, 1):
            previous, row[j] = row[j], previous + 1 if token == each else max(row[j], row[j - 1])
    return row[-1]


def ranked(summarizer: Callable[..., object], length: int) -> Callable[[Pair], str]:
    def summary(pair: Pair) -> str:
        document = PlaintextParser.from_string(pair.plain, Sentences()).document
        best = summarizer(document, 3)
        return "".join(str(sentence) for sentence in best)[:length]  # type: ignore[attr-defined] # untyped library

    return summary


def graph_ranking(length: int) -> dict[str, Callable[[Pair], str]]:
    """sumy's rankers; they want NumPy, which nothing else here does."""
    if importlib.util.find_spec("numpy") is None:
        print("(no graph ranking: pip install numpy to see it)")
        return {}
    return {
        "sumy TextRank": ranked(TextRankSummarizer(), length),
        "sumy LexRank": ranked(LexRankSummarizer(), length),
    }


def first_sentence(pair: Pair) -> str:
    return next(iter(sentences(pair.plain)), "")


def lede(length: str) -> Callable[[Pair], str]:
    def summary(pair: Pair) -> str:
        document = read(Item("x", "x", pair.headline if pair.titled else "", pair.html))
        return str(getattr(document.lede, length))

    return summary


def report(name: str, pairs: list[Pair], systems: dict[str, Callable[[Pair], str]]) -> None:
    print(f"\n{name}: {len(pairs)} items")
    print(f"{'':22}{'found':>8}{'R-1':>8}{'R-2':>8}{'R-L':>8}{'length':>8}{'whole':>8}{'empty':>8}")
    for label, system in systems.items():
        texts = [system(pair) for pair in pairs]
        count = len(pairs)
        share = sum(found(text, pair.headline) for text, pair in zip(texts, pairs, strict=True)) / count
        scores = [rouge(text, pair.headline) for text, pair in zip(texts, pairs, strict=True)]
        means = [100 * sum(score[i] for score in scores) / count for i in range(3)]
        whole = sum(not text or text.endswith(tuple("。！？”；）》")) for text in texts) / count
        size = sum(map(len, texts)) / count
        print(
            f"{label:22}{share:8.3f}{means[0]:8.1f}{means[1]:8.1f}{means[2]:8.1f}"
            f"{size:8.0f}{whole:8.0%}{texts.count(''):8}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--news", default="xwlb-dev")
    parser.add_argument("--flashes", default="finna-dev")
    parser.add_argument("--quick", action="store_true", help="200 items of each")
    parser.add_argument("--feeds", default="feeds-dev")
    parser.add_argument("--reports", default="stories-dev")
    parser.add_argument("--part", choices=("tune", "test"), help="one half of the feeds, divided by source")
    options = parser.parse_args()
    limit = 200 if options.quick else 100_000
    for name, length, size in ((options.news, "medium", 120), (options.flashes, "short", 60)):
        pairs = load(options.corpora, name, limit)
        report(
            f"{name}, {length}",
            pairs,
            {
                "ledebot": lede(length),
                f"first {size} characters": lambda pair, size=size: pair.plain[:size],  # type: ignore[misc] # bound
                "first sentence": first_sentence,
                **graph_ranking(size),
            },
        )
    _feed_ledes.report_long(options.corpora / f"{options.reports}.jsonl.gz", limit, options.part)
    _feed_ledes.report(options.corpora / f"{options.feeds}.jsonl.gz", 40 if options.quick else 10_000, options.part)


if __name__ == "__main__":
    main()
