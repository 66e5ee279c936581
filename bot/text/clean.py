"""Cleaning: an HTML body to its true paragraphs, with what the boilerplate told about the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ledebot.bot.model import Dateline
from ledebot.bot.text import captions_english, metadata, page_frame
from ledebot.bot.text.asides import EDGE, before_credit, said_before_credit, without_asides
from ledebot.bot.text.blocks import Block
from ledebot.bot.text.byline_english import english_byline
from ledebot.bot.text.captions import Captions, body_face, is_caption
from ledebot.bot.text.dateline import dateline, is_headline
from ledebot.bot.text.furniture import NONE, Furniture
from ledebot.bot.text.images import Image
from ledebot.bot.text.lines import (
    ENDED,
    after_first,
    few_sentences,
    lines_of,
    printable,
    prose,
    read_blocks,
    unlabelled,
    unmark,
    without_notes,
)
from ledebot.bot.text.normalized_equal import BRACKETED, after_title, bracketed, part_of, says, signed, tells, unsigned
from ledebot.bot.text.related import Related, links_heading
from ledebot.bot.text.repeats import Told, without_teaser
from ledebot.bot.text.reports import reports
from ledebot.bot.text.rules import BULLETS, SHORT_LINE, SHORT_PART, Effect, Patterns, fold
from ledebot.bot.text.seams import unglued
from ledebot.bot.text.stamps import part_over, stamp

_LINE, _LINE_EN = Patterns(Effect.LINE), Patterns(Effect.LINE, ignore_case=True)
_PART, _END, _HEAD, _TAIL = map(Patterns, (Effect.PART, Effect.END, Effect.HEAD, Effect.TAIL))

_STATED = re.compile(r"[。.…；;：:][”’」』）)]{0,3}$")
"""How prose ends that is a link; other links are headlines of other reports."""
_OUTLET = 16
"""Characters of what may follow a title in its line and only names the paper."""
_TRADITIONAL_SIGNS = tuple("國來說這對個們時會記電報圖請點關開閱為與發後編鐵訂設線")
_NEVER_NEWS = re.compile(
    r"caption|pic|img|photo|comment|quoted|listing|relat|relev|recomm|hidden|hide|credit|desc|promo|sponsor|repl|hot|more|ads?$|adv"
)
"""Names of elements whose prose may speak of the title's matter and is not the report all the same."""
_CLOSING, _BEGUN = 2, 2
"""Lines at a body's end whose last sentence may be the source's, and lines after which a report has begun."""
_BROKEN_OFF = re.compile(r"\s?(?:…|\.{3})")
"""What stays before a link to the rest: that a teaser is cut."""
_NAMED, _VALUED = 12, 30
"""Characters of a credit that ends on a full stop: `责任编辑：王小明。`, and of a label before an address."""
_ON = (">>", "＞＞")
"""How a line ends that only links to more."""
_LINK = 8
"""Characters of a link that may be a headline; menus have shorter ones."""
_LISTED = 3
"""Links that are a list of headlines."""
_DATELINES_IN = 4
"""A dateline opens one of the first paragraphs, and there is one; later ones speak of other reports."""


