"""What a title says its article is about, and which sentences tell it.

A title is taken as its pairs of neighbouring characters, which need no dictionary and serve Chinese and English alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.text.sentences import width
from ledebot.bot.text.trim import SLACK

LOOK = 12
"""Sentences looked at for where the news begins and where it goes on."""
GAIN, NEWS_GAIN = 0.2, 0.45
"""How much more of the title a later beginning must tell than the first one; more is asked where the first one says
when, or that somebody spoke."""
SCENE, TELLING = 0.1, 0.45
"""An opening that tells less of the title than SCENE, and no news word, gives way to a sentence that tells TELLING."""
MORE, FILL = 0.12, 0.03
"""How much more of the title a sentence must tell for a lede to go on with it instead of the next one (MORE), or with
it where the next one does not fit (FILL)."""

_WORDS = re.compile(r"[^\W_]+")
_NEWS = re.compile(
    r"\d{1,2}\s?日|今[天日早晚]|昨[天日晚]|[近日]日|近期|周[一二三四五六日]|星期[一二三四五六日天]|"
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|said|announced)\b"
)
_MEETING = re.compile(r"记者会|記者會|发布会|發布會|答记者问|提问|(?i:press conference|news conference|briefing)")
"""Of a press conference the event comes first, and the first answer next, whatever answer the title quotes."""
_LEANS = re.compile(
    r"[他她它其该这此那也又还]|[^，。]{1,14}还[^，。]{0,8}(?:称|说|表示|指出|透露|介绍|强调|写道)|同时|对此|因此|所以|随后|接着|另外|此外|并且|而且|"
    r"首先|其次|最后|不过|但|(?:It|He|She|They|This|That|These|Those|But|However|And|So|Then|Also)\b"
)
_OPENING = 120


def leans(sentence: str, at: int = 0) -> bool:
    """Tell whether a sentence, from `at` on, leans on the one before it and so cannot open a lede."""
    return bool(_LEANS.match(sentence, at))


class Focus:
    """The first sentences of an article, each with what it tells of the title."""

    def __init__(self, found: Sequence[str], title: str, is_latin: bool) -> None:
        pairs = {word[i : i + 2] for word in _WORDS.findall(title.casefold()) for i in range(len(word) - 1)}
        self.size = len(pairs)
        self._found = found
        self._latin = is_latin
        self._widths = [width(sentence, is_latin) for sentence in found[:LOOK]]
        lower = (sentence.casefold() for sentence in found[:LOOK])
        self._told = [frozenset(pair for pair in pairs if pair in sentence) for sentence in lower]
        opening = found[0][:_OPENING]
        self._news = bool(_NEWS.search(opening))
        self._meeting = bool(_MEETING.search(opening))

    def share(self, i: int) -> float:
        """Tell how much of the title one sentence tells."""
        return len(self._told[i]) / self.size if self.size and i < len(self._told) else 0.0

    def start(self, length: int) -> int:
        """Find the sentence where the news begins: the first, unless a lede from a later one tells far more."""
        if self.size < 4 or self._meeting:
            return 0
        best, held = 0, self._from(0, length) + (NEWS_GAIN if self._news else GAIN)
        if not self._news and self.share(0) < SCENE:
            held = min(held, TELLING)
        for i in range(1, len(self._told)):
            share = self._from(i, length)
            if share > held and 2 * self.share(i) > share and not leans(self._found[i]):
                best, held = i, share + 0.1
        return best

    def choose(self, start: int, length: int) -> list[str]:
        """Choose the sentences of a lede from `start`, in the article's order, as many as its length holds.

        A title of several parts, `A met B; C leaves D`, takes it from the sentence on A to the one on C; and where the
        next sentence is too long for the room that is left, a later one that tells more of the title may have it.
        """
        following = self._resume(start, length)
        reached = following
        room = length * SLACK - self._width(start)
        while reached < len(self._found) and (left := room - self._width(reached)) >= 0:
            room = left
            reached += 1
        chosen = [start, *range(following, reached)]
        if self.size >= 8 and not self._meeting:
            chosen += self._fill(chosen, reached, room)
        return [self._found[i] for i in chosen]

    def _fill(self, chosen: list[int], reached: int, room: float) -> list[int]:
        """Find later sentences for the room that is left, each telling some of the title not told yet."""
        told = frozenset[str]().union(*(self._told[i] for i in chosen if i < len(self._told)))
        more: list[int] = []
        while found := self._telling(reached, told, FILL * self.size, room):
            more.append(found)
            told |= self._told[found]
            room -= self._widths[found]
            reached = found + 1
        return more

    def _resume(self, start: int, length: int) -> int:
        following = start + 1
        if self.size < 8 or self._meeting:
            return following
        reached = self._reach(start, length)
        told = frozenset[str]().union(*self._told[start:reached])
        room = length * SLACK - self._widths[start]
        return self._telling(reached, told, MORE * self.size, room) or following

    def _telling(self, at: int, told: frozenset[str], most: float, room: float) -> int:
        """Find the sentence, from `at` on, that tells most beyond `told` and fits; 0 if none tells more than `most`."""
        best = 0
        for i in range(at, len(self._told)):
            more = len(self._told[i] - told)
            if more > most and self._widths[i] <= room and not leans(self._found[i]):
                best, most = i, more
        return best

    def _width(self, i: int) -> float:
        return self._widths[i] if i < len(self._widths) else width(self._found[i], self._latin)

    def _reach(self, start: int, length: int) -> int:
        room = length * SLACK
        end = start
        while end < len(self._widths) and (room := room - self._widths[end]) >= 0:
            end += 1
        return max(end, start + 1)

    def _from(self, start: int, length: int) -> float:
        told = frozenset[str]().union(*self._told[start : self._reach(start, length)])
        return len(told) / self.size
