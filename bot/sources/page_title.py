"""What an article on a page is called: by its <title>, its headings and its text, without the site's name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ledebot.bot.sources.tags import metas
from ledebot.bot.sources.words import one_line, plain

_TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<]{1,1000})<", re.IGNORECASE)
_TITLED = re.compile(
    r"""<(?:div|p|span|strong|td)\b[^<>]{0,200}?\b(?:class|id)\s?=\s?["'](?:[^"'<>]{0,60}[\s_-])?(?<!sub[_-])(?:title|headline|tit|bt)["'\s][^<>]{0,200}>(?:\s{0,99}<(?:strong|b|span)\b[^<>]{0,99}>)?([^<>]{2,200})<""",
    re.IGNORECASE,
)
"""An element that is called after a title, and its text."""
_HEADING = re.compile(r"<(h[1-3])\b[^<>]{0,500}>", re.IGNORECASE)
UNSEEN = re.compile(r"visually-?hidden|sr-only|screen-?reader|element-invisible|assistive-text")
"""How headings are called that are only read out: `Main menu`."""
_LONGEST, _MOST = 1000, 200
"""Characters of a heading's source, and headings that are looked at."""
_SITE_MARK = re.compile(
    r"\s{0,2}[_|｜»]|\s[-–—·@:>]\s|\s?::\s|(?<=[\u3400-\u9fff])\s(?=[\u3400-\u9fff])"
    r"|(?<=[\u3400-\u9fffA-Z0-9！？”》】）])[-–—]{1,2}(?=[\u3400-\u9fffA-Z])"
)
_ARCHIVE = re.compile(r".{1,80}» Blog Archive »\s?")
"""What old WordPress puts before a title."""
_MARKS, _LEAST = 8, 0.3
"""Marks of a title that are looked at, and the share of it that the article's own part has."""
_AFTER_SITE = re.compile(
    r"\s?[:：|｜»]\s{0,2}(?=\S)|\s(?:[-–—]{1,2}|[·•])\s(?=\S)|(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])"
)
_SITE = 40
"""Characters of a site's name."""
_PART = 0.25
"""Share of <title> that one of its parts has, if it is the article's title."""
_ENDS, _BEGINS = re.compile(r"(?:^|[-–—_|｜»·>]{1,2}\s{0,2})$"), re.compile(r"$|\s{0,2}(?:[-–—_|｜»·<（]|::|\s:\s)")
"""What stands before a part of <title> and after it."""
_MEDIUM = re.compile(r"[\u3400-\u9fff]{2,12}(?:网|網|报|報|社|新闻|新聞|在线|門戶|门户|论坛|論壇|频道|博客)")
"""A title that only names a medium."""
_ROUND_TITLE = re.compile(r"[\[【][^\[\]【】]{1,12}[\]】]\s?|\s20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}\b.*")
"""A forum's label before a title, and a time after it in the same heading."""
_LEAF = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版|[A-Z]?\d{1,3}版[:：]")
"""What a paper calls a page that may hold several articles."""
_HOME = r"""<a\b[^<>]{0,200}?\bhref\s?=\s?["']?(?:\.?/|/?index\.\w{2,5}|https?://[^/"'<>\s]{1,99}/?)["'\s]"""
"""The beginning of a link to a site's front page."""
_TAG, _NEAR, _LINE = re.compile(r"<[^<>]{0,1000}>"), 3000, 5
"""Marks between lines, characters of a page's source above its text, and of a title."""
_NO_TITLE = re.compile(r"版|上一|下一|\d{4}\s?[年-]|^(?:作者|记者|記者|来源|來源|字号|本报)")
_KNOWN = 12
"""Characters by which the first paragraph is found in the page's source."""


def find(text: str, title: str, headings: list[str], first: str, opening: Sequence[str] = ()) -> str:
    """Check a title from a heading against the page's <title>: of all headings, the one in it is the article's.

    `headings` are those of the article's text, `first` is its first paragraph, `opening` its first lines. The site's
    name goes from before the title, where the page gives that.
    """
    whole = titled(text)
    found = _found(text, title, headings, first, opening)
    if not found or (not _stands(found, text) and not any(_headings(text))):
        found = _called(text, first) or (_line_above(text, first) if _MEDIUM.fullmatch(found) else "") or found
    elif _is_site(found, text):
        found = _beside_site(found, whole, text, first) or found
    if opening and opening[0] in headings and opening[0].startswith(found) and _is_first_heading(opening[0], text):
        return opening[0]
    parts = (*_before_site(whole), whole)
    shown = [part for part in parts if found.startswith(part) and any(_is_end(part, one) for one in headings)]
    return next((part for part in parts if _is_end(part, found) or part in shown), found)


