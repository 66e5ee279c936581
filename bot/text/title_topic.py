"""What a title says its article is about, where its news begins, and which sentences a lede goes on with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.text.captions_english import shows
from ledebot.bot.text.leaning import answer, leans, opens_leaning, points_back
from ledebot.bot.text.rules import fold
from ledebot.bot.text.script import HANGUL, width
from ledebot.bot.text.statements import BARE_QUOTE, Statement
from ledebot.bot.text.title_keys import keys_of
from ledebot.bot.text.trim import SLACK

LOOK = 16
"""Sentences looked at for where the news begins and where it goes on."""
GAIN, NEWS_GAIN = 0.06, 0.15
"""How much more of the title a later beginning must tell than the first one; more is asked where the first one says
when, or that somebody spoke."""
SPACED_GAIN, SPACED_NEWS_GAIN = 0.35, 0.6
"""The same where words have spaces: a title has few words there, so that one of them is a tenth of it, and reports
open on their news by rule."""
SPACED_TELLING, SPACED_SIZE, SPACED_FEW = 0.4, 6, 0.7
"""What a sentence tells that opens the news in place of a scene: of a title of fewer words than SPACED_SIZE, more."""
DECK_SENTENCES, DECK = 3, 30
"""Sentences of a deck, which is told whole, and letters of the one that opens it; a date or a label is shorter."""
TALE_FAR = 5
"""Over how many from a scene that is told in the past tense to what happened on a day that is named."""
FARTHER = 0.01
"""How much more again for each sentence that it lies farther on: the opening is where its writer put the news."""
SCENE, TELLING = 0.1, 0.45
"""An opening that tells less of the title than SCENE, and no news word, gives way to a sentence that tells TELLING."""
LEAP, FAR = 0.2, 3
"""How much more of the title a lede must tell for leaping over sentences, and over how many it may."""
LATE = 1
"""A sentence that lies farther on opens nothing only because those before it are background or lean."""
SAYS_ALL, SAYS_ALL_WIDE = 0.85, 1.2
"""Of a title, what a sentence tells that says nothing else, and how much longer than the title it is."""
NEWS_FAR = 8
"""Sentences among which one that is news opens the lede in place of an opening that is none."""
ENOUGH, CLOSE = 1 / 3, 0.6
"""What share of its length a lede that begins late must fill; and what the next sentence may tell of the title where a
lede leaps over it."""
MEETING_FAR = 8
"""Over how many from a meeting to the answer that the title quotes."""
LAST_SIZE, LAST_WORDS, LAST_FAR = 4, 2, 8
"""Words of a spaced title, and how many of them that no other sentence has the last one of a lede must tell, though up
to so many stand before it."""

PART, PART_FAR, PART_LEAP = 6, 8, 0.1
"""Of a headline in parts (`甲称… 乙称…`), of so many keys each, a report tells the second after other sentences: over
how many a lede may leap to it, and how much more of the title it must then tell."""
PART_TOLD, PART_TELLS = 0.4, 0.6
"""A part of which a run tells less than PART_TOLD is told by a sentence that tells PART_TELLS of it."""

PARTED = re.compile(r"(?<=[\u3400-\u9fff”》」）]) (?=[\u3400-\u9fff“《「（])")
"""What stands between a headline's parts."""
_NEWS = re.compile(
    r"\d{1,2}\s?日|今[天日早晚]|昨[天日晚]|[近日]日|近期|获悉|[周週][一二三四五六日]|星期[一二三四五六日天]|"
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|said|announced)\b"
)
_WHEN = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tonight)\b")
_NOW = re.compile(r"\b(?:is|are|has|have|will|would|could|may|can|says?)\b|[’']s been\b")
"""What an opening of English news has that does not say when; a scene tells in the past tense alone."""
_ACT = re.compile(
    r"宣布|发布|公布|公告|表示|获悉|披露|通报|要求|召开|举行|启动|印发|提交|完成|签署|竞得|收购|融资|上市|推出|上线|发射|抵达|逮捕|判处|开庭|判决|起诉|获批|批准|"
    r"发生|造成|下跌|上涨|涨超|跌超|公开|回应|称，"
)
_MEETING = re.compile(r"记者会|記者會|发布会|發布會|答记者问|提问|(?i:press conference|news conference|briefing)")
"""Of a press conference the event comes first, and the answer that the title quotes next."""
_MOSTLY_QUOTED = re.compile(r"^[^“「]{0,60}[“「][^”」]{24,}[”」][^“「]{0,12}$")
"""A sentence that is little but what somebody said: it needs what it is about before it."""
_NUMBER = re.compile(
    r"(?<![A-Za-z\d.-])\d[\d.]*(?:[%万亿倍]|美元|分钟|小时|公里|[元人家头名个只辆架艘岁场次吨级死伤则件起宗例支](?!月))"
)
"""A figure of a title, with its unit, that a lede does not leave behind."""
_COUNTED = re.compile(r"[\d一两二三四五六七八九十百千万]\s?[名人位]")
"""Whom something happened to: no scene."""
_QUOTES = ('"', "“", "‘", "'", "«", "„")
_FIGURE = re.compile(r"\d")
_OPENING, _BEGINS, _HAIL = 120, 40, 8
"""Characters of Chinese, or the same reading time, of an opening in which a news word is sought; a shorter sentence
only hails: `端午去江城。`."""


