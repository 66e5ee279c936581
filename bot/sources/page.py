"""Article pages: the body and metadata by trafilatura."""

from __future__ import annotations

import html
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources import (
    linked_data,
    page_around,
    page_byline,
    page_date,
    page_deck,
    page_prose,
    page_region,
    page_text,
    page_title,
    page_top,
    page_tree,
)
from ledebot.bot.sources.dates import remarks
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.headline import headline
from ledebot.bot.sources.items import script_language
from ledebot.bot.sources.links import loose_url
from ledebot.bot.sources.tags import metas, start_tags
from ledebot.bot.sources.urls import web_url, without_credentials
from ledebot.bot.sources.words import one_line, plain, printable
from ledebot.bot.text.images import junk_image
from ledebot.bot.text.lines import read_blocks

MAX_BYTES = 2 * 1024 * 1024
"""A news page beyond this is a listing or an attack; tree algorithms are not to be fed with it."""
MAX_TAGS = 20_000
MAX_DEPTH = 250
MAX_ATTRIBUTES = 500
MAX_PICTURES = 20
_KNOWN = 8
"""Characters by which a paragraph is found again in the page's source."""
_WHOLE = 60
"""Characters of a text that is taken as found: trafilatura runs the paragraphs of those below 250 together."""
_OPENING = 3
"""Blocks of a text of which one may be its title."""
_LISTED = 0.7
"""Share of what is found on a page without prose that is links, if it is a list of them."""
_UNSCRIPTED_PAGE = re.compile(
    r"\benable javascript\b|javascript.{0,30}(?:enabled|启用|開啟|啟用|有効)|启用 ?javascript", re.IGNORECASE
)
_COUNTED, _NAMED = re.compile(r"[_-]?\d{1,5}(?:x\d{1,5})?|[_-]"), 4
"""A size in a picture's name, and the characters of a site's."""
_NOTICE, _BARRED_MOST = 400, 800
"""Characters of a page that only says what is not there, and of one that shuts out robots."""
_BARRED = re.compile(
    r"(?:not|are) a robot\b|unusual (?:traffic|activity)|verify (?:that )?you are (?:a )?human"
    r"|checking (?:if the site|your browser)|complete the (?:captcha|security check)|ddos protection"
    r"|violation of our terms|(?:完成|通过|进行)[^。]{0,6}(?:安全)?验证[^。]{0,6}(?:后|继续|访问)"
    r"|环境异常|访问(?:过于|太)频繁",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:error\s)?404\b|(?:error\b.{0,9})?(?:page|file|article|story)?\s?(?:was )?not found\b|access denied\b"
    r"|(?:抱歉|对不起|您访问的)?[，,]?(?:页面|网页|頁面|網頁|文章|内容)(?:已|不存在|未找到|找不到|走丢)|找不到(?:页面|网页|頁面|網頁)"
    r"|ページが見つかりません",
    re.IGNORECASE,
)
_SET_ASIDE, _TEXT = re.compile(r"(</?)(?:footer|aside)\b", re.IGNORECASE), 200
"""What an extraction leaves out, whatever stands in it, and the characters of a text that may stand there."""
_APART = f"//*[@{page_around.APART}]"
MIN_TEXT = 20
"""Characters; what is shorter is a caption, not an article."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints reach the operator as ParseError
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>")
_OPEN_ENDED = re.compile(
    r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|t[rdh]|d[td]|option", re.IGNORECASE
)
"""Elements that need no end tag."""
_DRAWING = re.compile(r"<svg\b[^<>]*?(/?)>", re.IGNORECASE)
_DRAWN = re.compile(r"</svg\s{0,9}>", re.IGNORECASE)
_UNSCRIPTED = re.compile(
    r"<noscript\b[^<>]{0,200}>\s{0,99}(<img\b[^<>]{1,2000}>)\s{0,99}</noscript\s{0,9}>", re.IGNORECASE
)
"""The picture that a script would show in place of a blank one."""


def parse(data: bytes, *, url: str, content_type: str | None = None, trusted: bool = False) -> Item:
    """Take the article out of the page at `url` (or of a file of that path, which may be `trusted` to be of any size).

    Raises ParseError where there is no article text in it.
    """
    if len(data) > MAX_BYTES and not trusted:
        raise ParseError(f"{url}: a page of {len(data) // 1024} KiB is no article (at most {MAX_BYTES // 1024})")
    url = without_credentials(url)
    text = _UNSCRIPTED.sub(r"\1", _without_drawings(printable(decode(data, content_type))))
    if not looks_like_page(text):
        raise ParseError(f"{url}: not a web page")
    if _too_complex(text, most=10**9 if trusted else MAX_TAGS):
        raise ParseError(f"{url}: the page has too many or too deeply nested elements")
    address = web_url(url)
    base = _base(text, address)
    found, listed, deck = _found(text, url, base or address)
    blocks = page_text.blocks(found.body) if found else []
    headings = [block.text for block in blocks if block.tag == "h2"]
    texts = [block.text for block in blocks if block.tag == "p"]
    first = next(filter(page_prose.is_prose, texts), texts[0] if texts else "")
    opening = [one_line(block.text) for block in blocks[:_OPENING]]
    title = page_title.find(text, one_line(plain(found.title or "")), headings, first, opening) if found else ""
    del blocks[: page_top.headed(blocks, title, page_title.titled(text))]
    del blocks[: page_top.labelled(blocks)]
    ends = (blocks[0].text, blocks[-1].text) if blocks else ("", "")
    if (deck.heading in title or deck.heading.endswith(title)) and 2 * len(deck.heading) >= len(title) > 0:
        blocks[:0] = [page_text.Block("p", told) for told in deck.before([block.text for block in blocks])]
    length = sum(len(block.text) for block in blocks)
    if found is None or length < MIN_TEXT:
        raise ParseError(f"{url}: no article text found in the page")
    if refused := _no_article(blocks, length, title, listed):
        raise ParseError(f"{url}: {refused}")
    language = script_language(title) or found.language or _declared(text)
    named = _canonical(text, address) or web_url(found.url, base=address)
    own = named if named and named != base else address
    told = linked_data.read(text)
    pictures = [one for one in page_text.pictures(found.body) if not _is_drawing(one)][:MAX_PICTURES] or _beside(
        text, title, blocks[-1].text
    )
    date, written, meant = page_date.find(
        text, title, told, found.date if page_date.of_article(text, found.date) else None, language
    )
    published = meant.moment(written)
    host = urlsplit(own or "").hostname or ""
    shown = filter(None, (found.image, told.picture if told else ""))
    return Item(
        ref=url,
        source=_source(one_line(found.sitename or found.hostname or ""), found.hostname, text, title),
        title=html.unescape(title) or headline(html.escape(blocks[0].text)),
        html="".join((*map(_paragraph, blocks), *map(_picture, pictures))),
        url=own,
        published=published,
        author=page_byline.find(
            text,
            title,
            found.author or "",
            told.authors if told else (),
            (found.sitename or "", host),
            language,
            ends,
        ),
        image=next((one for one in (loose_url(one, base=own) for one in shown) if one and not _is_emblem(one)), None),
        base=base,
        language=found.language or None,
        warnings=tuple(remarks(date, written, meant, published)),
    )


def _no_article(blocks: list[page_text.Block], length: int, title: str, listed: frozenset[str]) -> str:
    """Say why what was found, of so many characters, is no article; empty if it is one."""
    if sum(len(block.text) for block in blocks if one_line(block.text) in listed) > _LISTED * length:
        return "a list of links, no article"
    if length < _NOTICE and (_MISSING.match(title) or _UNSCRIPTED_PAGE.search(blocks[0].text)):
        return "the page only says that what was asked for is not there, or needs a script"
    if length < _BARRED_MOST and any(_BARRED.search(block.text) for block in blocks):
        return "the page only asks whether who reads it is human"
    return ""


def _source(site: str, host: str | None, text: str, title: str) -> str:
    """Name the paper: the site, or whom a page thanks that only has an address."""
    named = site if "." not in site or site.lower() != (host or "").lower() else ""
    told = one_line(metas(text).get("contentsource") or "")  # as Chinese authorities have to give it
    return named or told or page_byline.paper(text, title) or site or "web"


def _is_drawing(image: str) -> bool:
    return urlsplit(image).path.lower().endswith(".gif")


def _is_emblem(image: str) -> bool:
    """Whether a picture is called after the site that it is on, with nothing but a size beside."""
    parts = urlsplit(image)
    name = _COUNTED.sub("", parts.path.rpartition("/")[2].partition(".")[0]).lower()
    return len(name) >= _NAMED and name in (parts.hostname or "").split(".")


def _paragraph(block: page_text.Block) -> str:
    return f"<{block.tag}>{html.escape(block.text)}</{block.tag}>"


def _picture(source: str) -> str:
    return f'<img src="{html.escape(source)}">'


def _beside(text: str, title: str, last: str) -> list[str]:
    """Find a picture that stands apart from the text, between its heading and its last paragraph."""
    start = max(text.find(f">{html.escape(title, quote=False)}<", text.lower().find("<body")), 0)
    end = text.rfind(html.escape(last, quote=False)[:_KNOWN], start)
    _, images = read_blocks(text[start:end] if start and end > 0 else "")
    return [image.url for image in images if image.url and not image.junk and not junk_image(image.url)][:1]


def _base(text: str, url: str | None) -> str | None:
    """Give what the page's relative addresses start from."""
    return next((web_url(tag.get("href"), base=url) for tag in start_tags(text, "base", 1)), None)


