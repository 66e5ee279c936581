"""The lede: the first informative sentences of an article, at three lengths.

Leads beat graph ranking on news, so the first statements stand unless they plainly do not tell the news: where the
opening shares little with the title (a scene, a principle, background), the lede starts at the sentence that does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.model import Lede
from ledebot.bot.text.normalized_equal import same
from ledebot.bot.text.rules import Effect, union
from ledebot.bot.text.sentences import latin
from ledebot.bot.text.statements import statements
from ledebot.bot.text.title_topic import Focus, leans
from ledebot.bot.text.trim import fit

SHORT, MEDIUM, LONG = 60, 120, 240
"""Lengths in Chinese characters, or the same reading time in English."""

_SAYS_SOMETHING = 15
"""Characters that must remain of a sentence when its lead-ins are cut."""
_LEADIN = union(Effect.LEADIN)
_ASIDE = union(Effect.ASIDE)
_SPEAKER = re.compile(r"[^，。：“]{2,44}?(?:表示|认为|称|说|指出|强调|透露|宣布|公告|预计)[，：,:]")
_EVENT = re.compile(
    r"[^。]{0,90}?(?:(?:发布|公布|印发|出台|披露|下发)[^，。]{2,40}(?:公告|通知|规划|意见|方案|办法|报告|公报|数据|文件|声明|函|计划|快报)"
    r"|(?:召开|举行|举办|主持|开幕|闭幕|接受[^，。]{0,14}采访|发表[^，。]{0,20}(?:演讲|讲话|文章)|回答[^，。]{0,10}提问)[^，。]{0,30})。$"
)
"""A sentence that only tells that something was published or took place."""
_BRACKETED = re.compile(r"[（(][^（()）]{0,30}[）)]")


def pick(paragraphs: Sequence[str], *, title: str = "") -> Lede:
    """Pick ledes from cleaned paragraphs; empty where none of them makes a statement of its own."""
    found = [each for each in statements(paragraphs, title) if not (title and same(each, title))]
    if not found:
        return Lede()
    is_latin = latin(found[0])
    focus = Focus(found, title, is_latin)
    start = focus.start(MEDIUM)
    first, rest = found[start], found[start + 1 :]
    return Lede(
        fit(_short(first, rest, focus, start), SHORT, is_latin, slack=1.0, over=0.75),
        fit(focus.choose(start, MEDIUM), MEDIUM, is_latin),
        fit(focus.choose(start, LONG), LONG, is_latin),
    )


def _short(first: str, rest: list[str], focus: Focus, start: int) -> list[str]:
    """Choose what a short lede says: what was said or decided rather than that a paper came out or a meeting met."""
    if rest and _EVENT.match(first) and not leans(rest[0]) and focus.share(start + 1) >= focus.share(start):
        return [_terse(rest[0]), *rest[1:2]]
    return [_terse(first), *rest[:1]]


def _terse(sentence: str) -> str:
    """Spare a short lede its lead-ins, asides and what stands in brackets."""
    sentence = _without(_LEADIN, sentence)
    sentence = _without(_ASIDE, sentence)
    if speaker := _SPEAKER.match(sentence):
        sentence = speaker[0] + _without(_ASIDE, sentence[speaker.end() :])
    return _BRACKETED.sub("", sentence)


def _without(opening: re.Pattern[str], sentence: str) -> str:
    """Cut up to three openings, as long as enough stays to say something."""
    for _ in range(3):
        found = opening.match(sentence)
        if not found or len(sentence) - found.end() < _SAYS_SOMETHING or leans(sentence, found.end()):
            break
        sentence = sentence[found.end() :]
    return sentence
