"""When a page says that it was published: in its head, its linked data, its text beside the heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ledebot.bot.sources.dates import Customs, customs, read
from ledebot.bot.sources.linked_data import LinkedData
from ledebot.bot.sources.page_facts import NO_FACTS, Facts
from ledebot.bot.sources.page_title import place
from ledebot.bot.sources.tags import metas
from ledebot.bot.sources.written import Written

_LINKED_DATA = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_TIME = re.compile(r"""<time\b([^<>]{0,200}?)\bdatetime\s*=\s*["']([^"'<>]{8,40})["']([^<>]{0,200})>""", re.IGNORECASE)
_TIMED = re.compile(
    r"<time\b(?![^<>]{0,200}\bdatetime)[^<>]{0,200}>(?:\s{0,99}<[^<>]{1,200}>){0,4}([^<>]{6,40})<", re.IGNORECASE
)
"""The like without its attribute."""
_CHANGED = re.compile("modif|updat|edited|changed", re.IGNORECASE)
"""How a time is called that is not the first version's."""
_UPDATED = re.compile(
    r"[,–—|·(-]\s?(?:mis|updated|aktualisiert|actualizad|aggiornat|atualizad|обновл)|\s(?:by|por|par|von|di)\s",
    re.IGNORECASE,
)
"""What follows the time of a first version: that of another, or who wrote."""
_ABBREVIATED = re.compile(
    r"""<(?:abbr|span)\b[^<>]{0,200}?\btitle\s?=\s?["'](\d{4}-\d\d-\d\dT[^"'<>]{5,20})["']""", re.IGNORECASE
)
"""A time as microformats have it."""
_COMMENTS = re.compile(
    r"<(?:div|section|ol|ul|aside)\b[^<>]{0,200}?\b(?:id|class)\s?=\s?[\"'](?:[\w-]{0,40}[\s_-])?comments?(?![a-z]|[-_](?:count|num|link|icon|button))",
    re.IGNORECASE,
)
"""Where what readers say of an article begins, with dates of its own."""
_WEEKDAY = r"(?:[(（](?:星期|周|週)?[一二三四五六日天月火水木金土][)）]|(?:星期|周|週).)"
_CHINESE_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}"
    rf"(?:日\s{{0,4}}(?:{_WEEKDAY}\s{{0,4}})?|\.?\s{{1,4}})(?:[上下]午|午[前後后]|오[전후])?\s?\d{{1,2}}[:：時时]\d{{2}}(?:[:：]\d{{2}})?(?:分|(?!\d))"
)
_PARTED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?: | ?[-/.年] ?)(\d\d) ?[-/.月] ?(\d\d) (?:日 )?(\d\d:\d\d(?::\d\d)?)(?!\d)"
)
"""A time whose parts stand in elements of their own."""
_SHORT_DAY = re.compile(
    r"(?:(?:发布|发表|更新)?(?:时间|日期)|發[佈布]時間|日期)\s?[:：]\s?"
    r"(\d\d)[-/.](\d\d)[-/.](\d\d)(?: (\d\d:\d\d))?(?!\d)"
)
"""A day after its label, of a year without its century."""
_CHINESE_DAY = re.compile(
    r"(?:[^\s，。]{1,8}[:：|]\s?)?((?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
    rf"(?:\s?{_WEEKDAY})?(?:\s?[|丨].{{0,30}})?"
)
"""A line that tells the day alone."""
_AROUND = 800
"""Characters around the heading in which a paper tells its day."""
_DATE_AND_TIME = re.compile(
    r"(?:\d{1,2}\.? )?[A-Z][a-z]{2,8}\.? \d{1,4},? (?:\d{4},? )?(?:at )?\d{1,2}[:.]\d\d"
    r"(?: ?[apAP]\.?[mM]\.?)?(?: [A-Z]{2,4}\b)?"
)
"""The like in English and languages near it."""
_OF_WEEKDAY = re.compile(
    r"\b[^\W\d]{2,10}\.?, ?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:,? [-–]? ?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?)?", re.IGNORECASE
)
"""A day in figures after its weekday, which tells which of them is the month."""
_ELEMENT, _YEAR = re.compile(r"<[^<>]{0,1000}>"), re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SAID = re.compile(r"\b(?:by|von|par|por|di|publi|pubbl|veröff|gepubl|posted|опубл)", re.IGNORECASE)
_DATED = re.compile(
    r"""<[a-z]\w{0,9}\s[^<>]{0,99}?\b(?:class|id|itemprop)\s?=\s?["'](?![^"']{0,60}event)[^"'<>]{0,60}?"""
    r"""(?:date|time|fecha|datum|publi|posted)[^<>]{0,200}>\s{0,9}([^<>]{6,100})<""",
    re.IGNORECASE,
)
"""An element that is called after the time in it."""
_DAY = re.compile(r"\d{1,2}(?:\.|st|nd|rd|th)? (?:de )?[^\W\d]{3,10}\.? (?:de )?\d{4}|[^\W\d]{3,10}\.? \d{1,2}, \d{4}")
_DAY_ALONE = re.compile(
    r"\(?(?:(?:[A-Z][\w.]{1,20} \| )?(?:published|updated|posted|last updated)(?: on)?:? )?"
    r"(?:\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)? ?(?:[A-Z]{2,4})?, )?"
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?(?:{_DAY.pattern})"
    r"(?:,? (?:at |[-–|] )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?\)?",
    re.IGNORECASE,
)
_READING = re.compile(r"\s?[•·|]\s?\d{1,2}[ -]min(?:ute)?s?(?: read)?$|^\d{1,2}[ -]min(?:ute)?s?(?: read)?\s?[•·|]\s?")
"""How long it takes to read, after a day or before it."""
_MOST = 50
"""Times of a page that are looked at."""
_FIRST = 5
"""A line with nothing but a day, and lines after the heading that may be one: the heading's mark and itself, a name."""
_LABEL = re.compile(r"(?:first )?(?:published|posted|date)\s?:?$", re.IGNORECASE)
_SHORT = 100
"""Characters of a line that tells nothing but when, and who."""
_NEAR = 1000
"""Characters after the heading within which a page says when it came out."""
_OVER = 300
"""Characters over the heading in which it may do so, beside who wrote."""
_PUBLISHED = re.compile(
    r"\b(?:published|posted|publicad[oa]|publié|veröffentlicht|pubblicato|опубликовано)\b", re.IGNORECASE
)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,500}>", re.IGNORECASE)
_DATES = (
    *("article:published_time", "og:published_time", "publishdate", "pubdate", "datepublished", "date"),
    *(
        "article:published",
        "weibo:article:create_at",
        "apub:time",
        "publishtime",
        "pubtime",
        "publish-date",
        "publish_date",
    ),
    *(
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "dc.date",
        "dc.date.issued",
    ),
    *("dcterms.date", "dcterms.created", "dcterms.issued"),
)
"""Names under which pages give their time in their head, the common ones first."""


