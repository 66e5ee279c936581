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
    ],
)
def test_somebody_and_something_unknown(text: str) -> None:
    assert takes_as_known(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "“The ferry turned within a minute,” Ellin said.",
        "“The ferry turned within a minute,” said Jonas Tarrow, a passenger.",
        "The captain of the ferry was arrested on Tuesday.",
        "Divers of the coastguard reached the ferry at noon.",
        "渡轮船长何远舟表示，船体两分钟内侧翻。",
    ],
)
def test_what_is_known_or_introduced(text: str) -> None:
    assert not takes_as_known(text, KNOWN)
