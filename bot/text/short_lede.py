"""The short lede: it has room for little more than one sentence, and must say what happened.

In Chinese all that it could say is weighed: each of the first sentences, without what leads it in, whole or with the
next one, ended early after any clause that says something by itself, or cut. Readers' grades of 2,847 such candidates
of 671 reports taught what each sign weighs (`python -m benchmarks.lede_weights`). Elsewhere, in Japanese and Korean
too, the writer's first sentence is the news.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from operator import itemgetter, mul
from typing import NamedTuple

from ledebot.bot.text.clauses import early_ends, ended_early
from ledebot.bot.text.english_clauses import is_english, led_up_to
from ledebot.bot.text.leaning import leans, points_back, takes_up, unlinked
from ledebot.bot.text.script import HAN, width
from ledebot.bot.text.statements import BARE_QUOTE, Statement
from ledebot.bot.text.terse import SAYS_SOMETHING, terse
from ledebot.bot.text.title_topic import Focus
from ledebot.bot.text.trim import ELLIPSIS, WHOLE, balanced, cut, fit, whole

LOOK = 6
"""Statements that may speak."""
BARE = 0.4
"""Share of its length below which a short lede says little more than its title, and goes on with whole clauses."""
FILLS = 8
"""Characters of a second sentence that is worth its place; a question is not."""
_TERSE = 0.75
"""Share of its length up to which a short lede takes a further sentence where it has no title to add to: it is one."""
_BESIDE = 3
"""Statements among which a short one speaks for a long one, where that comes to its news late."""
_AS_MUCH = 0.6
"""What share of the first one's telling it must have."""
_LONG, _MANY = 200, 4
"""Characters of a sentence, and figures in it, beyond which more say no more for it."""
_ENDS = 4
"""Of the places where a sentence may end early, how many of the last ones are tried."""

_FIGURE = re.compile(r"\d\d*")  # one first: the engine skips to it
_CLOSERS = "”》）」』"
_BACKGROUND = re.compile(
    r"近年来|一直以来|长期以来|多年来|作为|据了解|众所周知|随着|自.{2,12}以来|为(?:了|贯彻|深入|进一步|推动|落实)"
)
_EVENT = re.compile(
    r"[^。]{0,90}?(?:(?:发布|公布|印发|出台|披露|下发)[^，。]{2,40}(?:公告|通知|规划|意见|方案|办法|报告|公报|数据|文件|声明|函|计划|快报)"
    r"|(?:召开|举行)[^，。]{0,30}(?:发布会|记者会|吹风会)，(?:(?!(?:介绍|表示)，|预计)[^。]){0,40}"
    r"|(?:召开|举行|举办|主持|开幕|闭幕|接受[^，。]{0,14}采访|发表[^，。]{0,20}(?:演讲|讲话|文章)|回答[^，。]{0,10}提问)[^，。]{0,30})。$"
)


class Signs(NamedTuple):
    """What speaks for or against a candidate; shares from 0 to 1, the rest yes or no."""

    tells: float
    """Share of the title that it tells."""
    figures: float
    """How many figures it has, of four."""
    long: float
    """How long its sentence is, of 200 characters: a writer says most where the news is."""
    fills: float
    """Share of the room that it fills."""
    early: float = 0
    """Whether the sentence that it begins with ends early."""
    broken: float = 0
    """Whether it breaks off."""
    joined: float = 0
    """Whether it goes on with the next sentence."""
    exclaims: float = 0
    event: float = 0
    """Whether its sentence only tells that something was published or took place."""
    news: float = 0
    """Whether its sentence says when and what was done or announced, and the opening does not."""
    after_background: float = 0
    """Whether it stands after an opening that is background."""
    begins: float = 0
    """Whether the longer ledes begin with its sentence."""


WEIGHTS = Signs(
    tells=1.48,
    figures=0.38,
    long=0.96,
    fills=1.37,
    early=-0.31,
    broken=-1.14,
    joined=-0.22,
    exclaims=-0.44,
    event=-0.33,
    news=0.32,
    after_background=1.21,
    begins=0.22,
)
"""What each sign weighs."""


def short_lede(found: Sequence[Statement], focus: Focus, start: int, each: float, length: int) -> str:
    """Give the short lede.

    `start`: the statement with which the news begins; `each`: the reading time of a character; `length`: the room, in
    Chinese characters.
    """
    if each >= HAN and focus.size:
        return _told_best(found, focus, start, each, length)
    over, full = (1.0, BARE) if focus.size else (_TERSE, 0.0)
    return fit(_in_order(found[start:], each, focus, start, length), length, each, slack=1.0, over=over, full=full)


def _told_best(found: Sequence[Statement], focus: Focus, start: int, each: float, length: int) -> str:
    best, most = "", -math.inf
    ranked = [(weight(at_best), i, at_best) for i, at_best in openings(found, focus, start)]
    for at_most, i, at_best in sorted(ranked, key=itemgetter(0), reverse=True):
        if at_most <= most:
            break  # no other can speak louder
        for said, signs in candidates(found, i, at_best, focus, each, length):
            if (speaks := weight(signs)) > most:
                best, most = said, speaks
    return best


def weight(signs: Signs) -> float:
    """Tell how much signs speak for a candidate."""
    return float(sum(map(mul, WEIGHTS, signs)))


