"""Lines that are a page's by where they stand: over its headline, twice in a row, after its foot, and captions at the
end that say again what the report told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ledebot.bot.text.blocks import Block
from ledebot.bot.text.captions_english import credited
from ledebot.bot.text.lines import ENDED, prose
from ledebot.bot.text.normalized_equal import says
from ledebot.bot.text.rules import fold

_TOP, _FRAME, _FOOT = 12, 3, 12
"""Lines within which a page repeats its headline, those over it that no paper prints, and those after its foot."""
_LONGEST = 40
"""Characters of a caption, and of a line after a foot."""
_MENU = re.compile(
    r"[^，。！？]{0,60}[|｜>＞»›][^，。！？]{0,60}$|[^\s，。！？：“《\d]{1,6}$|[^，。]{1,10}(?:\.{3}|…)$"
    r"|[^，。]{2,20}之[一二三四五六七八九十]{1,2}[：:]?$|(?:[^\s，。！？]{1,6}\s){4,20}[^\s，。！？]{1,6}$"
)
"""What stands over a headline: parts of the paper, the way there, `加载中...`; in print that line is longer."""
_WAY, _STOPS = re.compile(r"[>＞»›|｜]|[：:]$"), tuple("。！？")
"""What tells that lines over a headline are its page's, the way there or a label, and how none of them ends."""
_CLOSES = re.compile(
    r"[【（(\[]?(?:(?:责任|值班|本文)?编辑?|责编|[初复终][审校]|审核)\s?[:：|丨]"
    r"|(?:免责|版权|郑重|特别|本[站网])?声明\s?[:：]|[^。]{0,30}(?:尽在|下载|打开)[^。]{2,20}(?:客户端|APP|App)$"
)
"""How the foot of a report begins: who edited it, a notice, a call to get the app."""
_READERS = re.compile(
    r"\(?(?:\d{1,5}|no)\)? (?:comments?|replies|responses)(?: so far)?[:.]?$|comments? ?\(\d{1,5}\)$"
    r"|(?:leave|post|add) a (?:comment|reply)$|join the (?:discussion|conversation)$|discussion about this post$",
    re.IGNORECASE,
)
"""A line that parts a text from what its readers say of it."""
_ROLE = re.compile(r"(?:来源|作者|记者|(?:责任)?编辑|责编|[校审]对|审核|摄影|[供撰]稿|发布[人者]?)\s?[:：]$")
_ADDRESS_AT_END = re.compile(
    r"(?<=[\u3400-\u9fff。！？”」）.!?\"])\s?((?:www\.)?[\w-]{2,30}\.(?:com|net|org|cn|tw|hk|example))$", re.ASCII
)
"""An address right at a line's end."""
_LONGEST_ADDRESS, _OFTEN = 44, 3
"""Characters of such an address, and lines that end on it where a site sets it there."""
_VALUE = 16
"""A label whose value stands under it, and characters of that."""
_LABEL = 6
"""Characters of a label there, which may end on a colon."""
_TWICE = 4
"""Characters of a line that may be said twice in a row: a picture's text and its caption."""
_BROKEN_QUOTE = re.compile(r"(?:…|\.{3})[’'”\"]$")
"""How a caption ends on the first words of what somebody said."""
_NO_LETTER, _PICTURED = re.compile(r"[\W\d_]+"), re.compile(r"现场|合影|留影|照片|(?:组|资料)?图片?$")
"""What is not compared, and what a caption adds of itself."""
_ECHOED = 0.8
"""Share of a caption's pairs of characters that the report has."""


def around(lines: Sequence[Block], title: str, source: str) -> frozenset[int]:
    """Find the lines over a repeated headline that lead there, what is said twice in a row, what says whose picture it
    tells of, and what follows a foot.
    """
    over = _over_headline(lines, title, source) if title else frozenset[int]()
    return over | _twice(lines) | _values(lines) | _credited(lines) | _after_foot(lines) | _readers(lines)


def _over_headline(lines: Sequence[Block], title: str, source: str) -> frozenset[int]:
    headline = 0
    for at, line in enumerate(lines[:_TOP]):
        if line.tag != "li" and not line.linked and says(line.text, title, source):
            headline = at
        elif len(line.text) > _LONGEST and line.text.endswith(ENDED):
            break
    over = [line.text for line in lines[:headline]]
    framed = headline >= _FRAME and any(map(_WAY.search, over)) and not any(text.endswith(_STOPS) for text in over)
    if not framed and not all(_MENU.match(fold(text)) for text in over):
        return frozenset()
    return frozenset(at for at, text in enumerate(over) if len(text) <= _LONGEST or _MENU.match(text))


