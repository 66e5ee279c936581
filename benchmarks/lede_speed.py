"""How fast bodies are cleaned and ledes picked: `python -m benchmarks.lede_speed [--quick]`.

Baselines of the same run: Beautiful Soup's own parse (lxml) for cleaning; for the whole of `read`, trafilatura's
extraction. The second table shows that time grows with the input and no faster: each body twice as long as the last.
All times are CPU time of one core, the best of several rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import trafilatura
from bs4 import BeautifulSoup

from benchmarks.bodies import DEFAULT, load
from ledebot.bot.model import Item
from ledebot.bot.text.clean import clean
from ledebot.bot.text.document import read
from ledebot.bot.text.lede import pick

T = TypeVar("T")

SENTENCE = "市交通委21日通报，地铁新线下月一日开通运营，沿途设十二座车站。"
GROWING: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: f"<p>{SENTENCE}</p>" * (n // 40),
    "one paragraph": lambda n: f"<p>{SENTENCE * (n // 33)}</p>",
    "no sentence end": lambda n: "<p>" + "新闻，" * (n // 3),
    "open brackets": lambda n: "<p>" + "（“【" * (n // 3),
    "nested elements": lambda n: "<div>" * (n // 5) + SENTENCE,
    "unclosed inline": lambda n: "<b>字" * (n // 4),
    "credit lines": lambda n: "<br>".join(["责任编辑：某某 来源：某某网"] * (n // 20)),
    "less-than signs": lambda n: "<" * n,
    "spaces": lambda n: "<p>" + "字 　" * (n // 3),
}


def best(work: Callable[[T], object], inputs: Sequence[T], rounds: int) -> float:
    """Seconds of CPU time for each input, the best round's mean."""
    means = []
    for _ in range(rounds):
        start = time.process_time()
        for each in inputs:
            work(each)
        means.append((time.process_time() - start) / len(inputs))
    return min(means)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=DEFAULT)
    parser.add_argument("--quick", action="store_true", help="100 bodies, one round")
    options = parser.parse_args()
    rounds = 1 if options.quick else 7
    bodies, name = load(options.corpus, 100 if options.quick else 1000)
    items = [Item("x", "x", body.title, body.html) for body in bodies]
    cleaned = [(clean(item.html, title=item.title).paragraphs, item.title) for item in items]
    print(f"{len(items)} bodies of {name}, {sum(len(item.html) for item in items) // len(items)} characters each\n")
    soup = best(lambda item: BeautifulSoup(item.html, "lxml"), items, rounds)
    extraction = best(lambda item: trafilatura.extract(f"<html><body>{item.html}</body></html>"), items[:200], 1)
    rows = {
        "Beautiful Soup's parse": soup,
        "cleaning": best(lambda item: clean(item.html, title=item.title), items, rounds),
        "picking three ledes": best(lambda pair: pick(pair[0], title=pair[1]), cleaned, rounds),
        "the whole document": best(read, items, rounds),
        "trafilatura's extraction": extraction,
    }
    print(f"{'':28}{'µs':>10}{'per second':>12}{'ratio':>8}")
    for label, seconds in rows.items():
        print(f"{label:28}{seconds * 1e6:10.0f}{1 / seconds:12,.0f}{seconds / soup:8.2f}")
    sizes = [12_500, 25_000, 50_000, 100_000] if options.quick else [62_500, 125_000, 250_000, 500_000, 1_000_000]
    print(f"\nnanoseconds per character{'':3}" + "".join(f"{size:>10,}" for size in sizes))
    for label, make in GROWING.items():
        times = [best(read, [Item("x", "x", "地铁新线开通", make(size))], 1) / size * 1e9 for size in sizes]
        print(f"{label:28}" + "".join(f"{each:10.0f}" for each in times))


if __name__ == "__main__":
    main()