def find(
    text: str,
    title: str,
    told: LinkedData | None,
    day: str | None,
    language: str | None,
    said: str = "",
    facts: Facts = NO_FACTS,
) -> tuple[str, Written | None, Customs]:
    """Find when the page was published, to the minute if it says so; trafilatura gives the day alone. `said` is what
    the page's scripts say, `facts` what its labels do.

    Gives the date as written, as read, and what is meant where it does not say.
    """
    said_in_head = metas(text)
    dates = [said_in_head.get(name) or "" for name in _DATES]
    dates += [told.date] if told else _LINKED_DATA.findall(text)[:1]
    own = own_part(text)
    shown = _times(own) or _ABBREVIATED.findall(own)[:1]
    if (language or "").startswith(("zh", "ja", "ko")):
        seen = _without_scripts(text)[:200_000]
        heading = seen.find(title, max(seen.lower().find("<body"), 0)) if title else -1
        shown += _CHINESE_DATE.findall(seen, max(heading, 0))[:1] or _CHINESE_DATE.findall(seen)[:1]
        beside = seen[max(heading - _AROUND, 0) : heading + _AROUND] if heading > 0 else ""
        bare = " ".join(_ELEMENT.sub(" ", beside).split())
        if parted := _PARTED.search(bare):
            shown.append("{}-{}-{} {}".format(*parted.groups()))
        if short := _SHORT_DAY.search(bare):
            shown.append("20{}-{}-{} {}".format(*short.groups(default="")).strip())
        around = _ELEMENT.split(beside) if not day else []
        shown += [alone[1] for line in around if (alone := _CHINESE_DAY.fullmatch(line.strip()))][:1]
    elif (at := place(own, title)) >= 0:
        times = [(date, read(date, language)) for date in _near(own[at : at + _NEAR], said=not day)]
        if not times and _PUBLISHED.search(_ELEMENT.sub(" ", over := own[max(at - _OVER, 0) : at])):
            times = [(date, read(date, language)) for date in _near(over, said=True)]
        elif not times:
            over = re.split(r"</(?:header|nav)|<(?:article|main)\b", over, flags=re.IGNORECASE)[-1]
            days = [line for line in map(str.strip, _ELEMENT.split(over)) if _DAY.fullmatch(line)]
            times = [(date, read(date, language)) for date in days[-1:]]
        shown += [date for date, time in times if time and _is_of(time, day)][:1]
    if not shown and (at := place(own, title)) >= 0:
        shown = _TIMED.findall(own, max(at - _NEAR, 0), at + _NEAR)[:1]
    dates += _as_labelled(shown, facts.date, language)
    meant = customs((), language=language)
    for date in (*dates, said, day or "", facts.changed):
        written = read(date, language)
        if meant.moment(written):
            return date, written, meant
    return "", None, meant


