"""Which sentences of an article can tell its news: its statements, in order, without questions, notes and headings.

A block is judged by the sentences in it. What no statement can be had without is kept for the last: a question that is
all there is, a deck without its full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ledebot.bot.text.decks import DECK, LEAD, is_part, lacks_stop, names_only, said_before, stands_over, unended
from ledebot.bot.text.english_clauses import only_names
from ledebot.bot.text.leaning import echoes, leans, told_by
from ledebot.bot.text.normalized_equal import bare
from ledebot.bot.text.repeats import adds_a_word, end_alike
from ledebot.bot.text.roundup import listed_alone, round_up
from ledebot.bot.text.rules import Effect, Patterns
from ledebot.bot.text.script import HANGUL, of_script, unit, width
from ledebot.bot.text.sentences import sentences
from ledebot.bot.text.set_apart import STOP, joined
from ledebot.bot.text.stops import with_quotes_closed, with_stops
from ledebot.bot.text.teasers import PLAINLY, breaks_off, broken_off, cut_off, last_resort
from ledebot.bot.text.unstopped import is_unstopped, states

_SKIP = Patterns(Effect.SKIP)
_WEAK = Patterns(Effect.WEAK)
_LABEL = Patterns(Effect.LABEL)
_QUESTION = re.compile(r"(?:[？?؟\u037e]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);)[\xa0\u202f ]?[”」』\"’»)）“‘«']?$")
"""How a question ends; four characters."""
_NOTE = re.compile(r"[【\[（(]?(?:编者按|编者的话|编者注|编辑按|编按|数据说明|編者按|记者按|Editor.s [Nn]ote)")
"""What makes the whole paragraph a note; other skipped openings only make their own sentence one."""
_PUT = re.compile(
    r"[^。！]{0,120}?(?:提问|提問|问到|问道|問道|追问|追問)[：:，]|[^。！，]{0,24}(?:记者|記者|主持人|网友)?[问問][：:，]|(?:记者|記者|主持人|网友)[：:]|[请請][问問]"
    r"|(?:有|多[名位]|一[名位])(?:记者|記者)(?:提[问問]|[询詢追][问問]|[问問]及)"
)
_ASKERS = "记記主网"
"""How what leads up to a question opens, if one follows; and with what, where it has no word for asking."""
_REPORTED = re.compile(r"(?:کہا|بتایا|گفت|कहा|बताया|सवाल किया)[^۔।.]{0,16}?\s(?:کہ|که|कि)\s")
"""What reports a question as what somebody said, in languages that set it in no quotes."""
_ORNAMENT = re.compile(
    "[\u2190-\u21ff\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff][\\s\u2190-\u21ff\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]{0,12}(?=\\S)"
)
"""Emoji before a text: `📢 【便民】…`."""
_LIST_MARK = re.compile(r"[• ]+|\*\s+|[-–]\s+(?![^\n]{0,400}\s[-–]\s)")
"""What stands before an item of a list, or is left of a dateline; another dash after it marks what somebody said."""
_CELLS = re.compile(r"\s\|\s")
_LINES = 48
"""Paragraphs looked at in all: a bound for lists and tables before the text."""
_ENOUGH = 720
"""Statements of this length (in Chinese characters) surely fill the longest lede, wherever it starts."""
_END = 8
"""Characters by which two sentences that say the same begin or end alike."""
_REPLY = re.compile(r"(?:Well|Yes|No|Nope|Maybe|Perhaps|Probably|Absolutely|Of course|Not|I|It|That|This)\b")
_HOW = re.compile(r"(?:With|By|Because|Through|In|At|On|From|For|To)\b")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|should|do|does|did|says?|went|came|got|"
    r"[a-z]{3,}ed)\b|[’'](?:s|re|ll|ve|d|m)\b|,"
)
"""How a reply begins that says nothing without its question: it agrees or does not, or tells how and has no verb."""
_OPENS_QUOTE = ("“", '"')
BARE_QUOTE = re.compile(r"^[“「][^”」]*[”」]$")
"""A quotation that does not say whose it is."""
_QUOTE = 150
"""Chinese characters of a quotation and who said it, to be told as one."""
_WHEN = re.compile(r"\d\s?[日月号]|[今昨][天日]|[近当]日|[周週星][一二三四五六日期]")
_ANSWER = 8
"""Characters of a sentence after a question that says nothing without it: `80%。`."""
_SHORT_LINES, _SHORT_BODY = 2, 120
"""Paragraphs, and Chinese characters in all, of a body that is a deck."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that may stand in a lede."""

    text: str
    weak: bool = False
    """Background, a bare quote: a lede may go on with it, not open with it."""
    apart: bool = False
    """Whether something was left out before it, on which it may lean."""
    under: bool = False
    """Whether it is the first and a line stands over it, of which it may speak."""
    listed: bool = False
    """Whether it is an item of a list, to be told from its first one on."""


