"""Cleaning: an HTML body to its true paragraphs, with what the boilerplate told about the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from ledebot.bot.model import Dateline
from ledebot.bot.text import metadata
from ledebot.bot.text.blocks import BREAK, CELL, Block, parse
from ledebot.bot.text.dateline import dateline
from ledebot.bot.text.images import Image
from ledebot.bot.text.normalized_equal import same
from ledebot.bot.text.plain_text import paragraphs
from ledebot.bot.text.rules import BULLETS, SHORT_LINE, SHORT_PART, Effect, Openings, fold, union

_LINE, _LINE_EN = Openings(Effect.LINE), Openings(Effect.LINE, ignore_case=True)
_PART = union(Effect.PART)
_END = union(Effect.END)
_TAIL = union(Effect.TAIL)
_HEAD = union(Effect.HEAD)
_LINKS, _LINKS_EN = Openings(Effect.LINKS), Openings(Effect.LINKS, ignore_case=True)

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]"
)
"""Characters that show nothing: controls, zero-width spaces, direction marks, byte order marks."""
_JOINERS = re.compile("([\u3400-\u9fff]?)[\u200c\u200d]+([\u3400-\u9fff]?)")
_INDENT = re.compile(r"(?<=[。！？”」…：:）)\]】])[\u3000\xa0 ]{2,}(?=\S)|(?<=\S)\u3000{2,}(?=\S)")
_ESCAPED = re.compile(r"&lt;/?(?:p|div|br|img|a|span|strong|figure|ul|table)\b", re.IGNORECASE)
_TAGS = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_ENDED = tuple("。！？…!?.;；”’」』）)】》\"'：:—")
_STOPS = '。！？.!?”"'
_CARRIES_ON = re.compile(r"[a-z,;，、；。）)”]")
_TRADITIONAL_SIGNS = tuple("國來說這對個們時會記電報圖請點關開閱為與發後編鐵訂設線")
_PHOTO_WORDS = re.compile(r"[图摄照]|资料|来源|现场|Photo|Image|Credit|/")
_HEADLINE = re.compile(r"【([^【】]{2,80})】\s{0,3}|\[([^\[\]]{4,80})\]\s{0,3}")
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


def clean(html: str, *, title: str = "", source: str = "") -> Body:
    """Clean an HTML or plain-text body. Takes any string, never raises; linear in its length.

    `source` is the name of the feed, by which its own dateline is known.
    """
    html = _printable(html)
    found, images = _read(html)
    lines = list(_lines(found))
    _unmark(lines)
    gathered = metadata.Gathered(own=source)
    traditional = any(sign in html for sign in _TRADITIONAL_SIGNS)
    paragraphs = _sift(lines, title, traditional, gathered)
    if traditional:
        gathered.restore("\n".join(line.text for line in lines))
    return Body(
        paragraphs=paragraphs,
        images=tuple(dict.fromkeys(i.url for i in images if i.url and not i.junk)),
        junk_images=frozenset(i.url for i in images if i.url and i.junk),
        original_title=gathered.original_title,
        editor=gathered.editor,
        author=gathered.author,
        dateline=gathered.dateline(),
        repeats_title=gathered.repeats_title,
    )


def _printable(html: str) -> str:
    """Drop what no parser or message can carry: lone surrogates, controls, zero-width noise."""
    try:
        html.encode()
    except UnicodeEncodeError:
        html = html.encode("utf-8", "ignore").decode()
    html = _UNSEEN.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))
    return _JOINERS.sub(_joined, html) if "\u200c" in html or "\u200d" in html else html


def _joined(found: re.Match[str]) -> str:
    """Drop joiners beside Chinese characters, which join nothing; elsewhere they shape letters and emoji."""
    return found[1] + found[2] if found[1] or found[2] else found[0]


def _read(html: str) -> tuple[list[Block], list[Image]]:
    if "<" not in html:
        if not _ESCAPED.search(html):
            return [Block("p", paragraph) for paragraph in paragraphs(unescape(html))], []
        html = unescape(html)
    try:
        page = parse(html)
        found = page.blocks, page.images
    except Exception:  # noqa: BLE001 - whatever a parser chokes on, its text is still worth reading
        found = [], []
    if not found[0] and not found[1]:
        return [Block("p", line) for line in _TAGS.sub("\n", html).split("\n") if line.strip()], []
    return found


def _lines(found: list[Block]) -> Iterator[Block]:
    """Make lines of blocks: white space tidied, table cells marked, parted at <br> and full-width indents."""
    for block in found:
        text = block.text.strip()
        if block.tag == "tr":
            block.text = " | ".join(cell for part in text.split(CELL) if (cell := " ".join(part.split())))
            yield block
        elif text.isprintable() and "  " not in text:  # no break, indent or odd space in it
            block.text = text
            yield block
        else:
            linked = block.linked
            for piece in _pieces(text):
                if tidy := " ".join(piece.split()):
                    yield Block(block.tag, tidy, len(tidy) if linked else 0, block.junk, block.after_image)


def _pieces(text: str) -> list[str]:
    """Split at <br> and full-width indents, except where a wrapped line plainly carries on."""
    pieces: list[str] = []
    for piece in text.split(BREAK):
        stripped = piece.strip()
        if not stripped:
            continue
        if pieces and not pieces[-1].endswith(_ENDED) and _CARRIES_ON.match(stripped):
            pieces[-1] += " " + stripped if stripped[0].isascii() else stripped
        else:
            pieces += _INDENT.split(stripped)
    return pieces


def _prose(line: Block) -> int:
    return len(line.text) if len(line.text) >= 20 and line.text.endswith(_ENDED) and not line.linked else 0


def _unmark(lines: list[Block]) -> None:
    """Trust the text over the names: a marked element that holds most of the prose is the article itself."""
    if not any(line.junk for line in lines):
        return
    kept = sum(_prose(line) for line in lines if not line.junk)
    marked: dict[str, int] = {}
    for line in lines:
        if line.junk:
            marked[line.junk] = marked.get(line.junk, 0) + _prose(line)
    real = {name for name, prose in marked.items() if prose > 2 * kept}
    for line in lines:
        if line.junk in real:
            line.junk = ""


def _sift(lines: list[Block], title: str, traditional: bool, gathered: metadata.Gathered) -> tuple[str, ...]:
    """Judge the lines in order; what only links elsewhere is kept where a body has nothing else."""
    kept: list[str] = []
    links: list[str] = []
    related = False
    for line in lines:
        text = line.text
        folded = fold(text) if traditional else text
        if not text or _told(text, folded, gathered):
            continue
        if line.junk:
            metadata.glean(folded, gathered)
            continue
        if _links_heading(folded):
            related = True
            continue
        ended = text.endswith(_ENDED)
        if line.linked and not ended:
            links.append(text)
            continue
        if related and (line.linked or len(text) < 20 or text[-1] not in _STOPS):
            continue
        related = False
        if line.after_image and len(text) <= 60 and not ended and _PHOTO_WORDS.search(folded):
            continue
        start, end = _report(folded, title, len(kept) < _DATELINES_IN, gathered)
        text = text[start:end].strip()
        if not text:
            continue
        if title and same(text, title):
            gathered.repeats_title = True
            continue
        kept.append(f"• {text}" if line.tag == "li" else text)
    if not kept and len(links) >= 3:
        kept = [f"• {link}" for link in links if len(link) >= 8]
    return tuple(kept)


def _told(text: str, folded: str, gathered: metadata.Gathered) -> bool:
    """Whether a line only tells about the article; what it tells is gathered."""
    if len(text) > SHORT_LINE:
        return False
    return (
        metadata.original_title(text, gathered)
        or metadata.credit_line(folded, gathered)
        or metadata.byline(folded, gathered)
        or metadata.outlet(folded, gathered)
    )


def _report(folded: str, title: str, early: bool, gathered: metadata.Gathered) -> tuple[int, int]:
    """Find where in a line the report itself begins and ends; nothing is left of boilerplate."""
    if len(folded) <= SHORT_PART and (found := _PART.search(folded)):
        # Only whole sentences before it can be news.
        end = max(folded.rfind(mark, 0, found.start()) for mark in "。！？") + 1
        if folded[0] in "【[" and not _HEADLINE.match(folded[:end]):
            end = 0
    elif _boilerplate(folded):
        end = 0
    else:
        end = _end(folded, gathered)
    if not end or (end < len(folded) and _boilerplate(folded[:end])):
        metadata.glean(folded, gathered)
        return 0, 0
    start = found.end() if (found := _HEAD.match(folded)) else 0
    if early and end:
        start += _headline(folded[start:end], title)
        if (gathered.date or gathered.agency) is None and (at := dateline(folded[start:end], gathered)):
            start += at
            start += _headline(folded[start:end], title)
    return start, end


def _end(folded: str, gathered: metadata.Gathered) -> int:
    """Cut what clings to a paragraph's end: credits, sources, links to more."""
    for _ in range(3):
        if not folded or folded[-1] in "。！？”":  # nothing clings to a sentence's own end
            break
        tail = folded[-120:]
        found = _TAIL.search(tail)
        if not found:
            break
        at = len(folded) - len(tail) + found.start()
        metadata.tail(folded[at:], gathered)
        folded = folded[:at].rstrip()
    return len(folded)


def _boilerplate(folded: str) -> bool:
    """Whether a whole line is what a LINE or END rule knows."""
    if len(folded) > SHORT_LINE:
        return False
    bare = folded.lstrip(BULLETS) if folded[0] in BULLETS else folded
    if _LINE.match(bare) or (bare is not folded and _LINE.match(folded)):
        return True
    if bare[:1].isascii() and _LINE_EN.match(bare):
        return True
    return folded[-1] not in "。！？" and bool(_END.search(folded[-32:]))


def _links_heading(folded: str) -> bool:
    if len(folded) > 40:
        return False
    bare = folded.lstrip(BULLETS)
    return bool(_LINKS.match(bare) or (bare[:1].isascii() and _LINKS_EN.match(bare)))


def _headline(folded: str, title: str) -> int:
    """Measure a bracketed headline that opens a flash: `【央行开展逆回购】…` repeats the title."""
    found = _HEADLINE.match(folded) if folded[:1] in ("【", "[") else None
    if not found or found.end() == len(folded):
        return 0
    inner = found[1] or found[2]
    if title:
        return found.end() if same(inner, title) or inner[:12] in title else 0
    return found.end() if len(inner) >= 8 else 0
