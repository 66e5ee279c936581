"""Every rule of what is not news on a page. The rules stand in one table, rules.toml, beside this file.

To teach Ledebot a new one, add an entry there: a name, an effect, a list of patterns (any of them will do), and the
example that called for it; tests/text/test_rules.py holds every rule to its example. Patterns are written in
simplified characters: lines in traditional ones are folded before matching (`fold`). Patterns must be linear:
bounded repetitions, none nested.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

SHORT_LINE = 400
"""Boilerplate is short, and the longest are disclaimers: longer paragraphs (characters) are never dropped whole."""
SHORT_PART = 64
"""Only so short a paragraph is dropped for what it holds somewhere: news, too, speaks of apps and of logging in."""


class Effect(StrEnum):
    """What a rule does where it matches."""

    LINE = "line"
    """Drops a short paragraph that begins so."""
    PART = "part"
    """Drops a very short paragraph that holds this anywhere."""
    END = "end"
    """Drops a short paragraph that ends so."""
    SENTENCE = "sentence"
    """Drops a sentence that holds this anywhere: of a body's first and last lines, or of any line in Latin letters."""
    TAIL = "tail"
    """Cuts this from a paragraph's end."""
    HEAD = "head"
    """Cuts this from a paragraph's beginning."""
    LINKS = "links"
    """Drops this heading and the links and headlines that follow it."""
    SKIP = "skip"
    """Stays in the body, never comes into a lede."""
    WEAK = "weak"
    """Comes into a lede only where a body has no better paragraph."""
    LABEL = "label"
    """Cut from the beginning of a lede: a label, not a statement."""
    LEADIN = "leadin"
    """Cut from the beginning of a short lede, where every character counts: when, and how it was heard."""
    ASIDE = "aside"
    """Cut likewise, also right after `X表示，`: why, and on what occasion."""
    ELEMENT = "element"
    """Drops an HTML element whose class or id holds this, in lower case, as a whole word."""
    IMAGE = "image"
    """An image address that shows no news."""


_FIRSTS = 10_000
"""Characters remembered with the patterns that a line beginning so is asked about."""
BULLETS = "（([【<《★●■▼▲△◆◎※*# \u3000"
"""What may stand before a LINE or LINKS rule's words."""
_DATE_AND_TIME = r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?(?:\s?\d{1,2}:\d\d(?::\d\d)?)?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule and the example that called for it. `<TIME>` in a pattern stands for a date and time."""

    name: str
    effect: Effect
    pattern: tuple[str, ...]
    example: str
    ignore_case: bool = False
    """Such rules speak English; they are only asked about lines that begin with a letter, digit or ASCII mark."""


def _load() -> tuple[Rule, ...]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(**{**entry, "effect": Effect(entry["effect"]), "pattern": tuple(entry["pattern"])})
        for entry in table["rule"]
    )


@cache
def rules() -> tuple[Rule, ...]:
    """Give all rules; they are read when they are first asked for."""
    return _load()


_TRADITIONAL = (
    "責編輯來訊電報導記圖攝標題關閱讀鏈連線點擊載資聲權轉發視頻錄號讓經聞網據時間說問請為體設計劃訂購買費會員場證險議僅參評論"
    "贊獨實習審監製翻譯綜現環華國際臺專雜誌總後長頁頭廣開戶進還與從應該個們這對話無當處觀眾戰輛萬億繼續優惠獎壇團內薦過熱見謝樂題"
)
_SIMPLIFIED = (
    "责编辑来讯电报导记图摄标题关阅读链连线点击载资声权转发视频录号让经闻网据时间说问请为体设计划订购买费会员场证险议仅参评论"
    "赞独实习审监制翻译综现环华国际台专杂志总后长页头广开户进还与从应该个们这对话无当处观众战辆万亿继续优惠奖坛团内荐过热见谢乐题"
)
_FOLD = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def fold(text: str) -> str:
    """Fold the traditional characters that rules speak of, one to one, so that positions stay true."""
    return text.translate(_FOLD)


class Openings:
    """All patterns of one effect that look at a line's beginning, sorted by the character they begin with.

    A line then meets a handful of them instead of hundreds.
    """

    def __init__(self, effect: Effect, *, ignore_case: bool = False) -> None:
        self._effect = effect
        self._ignore_case = ignore_case
        self._compiled: dict[str, re.Pattern[str]] = {}

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the beginning of a text."""
        first = text[:1].lower()
        pattern = self._compiled.get(first) or self._compile(first)
        return pattern.match(text)

    def _compile(self, first: str) -> re.Pattern[str]:
        by_first, anywhere = _by_first(self._effect, self._ignore_case)
        if first not in by_first and first:  # all characters that begin no pattern share one
            pattern = self._compiled.get("") or self._compile("")
        else:
            flags = re.IGNORECASE if self._ignore_case else 0
            pattern = re.compile("|".join([*by_first.get(first, ()), *anywhere]) or r"(?!)", flags)
        if len(self._compiled) < _FIRSTS:
            self._compiled[first] = pattern
        return pattern