def _is_first_heading(line: str, text: str) -> bool:
    return bool(
        re.search(rf"<h1\b[^<>]{{0,500}}>\s{{0,99}}{re.escape(html.escape(line, quote=False))}\s{{0,99}}<", text)
    )


def _is_site(title: str, text: str) -> bool:
    """Whether a title is what a link to the front page says, or who has the rights: the site's name."""
    name = re.escape(html.escape(title, quote=False))
    linked = rf"{_HOME}[^<>]{{0,200}}>\s{{0,99}}(?:<[^<>]{{0,200}}>\s{{0,9}}){{0,3}}{name}\s{{0,99}}<"
    owned = rf"(?:©|&copy;|\bcopyright)[^<>]{{0,40}}{name}|{name}[^<>]{{0,9}}(?:all rights reserved|版权所有)"
    return bool(re.search(rf"{linked}|{owned}", text, re.IGNORECASE))


def _beside_site(site: str, whole: str, text: str, first: str) -> str:
    """Give the title of a page whose first heading is its site's name: another part of <title>, or the last heading
    above the text.
    """
    parts = (*_before_site(whole), *(whole[mark.end() :] for mark in _marks(_AFTER_SITE, whole)))
    named = (part for part in parts if part != site and _stands(part, text))
    return next(named, "") or next((line for line in reversed(_over(text, first)) if line not in (site, first)), "")


def _called(text: str, first: str) -> str:
    """Find the title of a page without headings in what is called so before its first paragraph, or is it."""
    known = html.escape(first, quote=False)
    end = text.find(known[:_KNOWN]) if first else -1
    found = _TITLED.search(text, 0, end + len(known) + 1) if end >= 0 else None
    return one_line(plain(found[1])) if found else ""


def _found(text: str, title: str, headings: list[str], first: str, opening: Sequence[str]) -> str:
    whole = titled(text)
    told = metas(text)
    if own := one_line(plain(told.get("articletitle") or "")):  # as Chinese authorities have to give it
        return own
    site = one_line(told.get("og:site_name") or "") if title else ""
    if site:
        title = whole if title == site and whole else title
        mark = _AFTER_SITE.match(title, len(site)) if title.startswith(site) else None
        title = title[mark.end() :] if mark else title
    if _LEAF.search(whole) and (line := _line_above(text, first)):
        return line
    lines = [*_headings(text[max(text.lower().find("<body"), 0) :]), *opening]
    if part := _part(lines, title, whole, one_line(told.get("og:title") or "")):
        return part
    if above := _above(text, title, whole, first):
        return above
    if whole and title == whole:
        parts = (*_before_site(whole), *(whole[mark.end() :] for mark in _marks(_AFTER_SITE, whole)))
        return next((part for part in parts if part != site and _stands(part, text)), title)
    if not whole or (title and title in whole):
        return title
    if (bare := _ROUND_TITLE.sub("", title)) and bare in whole:
        return bare
    return next((heading for heading in map(one_line, headings) if heading and heading in whole), title or whole)


def _is_end(part: str, heading: str) -> bool:
    """Whether a part of <title> is what a heading ends on, behind a word of its own: `Wow!Mill opens`."""
    return len(part) < len(heading) <= 2 * len(part) and heading.endswith(part)


def _line_above(text: str, first: str) -> str:
    """Give the last line above a text that is neither short, a page's number nor a day."""
    body = text[max(text.lower().find("<body"), 0) :]
    end = body.find(html.escape(first, quote=False)[:_KNOWN]) if first else -1
    lines = map(one_line, map(plain, _TAG.split(body[max(end - _NEAR, 0) : max(end, 0)])))
    return next((line for line in reversed(list(lines)) if len(line) >= _LINE and not _NO_TITLE.search(line)), "")


