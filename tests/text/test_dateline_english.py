"""English datelines are known by their form: where, when and who in any order, whoever signs."""

from __future__ import annotations

import pytest

from ledebot.bot.text.dateline import dateline
from ledebot.bot.text.metadata import Gathered

REPORT = "The harbour board closed two of its five quays after a crane fell into the water."


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        ("NORTHPORT, Maine (KABC, KDEF) - ", ("NORTHPORT, Maine", "KABC, KDEF", None, None)),
        ("EAST BAY, FL (IP.News) ", ("EAST BAY, FL", "IP.News", None, None)),
        ("SOUTH BAY, Northland — ", ("SOUTH BAY, Northland", None, None, None)),
        ("NORTHPORT, (Island Post - 22nd Apr, 2025) ", ("NORTHPORT", "Island Post - 22nd Apr, 2025", None, None)),
        ("NORTHPORT | ", ("NORTHPORT", None, None, None)),
        ("Tuesday, December 6, 2022 – ", (None, None, "Tuesday, December 6, 2022", None)),
        ("TUESDAY, April 12, 2016 — ", (None, None, "TUESDAY, April 12, 2016", None)),
        (
            "NORTHPORT, Northland, March 6, 2013/Island Press/– ",
            ("NORTHPORT, Northland", "Island Press", "March 6, 2013", None),
        ),
        ("Northport, May 29 (IANS/AKI): ", ("Northport", "IANS", "May 29", None)),
        ("By Jane Doe, March 5 2024— ", (None, None, None, "Jane Doe")),
        ("Jane Doe – Staff Reporter ", (None, None, None, "Jane Doe")),
        ("Jane Doe, Staff Writer ", (None, None, None, "Jane Doe")),
    ],
)
def test_the_report_begins_after_where_when_and_who(opening: str, told: tuple[str | None, ...]) -> None:
    gathered = Gathered()
    assert dateline(opening + REPORT, gathered) == len(opening)
    assert (gathered.place, gathered.agency, gathered.date, gathered.author) == told


def test_a_line_may_say_nothing_but_where() -> None:
    assert dateline("NORTH PORT, Conn.", Gathered()) == len("NORTH PORT, Conn.")


@pytest.mark.parametrize(
    "text",
    [
        "NATO (North Atlantic Treaty Organization) ministers met on Monday.",
        "UNICEF (United Nations Children’s Fund) has opened a school.",
        "The board - Northport’s oldest - met on Monday.",
        "UPDATE: The port has opened again.",
        "May 5 is the day of the island.",
        "Jane Doe, Sports Editor of the Island Post, died on Monday.",
        "Jane Doe – Editor in Chief of the paper – resigned.",
        "ACME, Inc. (NASDAQ: ACM) Shares fell on Monday.",
        "HARBOUR, Ltd. (IP) Chief Executive Jane Doe resigned on Monday.",
        "ISLAND RADIO 4 - The show goes on.",
    ],
)
def test_prose_is_no_dateline(text: str) -> None:
    assert dateline(text, Gathered()) == 0
