"""Markdown bodies to HTML, with what static site generators add to them taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ledebot.bot.text.plain_text import ends

_HTML = re.compile(r"</p>|<br\b[^<>]*>[^<>]*<br\b", re.IGNORECASE)
_OPENS = re.compile(r"\s*<(?:p|div|article|section|table|h[1-6]|ul|ol|blockquote|span|font|html|body)\b", re.IGNORECASE)
_MARKED = re.compile(r"\*\*[^*\n]{1,400}\*\*|\]\([^()\s]{1,1000}[)\s]|^(?:#{1,6} |> |[-*+] |```|~~~)", re.MULTILINE)
"""What nobody writes in HTML."""
_LISTING = re.compile(r"\{(?:%|\{[<%])\s{0,4}(end|/)?\s{0,4}(?:codeblock|highlight)\b[^{}\n]{0,300}\}")
"""How tags begin and end a listing."""
_NAMED = re.compile(r"\{%\s{0,4}post_link\s{1,4}\S{1,300}\s{1,4}(.{1,200}?)\s{0,4}%\}")
_TAGS = re.compile(
    r"^\[\^[^\]\s]{1,40}\]:[^\n]{0,2000}|\{%.{0,500}?%\}|\{\{.{0,500}?\}\}|\{:[^{}\n]{0,200}\}|\[\^[^\]\s]{1,40}\]|^\[toc\]$"
    r"|^\*\[[^\]\n]{1,60}\]:[^\n]{0,500}|\^\[[^\[\]\n]{1,1000}\]|^\$\$[^$]{1,2000}\$\$[^\S\n]{0,4}$",
    re.IGNORECASE | re.MULTILINE,
)
"""Tags of Liquid, Nunjucks and Hugo, kramdown's attributes, footnotes and their marks, places for contents,
formulas.
"""
_PICTURED = re.compile(
    r"\{[{%]<?\s{0,4}(?:figure|img|image|picture)\b.{0,300}?(https?://[^\s\"'>}]{4,500})", re.IGNORECASE
)
_SIZED = re.compile(r"(!\[[^\[\]\n]{0,200}\]\([^()\s]{1,1000})\s{1,3}=\d{0,5}%?x\d{0,5}\)")
"""A picture with its size, which many editors know and CommonMark does not."""
_UNDEFINED = re.compile(r"\[([^\[\]\n]{1,200})\]\[[^\[\]\n]{0,40}\]")
"""A link whose address stood at the end of what was cut off."""
_RULES = re.compile(r"^(-{3,80}\n)(?:-{3,80}\n){2,}", re.MULTILINE)
"""A run of rules across the page, which show as one and cost as many."""
_EMOJI = re.compile(r"(?<!\S):[a-z][a-z0-9_+-]{1,30}:(?!\S)")
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]|(?<=^> )\[![\w-]{1,20}\][+-]?|%%[^%\n]{1,500}%%", re.MULTILINE)
_SCRIPTED = re.compile(r"\[([^\[\]\n]{1,200})\]\(javascript:[^\s]{0,60}\)")
"""A link that only a script answers, which is no link in Markdown."""
_NOTE = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}(?:\||\]\[))?([^\[\]|\n]{1,200})\]\]|==(?=[^\s=])([^=\n]{1,200})(?<=\S)==")
"""What programs for notes add: what is shown from elsewhere, kinds of boxes, remarks; links, marked words."""


def to_html(body: str) -> str:
    """Give a post's body as HTML. One that is HTML already stays as it is.

    Listings of code are left out where there is other text: no line of them is told to a reader. Tags of the generator
    are dropped. A line end is a break, as Hexo shows it, unless the paragraph was wrapped to a width.
    """
    if not body or is_html(body):
        return body
    parser = _parser()
    body = _without_listings(_RULES.sub(r"\1", body) if "---\n---" in body else body)
    body = _EMOJI.sub("", _TAGS.sub(_shown, body))
    if "(javascript:" in body:
        body = _SCRIPTED.sub(r"\1", body)
    if " =" in body:
        body = _SIZED.sub(r"\1)", body)
    if "[[" in body or "[!" in body or "==" in body or "%%" in body:
        body = _NOTE.sub(lambda found: found[1] or found[2], _EMBEDDED.sub("", body))
    tokens = parser.parse(body)
    prose = [token for token in tokens if token.type != "fence"]
    for token in prose:
        if token.type == "inline" and token.children:
            _break_lines(token.content, token.children)
    if not any(token.type in ("inline", "html_block") for token in prose):
        prose = tokens
    return str(parser.renderer.render(prose, parser.options, {})).strip()


def _shown(tag: re.Match[str]) -> str:
    """Give what stands for a tag: the picture that it shows, the title of a link, or nothing."""
    if named := _NAMED.match(tag[0]):
        return named[1].strip("\"'")
    found = _PICTURED.match(tag[0])
    return f"![]({found[1]})" if found else ""


def _without_listings(body: str) -> str:
    """Leave out the listings in tags, if anything else is told; one that is not closed stays."""
    kept: list[str] = []
    at, opened = 0, -1
    for tag in _LISTING.finditer(body):
        if not tag[1]:
            opened = tag.start() if opened < 0 else opened
        elif opened >= 0:
            kept.append(body[at:opened])
            at, opened = tag.end(), -1
    rest = "".join((*kept, body[at:]))
    return rest if rest.strip() else body


def is_listing(body: str) -> bool:
    """Tell whether a body is nothing but listings of code."""
    return body.startswith(("```", "~~~")) and all(token.type == "fence" for token in _parser().parse(body))


def is_html(body: str) -> bool:
    """Tell whether a body is HTML, and not Markdown with tags in it, a block of them before it perhaps."""
    return "<" in body and bool(_OPENS.match(body) or _HTML.search(body)) and not _MARKED.search(body)


def _break_lines(content: str, children: Sequence[Token]) -> None:
    """Make breaks of line ends that end a paragraph; drop emphasis that Chinese punctuation kept from being one."""
    at = iter(ends([line.strip() or " " for line in content.split("\n")]))
    for child in children:
        if child.type in ("softbreak", "hardbreak") and next(at, False) and child.type == "softbreak":
            child.type, child.tag = "hardbreak", "br"
        elif child.type == "text":
            child.content = _UNDEFINED.sub(r"\1", child.content.replace("**", ""))


@cache
def _parser() -> MarkdownIt:
    """Set up CommonMark with tables; indented text is prose here, which Chinese writers indent."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")
