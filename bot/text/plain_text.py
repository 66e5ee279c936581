"""Plain text to paragraphs: an empty line ends one, and so does a line end, unless the sentence goes on after it."""

from __future__ import annotations

import re
from itertools import pairwise

NARROWEST, WIDEST = 40, 120
"""Columns to which programs wrap text; a longer line was not wrapped, in shorter ones it cannot be told."""
NARROWEST_WIDE, NARROWEST_TOLD, SPARED = 16, 10, 2
"""The same in characters of two columns; where a sentence ends inside a line, which shows that lines are no verses or
entries of a list; and how many characters a mark that begins no line leaves free."""
FILLED = 0.6
"""Share of the width that each line but the last fills at least; the lines of lists and listings differ more."""
_WITHIN = re.compile(
    r"\n(?:(?<=[\u3040-\u9fff\uff0c\u3001\uff1b]\n)[ \t]{0,400}|(?<=[\u3002\uff01\uff1f\u2026\u201d]\n)[ \t]{2,400})"
    r"(?=[\u3040-\u9fff])"
)
"""A line end within a sentence, or before one that is indented as its element is."""
_LISTING = re.compile(r"(<pre\b[^<]{0,9999}(?:<(?!/pre)[^<]{0,9999}){0,999})", re.IGNORECASE)
_BLANK = re.compile(r"\n[^\S\n]*\n")
_WIDE_END = re.compile(r"[\u3000-\u9fff\uff00-\uffef]$")
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_GOES_ON = re.compile(r"[，、]$")
_RUMP = re.compile(r"[\u4e00-\u9fff]{1,3}[。！？；、]")
"""What remains of a sentence that began in the line before."""
_ENDS_INSIDE = re.compile(r"[。！？][^\s。！？”’」』)）]")
_ENDED = re.compile(r"[.!?。！？:：…][\"'”’」』)）]?$")


def paragraphs(text: str) -> tuple[str, ...]:
    """Divide a text into paragraphs, lines that were wrapped joined again."""
    found: list[str] = []
    for block in _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        found += _joined(lines)
    return tuple(found)


def unwrapped(text: str) -> str:
    """Join the lines of a Chinese or Japanese sentence that markup wraps: their ends are shown as spaces."""
    if "\n" not in text or text.isascii():
        return text
    pieces = _LISTING.split(text.replace("\r\n", "\n"))
    pieces[::2] = [_WITHIN.sub("", piece) for piece in pieces[::2]]
    return "".join(pieces)


def ends(lines: list[str]) -> list[bool]:
    """Tell of each line but the last whether its end is a paragraph's.

    It is not where the lines are wrapped to a width, and where a sentence goes on in small letters or after a comma.
    """
    if _wrapped(lines):
        return [False] * (len(lines) - 1)
    return [
        bool(_ENDED.search(line)) or not (after[:1].islower() or _GOES_ON.search(line) or _RUMP.match(after))
        for line, after in pairwise(lines)
    ]


def _wrapped(lines: list[str]) -> bool:
    """Tell whether lines are one paragraph wrapped to a width: no line could have held the next one's first word.

    Of two lines the first is the longer one too often by chance.
    """
    width = max(map(len, lines), default=0)
    if len(lines) < 3 or not NARROWEST_TOLD <= width <= WIDEST or all(_ENDED.search(line) for line in lines):
        return False
    if width < NARROWEST_WIDE and not any(_ENDS_INSIDE.search(line) for line in lines):
        return False
    shortest = min(map(len, lines[:-1]))
    if width < NARROWEST:
        return shortest >= width - SPARED and not _ENDED.search(lines[0]) and len(_WIDE.findall(lines[0])) > width / 2
    if shortest < FILLED * width:
        return False
    return all(len(line) + _next_word(after) > width for line, after in pairwise(lines))


def _next_word(line: str) -> int:
    """Measure what a line would need at the end of the one before; scripts without spaces wrap at any character."""
    word = line.split(None, 1)[0]
    return 1 if _WIDE.search(word) else 1 + len(word)


def _joined(lines: list[str]) -> list[str]:
    found = lines[:1]
    for line, end in zip(lines[1:], ends(lines), strict=False):
        if end:
            found.append(line)
        else:
            found[-1] += line if _WIDE_END.search(found[-1]) else f" {line}"
    return found
