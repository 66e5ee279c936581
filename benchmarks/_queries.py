"""Queries to measure search with, made of the articles themselves; the same for the same random numbers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import rjieba

from ledebot.bot.model import Article


@dataclass(frozen=True, slots=True)
class Case:
    """A query and, where one is meant, the article that it must find."""

    query: str
    wanted: Article | None = None


def pieces(sample: Sequence[Article], count: int, rng: random.Random) -> list[Case]:
    """Cut pieces of 2 to 6 characters out of titles, anywhere; at least one letter or digit is in each.

    A piece that begins with a hyphen is none: `-19` out of COVID-19 asks for the articles without 19.
    """
    cases: list[Case] = []
    while len(cases) < count:
        article = rng.choice(sample)
        size = rng.randint(2, 6)
        start = rng.randint(0, max(len(article.title) - size, 0))
        piece = article.title[start : start + size]
        if any(character.isalnum() for character in piece) and not piece.startswith("-"):
            cases.append(Case(piece, article))
    return cases


def titles_less_a_word(sample: Sequence[Article], count: int, rng: random.Random) -> list[Case]:
    """Take whole titles, each as often as any other, with one word left out."""
    titles = list({article.title: article for article in sample}.values())
    cases: list[Case] = []
    while len(cases) < count:
        article = rng.choice(titles)
        if left := shortened(article.title):
            cases.append(Case(rng.choice(left), article))
    return cases


def shortened(title: str) -> list[str]:
    """Give a title less each of its words in turn, where two are left."""
    words = list(rjieba.cut(title))
    return ["".join(words[:at] + words[at + 1 :]) for at, word in enumerate(words) if len(words) > 2 and word.isalnum()]


def mixture(sample: Sequence[Article], rng: random.Random) -> list[Case]:
    """Make the queries that chats see: pieces, one word, two words, phrases, exclusions, filters, mixed scripts."""

    def words() -> list[str]:
        found = [word for word in rjieba.cut(rng.choice(sample).title) if len(word) > 1 and word.isalnum()]
        return found or ["新闻"]

    cases = pieces(sample, 300, rng) + titles_less_a_word(sample, 50, rng)
    makers: list[Callable[[], str]] = [
        lambda: rng.choice(words()),
        lambda: f"{rng.choice(words())} {rng.choice(words())}",
        lambda: " ".join(words()[:2]),
        lambda: f'"{rng.choice(sample).title[:6]}"',
        lambda: f"{rng.choice(words())} -{rng.choice(words())}",
        lambda: f"{rng.choice(words())} OR {rng.choice(words())}",
        lambda: f"{rng.choice(words())} day:30d",
        lambda: f"{rng.choice(words())} source:{rng.choice(sample).source}",
        lambda: rng.choice(("5G手机", "A股", "GDP", "iPhone15", "market", "COVID-19", "2022年", "2.5%")),
        lambda: rng.choice(rng.choice(sample).title),
    ]
    cases += [Case(maker()) for maker in makers for _ in range(50)]
    rng.shuffle(cases)
    return cases


def heaviest(sample: Sequence[Article], rng: random.Random, count: int = 30) -> dict[str, list[Case]]:
    """Make queries as long as a message may be, of the kinds that cost an engine most."""
    texts = [
        "".join((article.title, *article.paragraphs)) for article in rng.sample(list(sample), min(len(sample), 500))
    ]
    held = Counter(word for text in texts for word in set(rjieba.cut(text)) if len(word) > 1 and word.isalpha())
    words, common = list(held), [word for word, _ in held.most_common(40)]
    makers: dict[str, Callable[[], str]] = {
        "500 words": lambda: " ".join(rng.choices(words, k=500)),
        "eight of the commonest, sixty times": lambda: " ".join(rng.sample(common[:12], 8) * 60),
        "32 of the commonest": lambda: " ".join(rng.sample(common, 32)),
        "32 alternatives of the commonest": lambda: " OR ".join(rng.sample(common, 32)),
        "32 pairs of alternatives": lambda: " ".join(
            f"{rng.choice(common)} OR {rng.choice(common)}" for _ in range(32)
        ),
        "32 phrases": lambda: " ".join(f'"{rng.choice(common)}{rng.choice(common)}"' for _ in range(32)),
        "32 characters in the title": lambda: " ".join(f"title:{word[0]}" for word in rng.sample(common, 32)),
        "numbers, words and names in one run": lambda: " ".join(f"{n}月{rng.choice(common)}AI" for n in range(32)),
        "a pasted article": lambda: rng.choice(texts),
        "a pasted article that asks": lambda: f"{rng.choice(texts)[:4000]}是多少？",
    }
    return {kind: [Case(maker()[:4096]) for _ in range(count)] for kind, maker in makers.items()}