def _as_labelled(shown: list[str], labelled: str, language: str | None) -> list[str]:
    """Put the date that a label tells first, or before it one of that day that has a clock."""
    if not (time := read(labelled, language)):
        return shown
    same = [date for date in shown if (other := read(date, language)) and other.wall.date() == time.wall.date()]
    return [*(same[:1] if ":" not in labelled else []), labelled, *shown]


def _times(own: str) -> list[str]:
    """Give the first time that is marked as one, if it can be one that is not called after a change."""
    times = [(date, bool(_CHANGED.search(before + after))) for before, date, after in islice(_TIME.findall(own), _MOST)]
    return [date for date, changed in sorted(times, key=lambda time: time[1])][:1]


def _is_of(time: Written, day: str | None) -> bool:
    """Whether a time is of a day, or of what an extraction makes of it that takes the month for the day."""
    wall = time.wall
    return day in (None, f"{wall:%Y-%m-%d}") or (time.other is None and day == f"{wall:%Y-%d-%m}")


def _near(source: str, *, said: bool) -> Iterator[str]:
    """Give what may be a date in the short lines of a piece of source: a line, and what it has from its first figure.

    `said`: only lines that say who wrote or that it was published, or are called after it in the source: others tell
    when something is to take place.
    """
    called = set(map(str.strip, _DATED.findall(source)))
    before = ""
    lines = map(str.strip, _ELEMENT.split(source))
    for number, text in enumerate(line for line in lines if any(map(str.isalnum, line))):
        line = first if _YEAR.search(first := _UPDATED.split(text)[0]) else text
        line = _READING.sub("", line)
        label, before = before, text
        if (
            len(line) <= _SHORT
            and _YEAR.search(line)
            and (
                not said
                or text in called
                or _SAID.search(text)
                or _LABEL.match(label)
                or (number <= _FIRST and _DAY_ALONE.fullmatch(line))
            )
        ):
            yield from _DATE_AND_TIME.findall(line)
            yield from _OF_WEEKDAY.findall(line)
            yield line.strip("()")
            yield line[next(at for at, char in enumerate(line) if char.isdigit()) :]
            yield from _DAY.findall(line)


def of_article(text: str, day: str | None) -> bool:
    """Whether a day's year stands in the page's head, article or its heading: a reader's account has days, too.

    One that stands nowhere was made of a shorter one (`18-03-08`), in an order of which nobody knows.
    """
    if day and day[:4] not in text:
        return False
    text = own_part(text)
    lower = text.lower()
    start, end = lower.find("<article"), lower.rfind("</article")
    if not day or not 0 <= start < end:
        return True
    heading = lower.rfind("<h1", 0, start)
    return day[:4] in text[: max(lower.find("<body"), 0)] or day[:4] in text[heading if heading > 0 else start : end]


def own_part(text: str) -> str:
    """Give the part of a page that speaks of its article: no box beside it, nothing after it or of its readers. What is
    set aside in it over its heading is its own.
    """
    lower = text.lower()
    said = _COMMENTS.search(text, max(lower.find("</p>"), 0))
    end = said.start() if said else len(lower)
    heading = max(lower.find("<h1"), 0)
    opened = lower.rfind("<article", 0, heading)
    if opened > lower.rfind("</article", 0, heading):
        closed = lower.find("</article>", heading, end)
        end = closed + len("</article>") if closed >= 0 else end
    else:
        opened = heading
    parts: list[str] = []
    at = 0
    while 0 <= (box := lower.find("<aside", at, end)) < (after := lower.find("</aside", box, end)):
        parts.append(text[at : after if opened < box < heading else box])
        at = after
    return "".join((*parts, text[at:end]))


def _without_scripts(text: str) -> str:
    """Cut out scripts and styles; one that is not closed takes the rest."""
    lower = text.lower()
    parts: list[str] = []
    at = 0
    while start := _SCRIPT.search(text, at):
        parts.append(text[at : start.start()])
        end = lower.find(f"</{start[1].lower()}", start.end())
        at = end if end >= 0 else len(text)
    return "".join((*parts, text[at:]))
