"""A body's HTML, or bare text, to the lines that a reader sees: white space tidied, noise and foreign markup gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import groupby

from ledebot.bot.text.blocks import Block, parse
from ledebot.bot.text.elements import CAPTION, LISTING, QUOTED
from ledebot.bot.text.flow import BREAK, CELL, composed
from ledebot.bot.text.images import Image
from ledebot.bot.text.normalized_equal import shares
from ledebot.bot.text.plain_text import ends, paragraphs, unwrapped
from ledebot.bot.text.shortcodes import SIGNS, without_codes

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]"
)
"""Characters that show nothing: controls, zero-width spaces, direction marks, byte order marks."""
_JOINERS = re.compile("([\u3400-\u9fff]?)[\u200c\u200d]+([\u3400-\u9fff]?)")
_MARKUP = re.compile(r"</?(?:a|abbr|b|br|em|font|i|img|p|span|strong|u)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
"""Markup that was escaped once too often and so is text."""
_WRITTEN_BREAK = re.compile(r"(?:\\n){2,4}|(?<=[。！？.!?])\\n(?![a-z])")
"""Line ends that were written as a program's text has them."""
_INDENT = re.compile(
    r"(?<=[。！？”」…：:）)\]】])[\u3000\xa0 ]{2,}(?=\S)(?![^\W\d_A-Z\u2e80-\uffef])(?![A-Z](?<=[”…:][\xa0 ]{2}.))"
    r"|(?<=\S)\u3000{2,}(?=\S)"
)
"""An indent amid a line; two spaces before a capital are what English is typed with."""
_ESCAPED = re.compile(r"&lt;/?(?:p|div|br|img|a|span|strong|figure|ul|table)\b", re.IGNORECASE)
_SCRIPT = re.compile(
    r"\A\s{0,99}(?:if ?\(!?(?:window|document|jQuery|\$)|(?:var|let|const) \w{1,40} ?=|\(?function ?\(|(?:jQuery|\$)\("
    r"|(?:window|document)\.\w{1,40})[^\x00]{0,4000}?\}(?:\)|\(\)){0,2};\s{0,99}"
    r"(?=[A-Z][a-z]{1,20} [a-z]|[\u3400-\u9fff])"
)
"""A script whose element was taken from around it, before the text."""
_TAGS = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
ENDED = tuple("。！？…!?.;；”’」』）)】》\"'：:—")
_BETWEEN_WIDE = re.compile("(?<=[\u3001-\u9fff\uff00-\uffef]) (?=[\u3001-\u9fff\uff00-\uffef])")
_SET_WIDE = re.compile("(?m)^(?:[\u3001-\u9fff\uff00-\uffef] ){4}")
"""How a line begins that is set with a space after each character."""
_ATTRIBUTE = re.compile(r'(?:[^<>"]{0,300}"\s?/?>\s{0,3}){1,9}')
"""How a text begins that goes on from inside a tag, which was cut off with its first half: `桥上的行人。">`."""
_LEFT = re.compile(r"&(?:amp|nbsp|quot|apos|[lr][sd]quo|hellip|[mn]dash|#\d{2,5}|#x[\da-fA-F]{2,5});")
"""Entities that were escaped once too often and so are text."""
_BAR = re.compile(r"(?<=[\u0900-\u0d7f])\s?\|(?=\s|$)")
"""A bar that is typed for the full stop of Hindi: `गई|`."""
_BEFORE_STOP = re.compile(r"(?<=[\w)\]%”’\"]) (\.)(?=\s(?!\.)|$)|(?<=[\w)\]%”’\".]) (,)(?=\s|$)|(?<=\S) ([।،؛])")
"""A space before a full stop or a comma, which no script writes, except between the points of an ellipsis."""
_NOTE_MARK = re.compile(
    r"(?<=[\w.。！？!?”\"’」）)，,])\[(?:(?:(?:[注註]|note|nb)\s?)?\d{1,3}|(?<=[.。！？!?]\[)[a-z])\](?:\[(?:\d{1,3}|[a-z])\]){0,9}(?=[。，、；：！？,.;:]|\s|$)"
)
"""The mark of a footnote: `大桥[1]。`, `the bridge.[2][3]`."""
_COUNTED = re.compile(r"\s?\[\+?\d{1,6} (?:chars|characters|words)\]$")
"""What a program says it cut off: `… [+2764 chars]`."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CIRCLED_MARK = re.compile(
    rf"(?<=[\w.。！？!?”\"’」』》）)])[{_CIRCLED}](?=[。，、；：！？,.;:”」』]|\s|$|(?<=[。！？].)\w)"
)
"""A sign that calls a note: `大桥①。`; one that counts what follows it (`包括①渡轮`) is none."""
_ANCHORS = "¶§🔗"
"""Signs after a heading that only link to it."""
_BACK = "\u21a9"
"""The arrow at a footnote's end that leads back to its mark."""
_CODE = re.compile(
    r"[{}<>=$;\\]|\"[\w-]{1,40}\":|\w\(|::|->|(?<!\S)--?[a-z]|(?<!\S)(?:import|def|const|let|var|sudo|apt|pip|npm|git|curl|cd|mkdir)\s"
)
"""Signs of code."""
_SIGN_EACH, _LOOKED_AT = 60, 1000
"""Characters of code in which there is one at least, and that are looked at."""
_LOOSE, _LOOSE_WIDE, _LOOSE_LINES = 28, 6, 2
"""Characters of a line that only names something, fewer where not all are Latin, and how many of them end a page."""
_SAYS = re.compile(r"[\d，,]|^• ")
"""What a line has that says more than a name, or is an item of a list."""
_TOLD = re.compile(r"\s[a-z]{4}")
"""A word that is none of a name, nor a small one."""
_SHORT_REST = 20
"""Characters that must follow a sentence of boilerplate to be looked at on their own."""
_REPORTED = 20
"""Characters of the line of a report before them."""
_CARRIES_ON = re.compile(r"[a-z,;，、；。）)”]")


