"""What a sentence counts: numbers with their units, and the words around them by which two of them are of one thing.

No list of things that can be counted: what is counted is learned by comparing (bot/stories/figures_differ.py). Times,
ages, ordinals, scores and ranges are no counts. Linear; what stands around a number is bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ledebot.bot.stories.plain_news import in_simplified
from ledebot.bot.stories.tolls import Toll, toll
from ledebot.bot.text.stem import stem

AROUND = 8
"""Words, or pairs of Chinese characters, that are looked at on each side of a number."""
_SIDE = 80
"""Characters of a clause on each side."""
CLOSE = 3
"""Of these, those that stand right before it."""
LED_BY = 9
"""Characters between such a word and its number: `at least`."""
_SCALES = {
    "万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3, "百": 1e2,
    "trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3, "hundred": 1e2,
}  # fmt: skip
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_UNIT = (
    r"%|per ?cent\b|(?:square )?(?:kilo)?met(?:er|re)s?\b|km\b|miles?\b|yards?\b|feet\b|foot\b|inch(?:es)?\b|points?\b|"
    r"degrees?\b|tons?\b|tonnes?\b|kg\b|dollars?\b|euros?\b|pounds?\b|yen\b|yuan\b|"
    r"rupees?\b|rupiahs?\b|r(?:o?u)bles?\b|won\b|francs?\b|pesos?\b|lira\b|baht\b|riyals?\b|shekels?\b|rand\b|"
    r"人次|个?百分点|个?基点|平方米|平方公里|公里|千米|米|吨|公斤|度|级|[美欧日韩港台]?元|英镑|点"
)
"""Shares, measures and currencies."""
_NO_COUNT = (
    r"[年月日号时分秒岁届次:：/~至到]|st\b|nd\b|rd\b|th\b|[ap] ?\.? ?m\b|[-– ]{0,3}(?:year|month|week|day|hour|minute)|"
    r"[-–]\s?\d|to \d|\d|and a half|(?:[a-z]{2,8}[- ])?(?:bank)?notes?\b|元?(?:面值|纸币|钞)"
)
"""What makes a number a time, an age, an ordinal, a score, a range or a face value."""
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.,:/#第~-])(?<![^升增加高达降减][至到])(?<![\d.:/–-] )(?<!\d , )(?P<money>US\$|[$€£¥])?"
    rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,9}}(?:\.\d+)?|(?:{'|'.join(w for w in _WORDS if w.isascii())})\b"
    r"|(?<![几数零百十一二三四五六七八九])[两二三四五六七八九十](?=[人名例位枚架辆艘所栋间座]))"
    rf"(?:\s?-?(?P<scale>{'|'.join(_SCALES)}))?[余多]?(?P<unit>\s?-?\s?(?:{_UNIT}))?(?!\s?(?:{_NO_COUNT}))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH_BEFORE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? ?$", re.IGNORECASE
)
_MONTH_AFTER = re.compile(r" (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b", re.IGNORECASE)
_BREAK = re.compile(
    r"[，。；：、！？;:!?()（）“”\"…—`]|[,.](?!\d)|\b(?:and|but|while|as|or)\b|[和并及或而]|\d"
    r"|(?<=[\u3400-\u9fff\d])\s(?=[\u3400-\u9fff])"
)
"""What ends the words around a number; another number does."""
_TOKEN = re.compile(r"[A-Za-z][A-Za-z’'-]*|[\u3400-\u9fff]+")
_EMPTY = re.compile(
    r"(?:a|an|the|of|in|on|at|to|by|for|from|with|were|was|are|is|be|been|has|have|had|its|their|his|her|that|which|who|"
    r"more|than|least|about|around|nearly|almost|over|some|other|others|up|another|total|so|far|it|said)",
)
"""Words that tell nothing of what is counted."""
_ONE_NAME = str.maketrans("名位", "人人")
_DEATH = re.compile(r"遇难|丧生|罹难|身亡|丧命")
_DEATHS = {"dead": "kill", "di": "kill", "death": "kill", "fatal": "kill", "injuri": "injur", "wound": "injur"}
"""Reports alternate between these words for style: they are one."""


@dataclass(frozen=True, slots=True)
class Word:
    """A stemmed word, or a pair of characters, and where it stands in its text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of something in a text, with the telling words of its clause before and after it."""

    value: float
    unit: str
    """A share, a measure or a currency as written, or nothing where things or people are counted."""
    clause: int
    """Where its clause begins, 80 characters before it at most."""
    start: int
    end: int
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    toll: Toll | None
    """Where dead, hurt or missing people are counted."""

    @property
    def keys(self) -> frozenset[str]:
        """The words around the number."""
        return frozenset(word.key for word in (*self.before, *self.after))

    @property
    def led_by(self) -> str:
        """The word of a spaced script right before the number: `killed` is not `shot`."""
        word = self.before[-1] if self.before else None
        return word.key if word and word.key.isascii() and self.start - word.end <= LED_BY else ""

    @property
    def near(self) -> frozenset[str]:
        """The words after the number, and those right before it."""
        return frozenset(word.key for word in (*self.before[-CLOSE:], *self.after))


def counted(text: str) -> Iterator[Counted]:
    """Find what a text counts; places are those of the text."""
    simplified = _DEATH.sub("死亡", in_simplified(text).translate(_ONE_NAME))
    numbers, lower = list(_NUMBER.finditer(simplified)), simplified.lower()
    breaks = [found.span() for found in _BREAK.finditer(simplified)]
    began, ended = [first for first, _ in breaks], [last for _, last in breaks]
    for found in numbers:
        start, end = found.span()
        digits, scale = found["n"].lower(), found["scale"]
        unsaid = not (found["money"] or scale or found["unit"])
        month = _MONTH_BEFORE.search(simplified, max(0, start - 12), start) or _MONTH_AFTER.match(simplified, end)
        if unsaid and (_YEAR.fullmatch(digits) or month):
            continue
        past, next_ = bisect_right(ended, start), bisect_left(began, end)
        left = max(start - _SIDE, 0, *ended[max(0, past - 1) : past])
        right = min(end + _SIDE, len(simplified), *began[next_ : next_ + 1])
        before = tuple(_words(simplified, left, start))[-AROUND:]
        after = tuple(_words(simplified, end, right))[:AROUND]
        of_people = toll(lower, start, end) if unsaid or not (found["money"] or found["unit"]) else None
        if after or not unsaid or of_people:
            value = float(_WORDS.get(digits) or digits.replace(",", "")) * _SCALES.get((scale or "").lower(), 1)
            unit = (found["unit"] or found["money"] or "").strip(" -").lower()
            yield Counted(value, unit, left, start, end, before, after, of_people)


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _TOKEN.finditer(text, start, end):
        at, run = found.start(), found[0]
        if run.isascii() or "’" in run:
            key = stem(run.lower())
            if not _EMPTY.fullmatch(run.lower()):
                yield Word(_DEATHS.get(key, key), at, found.end())
        elif len(run) == 1:
            yield Word(run, at, at + 1)
        else:
            yield from (Word(run[i : i + 2], at + i, at + i + 2) for i in range(len(run) - 1))
