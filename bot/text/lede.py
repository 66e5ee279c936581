"""The lede: the first informative sentences of an article, at three lengths.

Leads beat graph ranking on news, so the first statements stand unless they plainly do not tell the news: where the
opening shares little with the title (a scene, a principle, background), the lede starts at the sentence that does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.model import Lede
from ledebot.bot.text.clauses import ended_early
from ledebot.bot.text.english_clauses import is_english, led_up_to
from ledebot.bot.text.leaning import answer, leans, points_back
from ledebot.bot.text.normalized_equal import same
from ledebot.bot.text.rules import Effect, Patterns
from ledebot.bot.text.script import HAN, HANGUL, full_commas, unit, width
from ledebot.bot.text.statements import Statement, statements
from ledebot.bot.text.title_topic import Focus
from ledebot.bot.text.trim import WHOLE, fit

_LEADIN, _ASIDE = Patterns(Effect.LEADIN), Patterns(Effect.ASIDE)
SHORT, MEDIUM, LONG = 60, 120, 240
"""Lengths in Chinese characters, or the same reading time in English."""

_SAYS_SOMETHING = 15
"""Characters that must remain of a sentence when its lead-ins are cut, or that one has which speaks for another."""
_BESIDE = 3
"""Statements among which it looks for one that tells more."""
_FILLS = 8
"""Characters of a second sentence that is worth its place; a question is not."""
_NEAR, _AS_MUCH = 6, 0.6
"""Statements among which a short lede looks for one that is whole, and what share of the first one's telling it must
have."""
_MORE = 0.2
"""How much more of the title a sentence tells than the background, the scene or the caption before it."""
_PLACED = re.compile(r"(?<!\d)，[^，。\d是被有在了将为的已不没预就还也能可要叫年月日时个只“”]{2,8}。$")
_UNSAID = re.compile(r"^[“「][^”」]*[”」]。?$")
_CAPTION = 30
"""Characters of a caption before a short text, wherever it ends."""
_DATED = re.compile(r"(?:当地时间)?\d{1,2}月\d{1,2}日")
_TERSE = 0.75
"""Share of its length up to which a short lede takes a further sentence where it has no title to add to: it is one."""
_BARE = 0.4
"""Share of its length below which a short lede says little more than its title, and goes on with whole clauses."""
_SPEAKER = re.compile(r"[^，。：“]{2,44}?(?:表示|认为|称|说|指出|强调|透露|宣布|公告|预计)[，：,:]")
_EVENT = re.compile(
    r"[^。]{0,90}?(?:(?:发布|公布|印发|出台|披露|下发)[^，。]{2,40}(?:公告|通知|规划|意见|方案|办法|报告|公报|数据|文件|声明|函|计划|快报)"
    r"|(?:召开|举行)[^，。]{0,30}(?:发布会|记者会|吹风会)，(?:(?!(?:介绍|表示)，|预计)[^。]){0,40}"
    r"|(?:召开|举行|举办|主持|开幕|闭幕|接受[^，。]{0,14}采访|发表[^，。]{0,20}(?:演讲|讲话|文章)|回答[^，。]{0,10}提问)[^，。]{0,30})。$"
)
"""A sentence that only tells that something was published or took place."""
_SAME_DAY = re.compile(r"(?:(?!\d日)[^。]){0,30}?[当同][天日晚]")
_OF_WHICH = "其中，"
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff”》」）]) (?=[\u3400-\u9fff“《「（])")
_LEADS_UP = re.compile(r"时?(?:强调|指出|表示)$")
"""How the part of a headline ends that leads up to the next: `甲在会上强调 乙`."""
_LISTED = re.compile(r"(?:、[^，,。、；：“”在]{1,14}){2,20}(?=等)")
"""All but the first of many names before `等22家`; one with a preposition ends a clause."""
_CLUNG_TO = re.compile(r"\s[（(](?!\d{1,6}\)\s[\u0600-\u06ff])[^（()）]{0,30}[）)](?=[^\W\u3040-\u9fff])")
"""A bracket that a word clings to: without it a space stays."""
_BRACKETED = re.compile(r"\s?[（(](?!\d{1,6}\)\s[\u0600-\u06ff])[^（()）]{0,30}[）)]")
"""What a short lede spares; in Arabic a figure in brackets is the sentence's own."""


