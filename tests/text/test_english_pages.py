"""What English pages say of themselves beside the news, and what only sounds like it."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read

NEWS = "The old mill by the river grinds flour again after two years of repairs."


def paragraphs_of(*lines: str) -> tuple[str, ...]:
    return read(Item("x", "Town Notes", "Mill opens again", "".join(f"<p>{line}</p>" for line in lines))).paragraphs


@pytest.mark.parametrize(
    "line", ["Mill opens again once more written by hand for Town Notes. Get it by mail.", "Town Medical News", "Town"]
)
def test_a_last_line_that_says_whose_the_headline_is_is_none(line: str) -> None:
    english = "The old mill by the river grinds flour again after two years of repairs to its wheel and roof."
    body = f"<p>{english}</p><p>{line}</p>"
    assert read(Item("x", "Town Notes", "Mill opens again", body)).paragraphs == (english,)


def test_who_writes_of_javascript_may_be_the_news() -> None:
    news = "The idea is that we open a window and then we put a page with its JavaScript into it."
    assert paragraphs_of(news) == (news,)
    assert paragraphs_of(NEWS, "Please enable JavaScript in your browser to view this page.") == (NEWS,)
    assert paragraphs_of(NEWS, "This site needs JavaScript to work well.") == (NEWS,)