@dataclass(frozen=True, slots=True)
class Body:
    """A cleaned body.

    `images` are the page's pictures in order, their addresses as written there; `junk_images` those that stood in a
    QR, share or advertising block, were too small, or called an icon.
    """

    paragraphs: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    junk_images: frozenset[str] = frozenset()
    original_title: str | None = None
    editor: str | None = None
    author: str | None = None
    dateline: Dateline = field(default_factory=Dateline)
    repeats_title: bool = False
    """Whether a paragraph was nothing but the title."""


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed body: the lines that a reader would see, and its pictures."""

    lines: tuple[Block, ...]
    images: tuple[Image, ...]
    traditional: bool


def page(html: str) -> Page:
    """Parse a body, HTML or bare text. Takes any string, never raises; linear in its length."""
    html = printable(html)
    found, images = read_blocks(html)
    lines = tuple(unglued(list(lines_of(without_notes(found)))))
    unmark(lines)
    return Page(lines, tuple(images), any(sign in html for sign in _TRADITIONAL_SIGNS))


def clean(body: str | Page, *, title: str = "", source: str = "", known: Furniture = NONE) -> Body:
    """Clean a body of the feed `source`, which is `known` to repeat some. Takes anything, never raises; linear."""
    read = page(body) if isinstance(body, str) else body
    gathered = metadata.Gathered(own=source)
    paragraphs = _sift(read, title, gathered, known)
    if not paragraphs and known is not NONE:
        # What stands alone is the article, however often it does.
        paragraphs = _sift(read, title, gathered, known.labels_only())
    if read.traditional:
        gathered.restore("\n".join(line.text for line in read.lines))
    return Body(
        paragraphs=paragraphs,
        images=tuple(dict.fromkeys(i.url for i in read.images if i.url and not i.junk)),
        junk_images=frozenset(i.url for i in read.images if i.url and i.junk) | known.pictures,
        original_title=gathered.original_title,
        editor=gathered.editor,
        author=gathered.author,
        dateline=gathered.dateline(),
        repeats_title=gathered.repeats_title,
    )


def _sift(read: Page, title: str, gathered: metadata.Gathered, known: Furniture) -> tuple[str, ...]:
    """Judge the lines in order; what only links elsewhere is kept where a body has nothing else."""
    lines, source = read.lines, gathered.own
    told = Told()
    kept = told.lines
    links: list[str] = []
    captions = Captions()
    related = Related()
    face = body_face(lines)
    beside = metadata.credits_beside([line.text for line in lines]) | page_frame.around(lines, title, source)
    for number, line in enumerate(lines):
        text = line.text
        folded = fold(text) if read.traditional else text
        heading = links_heading(folded)  # `资料来源：`, which would be a credit without a name
        if not text or (not heading and _told(text, folded, gathered)) or number in beside:
            continue
        edge = len(kept) < EDGE or number > len(lines) - 2 - EDGE
        under = lines[number + 1].text if not kept and number + 1 < len(lines) else ""
        if part_over(text, under) or _of_source(line, folded, title, gathered, known, edge=edge):
            continue
        if related.heads(text, folded, title, source, links=heading):
            continue
        if line.linked and (len(text) < _LINK or not _STATED.search(text[-4:])):  # `more…`
            links += [_headline_of(text, folded, gathered)] if len(text) >= _LINK else []
            continue
        if related.drops(line) or (number >= len(lines) - _CLOSING and signed(text, title, source if kept else "")):
            continue
        if line.after_image:
            last = bool(kept) and number == len(lines) - 1 <= _CLOSING
            if is_caption(lines, number, folded, face, last=last, within=len(kept) >= _BEGUN):
                captions.add(len(kept), text[: max(map(folded.rfind, "。！？")) + 1])
                continue
        own, over = _own(text, folded, title, gathered, known, first=not kept, last=number >= len(lines) - _CLOSING)
        over = min(over, unsigned(text, title, source)) if number >= len(lines) - _CLOSING else over
        text, folded = text[own:over].rstrip(), folded[own:over].rstrip()
        start, end = _report(folded, title, few_sentences(kept, _DATELINES_IN), gathered)
        if not end:
            captions.add(len(kept), text[: before_credit(folded)])
            related.lead(text)
        edge = len(kept) < EDGE or number >= len(lines) - EDGE
        whole = text[start:end].strip()
        text = without_asides(whole, folded[start:end].strip(), edge=edge, title=title, source=source)
        if not text:
            captions.add(len(kept), whole if captions_english.may_be_caption(whole) else "")
            related.thank(whole)
            continue
        if title and (says(text, title, source) or (not kept and part_of(text, title))):
            gathered.repeats_title = True
            continue
        told.add(text, "• " if line.tag == "li" else "")
    report = page_frame.without_echoes(without_teaser(page_frame.unmarked(kept), [line.text for line in lines]))
    # Of a picture with its news, and of a list of headlines, there is nothing else.
    return captions.beside(unlabelled(report, title)) or tuple(f"• {link}" for link in links if len(links) >= _LISTED)


def _of_source(
    line: Block, folded: str, title: str, gathered: metadata.Gathered, known: Furniture, *, edge: bool
) -> bool:
    """Whether a line is the source's, or its element's name says so; what it tells about the article is gathered."""
    signed, writers = known.byline(line.text, edge=edge)
    if signed:
        gathered.author = gathered.author or writers or None
        return True
    at = stamp(folded) if edge else -1
    if at >= 0 or known.line(line.text) or (line.junk and not _tells_beside(line, title)):
        metadata.glean(folded[max(at, 0) :], gathered)
        return True
    return False


def _own(
    text: str, folded: str, title: str, gathered: metadata.Gathered, known: Furniture, *, first: bool, last: bool
) -> tuple[int, int]:
    """Find what of a line is the article's own: not the title that it goes on from, not what the source repeats."""
    at = after_title(text, title)
    if at and len(text) - at < _OUTLET and not text.endswith(ENDED):
        return 0, len(title)
    start, end = known.within(text[at:], first=first, last=last)
    if start:  # the label of all articles may be a dateline, which tells who reports, and from where
        start = max(start, dateline(folded[at:], gathered))
    return at + start, at + end


