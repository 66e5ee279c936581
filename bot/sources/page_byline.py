"""Who wrote a page's article: what the extraction calls its author, and the lines beside its heading."""

from __future__ import annotations

import html
import re
from itertools import chain, islice

from ledebot.bot.sources import linked_data, page_signature
from ledebot.bot.sources.calendar_words import is_weekday, month_of, normal
from ledebot.bot.sources.names import is_person
from ledebot.bot.sources.page_date import own_part
from ledebot.bot.sources.page_title import place, titled
from ledebot.bot.sources.people import joined
from ledebot.bot.sources.tags import metas, start_tags
from ledebot.bot.sources.words import one_line
from ledebot.bot.text.byline_english import PERSONS

_LINE_END = re.compile(r"</?(?:p|div|h\d|li|ul|section|header|time)\b[^<>]{0,500}>|<br\b[^<>]{0,99}>", re.IGNORECASE)
_ELEMENT = re.compile(r"<[^<>]{0,1000}>")
_NEAR = 1500
"""Characters after the heading in which a byline is looked for."""
_FIRST = 5
"""Lines after the heading, itself one, of which one may be a name beside a time."""
_FAR = 30_000
"""Characters after it within which its text begins, where a page has its tools between."""
_HOST, _ZONE = 2, 4
"""Words of a host's name, and characters of the last."""
_LONGEST = 120
"""Characters of a line that tells who and when."""
_LAST_WORDS, _BETWEEN_WORDS = 5, r"(?:\s|<[^<>]{0,300}>){1,6}"
"""Words at a text's end by which it is found again, but for the last, and what stands between them in its source."""
_KNOWN, _LINES, _ELEMENTS = 20, 6, 5
"""Characters by which a paragraph's end is found, lines under it and elements that are looked at."""
_PEOPLE, _NAME_WORDS = 20, 10
"""Names of a page that are looked at, and words of one with what stands under it."""
_PERSONS = re.compile(PERSONS)
_HEADED = re.compile(rf"\s[|–—-] by ({PERSONS})(?:\s[|–—-]|$)")
"""How <title> names who wrote."""
_ENDS = re.compile(r"\s[|–—-]\s")
"""What stands before a site's name, which ends <title>."""
_LABEL = re.compile(
    r"^(?:\s{0,3}\S{1,5}[:：]\s{0,3}|(?:作者|著者|執筆者?|글쓴이|작성자)\s"
    r"|(?:Autor(?:in)?|Auteur|Author|Autore)(?:/in)?:? "
    r"|(?:By|Par|Von|Por|Door|Di) (?=[A-Z])"
    r"|(?:(?:View all |All )?[Pp]osts by|Alle Beiträge von|Voir tous les articles (?:par|de)) )"
)
_EDITED = re.compile(r"\s{0,9}(?:[责責]任?[编編]|[编編][辑輯审審]|[校审審][对對核]|[监監]制|[来來]源)\S{0,2}\s?[:：]")
"""The label of somebody who did not write."""
_REPORTER = re.compile(
    r"^(?:기자\s{1,3}|[記记]者[\s:：]{1,3})|\s{0,3}기자(?:\s.{0,30})?$|^[\u4e00-\u9fff]{2,4}[報报][導道导]$"
)
"""What papers of Korea and Taiwan write beside a name, and from where."""
_ADDRESSED = re.compile(r"\(www\.[\w.-]{1,60}\)")
"""A house with the address of its site."""
_NEXT_LABEL = re.compile(r"\s\S{1,5}[:：]")
"""What stands before a name, and before what is told after it: `作者：张三 来源：`."""
_AFTER_NAME = re.compile(
    r"(?<=\S),?\s{1,3}(?:[A-Z]\w{1,20} ){0,3}"
    r"(?:Correspondent|Reporter|Writer|Editor|Columnist|Journalist|Contributor|Producer)\b.{0,60}$"
    r"|\s(?:Envoyée?s? spécia|Correspondante?\b).{0,60}$|\s{1,3}[+＋]?(?:关注|關注|Follow)$"
)
"""What somebody is, after the name, and what a reader may do with it."""
_NEW_LINE = r"(?:</\w{1,10}>\s{0,9}){0,3}<(?:br|p|div|li|small)\b[^<>]{0,200}>(?:\s{0,9}<[^/<>][^<>]{0,200}>){0,2}"
_BADGED = re.compile(r"([\u4e00-\u9fff·]{2,8})\s[\u4e00-\u9fff]{5,20}")
"""A name, and what somebody says of himself."""
_FULL_NAME = re.compile(
    r"(?!Staff|Senior|Chief|Guest|Special|Contributing|Managing|News|Web|Sports|Our)[A-Z][a-z]{1,20} [A-Z][a-z]{1,20}"
)
"""A name of two words, of which the second is no trade: `Jane Porter`, `Jane Reporter`."""
_SHORTEST = re.compile(r"[A-Z][\w.'’-]{1,20} (?:[A-Z]\.? )?[A-Z][\w'’-]{1,20}(?= )")
"""The two words of a name that capitals go on after."""
_NO_NAME = re.compile(
    r"[<>，。！？]|\b(?:your?|you['’]re|log(?:ged)?(?:[ -]?(?:in|out))?|sign(?:ed)? (?:in|up)|submitted|posted"
    r"|published|veröffentlicht|publi(?:é|cado)|pubblicato|опубликовано|discuz|comsenz|updated|subscribe|comments?|e?mail|follow|share|print|artikel|empfehlen|teilen|drucken|partager|compartir)\b|^(?:staff|name)$|^(?:未知|佚名|匿名|不详|(?:系统)?管理员|网络(?:整理)?|编辑部|本[站报网]\S?|小编|原创|转载|综合)$|总篇|^(?:发布|發布|发表|發表|更新|阅读|来源)",
    re.IGNORECASE,
)
"""Words beside a name, taken for one."""
_CALLED = re.compile(
    r"<(a|span|p|div|address|strong)\b[^<>]{0,200}?\b(?:class|rel|itemprop|id)\s?=\s?[\"']?[^\"'<>]{0,60}?(?<![a-z])"
    r"(?:author|byline|by-line|writer|vcard|fn|nick-?name|user-?name)(?![a-z])[^<>]{0,300}>(?=([^<>]{0,60}(?:<[^<>]{0,300}>[^<>]{0,60}){0,5}))",
    re.IGNORECASE,
)
"""An element that is called after who wrote, and what begins in it."""
_AUTHORS_LINK = re.compile(
    r"""<a\b[^<>]{0,300}?\brel\s?=\s?["']?author\b[^<>]{0,300}>([^<>]{0,60}(?:<(?!/a)[^<>]{0,200}>[^<>]{0,60}){0,3})</a""",
    re.IGNORECASE,
)
"""A link to one of those who wrote, and what is in it."""
_COUNTRIES = frozenset(
    (
        "Germany",
        "Deutschland",
        "Austria",
        "Österreich",
        "Switzerland",
        "Schweiz",
        "France",
        "USA",
        "UK",
        "Italy",
        "Spain",
    )
)
_HAN_NAME = re.compile(
    r"[\u4e00-\u9fff]{1,2}(?![网報报社刊台])[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}"
)
"""A person's name without a space, which the extraction does not take; a paper's has another end."""
_AUTHOR = ("author", "article:author", "og:article:author")
_TURNED = re.compile(r"([^\s,]{1,30}(?:[ -][^\s,]{1,30})?), ([^\s,]{1,30}(?: [A-Z]\.?)?)")
"""A name as catalogues give it."""


