"""Small helpers on the text of titles and bodies that every parser needs."""

from __future__ import annotations

import html
import re

from ledebot.bot.core.word_sets import word_set
from ledebot.bot.text.flow import composed

TITLE_LIMIT = 300
"""Characters; a headline is shorter, and what is longer is a body in the wrong place."""


_TAG = re.compile(
    r"</?([A-Za-z][A-Za-z0-9]*)((?:[:-][^\s<>/]*)?)[^<>]*>|<!--.*?(?:-->|\Z)|<![A-Za-z\[][^<>]*>", re.DOTALL
)
_ANY_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_INLINE = word_set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_ELEMENTS = _INLINE | word_set(
    "address applet area article aside audio base blink blockquote body br button canvas caption center col colgroup "
    "dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hgroup hr html iframe img input legend li link main map menu meta meter nav noscript object ol "
    "optgroup option output p param path picture pre progress script section select slot source style summary svg "
    "table tbody td template textarea tfoot th thead title tr track ul video"
)
"""Names of HTML's elements: `<kubernetes>` in a title is a word in angle brackets."""
_ALONE = re.compile(r"<(?!(?:br|hr|img|wbr|p|li)>)([A-Za-z][A-Za-z0-9-]{0,30})>", re.IGNORECASE)
"""An opening tag without attributes, of an element that wants its end."""
_BARE = re.compile(r"<([A-Za-z][A-Za-z0-9-]{0,30})>")
MOST_UNKNOWN = 50
"""Names in a text that are looked at; more of them are another language than HTML."""
_ENDED = re.compile(r"</([a-z][a-z0-9-]{0,30})")
_SPELLED_CDATA = re.compile(r"(?:<|&lt;)!?\[CDATA\[(.{0,1000}?)\]\](?:>|&gt;)", re.DOTALL)
"""A mark of XML's that was escaped with the title in it."""
_CDATA = re.compile(r"\s{0,99}(?:<|&lt;)!\[CDATA\[")
_CDATA_END = re.compile(r"\]\](?:>|&gt;)\s{0,99}\Z")
_CUT_TAG = re.compile(r"<[a-z]{1,10}\s[^<>]{0,200}(?:…|\.\.\.)(?=[\s\"”»']{0,3}\Z)", re.IGNORECASE)
"""A tag in which a program cut a title off."""
_PAIRED = re.compile(r"<(b|i|em|strong|span|font|a|u|sup|sub)\b[^<>]{0,200}>[^<]{0,300}</\1>", re.IGNORECASE)
_INVISIBLE = re.compile(r"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_READING = re.compile(r"<r[tp]\b[^<>]{0,99}>[^<]{0,40}</r[tp]\s*>", re.IGNORECASE)
"""How a character is read, small beside it."""
_ESCAPED = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6});")
"""What is left in a text where its writer escaped it twice."""
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_CLOCK = re.compile(r"\d{1,2}[:：_]\d{2}(?:[:：_]\d{2})?")
_AGO = re.compile(r"(?<!\s)\s+(?:\S{1,12}\s+)?(?:\d+\s*(?:秒钟?|分钟|小时|天)前|刚刚|昨天(?:\s*\d{1,2}:\d{2})?)\s*$")


def plain(markup: str) -> str:
    """Give the visible text of a piece of markup on one line; for titles, and bodies as short as they."""
    if "<" in markup:
        markup = _TAG.sub(_without_tag, _READING.sub("", _INVISIBLE.sub(" ", markup)))
    return " ".join(html.unescape(markup).split())


def rough(markup: str) -> str:
    """Give about the visible text of a long piece of markup, each tag a space; in half the time, for judging length."""
    if "<" in markup:
        markup = _ANY_TAG.sub(" ", _INVISIBLE.sub(" ", markup))
    return " ".join(html.unescape(markup).split())


def _without_tag(found: re.Match[str]) -> str:
    """Give what stands for a tag in text: nothing for one inside a line, a space for another, itself if it is none."""
    name = (found[1] or "").lower()
    if name in _INLINE and not found[2]:
        return ""
    return " " if not name or found[2] or name in _ELEMENTS else found[0]


def printable(text: str) -> str:
    """Drop control characters and lone surrogates, which neither XML nor Telegram can carry."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """Fold white space, keeping a title to `TITLE_LIMIT` characters."""
    if not text.isprintable():
        text = _UNSEEN.sub("", printable(text))
    return composed(" ".join(text.split()))[:TITLE_LIMIT].rstrip()


def split_title(text: str) -> tuple[str, str]:
    """Divide a title of several lines into the headline and what follows it.

    Scraped feeds put a whole list entry there: headline, teaser, section, "12 minutes ago". The last would make
    every poll a new version, so it goes.
    """
    lines = [line for line in (one_line(line) for line in text.strip().splitlines()) if line]
    while len(lines) > 1 and lines[1][0].islower():  # a headline wrapped in its source
        lines[:2] = [f"{lines[0]} {lines[1]}"]
    if len(lines) > 1 and _CLOCK.fullmatch(lines[0]):
        lines[:2] = [" ".join(lines[:2])]
    if not lines:
        return "", ""
    return lines[0], _AGO.sub("", " ".join(lines[1:]))


def title_text(markup: str) -> str:
    """Give a title's visible text, whatever its writer took it for.

    A tag that stands alone is spoken of (`Use of <div> in pages`); tags that were escaped once too often are none.
    """
    if "<" in markup or "&lt;" in markup:
        markup = _CUT_TAG.sub("…", _SPELLED_CDATA.sub(r"\1", markup))
        text = plain(spoken_tags(markup))
        return plain(text) if _PAIRED.search(text) else text
    text = plain(markup)
    return plain(text) if "&" in text and _ESCAPED.search(text) else text


def spoken_tags(markup: str) -> str:
    """Escape tags that stand alone in a text that may be none of HTML's: it speaks of them (`unique_ptr<S>`)."""
    ended = set(_ENDED.findall(markup.lower()))
    return _ALONE.sub(lambda tag: tag[0] if tag[1].lower() in ended else f"&lt;{tag[1]}&gt;", markup)


def unknown_tags(markup: str) -> str:
    """Escape names in angle brackets that are no elements of HTML's and that nothing ends: they are words."""
    names = {name for name in _BARE.findall(markup) if name.lower() not in _ELEMENTS}
    words = {name for name in names if f"</{name}" not in markup} if len(names) <= MOST_UNKNOWN else ()
    return _BARE.sub(lambda tag: f"&lt;{tag[1]}&gt;" if tag[1] in words else tag[0], markup) if words else markup


def without_cdata(markup: str) -> str:
    """Take off a mark of XML's around a body that was escaped together with it."""
    found = _CDATA.match(markup)
    return _CDATA_END.sub("", markup[found.end() :]) if found else markup