def _stands(part: str, text: str) -> bool:
    """Whether an element of the page holds nothing but a part of its title."""
    body = max(text.lower().find("<body"), 0)
    shown = re.compile(rf">\s{{0,99}}{re.escape(html.escape(part, quote=False))}\s{{0,99}}<")
    return bool(part) and bool(shown.search(text, body))


def titled(text: str) -> str:
    """Give a page's <title>."""
    named = _TITLE.search(text[:200_000])
    return _ARCHIVE.sub("", one_line(plain(named[1]))) if named else ""


def site(text: str, title: str) -> str:
    """Give what <title> has after an article's title, or before it, set apart: the site's name; empty if nothing."""
    before, _, behind = titled(text).partition(title) if title else ("", "", "")
    name = _SITE_MARK.split(behind)[-1] if _SITE_MARK.match(behind) else _SITE_MARK.split(before)[0]
    return name.strip() if 1 < len(name.strip()) <= _SITE else ""


def _part(lines: Sequence[str], title: str, whole: str, told: str) -> str:
    """Give the longest heading or first line that is a part of <title>, if what was found is more or something else."""
    parts = [line for line in lines if len(line) >= _PART * len(whole) and is_part(line, whole)]
    best = max(reversed(parts), key=len, default="")
    known = title == told and title in lines
    return best if best != title and (is_part(best, title) or (title not in whole and not known)) else ""


def is_part(line: str, title: str) -> bool:
    """Whether a line is what stands between two marks of a title."""
    at = title.find(line)
    return bool(line) and at >= 0 and bool(_ENDS.search(title[:at]) and _BEGINS.match(title, at + len(line)))


def _above(text: str, title: str, whole: str, first: str) -> str:
    """Give the heading right above the text where it is a better title: <title> has it and it is the longer one, or
    what was found only names a medium or stands nowhere on the page.
    """
    above = _over(text, first)
    if not above or not title or above[-1] in (title, first):
        return ""
    if above[-1] in whole:
        return above[-1] if len(above[-1]) > len(title) and title in whole else ""
    if _MEDIUM.fullmatch(title) and title == whole:
        return above[-1]
    body = text[max(text.lower().find("<body"), 0) :]
    return above[-1] if len(above) == 1 and title not in one_line(plain(body)) else ""


def _over(text: str, first: str) -> list[str]:
    """Give the headings above a text."""
    body = text[max(text.lower().find("<body"), 0) :]
    end = body.find(html.escape(first, quote=False)[:_KNOWN]) if first else -1
    return list(_headings(body[: max(end, 0)]))


def place(text: str, title: str) -> int:
    """Give where the heading that is a page's title stands in its source, -1 where it has none."""
    start = max(text.lower().find("<body"), 0)
    at = text.find(f">{html.escape(title, quote=False)}<", start) if title else -1
    if at >= 0:
        return at
    if not title:
        return -1
    headed = next((start + at for at, heading in _placed(text[start:]) if heading == title), -1)
    alone = re.search(rf">\s{{1,99}}{re.escape(html.escape(title, quote=False))}\s{{0,99}}<", text[start:])
    return headed if headed >= 0 or not alone else start + alone.start()


def _headings(source: str) -> Iterator[str]:
    return (heading for _, heading in _placed(source))


def _placed(source: str) -> Iterator[tuple[int, str]]:
    """Give where the text of each heading begins, and the text."""
    for found in islice(_HEADING.finditer(source), _MOST):
        end = source.find("</", found.end(), found.end() + _LONGEST)
        while end >= 0 and not source.startswith(f"</{found[1]}", end):
            end = source.find("</", end + 1, found.end() + _LONGEST)
        if end >= 0 and not UNSEEN.search(found[0]) and (heading := one_line(plain(source[found.end() : end]))):
            yield found.end() - 1, heading


def _marks(pattern: re.Pattern[str], title: str) -> list[re.Match[str]]:
    return list(islice(pattern.finditer(title), _MARKS))


def _before_site(title: str) -> Iterator[str]:
    """Give what may stand before a site's name in a title, the longest first."""
    ends = [mark.start() for mark in _marks(_SITE_MARK, title)]
    return (title[:end] for end in reversed(ends) if end >= _LEAST * len(title))