def find(
    text: str,
    title: str,
    given: str,
    told: tuple[str, ...],
    site: tuple[str, str],
    language: str | None,
    ends: tuple[str, str] = ("", ""),
    labelled: str = "",
) -> str | None:
    """Find who wrote a page: as the extraction has `given` it, its linked data `told`, or a line beside `title` says,
    or the text's first and last paragraph (`ends`) and what is under it, or a label has (`labelled`).

    The site, by its name and host, wrote it only where the page names nobody, by its host never.
    """
    name, host = site
    given = "" if _ADDRESSED.search(metas(text).get("author", "")) else _own(given, text)
    named = _cited(text) or author(given, language, text) or author(";".join(told), language, text)
    if named and named in (linked := _linked(text, title)):
        named = joined(linked)
    if named and "".join(filter(str.isalnum, named)).lower() == "".join(filter(str.isalnum, host)).removeprefix("www"):
        named = None
    heading = titled(text)
    if named and named != name and _ENDS.split(heading)[-1].strip().lower() != named.lower():
        return named
    headed = _HEADED.search(heading)
    found = (
        page_signature.labelled(labelled)
        or beside(text, title)
        or (headed[1] if headed else _called(text, title, language, ends[0]) or named)
        or _in_head(text, title, language)
        or (page_signature.named(first) if len(first := one_line(ends[0])) <= _LONGEST else None)
        or _below(text, ends[1])
    )
    return found if found and not _NO_NAME.search(found) else None


