"""The lede: the first informative sentences of an article, at three lengths.

Leads beat graph ranking on news, so the first statements stand unless they plainly do not tell the news: where the
opening shares little with the title (a scene, a principle, background), the lede starts at the sentence that does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledebot.bot.model import Lede
from ledebot.bot.text.leaning import leans
from ledebot.bot.text.normalized_equal import same
from ledebot.bot.text.script import unit, width
from ledebot.bot.text.short_lede import short_lede
from ledebot.bot.text.statements import Statement, statements
from ledebot.bot.text.title_topic import PARTED, Focus
from ledebot.bot.text.trim import fit

SHORT, MEDIUM, LONG = 60, 120, 240
"""Lengths in Chinese characters, or the same reading time in English."""

_FEW, _AS_MUCH, _MORE = 6, 0.6, 0.2
"""Statements of a short text; what share of a caption's telling the news after it must have, and how much more of the
title it tells."""
_PLACED = re.compile(r"(?<!\d)，[^，。\d是被有在了将为的已不没预就还也能可要叫年月日时个只“”]{2,8}。$")
_CAPTION = 30
"""Characters of a caption before a short text, wherever it ends."""
_DATED = re.compile(r"(?:当地时间)?\d{1,2}月\d{1,2}日")
_LEADS_UP = re.compile(r"时?(?:强调|指出|表示)$")
"""How the part of a headline ends that leads up to the next: `甲在会上强调 乙`."""


def pick(paragraphs: Sequence[str], *, title: str = "") -> Lede:
    """Pick ledes from cleaned paragraphs; empty where none of them makes a statement of its own."""
    found = _beyond_title(statements(paragraphs, title), title)
    if not found:
        return Lede()
    each = unit(found[0].text)
    focus = Focus(found, title, each, deck=len(paragraphs) == 1)
    start = 0 if found[0].listed else max(focus.start(MEDIUM), int(_captioned(found, focus)))
    return Lede(
        fit(_headlines(found, each), SHORT, each, slack=1.0, over=1.0)
        if found[0].listed
        else short_lede(found, focus, start, each, SHORT),
        fit(focus.choose(start, MEDIUM), MEDIUM, each),
        fit(focus.choose(start, LONG), LONG, each),
    )


def _beyond_title(found: list[Statement], title: str) -> list[Statement]:
    """Leave out statements that only say the title where a lede would begin with them, and where there are no others.

    In the middle of a report one is part of what it tells, and what leans on one cannot do without it.
    """
    first = next((at for at, one in enumerate(found) if not (title and same(one.text, title))), None)
    if first is None:
        return []
    return found[first - 1 :] if first and leans(found[first].text) else found[first:]


def _captioned(found: Sequence[Statement], focus: Focus) -> bool:
    """Whether a picture's caption, which ends on its place or is short, comes before dated news that tells as much."""
    if len(found) < 2 or not _DATED.match(found[1].text) or _DATED.search(found[0].text):
        return False
    if _PLACED.search(found[0].text):
        return focus.share(1) >= focus.share(0) * _AS_MUCH
    short = len(found) <= _FEW and len(found[0].text) <= _CAPTION
    return short and focus.share(1) > focus.share(0) + _MORE


def _headlines(found: Sequence[Statement], each: float) -> list[str]:
    """Give a round-up's items, of a first one that is too long the parts that a short lede holds."""
    first, *others = (one.text for one in found)
    if width(first, each) > SHORT and (parts := PARTED.split(first))[1:]:
        held = next((n for n in range(len(parts) - 1, 0, -1) if len(" ".join(parts[:n])) < SHORT), 0)
        if held:
            first = _LEADS_UP.sub("", " ".join(parts[:held])) + "；"
    return [first, *others]