class Focus:
    """The first statements of an article, each with what it tells of the title."""

    def __init__(self, found: Sequence[Statement], title: str, each: float, *, deck: bool = False) -> None:
        keys = keys_of(title)
        self.size = len(keys)
        self._keys = keys
        self._title = title
        self._figures = set(_NUMBER.findall(title))
        parts = [keys_of(part) for part in PARTED.split(title)] if " " in title else []
        self._parts = [part for part in parts if len(part) >= PART] if len(parts) > 1 else []
        self._found = found
        self._deck = deck and each < HANGUL and len(found) <= DECK_SENTENCES and len(found[0].text) >= DECK
        self._each = each
        self._widths = [width(one.text, each) for one in found]
        lower = [one.text.casefold() for one in found[:LOOK]]
        told = "\n".join(lower)
        anywhere = [key for key in keys if key in told]
        self._told = [frozenset([key for key in anywhere if key in sentence]) for sentence in lower]
        self._shares = [len(one) / max(self.size, 1) for one in self._told]
        hail = len(found) > 1 and len(found[0].text) < _HAIL
        self._spaced = each < HANGUL
        room = int(_OPENING / each) if self._spaced else _OPENING
        opening = "".join(one.text for one in found[: 1 + hail])[:room]
        self._news = bool(_NEWS.search(opening)) and not found[0].weak
        self._tale = self._spaced and not self._news and not _NOW.search(opening)
        self.meeting = bool(_MEETING.search(opening))

    def share(self, i: int) -> float:
        """Tell how much of the title one sentence tells."""
        return self._shares[i] if i < len(self._shares) else 0.0

    def tells(self, i: int, said: str) -> float:
        """Tell how much of the title is told by what is said of a sentence, or of it and the next one."""
        lower = said.casefold()
        return sum([key in lower for key in frozenset[str]().union(*self._told[i : i + 2])]) / max(self.size, 1)

    def opens(self, i: int) -> bool:
        """Whether a lede can begin with a sentence: one that neither leans on another nor is mere background."""
        opening = self._found[i]
        alone = self._spaced and not (i or opening.apart or opening.under)
        return not opening.weak and not (opens_leaning if alone else leans)(opening.text)

    def opens_later(self, i: int, *, answers: bool = False) -> bool:
        """Whether a lede can begin with a sentence though others stand before it; `answers`: without `对此，`."""
        text = answer(self._found[i].text) if answers else self._found[i].text
        return not self._found[i].weak and not points_back(text) and not _MOSTLY_QUOTED.search(text)

    def start(self, length: int) -> int:
        """Find the sentence where the news begins: the first, unless a lede from a later one tells far more."""
        seen = range(len(self._told))
        first = next((i for i in seen if (self.opens_later(i) if i else self.opens(i))), 0)
        opening = self._found[0].text
        if (first > LATE and not leans(opening) and not BARE_QUOTE.search(opening)) or (
            first and self.share(first) < self.share(0) and self._may_open()
        ):
            first = 0
        all_told = sum(self._widths) <= length * SLACK
        if self._deck and all_told and not self._found[0].weak:
            return 0  # what a deck leans on is its title
        if self.size < 4 or self.meeting:
            return first
        if self._spaced and not first and self._pictured():
            return 1
        scene = not self._news and self.share(first) < SCENE and not _COUNTED.search(self._found[first].text)
        if not scene and all_told:
            return first
        told = self._from(first, length)
        gain, news_gain = (SPACED_GAIN, SPACED_NEWS_GAIN) if self._spaced else (GAIN, NEWS_GAIN)
        best, held = first, told + (news_gain if self._news else gain)
        if scene:
            few = SPACED_FEW if self.size < SPACED_SIZE else SPACED_TELLING
            held = min(held, few if self._spaced else TELLING)
        least = ENOUGH * min(length, sum(self._widths))
        for i in seen[first + 1 :]:
            if sum(self._widths[i:]) < least or (self._spaced and 2 * i > len(self._found)):
                break  # what a report ends on is no beginning
            says_all = self.share(i) >= SAYS_ALL and len(self._found[i].text) <= len(self._title) * SAYS_ALL_WIDE
            if says_all or 2 * self.share(i) <= min(told, held):
                continue  # half of what a lede from there tells has to be its own
            share = self._from(i, length)
            news = best == first and i <= NEWS_FAR and self.share(i) >= self.share(first) and self.is_news(i)
            bar = min(told, held) if news else held + FARTHER * i
            if self._tale and best == first and i <= TALE_FAR and _WHEN.search(self._found[i].text):
                bar = min(bar, told + NEWS_GAIN + FARTHER * i)
            if share > bar and 2 * self.share(i) > share and self.opens_later(i) and self._keeps(i, length):
                best, held = i, share + 0.1
        return best

    def _pictured(self) -> bool:
        """Whether a first sentence tells in the present what a picture shows, and the next one the title's news."""
        more = self.share(1) >= self.share(0) + NEWS_GAIN and self.opens_later(1)
        return more and not self._news and shows(self._found[0].text)

    def is_news(self, i: int) -> bool:
        """Whether a sentence tells when and what was done or announced, and the opening does not."""
        if self._news or not self.size:
            return False
        text = fold(self._found[i].text[:_OPENING])
        return bool(_NEWS.search(text[:_BEGINS].partition("“")[0]) and _ACT.search(text))

    def _keeps(self, later: int, length: int) -> bool:
        """Whether a lede from a later sentence holds the title's figures that stand before it."""
        told = " ".join(one.text for one in self._found[later : self._reach(later, length)])
        return all(figure in told for one in self._found[:later] for figure in self._figures if figure in one.text)

    def _may_open(self) -> bool:
        """Whether the first statement can open: background can, and what follows a gap, where it tells the news."""
        opening = self._found[0]
        return not (opening.weak or opening.apart) or (self.share(0) >= TELLING and not leans(opening.text))

    def choose(self, start: int, length: int) -> list[str]:
        """Choose the sentences of a lede from `start`: one run of them, as many as its length holds.

        The run may leap once, where what it leaps over holds no figure and the whole lede then tells far more of the
        title.
        """
        end = self._reach(start, length)
        chosen = list(range(start, min(end + 1, len(self._found))))  # the last may go in by its first clauses
        if parted := self._parted(chosen, length):
            chosen = chosen[: chosen.index(parted)]
        elif self._spaced and self.size >= LAST_SIZE and (ending := self._ends_on(start, end, length)):
            chosen = ending
        elif self.size >= 8 and (leap := self._leap(start, length)):
            chosen = leap
        told = [self._found[i].text for i in chosen]
        return [answer(told[0]), *told[1:]] if start else told

    def _parted(self, chosen: Sequence[int], length: int) -> int:
        """Find where a run had better end: before what answers a question that was left out; 0 where nowhere."""
        told = 0.0
        for i in chosen:
            if i > chosen[0] and self._found[i].apart and not self.meeting and self.share(i) < LEAP:
                return i if told >= ENOUGH * length else 0
            told += self._widths[i]
        return 0

    def _ends_on(self, start: int, end: int, length: int) -> list[int]:
        """Find a run from `start` that ends on a later sentence, which tells of the title what none before it does.

        An English report has a sentence of its own for what half of its headline is about. That takes the place of the
        last of three or more, or of what the run ends before; empty where none tells so much.
        """
        told = self._told
        run = frozenset[str]().union(*told[start:end])
        best, most = list[int](), max(LAST_WORDS, LEAP * self.size)
        for last in range(end, max(end - 2, start + 1), -1):
            room = length * SLACK - sum(self._widths[start:last])
            given_up = run.difference(*told[start:last])
            for at in range(end, min(end + 1 + LAST_FAR, len(told))):
                gain = len(told[at].difference(run, *told[end:at][:1])) - len(given_up - told[at])
                if gain >= most and not (best and gain == most) and self._widths[at] <= room and self._ends(at):
                    best, most = [*range(start, last), at], gain
        return best

    def _ends(self, i: int) -> bool:
        """Whether a lede may end on a sentence that stands apart from the rest: no quote, caption or title again."""
        text = self._found[i].text
        pictured = self.share(i) >= SAYS_ALL and shows(text)
        return self.opens_later(i) and text[0] not in _QUOTES and self._title not in text and not pictured

    def _leap(self, start: int, length: int) -> list[int]:
        """Find a run that leaps: empty where none tells far more of the title than the plain one."""
        room = length * SLACK - self._widths[start]
        reach = self._reach(start, length)
        run = frozenset[str]().union(*self._told[start:reach])
        # What a run ends before may go in by its first clauses; a meeting's first answer is as likely of other things.
        nearly = run if self.meeting else run.union(*self._told[reach : reach + 1])
        untold = [part for part in self._parts if len(part & run) < PART_TOLD * len(part)]
        best: list[int] = []
        most = len(run) / self.size + (PART_LEAP if untold else LEAP)
        far = PART_FAR if untold else MEETING_FAR if self.meeting else FAR
        for at in range(start + 2, min(start + 2 + far, len(self._told))):
            tells = untold and any(len(part & self._told[at]) >= PART_TELLS * len(part) for part in untold)
            if not (tells or self._far_more(start, at, nearly)):
                continue
            if self._widths[at] > room or not self.opens_later(at):
                continue
            end = self._reach(at, 0, room)
            told = len(self._told[start].union(*self._told[at:end])) / self.size
            if told > most:
                best, most = [start, *range(at, min(end + 1, len(self._found)))], told
        return best

    def _far_more(self, start: int, at: int, run: frozenset[str]) -> bool:
        """Whether a sentence itself tells so much beyond a run that what stands between may be left out."""
        near = at <= start + 1 + (MEETING_FAR if self.meeting else FAR)
        beyond = len(self._told[at] - run) >= LEAP * self.size and self.share(at) > self.share(start + 1)
        if not (near and beyond and self.share(start + 1) < CLOSE):
            return False
        return self.meeting or not any(_FIGURE.search(one.text) for one in self._found[start + 1 : at])

    def _reach(self, start: int, length: int, room: float | None = None) -> int:
        """Find where a run from `start` ends that a length holds; background does not end it."""
        left = length * SLACK if room is None else room
        end = start
        while end < len(self._widths) and (left := left - self._widths[end]) >= 0:
            end += 1
        return max(end, start + 1)

    def _from(self, start: int, length: int) -> float:
        if self._widths[start] > length * SLACK:  # only its first clauses are told
            head = self._found[start].text[: int(length * SLACK / self._each)].casefold()
            return sum(key in head for key in self._told[start]) / self.size
        return len(frozenset[str]().union(*self._told[start : self._reach(start, length)])) / self.size
