"""Lines that a source sets apart and one sentence holds together: a list after its colon, news set like a poem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ledebot.bot.text.decks import DECK, LEAD
from ledebot.bot.text.leaning import leans
from ledebot.bot.text.roundup import ITEM
from ledebot.bot.text.rules import Effect, Patterns
from ledebot.bot.text.script import HANGUL, unit
from ledebot.bot.text.sentences import OTHER_STOPS

_SKIP = Patterns(Effect.SKIP)
STOP = re.compile(rf"[。！？｡．…!?.{OTHER_STOPS}][\xa0\u202f ]?[”’」』）)】》»\"'\]“‘«]{{0,4}}$")
"""How a whole sentence ends."""
_LISTED = re.compile(r"• [A-Z][^;]{30,400};$")
"""An item that is a sentence, followed by another."""
_SPEECH = ("«", "„", "“", '"', "»")
_LED_UP = 10
"""Characters of a line that only leads up to the next: `具体如下：`."""
_FIRST, _LEAD_IN = 3, 260
"""Lines at a text's beginning of which one may lead in what is quoted, and characters that it has at most."""
_POINTS_ON = re.compile(
    r"\b(?:following(?: \w+)?|follows?|below|here|this|these|that|as|is|are|was|were)\s?:$|\bth(?:is|ese) is\b",
    re.IGNORECASE,
)
"""How one ends that leads up to a list, a listing or a picture, and says nothing of it."""
_SAYING = re.compile(r"\b(?:said|says|saying|wrote|writes|writing|reads|reading|stated|states|stating|added|adding),$")
"""How one ends that leads in what is quoted without a colon."""
_ENTRY = 40
"""Characters of one of several things that are set below each other."""
_VERSE, _STANZA = 24, 6
"""Characters of a verse, and verses that make a sentence."""
_SPEAKS = ("表示", "说", "說", "称", "稱", "：")
"""How a verse ends that the next one belongs to."""


def joined(lines: Sequence[str]) -> list[str]:
    """Put a list back into its sentence, where lines end with a colon or semicolon, and verses into a paragraph."""
    whole: list[str] = []
    found = list(_verses(lines))
    for line, after in zip_longest(found, found[1:], fillvalue=""):
        if not whole or whole[-1][-1] not in "：；:,":
            whole.append(line)
        elif whole[-1].endswith("：") and _leads_up(whole[-1]):
            whole[-1] = line
        elif whole[-1].endswith(("：", "；")) and len(whole[-1]) < 400 and not line.startswith("• "):
            more = _is_item(after)
            listed = _is_item(line) and (more or whole[-1].endswith("；"))
            whole[-1] += line + ("；" if more else "。") * listed
        elif whole[-1].endswith(":") and line.startswith(_SPEECH) and len(whole[-1]) < 400:
            whole[-1] += " " + line  # who speaks, and what is said
        elif len(whole) <= _FIRST and whole[-1].endswith((":", ",")) and _leads_in(whole[-1], line):
            whole[-1] += " " + line  # who says or writes what is set apart
        elif whole[-1].endswith(":") and LEAD <= len(whole[-1]) < 400 and _LISTED.match(line):
            whole[-1] += " " + line[2:-1] + "."  # the first of what was decided or found, and by whom
        else:
            whole.append(line)
    if whole and whole[-1].endswith("；") and ITEM.match(whole[-1]):
        whole[-1] = whole[-1][:-1] + "。"
    return whole


def _is_item(line: str) -> bool:
    """Whether a line without its stop tells one of several things: `3月1日，渡轮，东港`."""
    return DECK <= len(line) <= _ENTRY and "，" in line and not STOP.search(line[-8:]) and line[-1] not in "：；"


def _leads_up(line: str) -> bool:
    """Whether a line that ends on a colon says nothing: it only leads up to the next, or addresses the readers."""
    return bool((len(line) <= _LED_UP and leans(line)) or (len(line) <= LEAD and _SKIP.match(line)))


def _leads_in(lead: str, line: str) -> bool:
    """Whether an English line that ends on a colon, or on `saying,`, says something of the sentence after it, and does
    not count up.
    """
    opens = line.lstrip("“")[:1]
    if not (LEAD <= len(lead) <= _LEAD_IN and opens.isupper() and opens.isascii() and STOP.search(line[-8:])):
        return False
    if unit(lead) >= HANGUL or leans(lead):
        return False
    return not _POINTS_ON.search(lead) if lead[-1] == ":" else bool(_SAYING.search(lead))


def _verses(lines: Sequence[str]) -> Iterator[str]:
    """Join runs of short lines without an end: some papers set their news like a poem."""
    run: list[str] = []
    for line in (*lines, ""):
        if 0 < len(line) <= _VERSE and unit(line) > HANGUL and not (STOP.search(line[-8:]) or ITEM.match(line)):
            run.append(line)
            continue
        if len(run) >= _STANZA:
            while run:
                size = next((n for n in range(_STANZA, 1, -1) if not run[:n][-1].endswith(_SPEAKS)), _STANZA)
                yield " ".join(run[:size]).rstrip("，、；") + "。"
                run = run[size:]
        else:
            yield from run
        run = []
        if line:
            yield line