def statements(paragraphs: Sequence[str], title: str) -> list[Statement]:
    """List the sentences among which a lede is chosen; empty where the paragraphs state nothing whole."""
    head = with_quotes_closed(with_stops(joined(paragraphs[:_LINES])))
    if items := round_up(head, title):
        return [Statement(item, listed=True) for item in items]
    found: list[Statement] = []
    where: list[int] = []
    total = 0.0
    each = unit("".join(head[:3]))
    short = len(head) <= _SHORT_LINES and width("".join(head), each) <= _SHORT_BODY
    asked = False
    for paragraph, following in zip_longest(head, head[1:], fillvalue=""):
        if following and unended(paragraph) and not breaks_off(paragraph):
            paragraph += "。"
        elif not found and STOP.search(following[-8:]) and lacks_stop(paragraph):
            paragraph += "."
        weak = len(paragraph) < 500 and bool(_WEAK.match(paragraph))
        before = len(found)
        mark = _LIST_MARK.match(paragraph)
        for sentence, apart in _whole(paragraph[mark.end() if mark else 0 :], asking=short, after=asked):
            if each < HANGUL and found and ((mark and names_only(paragraph)) or is_part(sentence, paragraph)):
                continue
            piece = len(found) > before and is_unstopped(sentence)  # of a longer sentence, perhaps
            pictured = each < HANGUL and not found and sentence == paragraph and only_names(sentence)
            under = not found and paragraph is not head[0]
            weakly = weak or piece or pictured or _puts(sentence)
            found.append(Statement(sentence, weakly, apart, under=under))
            where.append(before)
            total += width(sentence, each)
        if total > _ENOUGH:
            break
        ends_asking = paragraph[-1:] not in "。！" and bool(_QUESTION.search(paragraph[-4:]))
        asked = (ends_asking and not short) or (asked and len(found) == before)
    found = [found[i] for i in of_script(title, [one.text for one in found], where)]
    told = _broken_off(_under_deck(_once(_quoted(found, each)), head), head)
    return told or [Statement(one) for one in listed_alone(head) or last_resort(head)]


def _broken_off(told: list[Statement], head: Sequence[str]) -> list[Statement]:
    """Add the sentence that a teaser breaks off in where those before it say little."""
    said = "".join(one.text for one in told)
    last = broken_off(head[-1]) if said and width(said, unit(said)) < DECK and cut_off(head[-1]) else ""
    return [*told, Statement(last)] if last and last not in said else told


def _under_deck(found: list[Statement], head: Sequence[str]) -> list[Statement]:
    """Put a deck without its full stop before the text that leans on it, or tells what somebody said."""
    first = found[0].text if found else ""
    if first and (leans(first) or first[0] in _OPENS_QUOTE) and stands_over(head[0], first):
        return [Statement(head[0] + "."), *found]
    return found


def _quoted(found: list[Statement], each: float) -> list[Statement]:
    """Put a quotation together with the sentence after it that only tells whose it is; what was said today is news."""
    if not any(one.weak for one in found):
        return found
    whole: list[Statement] = []
    for one in found:
        before = whole[-1] if whole else None
        quoted = before and before.weak and BARE_QUOTE.search(before.text) and told_by(one.text)
        if before and quoted and width(before.text + one.text, each) <= _QUOTE:
            whole[-1] = replace(before, text=before.text + one.text, weak=not _WHEN.search(one.text))
        else:
            whole.append(one)
    return whole


