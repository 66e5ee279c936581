"""Which line under a picture is its caption: by its words, and by how it is set beside the report's own text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ledebot.bot.text.blocks import Block
from ledebot.bot.text.elements import PLAIN, Face
from ledebot.bot.text.lines import ENDED, prose

_LONGEST, _SHORT = 100, 60
"""Characters of a caption that is known by its place or its face, and of one that is known by a word."""
_WORDS = re.compile(r"[图摄照]|资料|来源|现场|Photo|Image|Credit|/")
_MARKED = re.compile(
    r"[（(][^（()）]{1,80}[）)]$|[〓▲△▼▽↑↓◎]."
    r"|.{2,80}(?:©|[|｜丨]\s?[^\s，。|｜丨]{2,16}$|[（(][^（()）]{2,12}\s?摄[）)]。?$|(?:来源|图源|供图|摄影)\s?[:：][^，。]{2,20}。?$)"
)
"""What is nothing but a remark in brackets, bears a caption's sign, or ends on whose picture it is."""
_STOPS, _GOES_ON = ("。", "."), tuple("！？!?…：:；;—")
"""How a caption may end within a report, and how none does."""
_STORY, _STORY_TOLD = 3, 40
"""Captions that make a story in pictures, as many times as long as its text, which counts as so many characters."""
_SMALL = 14.0
"""Pixels of type that is small where the report's own has no size of its own."""


class Captions:
    """The sentences of a body's captions, each with the number of lines that were told before it."""

    def __init__(self) -> None:
        self._placed: list[tuple[int, str]] = []

    def add(self, before: int, text: str) -> None:
        """Take a caption after `before` lines, unless it is empty."""
        if text:
            self._placed.append((before, text))

    def beside(self, told: tuple[str, ...]) -> tuple[str, ...]:
        """Give what a body tells, with its captions where those are its text, as in a story told in pictures."""
        texts = dict.fromkeys(text for _, text in self._placed)
        if not texts or not told:
            return told or tuple(texts)
        if self._placed[0][1][:1].isascii() and not any(line.endswith(ENDED) for line in told):
            return (*told, *texts)
        if len(texts) < _STORY or sum(map(len, texts)) < _STORY * max(sum(map(len, told)), _STORY_TOLD):
            return told
        lines = [*((at, text) for at, text in self._placed), *((at + 0.5, line) for at, line in enumerate(told))]
        return tuple(dict.fromkeys(text for _, text in sorted(lines, key=lambda one: one[0])))


def body_face(lines: Sequence[Block]) -> Face:
    """Tell how most of a body's prose is set; PLAIN where no picture is, since only captions are judged by it."""
    if not any(line.after_image for line in lines):
        return PLAIN
    faces: Counter[Face] = Counter()
    for line in lines:
        faces[line.face] += prose(line)
    return faces.most_common(1)[0][0] if faces else PLAIN


def is_caption(lines: Sequence[Block], at: int, folded: str, body: Face, *, last: bool, within: bool) -> bool:
    """Tell whether the line at a place in a body, right after a picture, is its caption.

    `folded` is the line in simplified characters; `last` says that it is the last of a few lines, where what is no
    sentence is one; `within` that the report has begun: before that a line that is set apart may open it.
    """
    line, after = lines[at], next(iter(lines[at + 1 : at + 2]), None)
    if len(folded) > _LONGEST or line.tag == "tr":
        return False
    if (last and line.tag != "li" and not folded.endswith(_STOPS)) or _MARKED.match(folded):
        return True
    alone = not (after and after.face == line.face and not after.junk)  # lines that are set alike are a list
    if folded.endswith(_GOES_ON) or (folded.endswith(_STOPS) and not within):
        return False
    if alone and _muted(line.face, body):
        return True
    return len(folded) <= _SHORT and not folded.endswith(ENDED) and bool(_WORDS.search(folded))


def _muted(face: Face, body: Face) -> bool:
    if face == body:
        return False
    return (face.gray and not body.gray) or 0 < face.size < (body.size or _SMALL + 0.5)