def _declared(text: str) -> str | None:
    """Give the language that a page says it is in; English is what a page says that says nothing of it."""
    named = next(start_tags(text, "html", 1), {}).get("lang", "").lower()
    return named if named and not named.startswith("en") else None


def _canonical(text: str, url: str | None) -> str | None:
    """Give the address that the page calls its own in a link; the site's is none."""
    links = (tag.get("href") for tag in start_tags(text, "link", 200) if tag.get("rel", "").lower() == "canonical")
    named = (web_url(link, base=url) for link in links)
    return next((link for link in named if link and urlsplit(link).path not in ("", "/")), None)


def _found(text: str, url: str, base: str | None) -> tuple[Any, frozenset[str], page_deck.Deck]:
    """Give what is found in a page, or in what is set aside in it where there is nothing else."""
    first = _extracted(_without_footer(text), url, base)
    if _length(first[0]) >= _WHOLE or not _SET_ASIDE.search(text):
        return first
    again = _extracted(_SET_ASIDE.sub(r"\1div", text), url, base)
    return again if _length(again[0]) >= _TEXT else first


def _length(found: Any) -> int:
    return len(found.text or "") if found else 0


def _extracted(text: str, url: str, base: str | None) -> tuple[Any, frozenset[str], page_deck.Deck]:
    """Give what the extraction finds, the links of a page that may be a list of them, and what is under its heading."""
    import trafilatura  # takes 0.15 s to load, and pages are rare
    from trafilatura.settings import Extractor

    options = Extractor(
        output_format="python",
        comments=False,
        images=True,
        with_metadata=True,
        url=base,
        # Without it htmldate takes any year that it finds, a copyright's too.
        date_params={"extensive_search": False, "original_date": True},  # type: ignore[dict-item]  # find_date's own
    )
    options.min_extracted_size = _WHOLE
    try:
        tree = trafilatura.load_html(text)
        listed = page_region.headlines(tree) if tree is not None else frozenset()
        deck = page_tree.gather(tree) if tree is not None else page_deck.Deck()
        found = trafilatura.bare_extraction(text if tree is None else tree, options=options, prune_xpath=_APART)
    except Exception as error:  # noqa: BLE001  # whatever its parsers choke on costs this page only
        raise ParseError(f"{url}: the page cannot be read ({type(error).__name__} in trafilatura)") from None
    return found, listed, deck


