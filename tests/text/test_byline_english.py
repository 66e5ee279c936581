"""English lines that name who wrote, and sentences that only begin like them."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read

NEWS = "The old mill opened on Friday, and three hundred people came to see it."


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ann Smith", "Ann Smith"),
        ("By Ann Smith · March 8, 2024 · 3 min read", "Ann Smith"),
        ("By Ann van der Berg, Tom Hale and Mara O’Neil", "Ann van der Berg, Tom Hale, Mara O’Neil"),
        ("By Ann Smith in Millport", "Ann Smith"),
        ("Friday March 8, 2024 10:05 am PST by Ann Smith", "Ann Smith"),
    ],
)
def test_an_english_byline_names_who_wrote(line: str, author: str) -> None:
    found = read(Item("x", "Post", "Mill opens", f"<p>{line}</p><p>{NEWS}</p>"))
    assert (found.author, found.paragraphs) == (author, (NEWS,))


@pytest.mark.parametrize(
    "line", ["By Monday evening the mill was full.", "By Ann Smith the miller was praised.", "By The Old Mill."]
)
def test_a_sentence_that_begins_alike_names_nobody(line: str) -> None:
    assert read(Item("x", "Post", "Mill opens", f"<p>{line}</p><p>{NEWS}</p>")).author is None
