"""Trimming: whole sentences up to a length; one that is too long is cut at a clause; quotes and brackets pair up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ledebot.bot.text.clauses import ended_early, leads_in
from ledebot.bot.text.leaning import connective
from ledebot.bot.text.quotes import closes_curly, opens
from ledebot.bot.text.script import ARABIC, HANGUL, KANA, joined, unit, width

ELLIPSIS = "…"
SLACK = 4 / 3
"""A whole sentence may run over the length by a third before it counts as over-long."""
WHOLE, _NO_ENDS = 1.1, 1.25
"""A sentence that ends early nowhere may run over by a tenth, rather than be cut; by a quarter where none does."""
FULL = 1.25
"""A lede shorter than this share of its length goes on with whole clauses of a sentence that is too long for it; what
leaves little room for them ends where its sentence does."""

_LEAST, _LEAST_ARABIC = 2 / 5, 2 / 3
"""Share of the room that a cut at a clause must fill; Arabic tells who did it and when before it says what."""
_SPACES = re.compile(" {2,}")
_PAIRED = re.compile(r"[“”„«»「」『』（）()【】《》〈〉\[\]〔〕\"]")
_GERSHAYIM = re.compile('[\u05d0-\u05ea]"[\u05d0-\u05ea]')
"""The mark of a Hebrew abbreviation, which is no quote: ד"ר."""
_CLAUSE = re.compile(r"[，；;：:—،؛]|,(?=\s)|(?<=[\u3400-\u9fff]),|\s[–—-](?=\s)")
_PARTS = re.compile(r"[”’」』）》、]")
_ASKS_FOR_MORE = re.compile(
    r"(?:称|稱|表示|透露|指出|显示|顯示|认为|認為|发现|發現|说|說|宣布|问|問|\b(?:said|says|told|that|and|but|because|when|if))\s?$"
)
"""After such a word a cut would leave what it leads up to."""
_COMPLEMENT = re.compile(r"\s?(?:إن|أن|إنه|إنها|بأن|که|کہ|कि|что|що|ότι|πως|dass|que|that|che|że|att|at)\s")
"""What was said or meant, without which nothing is."""
_JOINS = re.compile(r"(?:以及|[和与與及、])$")
"""How a list goes on to a title that a cut leaves out."""
_LIGHT = 3
"""Letters of a word that likely leads to the next one: `of`, `de`, `في`."""
_NUMBERED = re.compile(r"(?:^|[\s。；：！])[(（]?\d{1,2}$|^[a-zA-Z]$")


def fit(
    sentences: Sequence[str], length: int, each: float, *, slack: float = SLACK, over: float = SLACK, full: float = FULL
) -> str:
    """Join as many whole sentences, from the first, as a length (in Chinese characters) holds.

    `each`: the reading time of one of their characters; `over`: by how much a further sentence may run over the length;
    `full`: below which share of it a lede goes on with whole clauses of a sentence that does not fit.
    """
    if not sentences:
        return ""
    first = sentences[0]
    taken = width(first, each)
    if taken > length * slack:
        room = int(length * max(over, 1.0))
        early = balanced(ended_early(first, room, each))
        return early or (balanced(first) if taken <= length * whole(each) else cut(first, length, each))
    out = [first]
    for sentence in sentences[1:]:
        wide = width(sentence, each)
        if taken + wide > length * over:
            if taken < length * full:
                out += filter(None, [balanced(ended_early(sentence, int(length * over - taken), each))])
            break
        taken += wide
        out.append(sentence)
    return balanced(joined(out).rstrip("；; "))


def whole(each: float) -> float:
    """Give how far a sentence may run over: in Japanese and Korean, whose verbs come last, it can only be cut."""
    return _NO_ENDS if each in (KANA, HANGUL) else WHOLE


