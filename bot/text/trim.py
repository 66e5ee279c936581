"""Trimming: whole sentences up to a length; one that is too long is cut at a clause; quotes and brackets pair up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.text.sentences import width

ELLIPSIS = "…"
SLACK = 4 / 3
"""A whole sentence may run over the length by a third before it counts as over-long."""

_PAIRS = {
    "“": "”",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "《": "》",
    "〈": "〉",
    "[": "]",
    "〔": "〕",
}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_PAIRED = re.compile(r"[“”「」『』（）()【】《》〈〉\[\]〔〕\"]")
_CLAUSE = re.compile(r"[，；;：:—]|,(?=\s)|\s[–—-](?=\s)")
_NUMBERED = re.compile(r"(?:^|[\s。；：！])[(（]?\d{1,2}$|^[a-zA-Z]$")


def fit(sentences: Sequence[str], length: int, is_latin: bool, *, slack: float = SLACK, over: float = SLACK) -> str:
    """Join as many whole sentences, from the first, as a length (in Chinese characters) holds.

    `over`: by how much a further sentence may run over the length.
    """
    if not sentences:
        return ""
    first = sentences[0]
    taken = width(first, is_latin)
    if taken > length * slack:
        return cut(first, length, is_latin)
    out = [first]
    for sentence in sentences[1:]:
        taken += width(sentence, is_latin)
        if taken > length * over:
            break
        out.append(sentence)
    return balanced((" " if is_latin else "").join(out).rstrip("；; "))


def cut(sentence: str, length: int, is_latin: bool) -> str:
    """Cut one over-long sentence at its last clause that fits, and say so by an ellipsis."""
    room = min(length * 4 if is_latin else length, len(sentence) - 1)
    head = sentence[:room]
    best = 0
    for clause in _CLAUSE.finditer(head):
        if clause.start() >= room * 2 // 5:
            best = clause.start()
    if not best:
        best = head.rfind(" ") if is_latin else _between_words(sentence, room)
    return balanced(sentence[:best].rstrip(" ，；：,;:—–-、") + ELLIPSIS)


def _between_words(sentence: str, at: int) -> int:
    """Step back out of a Latin word, a number or an emoji sequence."""
    low = max(at - 24, 1)
    while at > low and (
        (sentence[at - 1].isascii() and sentence[at - 1].isalnum() and sentence[at : at + 1].isascii())
        or sentence[at : at + 1] in "\u200d\ufe0f"
        or sentence[at - 1] == "\u200d"
    ):
        at -= 1
    return at


def balanced(text: str) -> str:
    """Make quotes and brackets pair up: strays go, what a cut left open is closed after the ellipsis."""
    stack: list[tuple[str, int]] = []
    strays: list[int] = []
    straight: list[int] = []
    for mark in _PAIRED.finditer(text):
        char, at = mark[0], mark.start()
        if char == '"':
            straight.append(at)
        elif char in _PAIRS:
            stack.append((char, at))
        elif stack and stack[-1][0] == _CLOSERS[char]:
            stack.pop()
        elif any(open_ == _CLOSERS[char] for open_, _ in stack[-4:]):
            while stack[-1][0] != _CLOSERS[char]:
                strays.append(stack.pop()[1])
            stack.pop()
        else:
            strays.append(at)
    if len(straight) % 2:
        strays.append(straight[-1])
    if not stack and not strays:
        return text
    if text.endswith(ELLIPSIS):
        text += "".join(_PAIRS[char] for char, _ in reversed(stack))
    else:
        strays += [at for _, at in stack]
    chars = list(text)
    for at in strays:
        chars[at] = "、" if chars[at] in ")）" and _NUMBERED.search(text[max(at - 4, 0) : at]) else ""
    return "".join(chars)
