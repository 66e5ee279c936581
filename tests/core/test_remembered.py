from __future__ import annotations

from ledebot.bot.core import remembered
from ledebot.bot.core.remembered import Remembered


def test_a_text_is_made_something_of_once_and_room_is_bounded() -> None:
    made: list[str] = []

    def length(text: str) -> int:
        made.append(text)
        return len(text)

    table = Remembered(length)
    assert [table[text] for text in ("雨", "大雨", "雨")] == [1, 2, 1]
    assert made == ["雨", "大雨"]
    for number in range(remembered.MOST):
        table[str(number)]
    assert len(table) <= remembered.MOST
    assert table["雨"] == 1
