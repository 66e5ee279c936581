"""The text that trafilatura finds in a page, by paragraphs: its elements, not its source's line ends, tell them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ledebot.bot.text import plain_text

_TAGS = {
    "p": "p",
    "head": "h2",
    "item": "li",
    "quote": "p",
    "row": "p",
    "code": "pre",
    "list": "p",
    "table": "p",
    "div": "p",
}
_PROSE = frozenset(("p", "item", "quote", "cell", "hi", "ref", "head"))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading (`h2`), list item (`li`) or listing of code (`pre`)."""

    tag: str
    text: str


def pictures(body: Any) -> list[str]:
    """Give the addresses of the pictures among the text, as they are written."""
    return [graphic.get("src") or "" for graphic in body.iter("graphic")]


def is_run_together(body: Any) -> bool:
    """Whether a body is a page's text piece by piece, as it is given where no article was found: its lines end where
    elements do, within sentences, too.
    """
    return len(body) == 1 and not len(body[0]) and "\n" in (body[0].text or "").strip()


def blocks(body: Any) -> list[Block]:
    """Give the blocks of a body in trafilatura's elements (a TEI dialect), in order."""
    found: list[Block] = []
    parts: list[str] = []
    open_tags = ["p"]
    for event, text in (*_events(body), ("end", "")):
        if event == "text":
            parts.append(text)
            continue
        whole = "".join(parts).strip()
        if whole := whole.rstrip("| ") if whole.count("|") == 1 else whole:  # one cell is no row
            found.append(Block(open_tags[-1], whole))
        parts.clear()
        if event == "start":
            open_tags.append(text)
        else:
            open_tags.pop()
    if len(found) == 1 and any(True for _ in body.iter("lb")):  # one element whose breaks part it
        return [Block(found[0].tag, part) for part in found[0].text.split("\n\n") if part.strip()]
    if len(found) == 1 and "\n" in found[0].text:  # where it finds no article it gives the page's text line by line
        return [Block("p", part) for part in plain_text.paragraphs(found[0].text)]
    return found


def _is_listing(code: Any) -> bool:
    around = code.getparent()
    return around is None or around.tag not in _PROSE or "\n" in (code.text or "")


def _events(element: Any) -> Iterator[tuple[str, str]]:
    """Walk the tree: (`start`, tag), (`text`, characters) and (`end`, tag); cells are parted, breaks are line ends.

    A command in a sentence is its part, a listing is not.
    """
    tag = _TAGS.get(str(element.tag)) if element.tag != "code" or _is_listing(element) else None
    if tag:
        yield "start", tag
    if element.tag == "lb":
        yield "text", "\n\n"
    elif element.text:
        yield "text", element.text
    for child in element:
        yield from _events(child)
        if child.tail:
            yield "text", child.tail
    if element.tag == "cell":
        yield "text", " | "
    if tag:
        yield "end", tag