@cache
def _by_first(effect: Effect, ignore_case: bool) -> tuple[dict[str, list[str]], list[str]]:
    """Sort the patterns of one effect by the character they begin with; last those that begin with no plain one."""
    by_first: dict[str, list[str]] = {}
    anywhere: list[str] = []
    for pattern in _patterns(effect, ignore_case):
        if literal := re.match(r"([^\\.^$*+?{}\[\]|()])(?![?*+{])", pattern):
            by_first.setdefault(literal[1].lower(), []).append(pattern)
        else:
            anywhere.append(pattern)
    return by_first, anywhere


@cache
def union(effect: Effect, *, ignore_case: bool = False) -> re.Pattern[str]:
    """Join all patterns of one effect into one expression.

    It is compiled when it is first asked for: hundreds of patterns take longer than a command without a text should
    last. It is kept flat and, where it can be, every alternative begins with a letter: only then does `re` skip quickly
    over characters at which none of them can begin, ten times faster than the same rules in groups.
    """
    return re.compile("|".join(_patterns(effect, ignore_case)) or r"(?!)", re.IGNORECASE if ignore_case else 0)


def _patterns(effect: Effect, ignore_case: bool) -> list[str]:
    chosen = [rule for rule in rules() if rule.effect is effect and rule.ignore_case is ignore_case]
    return [each.replace("<TIME>", _DATE_AND_TIME) for rule in chosen for one in rule.pattern for each in _flat(one)]


def _flat(pattern: str) -> list[str]:
    """Write `(?:a|b)c|d` as `ac`, `bc`, `d`, where a and b are plain."""
    flat: list[str] = []
    for part in _split(pattern):
        found = re.match(r"\(\?:([^()\[\]\\?*+{}]+)\)(?![?*+{])", part)
        flat += [one + part[found.end() :] for one in found[1].split("|")] if found else [part]
    return flat


def _split(pattern: str) -> list[str]:
    """Split a pattern at the bars that stand in no group and no class."""
    parts, depth = [""], 0
    for piece in re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def matching(rule: Rule, text: str) -> bool:
    """Tell whether one rule, alone, finds what it looks for in a text."""
    flags = re.IGNORECASE if rule.ignore_case else 0
    patterns = [re.compile(one.replace("<TIME>", _DATE_AND_TIME), flags) for one in rule.pattern]
    if rule.effect in (Effect.PART, Effect.SENTENCE, Effect.TAIL, Effect.END, Effect.IMAGE, Effect.ELEMENT):
        text = text.lower() if rule.effect is Effect.ELEMENT else text
        return any(one.search(text) for one in patterns)
    return any(one.match(each) for one in patterns for each in (text, text.lstrip(BULLETS)))
