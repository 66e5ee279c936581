"""What an English sentence takes as known: read alone, it does not say who `Ellin` is, nor which `the delivery`."""

from __future__ import annotations

import re

from ledebot.bot.stories.telling import Words, words_in

_SAID = "said|says|told|added|wrote"
_LAST_NAME = re.compile(
    rf"(?:^|[,”\"] ?)(?P<name>[A-Z][a-z][\w-]*) (?:{_SAID})\b|\b(?:{_SAID}) (?P<last>[A-Z][a-z][\w-]*) ?\.$"
)
"""A speaker by one word only: a report says at the first mention who that is, and later no more."""
_THE = re.compile(r"The (?P<thing>[a-z][\w’'-]*(?: of(?: the)?)?(?: [\w’'-]+)?)")


def takes_as_known(text: str, known: Words) -> bool:
    """Tell whether a sentence speaks of somebody or something by words of which none is known."""
    named = (found["name"] or found["last"] for found in _LAST_NAME.finditer(text))
    thing = _THE.match(text)
    return any(words_in(each).isdisjoint(known) for each in (*named, *([thing["thing"]] if thing else [])))