def printable(html: str) -> str:
    """Drop what no parser or message can carry: lone surrogates, controls, zero-width noise."""
    try:
        html.encode()
    except UnicodeEncodeError:
        html = html.encode("utf-8", "ignore").decode()
    html = _UNSEEN.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))
    return _JOINERS.sub(_beside, html) if "\u200c" in html or "\u200d" in html else html


def _beside(found: re.Match[str]) -> str:
    """Drop joiners beside Chinese characters, which join nothing; elsewhere they shape letters and emoji."""
    return found[1] + found[2] if found[1] or found[2] else found[0]


def read_blocks(html: str) -> tuple[list[Block], list[Image]]:
    """Parse a body, HTML or bare text; whatever a parser chokes on, its text is read."""
    if any(sign in html for sign in SIGNS):
        html = without_codes(html)
    html = _SCRIPT.sub("", html, count=1)
    if "<" not in html:
        if "\n" not in html and "\\n" in html:
            html = _WRITTEN_BREAK.sub("\n\n", html)
        if not _ESCAPED.search(html):
            return [Block("p", paragraph) for paragraph in paragraphs(composed(unescape(html)))], []
        html = unescape(html)
    try:
        page = parse(unwrapped(html))
        found = page.blocks, page.images
    except Exception:  # noqa: BLE001 - whatever a parser chokes on, its text is still worth reading
        found = [], []
    if not found[0] and not found[1]:
        return [Block("p", line) for line in _TAGS.sub("\n", html).split("\n") if line.strip()], []
    return found


def few_sentences(lines: Sequence[str], most: int) -> bool:
    """Tell whether fewer sentences than `most` stand in lines; headings and reporters' names are none."""
    return len(lines) < most or (len(lines) < 2 * most and sum(line.endswith(ENDED) for line in lines) < most)


def without_notes(found: list[Block]) -> list[Block]:
    """Leave out footnotes that end a text, told by their signs alone (`① …`), and the signs in it that call them."""
    if not any("①" in block.text for block in found):
        return found
    first = next((at for at, block in enumerate(found) if block.text.lstrip().startswith("①")), len(found))
    notes, told = found[first:], found[:first]
    if not all(block.text.lstrip()[:1] in _CIRCLED for block in notes if block.text.strip()):
        return found
    if not notes or not any(_CIRCLED_MARK.search(block.text) for block in told):
        return found
    for block in told:
        block.text = _CIRCLED_MARK.sub("", block.text)
    return told


def lines_of(found: list[Block]) -> Iterator[Block]:
    """Make lines of blocks: white space tidied, table cells marked, parted at <br> and full-width indents; no notes."""
    for block in (one for one in found if _BACK not in one.text[-8:]):
        text = _unescaped(block)
        if " " in text and not text.isascii() and _SET_WIDE.search(text):
            text = _BETWEEN_WIDE.sub("", text)
        if "|" in text and block.tag != "tr":
            text = _BAR.sub("।", text)
            bare = text.rstrip(" |")
            text = bare if bare.endswith(ENDED) else text
        if block.tag == "tr":
            block.text = " | ".join(cell for part in text.split(CELL) if (cell := " ".join(part.split())))
            yield block
        elif text.isprintable() and "  " not in text:  # no break, indent or odd space in it
            block.text = _tidy(text)
            yield block
        else:
            linked = block.linked
            for piece in _pieces(text):
                if tidy := _tidy(" ".join(piece.split())):
                    yield Block(block.tag, tidy, len(tidy) if linked else 0, block.junk, block.after_image, block.face)