def _tells_beside(line: Block, title: str) -> bool:
    """Whether prose in an element for sharing or the like tells the news all the same."""
    return bool(title) and prose(line) > 0 and not _NEVER_NEWS.search(line.junk) and tells(line.text, title)


def _told(text: str, folded: str, gathered: metadata.Gathered) -> bool:
    """Whether a line only tells about the article; what it tells is gathered."""
    if len(text) > SHORT_LINE:
        return False
    if folded[1:2] == " " == folded[3:4]:  # `记 者 王小明`
        folded = f"{folded[0]}{folded[2:]}"
    return (
        metadata.original_title(text, folded, gathered)
        or metadata.credit_line(folded, gathered)
        or metadata.byline(folded, gathered)
        or english_byline(text, gathered)
        or metadata.outlet(folded, gathered)
        or metadata.credited(folded, gathered)
    )


def _report(folded: str, title: str, early: bool, gathered: metadata.Gathered) -> tuple[int, int]:
    """Find where in a line the report itself begins and ends; nothing is left of boilerplate."""
    found = _PART.search(folded) if len(folded) <= SHORT_PART else None
    if found and not reports(folded) and not _END.search(folded[-32:]):
        # Only whole sentences before it can be news.
        end = max(folded.rfind(mark, 0, found.start()) for mark in "。！？") + 1
        if folded[0] in "【[" and not BRACKETED.match(folded[:end]):
            end = 0
    elif _boilerplate(folded):
        end = _news_before(folded, title)
        if not end and (rest := after_first(folded)) and title and tells(folded[rest:], title):
            start, end = _report(folded[rest:], title, early, gathered)
            return (rest + start, rest + end) if end else (0, 0)
    else:
        end = _end(folded, gathered)
    if not end or (end < len(folded) and _boilerplate(folded[:end])):
        metadata.glean(folded, gathered)
        return 0, 0
    start = head.end() if (head := _HEAD.match(folded)) else 0
    if early and end:
        start += bracketed(folded[start:end], title)
        if (gathered.date or gathered.agency) is None and (at := dateline(folded[start:end], gathered)):
            start += at
            start += bracketed(folded[start:end], title)
        start += metadata.credited_head(folded[start:end], gathered)
        if is_headline(folded[start:end], title, beside=start > 0):
            return 0, 0
    return start, end


def _news_before(folded: str, title: str) -> int:
    """Find where news ends before a credit that closes its line: sentences that tell of the title, or what was said."""
    told = folded[: folded.rfind(". ") + 1]
    news = len(told) > SHORT_PART and ". " in told[:-1] and tells(told, title) and not _boilerplate(told)
    return len(told) * news or said_before_credit(folded)


def _end(folded: str, gathered: metadata.Gathered) -> int:
    """Cut what clings to a paragraph's end: credits, sources, links to more."""
    for _ in range(3):
        if not folded or (folded[-1] in "。！？”" and "：" not in folded[-_NAMED:]):
            break  # nothing clings to a sentence's own end, unless it names somebody
        tail = folded[-120:]
        found = _TAIL.search(tail)
        if not found:
            break
        at = len(folded) - len(tail) + found.start()
        metadata.tail(folded[at:], gathered)
        at += len(broken[0]) if (broken := _BROKEN_OFF.match(folded, at)) else 0
        folded = folded[:at].rstrip()
        label = max(folded.rfind(mark) for mark in (*"。！？", ". ")) + 1
        if folded[-1:] in (":", "：") and len(folded) - label <= _VALUED and "，" not in folded[label:]:
            folded = folded[:label]  # its value went: `Our channel: https://…`
    return metadata.credited_tail(folded, gathered)


def _boilerplate(folded: str) -> bool:
    """Whether a whole line is what a LINE or END rule knows."""
    if len(folded) > SHORT_LINE:
        return False
    if folded.endswith(_ON) and "。" not in folded:
        return True
    bare = folded.lstrip(BULLETS) if folded[0] in BULLETS else folded
    known = _LINE.match(bare) or (bare is not folded and _LINE.match(folded))
    if known or (bare[:1].isascii() and _LINE_EN.match(bare)):
        return not reports(bare)
    return folded[-1] not in "。！？" and bool(_END.search(folded[-32:]))


def _headline_of(text: str, folded: str, gathered: metadata.Gathered) -> str:
    """Give the headline in a link: without what marks it as a video, and the papers in a table's other cells."""
    head = _HEAD.match(folded)
    return max(text[head.end() if head else 0 : _end(folded, gathered)].split(" | "), key=len)
