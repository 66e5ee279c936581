"""Paragraphs that lack their full stop though they are sentences, as some papers of all alphabets set them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.text.english_clauses import is_english
from ledebot.bot.text.script import HANGUL, unit
from ledebot.bot.text.unstopped import is_unstopped

_FIRST = 8
"""Lines of a body looked at."""
_LONG = 80
"""Letters that a headline seldom has."""
_SAID = re.compile(r"[:،,]\s?[«„“\"][^«»„“”\"]{12,200}[»“”\"]$")
_URDU, _DANDA = re.compile(r"[ٹڈڑںےہھ]"), re.compile(r"[\u0900-\u09ff]")
_NAME = re.compile(r"\s[^\W\d_a-zà-ÿа-яёіїєґα-ώ\u0590-\uffff]")
"""What begins a word with a capital: a line of mostly such words names people."""
_OPEN = re.compile(r"(?:[,،:;…–—-]|\s\S{1,3})$")


def with_stops(lines: Sequence[str]) -> list[str]:
    """Give a body's lines, the first ones with a full stop where most of the long ones lack it; where few do, they are
    captions, decks and headings.
    """
    long = [at for at, line in enumerate(lines[:_FIRST]) if len(line) >= _LONG]
    lacking = [at for at in long if _lacks(lines[at])]
    if len(lacking) < 2 or 2 * len(lacking) <= len(long):
        return list(lines)
    return [line + _stop(line) if at in lacking else line for at, line in enumerate(lines)]


def with_quotes_closed(lines: Sequence[str]) -> list[str]:
    """Close the quotations that paragraphs leave open where none after them does: what goes on has its own sign."""
    return [
        line + "”" if _leaves_open(line) and not _closes(lines[at + 1 : at + 1 + _FIRST]) else line
        for at, line in enumerate(lines)
    ]


def _leaves_open(line: str) -> bool:
    at = line.rfind("“")
    if at < 0 or "”" in line[at:] or line[-1] not in ".!?" or unit(line) >= HANGUL:
        return False
    opens = (at == 0 or line[at - 1] in " (—–") and line[at + 1] not in " \"'"
    return opens and line.count("“") == line.count("”") + 1


def _closes(lines: Sequence[str]) -> bool:
    signs = (char for line in lines for char in line if char in "“”")
    return next(signs, "") == "”"


def quotes_at_end(line: str) -> bool:
    """Tell whether a line ends on what somebody said, and tells who."""
    return bool(_SAID.search(line))


def _lacks(line: str) -> bool:
    if not (line[-1].isalnum() or line[-1] in "»”)") or line.count('"') % 2 or _OPEN.search(line) or is_unstopped(line):
        return False
    return unit(line) < HANGUL and 2 * len(_NAME.findall(line)) < line.count(" ") and not is_english(line)


def _stop(line: str) -> str:
    return "۔" if _URDU.search(line) else "।" if _DANDA.search(line) else "."
