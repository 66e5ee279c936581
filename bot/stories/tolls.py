"""Numbers of dead, hurt and missing people, however a clause tells them: the figures that change most as news comes in.

`killing five people`, `five people were killed` and `five dead` are one thing, as are 死亡5人, 5人死亡 and
死亡人数升至5人. A number of somebody in particular (`killed two gunmen`) counts among other things.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REACH = 48
"""Characters that are looked at on either side of a number."""
_AFTER = re.compile(
    r"(?:(?: (?!(?:of|in|who|and|from|after|when)\b)[a-z]+){0,2}? |[余多]?人[^，。、；：\s\d致涉杀称说示]{0,6}?|)"
    r"(?:(?P<dead>(?:dead|deaths?|killed|died|dies)\b|死亡|死(?=[\d，。、；： ]|$))"
    r"|(?P<hurt>(?:injured|wounded|hurt)\b|受伤|伤(?=[\d，。、；： ]|$))|(?P<missing>missing\b|失联|失踪))(?![-’'])"
)
_BEFORE = re.compile(
    r"(?:(?P<dead>\b(?:deaths? of|(?:(?:\w+ing )?the )?death toll(?: \w+){0,6} (?:to|at|of)|kill(?:ing|s|ed)?|"
    r"claim(?:ing|s|ed) the lives of)|死亡)"
    r"|(?P<hurt>\b(?:injur(?:ing|es?|ed)|wound(?:ing|s|ed))|受伤)|(?P<missing>失联|失踪))"
    r"(?: (?:at least|more than|about|around|up to|nearly|some|over|as many as))?"
    r"(?:人数|者|人员)?(?:已|共|总数|上?升[至到]|增加?[至到]|达到?|[至到为了有]|至少|超过?|近|约|逾){0,4} ?$"
)
_NOBODY_ELSE = re.compile(
    r"(?: (?:other |more )?(?:people|persons?|others))?(?=\s?[,.;:)]|$| (?:in|at|near|on|as|after|when|and|across)\b)"
    r"|[余多]?人(?![\u4e00-\u9fff])|(?=[，。；）])"
)
"""That people are counted, and none in particular."""


@dataclass(frozen=True, slots=True)
class Toll:
    """What a number is of, `dead`, `hurt` or `missing`, and where the words begin and end that say so."""

    kind: str
    start: int
    end: int


def toll(text: str, start: int, end: int) -> Toll | None:
    """Tell of what toll the number between two places is; None where it is of none.

    The text is folded to lower and simplified characters, with one word for the dead.
    """
    if after := _AFTER.match(text, end, end + REACH):
        return Toll(after.lastgroup or "", start, after.end())
    left = max(0, start - REACH)
    before, people = _BEFORE.search(text[left:start]), _NOBODY_ELSE.match(text, end)
    return Toll(before.lastgroup or "", left + before.start(), people.end()) if before and people else None
