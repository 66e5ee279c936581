"""What a body says twice: a paragraph, a second copy of its text, a teaser that the text then tells whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONG, _SENTENCE = 16, 10
"""Characters of a line, and of a whole sentence, that is not said twice; a shorter one may be a heading."""
_OPENING = 20
"""Characters by which a text is known to begin as its teaser does."""
_TEASERS, _FAR = 4, 8
"""Lines among which a teaser is looked for, and how many lines later its text may begin."""
_AHEAD = 400
"""Characters that may stand between a teaser and what it was cut from: credits, where the text was taken from."""
_TWICE, _ALIKE, _HELD = 24, 0.7, 0.8
"""Characters of a sentence that may be told by two, and what share of both is the same end where it is."""
_DENIES, _FIGURE = re.compile(r"[不没未无]|not"), re.compile(r"\d\d*")
_CUT = ("…", "...")
_BROKEN = 6
"""Characters that a line has at least before it breaks off and the next one begins so."""
_QUOTES = tuple('"“「')


class Told:
    """What a body tells, its lines in order, each of them once."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._seen: set[str] = set()
        self._copying = False
        self._doubtful = 0
        """Short lines at the end that were said before: headings, if a copy of the text turns out to have begun."""

    def add(self, text: str, mark: str = "") -> None:
        """Add a line, with what marks it, unless it was said before; a short one may come again but in a copy."""
        if text not in self._seen:
            self._seen.add(text)
            self._copying, self._doubtful = False, 0
        elif len(text) >= _LONG or (len(text) >= _SENTENCE and text[-1] in "。！？.!?"):
            del self.lines[len(self.lines) - self._doubtful :]
            self._copying, self._doubtful = True, 0
        else:
            self._doubtful += not self._copying
        if not self._copying:
            self.lines.append(mark + text)


def without_teaser(lines: Sequence[str], text: Sequence[str] = ()) -> tuple[str, ...]:
    """Leave out what breaks off, or stands in quotes, and is told from its beginning on further down.

    `text` are all lines as the page has them: a teaser that a program cut has the credits run together with the report.
    """
    lines = tuple(line for line, after in zip(lines, (*lines[1:], ""), strict=False) if not _told_next(line, after))
    for at, line in enumerate(lines[:_TEASERS]):
        if len(line) <= _OPENING or not (line[0] in _QUOTES or line.endswith(_CUT)):
            continue
        later = lines[at + 1 : at + 1 + _FAR]
        quoted = line[0] in _QUOTES and any(one.startswith(line[1:-1]) for one in later)
        told = line.endswith(_CUT) and any(one.startswith(line[:_OPENING]) for one in later)
        if quoted or told or (line.endswith(_CUT) and _run_together(line, text)):
            return (*lines[:at], *lines[at + 1 :])
    return lines


def _told_next(line: str, after: str) -> bool:
    """Whether a line breaks off that the one after it tells whole: the end of a teaser of several lines."""
    broken = line.rstrip("….") if line.endswith(_CUT) else ""
    return len(broken) >= _BROKEN and len(after) > len(line) and after.startswith(broken)


def _run_together(teaser: str, text: Sequence[str]) -> bool:
    """Whether a teaser is the lines after it, run together without a space and cut."""
    at = max((at for at, line in enumerate(text[: 3 * _TEASERS]) if teaser in line), default=len(text))
    told = _flat(teaser).rstrip("….")
    if len(told) <= _OPENING:
        return False
    flat = ""
    for line in text[at + 1 :]:
        flat += _flat(line)
        if len(flat) > len(told) + _AHEAD:
            break
    return told in flat


def _flat(text: str) -> str:
    return "".join(text.split())


def adds_a_word(says: str, earlier: str) -> bool:
    """Whether a sentence says what an earlier one did, with a word set in: `今天（3日）起…` after `今天起…`. Another
    figure, or `不`, is no word set in: it says something else.
    """
    if len(earlier) < _TWICE or not _HELD * len(says) <= len(earlier) < len(says):
        return False
    told, figures = _FIGURE.findall(earlier), _FIGURE.findall(says)
    if "".join(told) != "".join(figures) and not set(told) <= set(figures):
        return False
    left = iter(says)
    return _deny_alike(says, earlier) and all(char in left for char in earlier)


def end_alike(says: str, earlier: str) -> bool:
    """Whether two sentences differ but in who told it and when."""
    longer = max(len(says), len(earlier))
    alike = -int(_ALIKE * longer)
    return longer >= _TWICE and says[alike:] == earlier[alike:] and _deny_alike(says, earlier)


def _deny_alike(says: str, earlier: str) -> bool:
    return len(_DENIES.findall(says)) == len(_DENIES.findall(earlier))