def pick(paragraphs: Sequence[str], *, title: str = "") -> Lede:
    """Pick ledes from cleaned paragraphs; empty where none of them makes a statement of its own."""
    found = _beyond_title(statements(paragraphs, title), title)
    if not found:
        return Lede()
    each = unit(found[0].text)
    focus = Focus(found, title, each, deck=len(paragraphs) == 1)
    start = 0 if found[0].listed else max(focus.start(MEDIUM), int(_captioned(found, focus)))
    short = _headlines(found, each) if found[0].listed else _short(found[start:], focus, start, each)
    return Lede(
        fit(short, SHORT, each, slack=1.0, over=1.0 if title else _TERSE, full=_BARE if title else 0.0),
        fit(focus.choose(start, MEDIUM), MEDIUM, each),
        fit(focus.choose(start, LONG), LONG, each),
    )


def _beyond_title(found: list[Statement], title: str) -> list[Statement]:
    """Leave out statements that only say the title where a lede would begin with them, and where there are no others.

    In the middle of a report one is part of what it tells, and what leans on one cannot do without it.
    """
    first = next((at for at, one in enumerate(found) if not (title and same(one.text, title))), None)
    if first is None:
        return []
    return found[first - 1 :] if first and leans(found[first].text) else found[first:]


def _captioned(found: Sequence[Statement], focus: Focus) -> bool:
    """Whether a picture's caption, which ends on its place or is short, comes before dated news that tells as much."""
    if len(found) < 2 or not _DATED.match(found[1].text) or _DATED.search(found[0].text):
        return False
    if _PLACED.search(found[0].text):
        return focus.share(1) >= focus.share(0) * _AS_MUCH
    short = len(found) <= _NEAR and len(found[0].text) <= _CAPTION
    return short and focus.share(1) > focus.share(0) + _MORE


def _short(found: Sequence[Statement], focus: Focus, start: int, each: float) -> list[str]:
    """Choose what a short lede says: what was said or decided rather than that a paper came out or a meeting met.

    It has room for little more than one sentence, so one of the first that tells far more of the title speaks; where
    the first can be had neither whole nor ended early, a short one beside it that tells as much.
    """
    candidates = [
        _telling(answer(one.text) if start + i else one.text, focus, each) for i, one in enumerate(found[:_NEAR])
    ]
    first = _first_told(found, focus, start, each)
    heads_on = is_english(candidates[first]) and not led_up_to(candidates[first])  # cut, it has told its news
    least = focus.share(start + first) * (1 if heads_on else _AS_MUCH)
    for i, sentence in enumerate(candidates[first:], first):
        if i > first and (
            leans(sentence)
            or found[i].weak
            or focus.share(start + i) < least
            or (heads_on and (i >= _BESIDE or not focus.share(start + i)))
            or sentence[0] in '“「"'
            or len(sentence) < _SAYS_SOMETHING
        ):
            continue
        if i == first and _UNSAID.search(sentence) and width("".join(candidates[i : i + 2]), each) > SHORT:
            continue  # a quotation wants who it is from, and there is no room for it
        if _fits(said := _terse(sentence), each):
            return [said, *(one for one in candidates[i + 1 : i + 2] if len(one) >= _FILLS and one[-1] not in "？?")]
    return [_terse(candidates[first])]


