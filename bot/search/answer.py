"""The sentence of an article that most likely answers a question: it holds most of the question's words, and something
of the kind that was asked for that the question did not say itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.search.questions import Wanted
from ledebot.bot.text.sentences import sentences

Span = tuple[int, int]
CONTEXT = 0.5
"""What a word in the sentence before counts beside one in the sentence itself: an answer often says `it`."""
EVIDENCE = 0.4
"""What the right kind of thing counts beside all of the question's words."""

_NUMERAL = "[一二两兩三四五六七八九十百千]"
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    "|Dec(?:ember)?"
)
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|tonight"
_EVIDENCE = {
    Wanted.NUMBER: re.compile(
        r"(?<!\d)(?<!\bin )(?!(?:19|20)\d\d\s?年|\d{1,2}\s?[月日号號])\d[\d.,]*"  # dates answer other questions
        rf"|百分之|{_NUMERAL}{{1,12}}[万萬亿億个個名人岁歲次成倍]"
        r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?)\b"
    ),
    Wanted.TIME: re.compile(
        rf"\d\s?[年月日号號时時点點]|\d:\d\d|{_NUMERAL}{{1,12}}[月日号號点點]|[今昨明前][年天日晚]|[周週][一二三四五六日末]"
        rf"|\b(?:{_MONTHS})\b|\b(?:{_DAYS})\b|\b(?:19|20)\d\d\b"
    ),
    Wanted.PLACE: re.compile(
        r"[在于於][^，。、]{1,12}(?:[省市县縣区區州国國]|举行|舉行|举办|舉辦|召开|召開|开幕|開幕)|位于|位於"
        r"|\b(?:in|at|near|outside)\s+(?:the\s+)?[A-Z]"
    ),
    Wanted.PERSON: re.compile(
        r"[\u3400-\u9fff]·[\u3400-\u9fff]|[由是][\u3400-\u9fff]{2,4}(?:[担擔执執主饰飾出创創]|[，。、])"
        r"|[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+"
    ),
}


def answering(text: str, spans: Sequence[Span], wanted: Wanted) -> tuple[float, Span]:
    """Choose a sentence of a paragraph by the places in it where words of the question stand.

    Gives its score, in characters of different words, and the span from its beginning to the end of what answers; a
    score of 0 where none holds any.
    """
    best, chosen = 0.0, (0, 0)
    asked = sum(map(len, _different(text, spans)))
    before: set[str] = set()
    at = 0
    for sentence in sentences(text):
        start = text.find(sentence, at)
        if start < 0:
            break
        at = start + len(sentence)
        inside = [(a, b) for a, b in spans if start <= a < at]
        held = _different(text, inside)
        if held:
            score = sum(map(len, held)) + CONTEXT * sum(map(len, before - held))
            end = _evidence_end(text, start, at, inside, wanted)
            score += EVIDENCE * asked if end else 0.0
            if score > best:
                best, chosen = score, (start, end)
        before = held
    return best, chosen


def _evidence_end(text: str, start: int, end: int, spans: Sequence[Span], wanted: Wanted) -> int:
    """Find something of the kind that is wanted beside the question's own words; 0 where a sentence has none.

    Of several the one nearest to the words counts.
    """
    evidence = _EVIDENCE.get(wanted)
    if evidence is None:
        return 0
    found = [match.span() for match in evidence.finditer(text, start, end)]
    beside = [(a, b) for a, b in found if not any(a < after and before < b for before, after in spans)]
    return min(beside, key=lambda one: min(abs(one[0] - after) for _, after in spans), default=(0, 0))[1]


def _different(text: str, spans: Sequence[Span]) -> set[str]:
    return {text[a:b].casefold() for a, b in spans}