def _own(names: str, text: str) -> str:
    """Leave out of several names those that only linked data has, of another article, if the page has some itself."""
    if ";" not in names or "ld+json" not in text:
        return names
    bare = linked_data.without(text)
    return ";".join(name for name in names.split(";")[:_PEOPLE] if name.strip() in bare) or names


def author(names: str, language: str | None, text: str) -> str | None:
    """Give the authors as a page writes them; a month or weekday beside a name, and what has figures in it, is none."""
    names = names.removeprefix("Autor; In ")  # of `Autor/in: `
    given = names.split(";")[:_PEOPLE]
    if _COUNTRIES.intersection(map(str.strip, given)):  # a house, with its address
        return None
    given = [_REPORTER.sub("", name.strip(" ·•|/")) for name in given if not _EDITED.match(name)]
    if not given:
        return None
    people = [_NEXT_LABEL.split(_LABEL.sub("", one_line(name), count=1))[0] for name in given]
    if len(people) > 1 or not _FULL_NAME.fullmatch(people[0]):
        people = list(map(_alone, people))
    words = [(name, normal(name)) for name in people if name and not any(char.isdigit() for char in name)]
    named = [
        name
        for name, word in words
        if not is_weekday(word)
        and not month_of(word, language)
        and not _NO_NAME.search(name)
        and not _is_host(name, text)
    ]
    alone = [name if name in text else _before_line(name, text) for name in named]
    if alone != named:  # the rest of what somebody is may follow as a name
        alone = [name for name in alone if " " in name]
    return joined(name if name in text else _as_written(name, text) for name in alone)


def _is_host(name: str, text: str) -> bool:
    """Whether a name is a site's address whose full stop was lost: `Harbour Example`."""
    words = name.lower().split()
    if len(words) != _HOST or len(words[1]) > _ZONE:
        return False
    return bool(re.search(rf"(?<![\w.@]){re.escape('.'.join(words))}(?![\w@.-])", text, re.IGNORECASE))


def _before_line(name: str, text: str) -> str:
    """Give a name without what stands on a line of its own under it: what somebody is."""
    words = name[:_LONGEST].split()[:_NAME_WORDS]
    for count in range(len(words) - 1, 1, -1):
        first, rest = (r"\s{1,9}".join(map(re.escape, part)) for part in (words[:count], words[count : count + 1]))
        if re.search(rf"{first}\s{{0,9}}{_NEW_LINE}\s{{0,9}}{rest}", text):
            return " ".join(words[:count])
    return name


def _as_written(name: str, text: str) -> str:
    """Give a name with the capitals and the full stops that a page has in it."""
    found = re.search(r"\.?\s{1,9}".join(map(re.escape, name[:_LONGEST].split())), text, re.IGNORECASE)
    return one_line(found[0]) if found else name


def _cited(text: str) -> str | None:
    """Give the authors that a paper names in its head for catalogues, family names first."""
    if "citation_author" not in text:
        return None
    names = (tag.get("content", "") for tag in start_tags(text, "meta", 200) if tag.get("name") == "citation_author")
    return joined(_TURNED.sub(r"\2 \1", one_line(name), count=1) for name in names)