def openings(found: Sequence[Statement], focus: Focus, start: int) -> Iterator[tuple[int, Signs]]:
    """Give the sentences that can open a short lede, or the first where none can, each with the most that could speak
    for what is said of it."""
    background = bool(_BACKGROUND.match(found[0].text))
    near = [*range(min(LOOK, len(found))), *([start] if start >= LOOK else [])]
    for i in [i for i in near if _can_open(found[i], first=not i)] or [0]:
        text = found[i].text
        yield (
            i,
            Signs(
                tells=focus.share(i) + focus.share(i + 1),
                figures=_figures("".join(one.text for one in found[i : i + 2])),
                long=min(len(text), _LONG) / _LONG,
                fills=1,
                event=bool(_EVENT.match(text)),
                news=focus.is_news(i),
                after_background=background and i > 0,
                begins=i == start,
            ),
        )


def candidates(
    found: Sequence[Statement], i: int, at_best: Signs, focus: Focus, each: float, length: int
) -> Iterator[tuple[str, Signs]]:
    """Give what a short lede could say of a sentence, with its signs."""
    text = found[i].text
    following = found[i + 1].text if _goes_on(found, i, focus, length / each) else ""
    for form in _forms(unlinked(text) if i else text, following, each, length):
        signs = at_best._replace(
            tells=focus.tells(i, form.text),
            figures=_figures(form.text),
            fills=min(width(form.text, each) / length, 1),
            early=form.early,
            broken=form.text.rstrip(_CLOSERS).endswith(ELLIPSIS),
            joined=form.joined,
            exclaims="！" in form.text,
        )
        yield form.text, signs


def _figures(text: str) -> float:
    return min(len(_FIGURE.findall(text)), _MANY) / _MANY


def _can_open(one: Statement, *, first: bool) -> bool:
    text = one.text if first else unlinked(one.text)
    if one.weak or BARE_QUOTE.search(text.removesuffix("。")) or len(text) < FILLS:
        return False
    return first or not (leans(text) or takes_up(text))


def _goes_on(found: Sequence[Statement], i: int, focus: Focus, room: float) -> bool:
    """Whether there may be room for the next sentence, and that would not better speak for itself: it tells no more."""
    if i + 1 == len(found) or len(found[i].text) > room:
        return False
    return focus.share(i + 1) <= focus.share(i) or not focus.opens_later(i + 1)


class _Form(NamedTuple):
    text: str
    early: bool = False
    joined: bool = False


def _forms(sentence: str, following: str, each: float, length: int) -> Iterator[_Form]:
    """Give what a sentence can be: whole, with the next one, ended early, or one of its parts (`…；…`)."""
    said = terse(sentence)
    wide = width(said, each)
    if wide > length * WHOLE:
        yield from _shorter(said, each, length)
        for part in sentence.rstrip("。").split("；")[1:]:
            if len(part) >= SAYS_SOMETHING and not points_back(part):
                yield from _shorter(terse(f"{part}。"), each, length)
        return
    yield _Form(balanced(said))
    if len(following) < FILLS or following[-1] in "？?":
        return
    if wide + width(following, each) <= length:
        yield _Form(balanced(said + following), joined=True)
    elif wide < length * BARE and (ends := early_ends(following, int(length - wide), each)):
        yield _Form(balanced(said + ends[-1]), joined=True)


def _shorter(sentence: str, each: float, length: int) -> list[_Form]:
    """List where a sentence, if it is too long, can end."""
    if width(sentence, each) <= length * WHOLE:
        return [_Form(balanced(sentence), early=True)]
    ends = early_ends(sentence, int(length * WHOLE), each)[-_ENDS:]
    return [_Form(balanced(end), early=True) for end in ends or [cut(sentence, length, each)]]


def _in_order(found: Sequence[Statement], each: float, focus: Focus, start: int, length: int) -> list[str]:
    """Choose without a title and in other languages: the first sentence speaks, cut if it must be, unless it has not
    come to its news.

    Where it can be had neither whole nor ended early, a short one beside it that tells as much speaks.
    """
    first = int(_gives_way(found, each, focus, start, length))
    heads_on = is_english(found[first].text) and not led_up_to(found[first].text)  # cut, it has told its news
    least = focus.share(start + first) * (1 if heads_on else _AS_MUCH)
    for i, one in enumerate(found[first:LOOK], first):
        unfit = leans(one.text) or one.weak or one.text[0] in '“"' or len(one.text) < SAYS_SOMETHING
        farther = heads_on and (i >= _BESIDE or not focus.share(start + i))
        if i > first and (unfit or farther or focus.share(start + i) < least):
            continue
        if _fits(said := terse(one.text), each, length):
            following = [after.text for after in found[i + 1 : i + 2]]
            return [said, *(text for text in following if len(text) >= FILLS and text[-1] != "?")]
    return [terse(found[first].text)]


def _gives_way(found: Sequence[Statement], each: float, focus: Focus, start: int, length: int) -> bool:
    """Whether the first sentence only calls out, or tells that something took place, and the second can open."""
    if len(found) > 1 and _EVENT.match(found[0].text):
        return focus.opens_later(start + 1)
    if len(found) < 2 or len(found[0].text) >= SAYS_SOMETHING or leans(found[1].text):
        return False
    return width(found[0].text + found[1].text, each) > length and _fits(terse(found[1].text), each, length)


def _fits(sentence: str, each: float, length: int) -> bool:
    """Whether a short lede can hold a sentence, whole or ended early."""
    return width(sentence, each) <= length * whole(each) or bool(ended_early(sentence, length, each))