def _twice(lines: Sequence[Block]) -> frozenset[int]:
    found: set[int] = set()
    for at in range(1, len(lines)):
        line, before = lines[at], lines[at - 1]
        alike = line.text == before.text and line.tag == before.tag and line.tag not in ("li", "tr")
        if not alike or len(line.text) < _TWICE:
            continue
        if not line.text.endswith(ENDED) or _BROKEN_QUOTE.search(line.text):
            found |= {at - 1, at}
    return frozenset(found) if found and any(map(prose, lines)) else frozenset()


def _values(lines: Sequence[Block]) -> frozenset[int]:
    """Find what stands in a line of its own after a label that lacks its value: `来源：`, then `岛报`."""
    labels = [
        at for at, line in enumerate(lines[:-1]) if line.text.endswith(("：", ":")) and _ROLE.match(fold(line.text))
    ]
    return frozenset(
        at + 1 for at in labels if 1 < len(lines[at + 1].text) <= _VALUE and not lines[at + 1].text.endswith(ENDED)
    )


def _after_foot(lines: Sequence[Block]) -> frozenset[int]:
    foot = len(lines)
    for at in range(len(lines) - 1, max(len(lines) - 1 - _FOOT, 1), -1):
        text = lines[at].text
        if text and _CLOSES.match(fold(text)):
            foot = at
        if len(text) > _LONGEST or (len(text) > _LABEL and text.endswith(ENDED) and text[-1] != "！"):
            break
    return frozenset(range(foot + 1, len(lines))) if any(map(prose, lines[:foot])) else frozenset()


def _credited(lines: Sequence[Block]) -> frozenset[int]:
    """Find English lines that end on whose picture they tell of, unless a body is a story told in pictures."""
    found = frozenset(at for at, line in enumerate(lines[:-1]) if credited(line.text))
    told = sum(prose(line) for at, line in enumerate(lines) if at not in found) if found else 0
    return found if told > sum(prose(lines[at]) for at in found) else frozenset()


def _readers(lines: Sequence[Block]) -> frozenset[int]:
    """Find what follows the line that parts a text from its readers' words, where most of the prose is before it."""
    parts = [at for at, line in enumerate(lines) if len(line.text) <= _LONGEST and _READERS.match(line.text)]
    if not parts:
        return frozenset()
    told = [sum(map(prose, some)) for some in (lines[: parts[0]], lines[parts[0] :])]
    listed = any(prose(line) for first, last in pairwise(parts) for line in lines[first:last])  # one under each item
    return frozenset() if listed or told[0] <= told[1] else frozenset(range(parts[0], len(lines)))


def without_echoes(told: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what ends a report without a stop and says nothing that the report does not: captions, headings over
    nothing.
    """
    end = len(told)
    while end > 1 and not told[end - 1].endswith(ENDED) and len(told[end - 1]) <= _LONGEST:
        end -= 1
    if end == len(told) or not told[end - 1].endswith(ENDED):
        return told
    report = _NO_LETTER.sub("", "".join(line for line in told[:end] if line.endswith(ENDED)))
    rest = told[end:]
    return told[:end] if all(_echoes(line, report) for line in rest) else told


def _echoes(line: str, report: str) -> bool:
    bare = _PICTURED.sub("", _NO_LETTER.sub("", line))
    pairs = {bare[at : at + 2] for at in range(len(bare) - 1)}
    return bool(pairs) and not line[0].isascii() and sum(pair in report for pair in pairs) >= _ECHOED * len(pairs)


def unmarked(lines: Sequence[str]) -> tuple[str, ...]:
    """Leave out the address that a site sets at the end of its paragraphs, lest they be copied: `…。island.example`."""
    ends = Counter(found[1] for line in lines if (found := _ADDRESS_AT_END.search(line[-_LONGEST_ADDRESS:])))
    mark, times = ends.most_common(1)[0] if ends else ("", 0)
    if times < _OFTEN or 2 * times < len(lines):
        return tuple(lines)
    return tuple(line.removesuffix(mark).rstrip() or line for line in lines)
