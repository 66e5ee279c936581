"""Other ways to write what a query says: names of one thing in Taiwan and Hong Kong, and numbers.

Works on bare text. What is given is looked for beside what was typed, so that 晶片 finds 芯片 and 3万 finds 30,000.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

MOST = 3
"""Other ways of one text: each is one more phrase to look for."""
LONGEST = 8
"""Characters of the longest term in the table."""
_DIGITS = "零一二三四五六七八九"
_NUMERAL = r"\d+(?:,\d{3})*(?:\.\d+)?|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九半]"
_SHARE = re.compile(rf"(?:(?P<tenths>{_NUMERAL})成|百分之(?P<hundredths>{_NUMERAL})|(?P<percent>\d+(?:\.\d+)?)%)")
_SCALED = re.compile(rf"(?P<number>{_NUMERAL})(?P<scale>万亿|千亿|百亿|亿|千万|百万|万)(?P<counted>\D{{0,4}})")
_PLAIN = re.compile(r"(?P<number>\d{5,15}|\d{1,3}(?:,\d{3})+)(?P<counted>\D{0,4})")
_SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}


@lru_cache(maxsize=4096)
def spellings(text: str) -> tuple[str, ...]:
    """Give other ways to write a bare text, the likeliest first; empty for most."""
    found = (*_share(text), *_number(text), *_placed(text))
    return tuple(other for other in dict.fromkeys(found) if other != text)[:MOST]


def joined(words: list[str]) -> list[str]:
    """Join neighbouring words that are one term of another place, which the dictionary does not know: 人工 智慧."""
    terms, out, at = _terms(), [], 0
    while at < len(words):
        end = at + 1
        for beyond in range(at + 2, min(at + 4, len(words)) + 1):
            if "".join(words[at:beyond]) in terms:
                end = beyond
        out.append("".join(words[at:end]))
        at = end
    return out


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    """Give for each term its other names (made by packaging/place_terms.py)."""
    lines = files(__package__).joinpath("place_terms.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in lines if not line.startswith("#")]
    return {name: tuple(other for other in group if other != name) for group in groups for name in group}


def _placed(text: str) -> list[str]:
    """Exchange the terms in a text, all for their first other names, all for their second."""
    terms = _terms()
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(text) - 1:
        longest = next((text[at : at + n] for n in range(LONGEST, 1, -1) if text[at : at + n] in terms), "")
        if longest:
            found.append((at, longest))
        at += len(longest) or 1
    others = []
    for choice in range(max((len(terms[term]) for _, term in found), default=0)):
        other = text
        for start, term in reversed(found):
            names = terms[term]
            other = other[:start] + names[min(choice, len(names) - 1)] + other[start + len(term) :]
        others.append(other)
    return others


def _share(text: str) -> list[str]:
    """Write a share of a hundred otherwise: 三成, 30%, 百分之三十."""
    match = _SHARE.fullmatch(text)
    if match is None:
        return []
    value = _value(match["tenths"]) * 10 if match["tenths"] else _value(match["hundredths"] or match["percent"])
    others = [f"{value:.12g}%"]
    if value % 10 == 0 and 10 <= value <= 90:
        others.append(f"{_DIGITS[int(value // 10)]}成")
    if value == int(value) and value < 100:
        others.append(f"百分之{_written(int(value))}")
    return others


def _number(text: str) -> list[str]:
    """Write a large number otherwise: 3万 is 30000, and 1.5亿 is 15000万."""
    match = _SCALED.fullmatch(text) or _PLAIN.fullmatch(text)
    if match is None:
        return []
    scale = match.groupdict().get("scale")
    value = round(_value(match["number"]) * (_SCALES[scale] if scale else 1))
    others = [str(value)] if scale and value < 10**12 else []
    for name in ("万亿", "亿", "万"):
        count = value / _SCALES[name]
        if 1 <= count < 100_000 and f"{count:.6g}" == f"{count:.12g}":
            others.append(f"{count:.6g}{name}")
    return [other + match["counted"] for other in others]


def _value(numeral: str) -> float:
    if numeral[0].isdigit():
        return float(numeral.replace(",", ""))
    if numeral == "半":
        return 0.5
    tens, ten, ones = numeral.replace("两", "二").rpartition("十")
    return (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def _written(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones or not tens else ""
    )