def _whole(paragraph: str, *, asking: bool = False, after: bool = False) -> Iterator[tuple[str, bool]]:
    """Give a paragraph's whole sentences, each with whether something before it was left out.

    A question that is put to somebody, and what leads up to it, is left out; of another the statement stays that a
    colon parts from it, and of a table's cells only sentences. `asking`: questions that follow statements stay, as a
    deck may end with what its article answers. `after`: whether the paragraph before ended in a question.
    """
    if _NOTE.match(paragraph):
        return
    ornament = _ORNAMENT.match(paragraph)
    text = paragraph[ornament.end() :] if ornament else paragraph
    label = _LABEL.match(text)
    text = text[label.end() :] if label else text
    if " | " in text[:80]:
        for cell in _CELLS.split(text[:4000]):
            if STOP.search(cell[-8:]) and len(cell) >= DECK:
                yield from _whole(cell)
        return
    unstopped = is_unstopped(text)
    if not (states(text) if unstopped else _states(text)):
        return
    found = sentences(text)
    questions = [not one.endswith(PLAINLY) and bool(_QUESTION.search(one[-4:])) for one in found]
    asked = len(found) - 1 - questions[::-1].index(True) if True in questions else -1
    leads = (i for i, one in enumerate(found[: asked + 1]) if _puts(one) or _SKIP.match(one))
    put = next(leads, asked + 1)
    apart = after
    for i, sentence in enumerate(found):
        # In a deck a question may be the half of what it says: `…，谁还敢挑战？但这种展示…`
        half = asking and (i > 0 or (all(questions[:2]) and len(found) > 1))
        asks = questions[i] and not half and not _REPORTED.search(sentence)
        asks = asks and not (i == 0 and _answered(found, questions) and (asking or unit(sentence) < HANGUL))
        if put <= i <= asked or _SKIP.match(sentence) or (apart and (echoes(sentence) or len(sentence) < _ANSWER)):
            apart = True
        elif asks:
            if said := said_before(sentence):
                yield said, apart
            apart = True
        elif sentence.endswith(PLAINLY) or (
            ((len(sentence) > 2 and STOP.search(sentence[-8:])) or unstopped)
            and (not breaks_off(sentence) or _and_so_on(sentence, more=i < len(found) - 1))
        ):
            answers = _LABEL.match(sentence) if apart else None
            yield sentence[answers.end() :] if answers else sentence, apart
            apart = False


def _answered(found: Sequence[str], questions: Sequence[bool]) -> bool:
    """Whether a paragraph opens on a question without which its answer makes no sense: `… a spare cord? If so, …`,
    `How can a paper win readers? With a new press.`
    """
    if len(found) < 2 or questions[1] or leans(found[0]):
        return False
    reply = found[1]
    return leans(reply) or bool(_REPLY.match(reply) or (_HOW.match(reply) and not _FINITE.search(reply)))


def _puts(sentence: str) -> bool:
    """Whether a sentence leads up to a question."""
    return ("问" in sentence or "問" in sentence or sentence[:1] in _ASKERS) and bool(_PUT.match(sentence))


def _and_so_on(sentence: str, *, more: bool = False) -> bool:
    """Whether a sentence is whole though it breaks off: a list, or dots of Latin text before `more` of it."""
    if sentence.endswith("……"):
        return "；" in sentence
    return more and len(sentence) >= LEAD and sentence.endswith(("...", "…")) and unit(sentence) < HANGUL


def _states(paragraph: str) -> bool:
    """Whether at least one sentence of a paragraph is whole; headings and captions hold none."""
    return (
        paragraph.endswith(PLAINLY)
        or bool(STOP.search(paragraph[-8:]) and not breaks_off(paragraph))
        or _and_so_on(paragraph)
        or any(stop in paragraph for stop in ("。", ". ", "。", "؟ ", "۔", "।", "! ", ".” ", '." ', "?” ", "!” "))
        or ("！" in paragraph and len(paragraph) > LEAD)  # a shorter one is a heading
    )


def _once(found: list[Statement]) -> list[Statement]:
    """Leave out what was said before: a teaser and the body that begins with it, a quote and its quotation."""
    kept: list[Statement] = []
    told: list[str] = []
    ends: dict[str, int] = {}
    for statement in found:
        says = bare(statement.text)
        same_end = ends.get(says[:_END], ends.get(says[-_END:])) if len(says) >= _END else None
        earlier = told[same_end] if same_end is not None else ""
        if same_end is not None and (says in earlier or end_alike(says, earlier) or adds_a_word(says, earlier)):
            continue
        if same_end is not None and earlier in says and len(earlier) * 2 > len(says):
            kept[same_end], told[same_end] = statement, says
        else:
            same_end = len(kept)
            kept.append(statement)
            told.append(says)
        ends.setdefault(says[:_END], same_end)
        ends.setdefault(says[-_END:], same_end)
    return kept