def _telling(sentence: str, focus: Focus, each: float) -> str:
    """Give of a long sentence in parts (`…；…`) the one that tells far more of the title than the first one, if any."""
    if each < HAN or "；" not in sentence or width(sentence, each) <= SHORT:
        return sentence
    first, *others = sentence.rstrip("。").split("；")
    best = max((one for one in others if not points_back(one)), key=focus.tells, default=first)
    return f"{best}。" if focus.tells(best) > focus.tells(first) + _MORE and _fits(_terse(best), each) else sentence


def _first_told(found: Sequence[Statement], focus: Focus, start: int, each: float) -> int:
    """Find which of the first statements a short lede begins with."""
    if len(found) > 1 and _EVENT.match(found[0].text):
        if focus.meeting:
            answers = [i for i, one in enumerate(found[:_NEAR]) if i and focus.opens_later(start + i, answers=True)]
            said = [i for i in answers if not _EVENT.match(found[i].text) and _fits(_terse(found[i].text), each)]
            best = max(said, key=lambda i: focus.share(start + i), default=0)
            if best and focus.share(start + best) >= focus.share(start) * _AS_MUCH:
                return best
        elif focus.opens_later(start + 1) and focus.share(start + 1) >= focus.share(start):
            return 1
    if len(found) > 1 and len(found[0].text) < _SAYS_SOMETHING and not leans(found[1].text):
        no_room = width(found[0].text + found[1].text, each) > SHORT
        if no_room and _fits(_terse(found[1].text), each):
            return 1
    if each < HANGUL:
        return 0
    figure = focus.figure(start)
    for i, one in enumerate(found[1:_NEAR], 1):
        news = focus.is_news(start + i) or (i < _BESIDE and not figure and focus.figure(start + i))
        more = i < _BESIDE and focus.share(start + i) > focus.share(start) + _MORE
        more = more or (news and not _EVENT.match(one.text) and focus.share(start + i) >= focus.share(start))
        opens = more and (focus.opens_later(start + i, answers=True) or (news and one.text.startswith(_OF_WHICH)))
        if opens and width(_terse(one.text), each) <= SHORT:
            return i
    return 0


def _fits(sentence: str, each: float) -> bool:
    """Whether a short lede can hold a sentence, whole or ended early."""
    return width(sentence, each) <= SHORT * WHOLE or bool(ended_early(sentence, SHORT, each))


def _headlines(found: Sequence[Statement], each: float) -> list[str]:
    """Give a round-up's items, of a first one that is too long the parts that a short lede holds."""
    first, *others = (one.text for one in found)
    if width(first, each) > SHORT and (parts := _BETWEEN.split(first))[1:]:
        held = next((n for n in range(len(parts) - 1, 0, -1) if len(" ".join(parts[:n])) < SHORT), 0)
        if held:
            first = _LEADS_UP.sub("", " ".join(parts[:held])) + "；"
    return [first, *others]


def _terse(sentence: str) -> str:
    """Spare a short lede its lead-ins, asides and what stands in brackets."""
    sentence = sentence.removeprefix(_OF_WHICH)
    for opening in (_LEADIN, _ASIDE, _LEADIN):  # on what occasion comes before who told it, and after when
        sentence = _without(opening, sentence)
    if speaker := _SPEAKER.match(sentence):
        sentence = speaker[0] + _without(_ASIDE, sentence[speaker.end() :])
    return _LISTED.sub("", _BRACKETED.sub("", _CLUNG_TO.sub(" ", sentence)))


def _without(opening: Patterns, sentence: str) -> str:
    """Cut up to three openings, as long as enough stays to say something."""
    for _ in range(3):
        found = opening.match(full_commas(sentence))
        if not found or len(sentence) - found.end() < _SAYS_SOMETHING or leans(sentence, found.end()):
            break
        if sentence[found.end()] in '“「『"将就则会要均也才便却' or _SAME_DAY.match(sentence, found.end()):
            break  # a quotation wants who it is from, what is done who does it, and `当天` its day
        sentence = sentence[found.end() :]
    return sentence
