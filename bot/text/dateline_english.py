"""English datelines: what stands before a report in its first line, by form and not by who signs.

Where (`NORTHPORT, Maine`), when (`Tuesday, March 5, 2024`) and who (`(KABC)`, `/Island Press (IP)/`,
`Jane Roe – Staff Reporter`) come in any order that papers have, with a mark after them or, where two of them agree,
without one.
"""

from __future__ import annotations

import re

from ledebot.bot.text.byline_english import PERSONS
from ledebot.bot.text.dateline_abroad import SIGN_WORDS
from ledebot.bot.text.metadata import Gathered

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
_DATE = rf"(?:{_DAY},?\s)?(?:{_MONTHS}\s\d{{1,2}}|\d{{1,2}}\s{_MONTHS})(?:,?\s\d{{4}})?"
_PARTED = r",\s(?!(?:Inc|Corp|Ltd|Plc|Holdings|Jr|Sr)\b)"  # which end a company or a person
_REGION = rf"{_PARTED}(?:(?:[A-Z]\.){{2,3}}|[A-Z]{{2}}(?=\s\()|(?:[A-Z][a-z]{{1,12}}\.?\s?){{1,3}})"
_HEAD = (
    r"(?:[A-Z][a-z]{2,14} News: )?"
    rf"(?P<place>(?!{_DAY})[A-Z][A-Z.'’/ -]{{2,30}}(?P<region>(?:{_REGION}){{1,2}})?)?(?P<comma>,)?"
    rf"(?:,?\s{{0,2}}(?P<date>{_DATE}))?\s{{0,2}}"
)
_WHO = r"(?:\((?P<agency>[A-Z][^()]{1,60})\)|/(?P<wire>[\w .()-]{3,40})/)"
_OPENS = r"(?=[A-Z\"“‘'\d$£€])"
_MARKED = re.compile(rf"{_HEAD}{_WHO}?\s{{0,2}}(?P<mark>(?:—|–|--|-|―|:|\|)(?:\s{{1,2}}|(?<=[\d/\s][—–]))){_OPENS}")
_UNMARKED = re.compile(rf"{_HEAD}{_WHO}\s{{1,2}}{_OPENS}")
"""The same with and without a mark before the report: a place in its region, or parted from who signs, needs none."""
_ALONE = re.compile(r"(?P<place>[A-Z][A-Z.'’ -]{3,30}),\s(?:(?:[A-Z]\.){2}|[A-Z][a-z]{1,5}\.)$")
"""A line that says nothing but where: `NORTH PORT, Conn.`"""
_BRACKET_ALONE = re.compile(
    rf"(?:(?P<place>[A-Z][A-Z.'’ -]{{2,30}}(?:{_PARTED}(?:(?:[A-Z]\.){{2,3}}|[A-Z][a-z]{{1,12}}\.?))?"
    rf"|[A-Z][a-z]{{2,15}}(?: [A-Z][a-z]{{2,15}})?(?: \[[A-Z][A-Za-z ]{{2,20}}\])?(?=,\s{_MONTHS}\s\d|\s\(CNN\)))"
    rf"(?:,\s(?P<date>{_MONTHS}\s\d{{1,2}}))?\s{{1,2}})?"
    r"\((?P<agency>CNN|AP|AFP|Reuters|Bloomberg|UPI|ANI|PTI|IANS|Xinhua|TASS|dpa|(?<=[A-Z.] \()[A-Z]{2,5})"
    r"(?:/[A-Za-z]{2,8})?\):?\s{0,2}(?=[A-Z\"“‘])"
)
"""An agency's name without the dash after it: `(CNN) The …`."""
_TITLED = re.compile(
    r"(?P<place>[A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15})?(?P<within>, [A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,14})?)?)"
    r"(?P<agency> (?:CNN|AP|AFP|Reuters|UPI|NPR)(?: [A-Z][a-z]{3,9})?)?(?(within)|(?(agency)|(?!)))"
    r" {1,2}[—–] {1,2}(?=[A-Z\"“])"
)
"""A place that is not in capitals, with what it lies in or who signs: `Northport, Maine — `, `Northport CNN — `."""
_BYLINE = re.compile(
    rf"(?:(?P<by>By )(?P<who>{PERSONS}),?\s(?:{_DATE})\s?[—–|-]"
    rf"|(?P<names>{PERSONS})(?:\s?[–—|-]\s?|, )(?:[A-Z][a-z]{{2,12}} ){{0,3}}"
    r"(?:Reporter|Editor|Writer|Correspondent|Columnist|Contributor))"
    r"\s(?=[A-Z\"“][\w’' ,-]{12})"
)
"""Who wrote, run into the report: `Jane Roe – Staff Reporter The board …`, `By Jane Roe, March 5 2024— The board …`."""
_PLACE = 4
"""Letters of a place in capitals."""
_RELEASED = 240
"""Characters in which a press release names the wire that carries it."""
_RELEASE = re.compile(
    r"[^/]{0,200}/(?P<wire>PRNewswire|Business Wire|GlobeNewswire|ACCESS Newswire)[^/]{0,20}/\s?(?:--|—|–)\s"
)
_RELEASED_AT = re.compile(
    r"(?P<place>[A-Z][A-Z.'’ -]{2,30}(?:,\s[A-Z][A-Za-z.]{1,14}){0,2}),?\s"
    rf"(?P<date>{_MONTHS}\s\d{{1,2}}(?:,\s\d{{4}})?)"
)
"""Where and when a press release was given out: `NORTHPORT, Maine, March 5, 2024`."""


def english(text: str, gathered: Gathered) -> int:
    """Read the dateline that opens an English paragraph; returns where the report begins, 0 without one."""
    if wire := _RELEASE.match(text[:_RELEASED]):  # after a subhead of its own
        gathered.agency = gathered.agency or wire["wire"]
        if given := _RELEASED_AT.search(wire[0]):
            gathered.place, gathered.date = gathered.place or given["place"], gathered.date or given["date"]
        return wire.end()
    if byline := _BYLINE.match(text):
        gathered.author = gathered.author or byline["who"] or byline["names"]
        return byline.end()
    for pattern in (_BRACKET_ALONE, _TITLED, _ALONE):
        if found := pattern.match(text):
            return _gather(found, gathered)
    if (found := _MARKED.match(text)) and _is_dateline(found):
        return _gather(found, gathered)
    found = _UNMARKED.match(text) if "(" in text[:60] else None
    signed = found and found["place"] and (found["region"] or found["comma"])
    return _gather(found, gathered) if found and signed else 0


def _is_dateline(found: re.Match[str]) -> bool:
    """Whether what opens a line and has a mark after it is where, when or who."""
    place = (found["place"] or "").strip(" ,")
    if SIGN_WORDS.match(place):
        return False
    if found["mark"][0] == "|":
        return len(place) >= _PLACE
    return bool(found["agency"] or found["wire"] or len(place) >= _PLACE or (found["date"] and not place))


def _gather(found: re.Match[str], gathered: Gathered) -> int:
    told = found.groupdict()
    gathered.agency = gathered.agency or (told.get("agency") or told.get("wire") or "").strip() or None
    gathered.place = gathered.place or (told.get("place") or "").strip(" ,") or None
    gathered.date = gathered.date or told.get("date")
    return found.end()