def looks_like_page(text: str) -> bool:
    """Tell whether a text is HTML at all."""
    head = text[:20_000].lower()
    if head.lstrip()[:1] in ("{", "["):  # JSON, with markup in its texts
        return False
    return any(mark in head for mark in ("<html", "<!doctype html", "<body", "<article", "<div", "<p>", "<p "))


def _without_drawings(text: str) -> str:
    """Cut out inline drawings, whose thousands of shapes are no text; one that is not closed stays."""
    parts: list[str] = []
    at = 0
    while (start := _DRAWING.search(text, at)) and (end := _DRAWN.search(text, start.end())):
        parts.append(text[at : start.start()])
        at = start.end() if start[1] else end.end()
    return "".join((*parts, text[at:]))


def _without_footer(text: str) -> str:
    """Cut out the page's footer after its article: its dates and names are the site's."""
    lower = text.lower()
    start = lower.rfind("<footer")
    end = lower.find("</footer>", start)
    after = max(lower.rfind("</article", 0, max(start, 0)), lower.rfind("</main", 0, max(start, 0)))
    return text[:start] + text[end:] if 0 <= after < start < end else text


def _too_complex(text: str, *, most: int) -> bool:
    depth = 0
    for count, found in enumerate(_TAG.finditer(text)):
        if count >= most or found[3].count("=") > MAX_ATTRIBUTES:
            return True
        if not _OPEN_ENDED.fullmatch(found[2]) and not found[3].endswith("/"):
            depth = max(depth - 1, 0) if found[1] else depth + 1
            if depth > MAX_DEPTH:
                return True
    return False
