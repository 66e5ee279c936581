"""Ledes of the items of many feeds: what they hold of the headline, and how they read.

Beside `first` (as many characters of the text as a lede has room for: 120, or 400 of Latin letters) and the first
sentence stands the best run of sentences: the most that a lede without leaps could hold. Counted are ledes that leap
(a sentence of the body stands between two of theirs), short ledes that end in an ellipsis, items with text but no
lede, and repeated lines that are left in bodies and ledes: lines in at least three and 5 % of a source's bodies.
Addresses are no text.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ledebot.bot.model import Document, Item
from ledebot.bot.text.document import read, read_again, read_all
from ledebot.bot.text.furniture import Habits, furniture
from ledebot.bot.text.normalized_equal import bare
from ledebot.bot.text.script import HANGUL, unit, width
from ledebot.bot.text.sentences import sentences

_TOKEN = re.compile(r"[\u3400-\u9fff]|[A-Za-z]+|\d+(?:\.\d+)?")
_ADDRESS = re.compile(r"https?://\S+")
_BEFORE = 40
"""Characters that may stand before a headline that is repeated in the text."""
_ROOM = 160
"""Chinese characters to which a medium lede may run."""
_BATCH = 64
_LONG, _LONG_LATIN = 300, 900
"""Characters of a longer report."""
_CAPTION, _CAPTION_IN = 60, 700
"""Letters by which a headline is known that is a line of its text, a caption, and characters in which it is sought."""


@dataclass(frozen=True, slots=True)
class _Told:
    document: Document
    text: str
    latin: bool


def report(path: Path, most: int, part: str | None) -> None:
    """Print a line for each set: Chinese feeds, the wire among them, English feeds."""
    if not path.exists():
        return
    sets: dict[str, list[list[_Told]]] = defaultdict(list)
    for source, rows in by_source(path, most).items():
        if part and zlib.crc32(source.encode()) % 2 != (part == "test"):
            continue
        told = _read(source, rows)
        if told:
            latin = sum(one.latin for one in told) * 2 > len(told)
            sets["English feeds" if latin else "the wire" if source.startswith("新华社") else "Chinese feeds"].append(
                told
            )
    _print(sets, f"{path.name}, medium{f', {part} half' if part else ''}")


def report_long(path: Path, most: int, part: str | None) -> None:
    """Print a line for the longer English and Chinese reports of events, divided by event; each read for itself."""
    if not path.exists():
        return
    sets: dict[str, list[list[_Told]]] = defaultdict(lambda: [[]])
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if part and zlib.crc32(str(row["event"]).encode()) % 2 != (part == "test"):
                continue
            title, text = row.get("title") or "", row.get("text") or ""
            latin = unit(text) < HANGUL
            told = sets["long English" if latin else "long Chinese"][0]
            if title and len(text) >= (_LONG_LATIN if latin else _LONG) and len(told) < most:
                html = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
                document = read(Item("x", "x", title, html))
                one = _Told(document, _own(text, document.title), latin)
                told.append(one)
                if bare(document.title)[:_CAPTION] not in bare(one.text[:_CAPTION_IN]):
                    sets["no caption for headline, " + ("English" if latin else "Chinese")][0].append(one)
    _print(
        {name: told for name, told in sets.items() if told[0]}, f"{path.name}, medium{f', {part} half' if part else ''}"
    )


def _print(sets: Mapping[str, list[list[_Told]]], heading: str) -> None:
    print(f"\n{heading}")
    head = (
        "sources",
        "items",
        "ledebot",
        "first",
        "1st s.",
        "best run",
        "leaps",
        "short…",
        "no lede",
        "in body",
        "in lede",
    )
    print(f"{'':16}" + "".join(f"{name:>9}" for name in head))
    for name, sources in sorted(sets.items()):
        print(f"{name:16}" + "".join(f"{value:>9}" for value in _line(sources)))


def by_source(path: Path, most: int) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if len(rows[row["source"]]) < most:
                rows[row["source"]].append(row)
    return rows


def _read(source: str, rows: list[dict[str, str]]) -> list[_Told]:
    """Read a source's items in order; those without a headline or text of their own say nothing."""
    items = [Item("x", source, row["title"] or "", row.get("html") or "") for row in rows]
    documents: list[Document] = []
    habits = None
    for at in range(0, len(items), _BATCH):
        some, habits = read_all(items[at : at + _BATCH], habits)
        documents += some
    known = furniture((habits or {}).get(source, Habits()))
    documents = [read_again(document, known) for document in documents]
    texts = [_ADDRESS.sub("", row.get("text") or "") for row in rows]
    return [
        _Told(document, _own(text, document.title), unit(text) < HANGUL)
        for document, text in zip(documents, texts, strict=True)
        if len(_tokens(text)) > len(_tokens(document.title)) > 2
    ]


