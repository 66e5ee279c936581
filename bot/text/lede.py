"""The lede: the first informative sentences of an article, at three lengths.

Leads beat graph ranking on news, so the first statements stand unless they plainly do not tell the news: where the
opening shares little with the title (a scene, a principle, background), the lede starts at the sentence that does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Lede
from bot.text.rules import Effect, union
from bot.text.same import bare, same
from bot.text.sentences import latin, width
from bot.text.statements import statements
from bot.text.trim import SLACK, fit

SHORT, MEDIUM, LONG = 60, 120, 240
"""Lengths in Chinese characters, or the same reading time in English."""

GAIN, NEWS_GAIN = 0.2, 0.45
"""How much more of the title's character pairs a later beginning must hold than the first one; more is asked where
the first one says when, or that somebody spoke."""
SCENE, TELLING = 0.1, 0.45
"""An opening that holds less of the title than SCENE, and no news word, gives way to a sentence that holds TELLING."""
MORE = 0.15
"""How much more of the title's character pairs a sentence must hold for a lede to go on with it."""
_LOOK = 12
"""Sentences looked at for where the news begins."""
_WINDOW = 120
"""Characters from a possible beginning that are compared with the title."""
_SAYS_SOMETHING = 15
"""Characters that must remain of a sentence when its lead-ins are cut."""
_LEADIN = union(Effect.LEADIN)
_ASIDE = union(Effect.ASIDE)
_SPEAKER = re.compile(r"[^，。：“]{2,44}?(?:表示|认为|称|说|指出|强调|透露|宣布|公告|预计)[，：,:]")
_EVENT = re.compile(
    r"[^。]{0,50}(?:(?:发布|公布|印发|出台|披露|下发)[^，。]{2,40}(?:公告|通知|规划|意见|方案|办法|报告|公报|数据|文件|声明|函|计划|快报)"
    r"|(?:召开|举行|举办|主持|开幕|闭幕|接受[^，。]{0,14}采访|发表[^，。]{0,20}(?:演讲|讲话|文章)|回答[^，。]{0,10}提问)[^，。]{0,30})。$"
)
"""A sentence that only tells that something was published or took place."""
_BRACKETED = re.compile(r"[（(][^（()）]{0,30}[）)]")
_NEWS = re.compile(
    r"\d{1,2}\s?日|今[天日早晚]|昨[天日晚]|[近日]日|近期|周[一二三四五六日]|星期[一二三四五六日天]|"
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|said|announced)\b"
)
_MEETING = re.compile(r"记者会|記者會|发布会|發布會|答记者问|提问|(?i:press conference|news conference|briefing)")
"""Of a press conference the event comes first, even where the title quotes an answer."""
_LEANS = re.compile(
    r"[他她它其该这此那也又还]|[^，。]{1,14}还(?:称|说|表示|指出|透露|介绍|强调)|同时|对此|因此|所以|随后|接着|另外|此外|并且|而且|首先|其次|最后|不过|但|"
    r"(?:It|He|She|They|This|That|These|Those|But|However|And|So|Then|Also)\b"
)
"""A sentence that leans on the one before it cannot open a lede."""


def pick(paragraphs: Sequence[str], *, title: str = "") -> Lede:
    """Pick ledes from cleaned paragraphs; empty where none of them makes a statement of its own."""
    found = [each for each in statements(paragraphs, title) if not (title and same(each, title))]
    if not found:
        return Lede()
    chosen = found[_start(found, title) :]
    is_latin = latin(chosen[0])
    return Lede(
        fit(_short(chosen, title), SHORT, is_latin, slack=1.0, over=0.75),
        fit(_both_parts(chosen, title, MEDIUM, is_latin), MEDIUM, is_latin),
        fit(_both_parts(chosen, title, LONG, is_latin), LONG, is_latin),
    )


def _both_parts(chosen: list[str], title: str, length: int, is_latin: bool) -> list[str]:
    """Follow a title of several parts: `A met B; C leaves D` goes from the sentence on A to the one on C.

    The lede stays in the article's order; it leaves out what lies between only where the length would not reach a
    sentence that tells much of the title that is not told yet.
    """
    pairs = _pairs(title)
    if len(pairs) < 8 or _MEETING.search(chosen[0][:_WINDOW]):
        return chosen
    room = length * SLACK
    taken, reached = 0.0, 0
    while reached < len(chosen) and (taken := taken + width(chosen[reached], is_latin)) <= room:
        reached += 1
    untold = pairs - _pairs("".join(chosen[: max(reached, 1)]))
    room -= width(chosen[0], is_latin)
    best, most = 0, MORE * len(pairs)
    for i in range(max(reached, 1), min(len(chosen), _LOOK)):
        told = len(untold & _pairs(chosen[i]))
        if told > most and width(chosen[i], is_latin) <= room and not _LEANS.match(chosen[i]):
            best, most = i, told
    return [chosen[0], *chosen[best:]] if best else chosen


def _terse(sentence: str) -> str:
    """Spare a short lede its lead-ins, asides and what stands in brackets."""
    sentence = _without(_LEADIN, sentence)
    sentence = _without(_ASIDE, sentence)
    if speaker := _SPEAKER.match(sentence):
        sentence = speaker[0] + _without(_ASIDE, sentence[speaker.end() :])
    return _BRACKETED.sub("", sentence)


def _without(leadin: re.Pattern[str], sentence: str) -> str:
    """Cut up to three openings, as long as enough stays to say something."""
    for _ in range(3):
        found = leadin.match(sentence)
        if not found or len(sentence) - found.end() < _SAYS_SOMETHING or _LEANS.match(sentence, found.end()):
            break
        sentence = sentence[found.end() :]
    return sentence


def _short(chosen: list[str], title: str) -> list[str]:
    """Choose what a short lede says: what was said or decided rather than that a paper came out or a meeting met."""
    if len(chosen) > 1 and _EVENT.match(chosen[0]) and not _LEANS.match(chosen[1]):
        wanted = _pairs(title)
        if _share(wanted, chosen[1]) >= _share(wanted, chosen[0]):
            return [_terse(chosen[1])]
    return [_terse(chosen[0]), *chosen[1:2]]


def _pairs(title: str) -> set[str]:
    wanted = bare(title)
    return {wanted[i : i + 2] for i in range(len(wanted) - 1)}


def _share(pairs: set[str], text: str) -> float:
    window = bare(text[:_WINDOW])
    return sum(pair in window for pair in pairs) / len(pairs) if pairs else 0.0


def _start(found: list[str], title: str) -> int:
    """Find the sentence where the news begins: the first one, unless a later one tells far more of the title."""
    pairs = _pairs(title)
    if len(pairs) < 4 or _MEETING.search(found[0][:_WINDOW]):
        return 0
    gain = NEWS_GAIN if _NEWS.search(found[0][:_WINDOW]) else GAIN
    joined = "".join(found)
    at = len(found[0])
    best, held = 0, _share(pairs, joined) + gain
    if gain == GAIN and _share(pairs, found[0]) < SCENE:
        held = min(held, TELLING)
    for i, sentence in enumerate(found[1:_LOOK], 1):
        share = _share(pairs, joined[at : at + _WINDOW])
        at += len(sentence)
        if share > held and 2 * _share(pairs, sentence) > share and not _LEANS.match(sentence):
            best, held = i, share + 0.1
    return best