def _unescaped(block: Block) -> str:
    """Give a block's text without what shows nothing, what was escaped once too often, and marks of notes and links."""
    text = block.text.strip()
    if not text.isprintable():
        text = _UNSEEN.sub("", text)  # a soft hyphen may have been written as an entity
    if "<" in text and _MARKUP.search(text):
        text = _MARKUP.sub("", text)
    elif '">' in text or '"/>' in text or '" />' in text:
        text = text[broken.end() :] if (broken := _ATTRIBUTE.match(text)) else text
    if "（）" in text:
        text = text.replace("（）", "")  # a link stood in it, whose text went
    if "&" in text:
        text = _LEFT.sub(lambda entity: unescape(entity[0]), text)
    if text[-1:] in _ANCHORS and block.tag[:1] == "h":
        text = text.strip(_ANCHORS + " ")
    return _NOTE_MARK.sub("", _COUNTED.sub("", text)) if "]" in text else text


def _tidy(text: str) -> str:
    spaced = " ." in text or " ," in text or (not text.isascii() and (" ।" in text or " ،" in text))
    return _BEFORE_STOP.sub(r"\1\2\3", text) if spaced else text


def _pieces(text: str) -> list[str]:
    """Split at <br> and full-width indents, except where a wrapped line plainly carries on."""
    pieces: list[str] = []
    for apart, group in groupby(text.split(BREAK), lambda line: not line.strip()):
        lines = [] if apart else [line.strip() for line in group]
        for line, new in zip(lines, (True, *ends(lines)), strict=False):
            if pieces and (not new or (not pieces[-1].endswith(ENDED) and _CARRIES_ON.match(line))):
                pieces[-1] += " " + line if line[0].isascii() else line
            else:
                pieces += _INDENT.split(line)
    return pieces


def prose(line: Block) -> int:
    """Count the characters of a line that is prose; 0 for any other."""
    return len(line.text) if len(line.text) >= 20 and line.text.endswith(ENDED) and not line.linked else 0


def unlabelled(lines: tuple[str, ...], title: str) -> tuple[str, ...]:
    """Leave out short lines without an end after a report: a label of the page, over nothing, a signature. More than
    `_LOOSE_LINES` of them are a list or verses; what has a figure or a word of the title tells something.
    """
    end = len(lines)
    while end > 1 and lines[end - 1].endswith((":", "：", "】")) and _is_lead_in(lines[end - 1]):
        end -= 1
    lines = lines[:end]
    if end and (over := _label_over(lines[-1])):
        lines = (*lines[:-1], lines[-1][:over])
    while end and len(lines) - end < _LOOSE_LINES and _is_loose(lines[end - 1], title):
        end -= 1
    reported = end and lines[end - 1].endswith(ENDED) and len(lines[end - 1]) >= _REPORTED
    return lines[:end] if reported else lines


def _label_over(line: str) -> int:
    """Find where a last line's sentences end before a label over nothing: `…。推荐阅读：`; 0 if there is none."""
    at = max(map(line.rfind, "。！？”")) + 1
    return at if at and line.endswith("：") and _is_lead_in(line[at:]) else 0


def _is_lead_in(line: str) -> bool:
    """Whether a line before a colon is short enough to be a label over what is no longer there: `Siehe auch:`."""
    return len(line) <= (2 * _LOOSE if line[:1].isascii() else 2 * _LOOSE_WIDE)


def _is_loose(line: str, title: str) -> bool:
    latin = line.isascii()
    if len(line) > (_LOOSE if latin else _LOOSE_WIDE) or line.endswith(ENDED) or _SAYS.search(line):
        return False
    return not (latin and _TOLD.search(line)) and not shares(line, title)


def _is_code(text: str) -> bool:
    """Whether a listing, or a line of one, reads as code: some set lists and prompts so, too."""
    return len(_CODE.findall(text[:_LOOKED_AT])) * _SIGN_EACH >= min(len(text), _LOOKED_AT)


def unmark(lines: Sequence[Block]) -> None:
    """Trust the text over the names: a marked element that holds most of the prose is the article itself.

    A quotation is only none of it where it comes before an answer, code only where there is other text.
    """
    if not any(line.junk for line in lines):
        return
    first = next((at for at, line in enumerate(lines) if not line.junk), 0)
    for line in lines[first:]:
        if line.junk == QUOTED:
            line.junk = ""
    for name, group in groupby(lines, lambda line: line.junk):
        listing = list(group) if name == LISTING else []
        if listing and not _is_code("\n".join(line.text for line in listing)):
            for line in listing:
                line.junk = line.junk if _is_code(line.text) else ""
    kept = sum(prose(line) for line in lines if not line.junk)
    marked: dict[str, int] = {}
    for line in lines:
        if line.junk:
            marked[line.junk] = marked.get(line.junk, 0) + prose(line)
    real = {name for name, prose in marked.items() if prose > 2 * kept} - {LISTING}
    if (only := {line.junk for line in lines}) in ({LISTING}, {CAPTION}):
        real |= only
    for line in lines:
        if line.junk in real:
            line.junk = ""


def after_first(folded: str) -> int:
    """Find what follows the first sentence of a long line; 0 where nothing does. No sentence ends inside a title."""
    stops = [at + 1 for mark in "。！？" if 0 <= (at := folded.find(mark)) < len(folded) - _SHORT_REST]
    end = min(stops, default=0)
    return 0 if folded.count("《", 0, end) > folded.count("》", 0, end) else end
