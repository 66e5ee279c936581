"""docs/limits.md tells the figures that the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledebot.bot.digest.schedule_parser import MAX_TIMES
from ledebot.bot.digest.slots_parser import MAX_EXTRA
from ledebot.bot.http.webhook import HELD_BY_GROUPS, MOST_OF_GROUPS
from ledebot.bot.readers.export import MAX_BYTES
from ledebot.bot.readers.quotas import MAX_NAME, MAX_NAMES, MAX_RULE, MAX_RULES, MAX_TOPICS_OF_GROUP
from ledebot.bot.watches.types import MAX_QUERY, MAX_WATCHES
from ledebot.handlers.base.allowance import BURST
from ledebot.handlers.base.per_chat_processor import WAITING_OF_A_CHAT, WAITING_OF_A_GROUP
from ledebot.storage.base import states
from ledebot.storage.base.keys import DEAD_TTL
from ledebot.storage.delivery.scripts import KEPT_OF_A_CHAT
from ledebot.storage.readers.marks import MARKS_KEPT, MUTES_KEPT
from ledebot.storage.readers.readers import SAVED_KEPT, VOTES_KEPT
from ledebot.storage.watches.watches import MATCHES_KEPT

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs/limits.md").read_text("utf-8")
FIGURES: dict[str, tuple[float, ...]] = {
    "topics, and as many sources": (MAX_NAMES, MAX_NAME),
    "keyword rules": (MAX_RULES, MAX_RULE),
    "digest times a day": (MAX_TIMES,),
    "times beside these": (MAX_EXTRA,),
    "forum topics": (MAX_TOPICS_OF_GROUP,),
    "watches": (MAX_WATCHES, MAX_QUERY),
    "matches that wait": (MATCHES_KEPT,),
    "saved stories": (SAVED_KEPT,),
    "votes": (VOTES_KEPT,),
    "followed and muted stories": (MARKS_KEPT,),
    "sections, topics and sources muted": (MUTES_KEPT,),
    "messages whose buttons work": (states.MOST,),
    "deliveries remembered": (KEPT_OF_A_CHAT,),
    "failed deliveries": (DEAD_TTL / 86_400,),
    "an imported file": (MAX_BYTES / 2**20,),
}


def rows() -> list[list[str]]:
    table = DOCUMENT.split("## What one chat can make the bot keep")[1].split("Filled to every limit")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")
    ]
    return cells[2:]


@pytest.mark.parametrize(("what", "most", "where"), rows(), ids=[row[0] for row in rows()])
def test_what_a_chat_can_keep(what: str, most: str, where: str) -> None:
    (figures,) = [figures for name, figures in FIGURES.items() if what.startswith(name)]
    assert tuple(map(float, re.findall(r"\d+", most)))[: len(figures)] == figures
    assert (ROOT / where.strip("`")).is_file()


def test_every_limit_is_told() -> None:
    assert len(rows()) == len(FIGURES)
    assert f"an allowance of {BURST:.0f}" in DOCUMENT
    assert f"chat's updates {WAITING_OF_A_CHAT} may wait" in DOCUMENT
    assert f"group's or channel's {WAITING_OF_A_GROUP}" in DOCUMENT
    assert f"updates hold {HELD_BY_GROUPS} of" in DOCUMENT
    assert f"goes on, {MOST_OF_GROUPS:,} at most" in DOCUMENT
