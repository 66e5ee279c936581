"""The facts of a report that are figures, and words of which one rules out the others.

Works on folded text. A figure's key is the same however it is written: `1.5万亿元`, `15000亿` and `1.5 trillion` are
one number, `0.5个百分点` and `50个基点` are another. Times are bot/stories/times.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ledebot.bot.stories.facts import Fact, Kind, Weight, fact

_SCALES = {
    "万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3,
    "trillion": 1e12, "tn": 1e12, "billion": 1e9, "bn": 1e9, "b": 1e9, "million": 1e6, "mn": 1e6, "m": 1e6, "k": 1e3,
    "thousand": 1e3,
}  # fmt: skip
_NUMBER = re.compile(
    r"(\d(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?))"  # one class first: the engine skips to it
    r"\s?(万亿|千亿|百亿|亿|千万|百万|万|千(?!米|瓦|克)|(?:trillion|tn|billion|bn|b|million|mn|m|k|thousand)\b)?"
    r"\s?-?(%|个百分点|个基点|基点|成(?![为立交功员分])"
    r"|percentage points?|percent\b|pct\b|basis points?|bps?\b|[\u4e00-\u9fff]{0,6})"
)
_TOLL = re.compile(r"(?:余?[人名例位具]?[\u4e00-\u9fff]{0,4}(?:死|遇难|丧生|罹难|伤|失踪|失联|被困|获救))")
_TOLL_ENGLISH = re.compile(
    r"\s*(?:[a-z]+\s){0,2}(?:dead|died|killed|kills|deaths?|injur\w*|wounded|hurt|missing|trapped|rescued)"
)
_TOLL_BEFORE = re.compile(
    r"(?:死亡|遇难|丧生|罹难|受伤|失踪|失联|被困|获救|death toll|killed|killing|kills|injured|injuring)"
    r"[^\d。.;,，；]{0,12}$"
)
_CLASSES = (
    (
        r"早评|早盘|开盘|高开|低开|早报|早间|早知道|\bopen(?:s|ing)?\b",
        r"午评|午盘|午间|半日|\bmidday\b",
        r"收评|收盘|尾盘|晚报|晚间|收涨|收跌|收高|收低|\bclos(?:e|es|ing)\b",
    ),
    (
        (
            r"涨|上调|增长|上升|走高|攀升|回升|预增|收高|盈利|增持"
            r"|\b(?:ris(?:es?|ing)|rose|gain(?:s|ed)?|higher|jump(?:s|ed)?|climb(?:s|ed)?|rall(?:y|ies|ied)|rebound(?:s|ed)?|beats?)\b"
        ),
        (
            r"跌|下调|下降|降|走低|下滑|回落|预减|收低|亏损|减持"
            r"|\b(?:falls?|fell|los(?:es?|t)|lower|drop(?:s|ped)?|slid(?:es?|ing)?|sinks?|sank|declin(?:es?|ed)|slumps?|miss(?:es)?)\b"
        ),
    ),
    (r"男", r"女", r"混合"),
    (r"红色", r"橙色", r"黄色", r"蓝色"),
    (r"cpi|居民消费价格", r"ppi|出厂价格", r"pmi", r"gdp|生产总值"),
    (
        r"小组赛",
        r"半决赛|semi-?finals?",
        r"(?<!半)决赛|(?<!semi)(?<!semi-)\bfinals?\b",
        r"四分之一决赛|quarter-?finals?",
    ),
)
"""Groups of words, of which one rules out the others."""
_CLASS = tuple(
    (group, re.compile("|".join(f"({pattern})" for pattern in patterns))) for group, patterns in enumerate(_CLASSES)
)
_SMALL = 10
"""Whole numbers up to this are in every report: three people, 5 %."""


def classes(text: str) -> Iterator[Fact]:
    """Find the words of a folded title that rule each other out; keys are `group:member`."""
    for group, pattern in _CLASS:
        for found in pattern.finditer(text):
            yield _fact(Kind.CLASS, f"{group}:{found.lastindex}", Weight.FAINT)


def class_groups() -> tuple[tuple[Fact, ...], ...]:
    """List what `classes` can find, group by group: the day's columns, directions, sexes, others."""
    return tuple(
        tuple(fact(Kind.CLASS, f"{group}:{member}", Weight.FAINT) for member in range(1, len(patterns) + 1))
        for group, patterns in enumerate(_CLASSES)
    )


def numbers(text: str) -> Iterator[Fact]:
    """Find the numbers of a folded, lower-case text; dates and years are no numbers."""
    for found in _NUMBER.finditer(text):
        if found.start() and text[found.start() - 1] in _INSIDE:
            continue  # a part of a word, as in `x5`
        digits, scale, unit = found.groups()
        after = text[found.start(3) : found.start(3) + 14]
        if (not scale and after.startswith(_OF_TIMES)) or (not scale and _YEAR.fullmatch(digits) and not unit[:1]):
            continue
        value = float(digits.replace(",", "")) * _SCALES.get(scale or "", 1)
        kind = Kind.TOLL if _is_toll(text, found, after) else Kind.NUMBER
        suffix = ""
        if unit[:1] == "%" or (unit.startswith(("percent", "pct")) and "point" not in unit):
            suffix = "%"
        elif unit.startswith("成"):
            value, suffix = value * 10, "%"
        elif unit.startswith(("个百分点", "percentage point")):
            suffix = "pp"
        elif unit.startswith(("个基点", "基点", "basis", "bp")):
            value, suffix = value / 100, "pp"
        weight = Weight.FAIR
        if not scale and value <= _SMALL and value == int(value):
            weight = Weight.WEAK if suffix else Weight.FAINT
        yield _fact(kind, f"{value:.5g}{suffix}", weight)


_OF_TIMES = tuple("年月日号时点届")
_YEAR = re.compile(r"(?:19|20)\d\d")
_INSIDE = frozenset("0123456789abcdefghijklmnopqrstuvwxyz.")


def _is_toll(text: str, found: re.Match[str], after: str) -> bool:
    if _TOLL.match(after) or _TOLL_ENGLISH.match(text, found.end(2) if found[2] else found.end(1)):
        return True
    return bool(_TOLL_BEFORE.search(text, max(0, found.start() - 16), found.start()))


@lru_cache(maxsize=10_000)
def _fact(kind: Kind, key: str, weight: Weight) -> Fact:
    return fact(kind, key, weight)