def cut(sentence: str, length: int, each: float) -> str:
    """Cut one over-long sentence at its last clause that fits, and say so by an ellipsis."""
    room = min(int(length / each), len(sentence) - 1)
    head = sentence[:room]
    least = _LEAST_ARABIC if each == ARABIC else _LEAST
    best = last = 0
    for clause in _CLAUSE.finditer(head):
        if (
            clause.start() >= room * least
            and not (clause[0] == ":" and each <= HANGUL)  # it leads up to what it would leave out
            and not connective(head[last : clause.start()])
            and not (best and leads_in(head[last : clause.start()]))
            and not _ASKS_FOR_MORE.search(head[: clause.start()])
            and not _COMPLEMENT.match(sentence, clause.end())
        ):
            best = clause.start()
        last = clause.end()
    if title := _title_open(head[: best or room]):
        best = title
    if not best and each <= HANGUL:  # words stand apart
        best = _after_word(head)
    if best <= 0:
        # Without spaces a mark parts words too: after what a quote or bracket closes, before what a list goes on with.
        best = max(
            (mark.end() if mark[0] != "、" else mark.start() for mark in _PARTS.finditer(head, room * 3 // 5)),
            default=0,
        )
    if best <= 0:
        best = _between_words(sentence, room)
    return balanced(sentence[:best].rstrip(" ，；：,;:—–-、،؛") + ELLIPSIS)


def _after_word(head: str) -> int:
    """Find the end of the last word of some weight: a cut does not end on articles and prepositions."""
    best = head.rfind(" ")
    for _ in range(3):
        before = head.rfind(" ", 0, max(best, 0))
        if before < len(head) // 2 or best - before - 1 > _LIGHT or not head[before + 1 : best].isalpha():
            break
        best = before
    return best


def _title_open(head: str) -> int:
    """Find where a title in 《》 begins that a cut would break; 0 where it would break none, or leave too little."""
    at = head.rfind("《")
    if at < len(head) * 2 // 5 or "》" in head[at:]:
        return 0
    joins = _JOINS.search(head, 0, at)
    return joins.start() if joins else at


def _between_words(sentence: str, at: int) -> int:
    """Step back out of a Latin word, a number, an emoji sequence or a letter with its marks."""
    low = max(at - 24, 1)
    while at > low and (
        (sentence[at - 1].isascii() and sentence[at - 1].isalnum() and sentence[at : at + 1].isascii())
        or sentence[at : at + 1] in "\u200d\ufe0f"
        or sentence[at - 1] == "\u200d"
        or unicodedata.category(sentence[at])[0] == "M"
    ):
        at -= 1
    return at


def balanced(text: str) -> str:
    """Make quotes and brackets pair up: strays go, what a cut left open is closed after the ellipsis."""
    strays, open_ = _unpaired(text)
    if not open_ and not strays:
        return text
    if text.endswith(ELLIPSIS):
        text += "".join(next((char for char in closers if char in text), closers[0]) for closers, _ in reversed(open_))
    else:
        strays += [at for _, at in open_]
    chars = list(text)
    after_number = "、" if unit(text) > HANGUL else ")"
    for at in strays:
        chars[at] = after_number if chars[at] in ")）" and _NUMBERED.search(text[max(at - 4, 0) : at]) else ""
        if text[at] in "«»" and text[at + 1 : at + 2] == " " and (at == 0 or text[at - 1] == " "):
            chars[at + 1] = ""  # French parts its signs from the words by a space
    return _SPACES.sub(" ", "".join(chars)).strip()


def _unpaired(text: str) -> tuple[list[int], list[tuple[str, int]]]:
    """Find the signs that close nothing, and those that are open at the end, each with what would close it."""
    stack: list[tuple[str, int]] = []
    strays: list[int] = []
    straight: list[int] = []
    for mark in _PAIRED.finditer(text):
        char, at = mark[0], mark.start()
        if char == '"':
            if not len(straight) % 2 and stack and "”" in stack[-1][0] and closes_curly(text, at):
                stack.pop()
            elif not _GERSHAYIM.match(text, at - 1):
                straight.append(at)
        elif char == "”" and not stack and len(straight) % 2:
            straight.pop()  # signs of two kinds: `"…”`
        elif stack and any(char in closers for closers, _ in stack[-4:]):
            while char not in stack[-1][0]:
                strays.append(stack.pop()[1])
            stack.pop()
        elif closers := opens(text, at):
            stack.append((closers, at))
        else:
            strays.append(at)
    if len(straight) % 2:
        strays.append(straight[-1])
    return strays, stack