def _in_head(text: str, title: str, language: str | None) -> str | None:
    """Give the name in the head that stands beside the heading, too, or may be a person's: systems and papers name
    themselves there.
    """
    said = metas(text)
    name = next(filter(None, (one_line(said.get(key, "")) for key in _AUTHOR)), "")
    if is_person(name, language) and name not in titled(text) and name not in said.get("og:site_name", ""):
        return name
    shown = name and _HAN_NAME.fullmatch(name) and any(name in line[:_LONGEST].split() for line in _beside(text, title))
    return name if shown else None


def _alone(name: str) -> str:
    """Take from a name what somebody is."""
    if shown := _BADGED.fullmatch(name):
        return shown[1]
    start = _SHORTEST.match(name)
    after = _AFTER_NAME.search(name, start.end() if start else 1)
    return name[: after.start()] if after else name


def paper(text: str, title: str) -> str:
    """Find the paper that a line right after the heading says the article is from; empty if none does."""
    return next(
        (found for line in _beside(text, title) if len(line) <= _LONGEST and (found := page_signature.paper(line))), ""
    )


def beside(text: str, title: str) -> str | None:
    """Find who wrote in a line right after the heading."""
    lines = [line for line in _beside(text, title) if len(line) <= _LONGEST]
    names = chain(map(page_signature.named, lines), map(page_signature.beside_time, lines[:_FIRST]))
    return next((name for name in names if name and name not in title), None)


def _linked(text: str, title: str) -> list[str]:
    """Give the names right after the heading that are links to who wrote."""
    at = place(text, title)
    links = _AUTHORS_LINK.findall(text, at, at + _NEAR) if at >= 0 else []
    names = [one_line(html.unescape(_ELEMENT.sub(" ", link))) for link in links[:_ELEMENTS]]
    return [name for name in names if _PERSONS.fullmatch(name) and not _NO_NAME.search(name)]


def _called(text: str, title: str, language: str | None, first: str) -> str | None:
    """Find who wrote in an element that is called so, right after the heading or before the text's first paragraph."""
    text = own_part(text)
    at = place(text, title)
    end = max(at + 2 * _NEAR, text.find(html.escape(first, quote=False)[:_KNOWN], at, at + _FAR) if first else -1)
    for found in islice(_CALLED.finditer(text, at, end), _ELEMENTS) if at >= 0 else ():
        line = one_line(html.unescape(_ELEMENT.sub(" ", found[2].partition(f"</{found[1]}")[0])))
        name = author(line, language, text) or ""
        if (_PERSONS.fullmatch(name) and not page_signature.SECTION.search(name)) or _HAN_NAME.fullmatch(name):
            return name
    return None


def _below(text: str, last: str) -> str | None:
    """Find who wrote in a line right under the text, or its last."""
    shown_last = html.escape(last, quote=False)
    words = shown_last.split()[-_LAST_WORDS:]
    known = _BETWEEN_WORDS.join(map(re.escape, words[:-1] if len(words) == _LAST_WORDS else [shown_last[-_KNOWN:]]))
    ends = [found.end() for found in re.finditer(known, text)] if len(last) >= _KNOWN else []
    lines = _LINE_END.split(text[ends[-1] : ends[-1] + _NEAR]) if ends else []
    shown = [line for line in (one_line(html.unescape(_ELEMENT.sub(" ", line))) for line in lines) if line]
    for line in (one_line(last), *shown[:_LINES]):
        if len(line) <= 2 * _LONGEST and (name := page_signature.closing(line)):
            return name
        if len(line) <= _LONGEST and (name := page_signature.named(line)):
            return name
    return None


def _beside(text: str, title: str) -> list[str]:
    """Give the lines right after the heading."""
    at = place(text, title)
    lines = _LINE_END.split(text[at + 1 : at + _NEAR]) if at >= 0 else []
    return [one_line(html.unescape(_ELEMENT.sub(" ", line))) for line in lines]
