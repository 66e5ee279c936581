"""Decks: what a line without its full stop says by itself, and the one that a text cannot do without."""

from __future__ import annotations

import re

from ledebot.bot.text.captions_english import shows
from ledebot.bot.text.english_clauses import has_verb, is_english
from ledebot.bot.text.script import HANGUL, unit, width

DECK = 12
"""Chinese characters, or the same reading time, that a line without its full stop has where it is a statement."""
_FIGURED, _SPACED, _WORDS = 8, 9, 5
"""The same with a figure or a comma in it, or of so many words with spaces."""
_WORD = re.compile(r"[^\W\d_]+")
_SUBTITLE = range(60, 241)
"""Letters of a deck that stands over a text which leans on it."""
_UNSTOPPED = re.compile(r"[\w)\]”’\"'%]$")
_STOPPED = re.compile(r"[.!?][”’\"']?(?:\s|$)|by(?: [A-Z][\w.’-]{1,20}){2,3}$")
_TENSE = re.compile(r"\b(?:has|have|had|was|were|is|are|will|would|said|says)\b")
"""How a line goes on, or ends, that is no sentence without its stop, and what a report has and a caption seldom."""
_STATED = 100
"""Letters of a line without a full stop that is longer than headings are."""
_GOES_ON = re.compile(r"[a-z][a-z’'-]{0,14}[\s,]")
"""How what goes on after a list, or a line that was broken, begins: `and later a third one.`"""
_REMARK = 60
"""Letters of an aside in brackets that says nothing of the news: `(Thanks to Jane Doe.)`"""
_UNENDED, _CLAUSES = 80, 3
"""Characters, and commas, of a paragraph that is no heading and no caption, whatever it ends on."""
LEAD = 40
"""Characters of a line before a list that says something by itself."""
_ASIDE_ASKED = re.compile(r"，(?:你|您|大家|各位)[^，。]{1,14}[？?]$")
"""A question to the reader after a statement."""
_ASKED = re.compile(r"(?:问|如何|说|表示|称|是|道|一下|如下)$|[“「][^”」]*$")
"""How what leads up to a question ends, and says nothing else."""


def says_something(line: str) -> bool:
    """Whether a line says something by itself: long enough, and words rather than a count or a name."""
    each = unit(line)
    words = _WORD.findall(line)
    spaced = each < HANGUL and len(words) >= _WORDS
    least = _FIGURED if re.search(r"[\d，,]", line) else _SPACED if spaced else DECK
    return width(line, each) >= least and sum(map(len, words)) * 2 > len(line)


def names_only(item: str) -> bool:
    """Whether an item of a list only names somebody or something: `Jane Doe for Harbour Lights, Bo Li, Ann Ek, eds.`"""
    words = _WORD.findall(item)
    return sum(word[0].isupper() for word in words) * 2 > len(words) and not has_verb(item)


def stands_over(line: str, first: str) -> bool:
    """Whether a line is the deck of a text in a language with spaces whose `first` sentence leans on it:
    `A bridge between two towns was shut for a week` — `It was built …`.
    """
    stated = len(line) in _SUBTITLE and bool(_UNSTOPPED.search(line)) and unit(line) < HANGUL and has_verb(line)
    return stated and line not in first


def lacks_stop(line: str) -> bool:
    """Whether the full stop of an English line was forgotten: it is too long for a heading, and shows no picture."""
    if len(line) < _STATED or not _UNSTOPPED.search(line) or _STOPPED.search(line):
        return False
    return is_english(line) and bool(_TENSE.search(line)) and not shows(line)


def is_part(sentence: str, paragraph: str) -> bool:
    """Whether a sentence with spaces is part of another that stood before its paragraph, or an aside in brackets."""
    return bool(paragraph.startswith(sentence) and _GOES_ON.match(sentence)) or (
        sentence[0] == "(" and len(sentence) <= _REMARK and sentence.rstrip(".!?")[-1:] == ")"
    )


def unended(paragraph: str) -> bool:
    """Whether the full stop of a Chinese paragraph was forgotten: it is too long for a heading or a caption."""
    long = len(paragraph) >= _UNENDED and paragraph.count("，") >= _CLAUSES
    return long and "\u4e00" <= paragraph[-1] <= "\u9fff"


def said_before(question: str) -> str:
    """Give the statement before a question: `投资者很纠结：涨还是跌？`, `船票今天开售，你买了吗？`; empty if none."""
    if asked := _ASIDE_ASKED.search(question):
        head = question[: asked.start()]
        return head + "。" if len(head) >= DECK and not _ASKED.search(head[-LEAD:]) else ""
    head, colon, _ = question.partition("：")
    return head + "。" if colon and LEAD <= len(head) < len(question) and not _ASKED.search(head[-LEAD:]) else ""
