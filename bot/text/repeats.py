"""What a body says twice: a paragraph, a second copy of its text, a teaser that the text then tells whole."""

from __future__ import annotations

from collections.abc import Sequence

_LONG, _SENTENCE = 16, 10
"""Characters of a line, and of a whole sentence, that is not said twice; a shorter one may be a heading."""
_OPENING = 20
"""Characters by which a text is known to begin as its teaser does."""
_TEASERS, _FAR = 4, 8
"""Lines among which a teaser is looked for, and how many lines later its text may begin."""
_CUT = ("…", "...")


class Said:
    """The lines of a body so far."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._copying = False

    def again(self, text: str) -> bool:
        """Tell whether a line was said before; a short one only where a copy of the text has begun."""
        if text not in self._seen:
            self._seen.add(text)
            self._copying = False
            return False
        if len(text) >= _LONG or (len(text) >= _SENTENCE and text[-1] in "。！？.!?"):
            self._copying = True
        return self._copying


def without_teaser(lines: Sequence[str]) -> tuple[str, ...]:
    """Leave out what breaks off and is told from its beginning on further down, with what the teaser began with."""
    for at, line in enumerate(lines[:_TEASERS]):
        if line.endswith(_CUT) and len(line) > _OPENING:
            later = lines[at + 1 : at + 1 + _FAR]
            if any(one.startswith(line[:_OPENING]) for one in later):
                return (*lines[:at], *lines[at + 1 :])
    return tuple(lines)
