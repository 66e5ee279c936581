"""Teasers that a program cut, and what is told of a body that states nothing whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.text.decks import LEAD, says_something, stands_over
from ledebot.bot.text.english_clauses import ended_early, is_english
from ledebot.bot.text.leaning import leans
from ledebot.bot.text.roundup import ITEM
from ledebot.bot.text.script import HANGUL, unit
from ledebot.bot.text.sentences import sentences
from ledebot.bot.text.set_apart import STOP
from ledebot.bot.text.stops import quotes_at_end

PLAINLY = ("。", "！")
"""How most sentences end: whole, asking nothing, and not cut off."""
_CUT_OFF = re.compile(
    r"(?:…|\.{2,}|۔{2,}|[，、﹑：,:،؛（(「【《—–-]|(?<![.!?])“|[；;](?=$)|[的和与在对是将被把从向于及或而以为并就])\s?[\])）】]?$"
)
"""How a teaser ends that was cut in mid-sentence."""
_BREAK = " \xa0….۔[]()（）「《，、﹑,،:：—–-"
"""What stands where it was."""


def breaks_off(text: str) -> bool:
    """Tell whether a text ends as one does that was cut in mid-sentence."""
    return bool(_CUT_OFF.search(text[-12:]))


def cut_off(paragraph: str) -> bool:
    """Tell whether a paragraph breaks off in mid-sentence, as a feed's teaser does."""
    if paragraph.endswith("……") or (paragraph.endswith(("；", ";")) and ITEM.match(paragraph)):
        return False
    return not paragraph.endswith(PLAINLY) and breaks_off(paragraph)


def _whole_by_then(teaser: str) -> str:
    """Give what is whole of an English sentence that a teaser breaks off in: its first clauses; empty if nothing is."""
    first = sentences(teaser)[0]
    whole = unit(first) < HANGUL and is_english(first) and ": " not in first and not leans(first)
    return ended_early(first, len(first)) if whole else ""


def broken_off(teaser: str) -> str:
    """Give the last sentence of a teaser, with an ellipsis where it breaks off; empty if it says too little."""
    for sentence in reversed(sentences(teaser)):
        if says_something(told := sentence.rstrip(_BREAK)):
            return told if STOP.search(told[-8:]) else f"{told}…"
    return ""


def _stopped(line: str) -> str:
    return line if STOP.search(line[-8:]) else line.rstrip("；;") + ("。" if unit(line) > HANGUL else ".")


def last_resort(head: Sequence[str]) -> list[str]:
    """Take what is no whole statement where there is no other: flashes and decks without a full stop, questions.

    A heading is none. Of a teaser that was cut its deck is one, or the clauses before the cut, or all that there is.
    """
    lines = [line for line in head if len(line) >= 6]
    if lines and lines[0].endswith((":", "：")) and says_something(lines[0]) and len(lines[0]) >= LEAD:
        # What a list is led up to is told, and its items if they say something.
        items = [item for line in lines[1:] if says_something(item := line.removeprefix("• ")) and not cut_off(item)]
        return [_stopped(line) for line in (lines[0].rstrip(" :："), *items)]
    if any(cut_off(line) for line in lines):
        decks = [line for line in lines if stands_over(line, "") and not cut_off(line)]
        lines = decks or [_whole_by_then(line) or broken_off(line) for line in lines[:1]]
    if not lines or len(lines) > 6:
        return []
    says = [line for line in lines if says_something(line)]
    if len(lines) > 1 and len(says) < len(lines):
        says = [line for line in says if STOP.search(line[-8:]) or re.search(r"[，,]", line) or quotes_at_end(line)]
    if len(says) > 1:  # told one after the other, each needs its stop
        says = [_stopped(line) for line in says]
    return [sentence for line in says for sentence in sentences(line)]
