"""Article pages: the item that one is, from what is found in it."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources import (
    linked_data,
    page_account,
    page_byline,
    page_date,
    page_extract,
    page_facts,
    page_pictures,
    page_prose,
    page_text,
    page_title,
    page_top,
)
from ledebot.bot.sources.dates import remarks
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.headline import headline
from ledebot.bot.sources.items import script_language
from ledebot.bot.sources.links import entry_link
from ledebot.bot.sources.tags import metas, start_tags
from ledebot.bot.sources.urls import web_url, without_credentials
from ledebot.bot.sources.words import one_line, plain, printable
from ledebot.bot.text.plain_text import unwrapped

MAX_BYTES = 2 * 1024 * 1024
"""A news page beyond this is a listing or an attack; tree algorithms are not to be fed with it."""
MAX_TAGS = 20_000
MAX_DEPTH = 250
MAX_ATTRIBUTES = 500
_OPENING = 3
"""Blocks of a text of which one may be its title."""
_LISTED = 0.7
"""Share of what is found on a page without prose that is links, if it is a list of them."""
_UNSCRIPTED_PAGE = re.compile(
    r"\benable javascript\b|javascript.{0,30}(?:enabled|启用|開啟|啟用|有効)|启用 ?javascript", re.IGNORECASE
)
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
MIN_TEXT, MIN_TEXT_CJK = 20, 10
"""Characters; what is shorter is a caption, not an article."""


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
    text = _UNSCRIPTED.sub(r"\1", _without_drawings(unwrapped(printable(decode(data, content_type)))))
    if not looks_like_page(text):
        raise ParseError(f"{url}: not a web page")
    if _too_complex(text, most=10**9 if trusted else MAX_TAGS):
        raise ParseError(f"{url}: the page has too many or too deeply nested elements")
    address = web_url(url)
    base = _base(text, address)
    extract = page_extract.find(text, url, base or address)
    found, deck, blocks = extract.found, extract.deck, extract.blocks
    account = page_account.read(text)
    headings = [block.text for block in blocks if block.tag == "h2"]
    texts = [block.text for block in blocks if block.tag == "p" and not page_facts.only(one_line(block.text))]
    first = next(filter(page_prose.is_prose, texts), texts[0] if texts else "")
    opening = [one_line(block.text) for block in blocks[:_OPENING]]
    facts = page_facts.read(text, first, texts[-1] if texts else "")
    title = page_title.find(text, one_line(plain(found.title or "")), headings, first, opening) if found else ""
    title = _title(title, account, facts, whole := page_title.titled(text))
    del blocks[: page_top.headed(blocks, title, whole)]
    del blocks[: page_top.labelled(blocks)]
    del blocks[page_top.unlabelled(blocks) :]
    ends = (blocks[0].text, blocks[-1].text) if blocks else ("", "")
    if (deck.heading in title or deck.heading.endswith(title)) and 2 * len(deck.heading) >= len(title) > 0:
        blocks[:0] = [page_text.Block("p", told) for told in deck.before([block.text for block in blocks])]
    length = sum(len(block.text) for block in blocks)
    if found is None or length < (MIN_TEXT_CJK if _script(blocks[0].text if blocks else "") else MIN_TEXT):
        raise ParseError(f"{url}: no article text found in the page")
    if refused := _no_article(blocks, length, title, extract.listed):
        raise ParseError(f"{url}: {refused}")
    language = script_language(title) or found.language or _declared(text) or _script(blocks[0].text)
    named = _canonical(text, address) or web_url(found.url, base=address)
    own = named if named and named != base else address
    told = linked_data.read(text)
    pictures = page_pictures.among(found.body, extract.element, text, title, blocks[-1].text, base)
    date, written, meant = page_date.find(
        text, title, told, found.date if page_date.of_article(text, found.date) else None, language, account.date, facts
    )
    published = meant.moment(written)
    site = (found.sitename or "", urlsplit(own or "").hostname or "")
    authors = told.authors if told else ()
    author = account.author or page_byline.find(
        text, title, found.author or "", authors, site, language, ends, facts.author
    )
    shown = (found.image, metas(text).get("og:image"), told.picture if told else "", account.picture)
    return Item(
        ref=url,
        source=account.name or _source(one_line(found.sitename or found.hostname or ""), found.hostname, text, title),
        title=html.unescape(title) or headline(html.escape(blocks[0].text)),
        html="".join((*map(_paragraph, blocks), *map(_picture, pictures))),
        url=own,
        published=published,
        author=author or account.name or None,
        image=page_pictures.chosen(shown, own),
        base=base,
        language=found.language or None,
        warnings=tuple(remarks(date, written, meant, published)),
    )


def _title(found: str, account: page_account.Account, facts: page_facts.Facts, whole: str) -> str:
    """Choose the title: as it was found, or, where that is none or another, as scripts or labels say; `whole` is
    <title>.
    """
    title = account.title if account.title and found in ("", page_account.PLATFORM) else found
    if facts.title and (not title or facts.title in title or title == whole or title not in whole):
        return facts.title
    return facts.heading if facts.heading and title not in whole else title


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
    return named or told or page_byline.paper(text, title) or site or page_title.site(text, title) or "web"


def _paragraph(block: page_text.Block) -> str:
    text = html.escape(block.text)
    return f"<pre><code>{text}</code></pre>" if block.tag == "pre" else f"<{block.tag}>{text}</{block.tag}>"


def _picture(source: str) -> str:
    return f'<img src="{html.escape(source)}">'


def _base(text: str, url: str | None) -> str | None:
    """Give what the page's relative addresses start from."""
    return next((web_url(tag.get("href"), base=url) for tag in start_tags(text, "base", 1)), None)


def _declared(text: str) -> str | None:
    """Give the language that a page says it is in; English is what a page says that says nothing of it."""
    named = next(start_tags(text, "html", 1), {}).get("lang", "").lower()
    return named if named and not named.startswith("en") else None


def _script(text: str) -> str | None:
    """Tell the language of a text that is mostly in an East Asian script."""
    return script_language(text) if 3 * len(re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", text)) > len(text) else None


def _canonical(text: str, url: str | None) -> str | None:
    """Give the address that the page calls its own in a link; the site's is none."""
    links = (tag.get("href") for tag in start_tags(text, "link", 200) if tag.get("rel", "").lower() == "canonical")
    named = (entry_link(link, base=url) for link in links)
    return next((link for link in named if link and urlsplit(link).path not in ("", "/")), None)


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