def _own(text: str, title: str) -> str:
    """Give a text without the headline that some open with, after a dateline or a label."""
    at = text.find(title, 0, len(title) + _BEFORE)
    return text[at + len(title) :].lstrip("】 \n") if at >= 0 else text


def _line(sources: list[list[_Told]]) -> Iterable[str]:
    items = [one for source in sources for one in source]
    count = len(items)
    shares = [_shares(one) for one in items]
    means = [sum(share[i] for share in shares) / count for i in range(4)]
    leaps = sum(_leaps(one.document) for one in items) / count
    cut = sum(one.document.lede.short.rstrip("”》）」").endswith("…") for one in items) / count
    empty = sum(not one.document.lede.medium for one in items) / count
    left = [_repeated(source) for source in sources]
    in_body, in_lede = (sum(pair[i] for pair in left) / count for i in (0, 1))
    yield from (str(len(sources)), str(count), *(f"{mean:.3f}" for mean in means))
    yield from (f"{share:.1%}" for share in (leaps, cut, empty, in_body, in_lede))


def _shares(one: _Told) -> tuple[float, float, float, float]:
    title, flat = one.document.title, one.text.replace("\n", " ")
    found = [each for line in one.text.split("\n")[:40] for each in sentences(line)][:40]
    return (
        _found(one.document.lede.medium, title),
        _found(flat[: 400 if one.latin else 120], title),
        _found(found[0] if found else "", title),
        _best_run(found, title, 1 / 4 if one.latin else 1.0),
    )


def _best_run(found: list[str], title: str, each: float) -> float:
    best = 0.0
    for start in range(min(len(found), 25)):
        run = ""
        for sentence in found[start:]:
            run = f"{run} {sentence}"
            if width(run, each) > _ROOM:
                break
            best = max(best, _found(run, title))
    return best


def _leaps(document: Document) -> bool:
    """Whether a sentence of the body stands between two of a lede's; lists are not asked."""
    body = "".join("".join(document.paragraphs).split())
    stops = ".!?" if unit(body) < HANGUL else "。！？"
    end = -1
    for sentence in sentences(document.lede.medium) if "；" not in document.lede.medium else ():
        flat = "".join(sentence.split()).rstrip("。.")
        at = body.find(flat)
        if end >= 0 and at > end and any(mark in body[end + 1 : at - 1] for mark in stops):
            return True
        end = at + len(flat)
    return False


def _repeated(told: list[_Told]) -> tuple[int, int]:
    """Count the bodies, and the ledes, that hold a line which stands in many of a source's bodies."""
    articles = {one.document.title: one.document for one in told}
    lines = Counter(line for document in articles.values() for line in set(document.paragraphs) if len(line) <= 200)
    known = {line for line, count in lines.items() if count >= max(3, 0.05 * len(articles))}
    bodies = sum(bool(known.intersection(one.document.paragraphs)) for one in told)
    return bodies, sum(any(line in one.document.lede.medium for line in known) for one in told)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())


def _found(candidate: str, reference: str) -> float:
    wanted, have = _tokens(reference), set(_tokens(candidate))
    return sum(token in have for token in wanted) / max(len(wanted), 1)
