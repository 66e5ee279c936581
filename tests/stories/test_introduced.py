"""What a sentence takes as known."""

from __future__ import annotations

import pytest

from ledebot.bot.stories.introduced import takes_as_known
from ledebot.bot.stories.telling import words_in

KNOWN = words_in("Ferry capsizes off Lindow harbor, Marta Ellin, the first mate, rescued")


@pytest.mark.parametrize(
    "text",
    [
        "The delivery, which came on Tuesday, holds food for Lindow.",
        "Brackwater said the Lindow ferry had been inspected.",
        "“The Lindow harbor ferry turned within a minute,” Tarrow said.",
        "The scholars urged Lindow to close the harbor.",
        "“The Lindow ferry has been sold twice,” Brackwater's Tarrow said.",
        "On Tuesday Ms. Tarrow left the ferry in Lindow.",
        "拉尔韦尼当天在社交媒体上说：“渡轮的检修记录并不完整。”",
        "Su Tarrow Ken told Lindow radio that the ferry had no lights.",
        "韦洛索－莱特3日表示，渡轮已停航。",
        "阿尔巴扎维奇表示，渡轮已停航。",
    ],
)
def test_somebody_and_something_unknown(text: str) -> None:
    assert takes_as_known(text, KNOWN, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "“The ferry turned within a minute,” Ellin said.",
        "“The ferry turned within a minute,” said Jonas Tarrow, a passenger.",
        "Lindow Harbor Police said the ferry had no lights.",
        "The captain of the ferry was arrested on Tuesday.",
        "Divers of the coastguard reached the ferry at noon.",
        "渡轮船长何远舟表示，船体两分钟内侧翻。",
        "国家海事局3日表示，渡轮已停航。",
        "普京当天表示，将派出救援飞机。",
    ],
)
def test_what_is_known_or_introduced(text: str) -> None:
    assert not takes_as_known(text, KNOWN, KNOWN)


def test_people_are_to_stand_above_and_things_may_stand_in_other_reports() -> None:
    nothing = words_in("")
    assert takes_as_known("“The ferry turned within a minute,” Ellin said.", KNOWN, nothing)
    assert not takes_as_known("The ferry was raised on Tuesday.", KNOWN, nothing)
