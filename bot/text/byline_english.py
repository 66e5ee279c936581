"""English lines that name who wrote: `By Jane Roe and Tom Hale · 7 March`."""

from __future__ import annotations

import re

from ledebot.bot.text.metadata import Gathered

_SHORT_BYLINE = 120
_PERSON = (
    r"(?!The |Our |Staff|An? )[A-Z][\w.'’-]{0,20}"
    r"(?: (?:(?:van|von|de|da|der|den|di|du|el|la|le|al|bin|ten) ){0,2}[A-Z][\w.'’-]{0,20}){1,3}"
)
PERSONS = rf"{_PERSON}(?:(?:, and |, | and | & ){_PERSON}){{0,4}}"
_BY = re.compile(
    r"(?:(?:Post(?:ed)?|Published|Submitted|Written|Reported)(?: on)?:? )?"
    rf"(?:[Bb][Yy]:? (?P<names>{PERSONS})(?:\s?\([\w.@]{{2,24}}\))?(?:$|\s?[·•|–—]\s?.{{0,80}}$"
    rf"|,? (?:\d|[A-Z][a-z]{{2,8}}\.? \d|on [A-Z\d]|(?:for|in) [A-Z]).{{0,60}}$)"
    rf"|(?:[A-Z][a-z]{{2,8}},? )?(?:\d{{1,2}} )?[A-Z][a-z]{{2,8}}\.? \d[\w:,. ]{{2,40}} by (?P<after>{PERSONS})$)"
)
"""A line of an English page that names who wrote; what may follow is a date, a paper or a place."""
_BY_WORD = re.compile(r"[yY]:? ")
_BETWEEN_NAMES = re.compile(r", and |, | and | & ")


def english_byline(text: str, gathered: Gathered) -> bool:
    """Take a line `By Jane Roe and Tom Hale · 7 March`, or `7 March 2024 by Jane Roe`."""
    if len(text) > _SHORT_BYLINE or not _BY_WORD.search(text) or not (found := _BY.match(text)):
        return False
    names = [name.strip() for name in _BETWEEN_NAMES.split(found["names"] or found["after"]) if name.strip()]
    gathered.author = gathered.author or ", ".join(names)
    return True
