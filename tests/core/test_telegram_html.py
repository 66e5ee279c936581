from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.telegram_html import clip, escape, link, mark, units


@given(st.text())
def test_nothing_foreign_becomes_markup(text: str) -> None:
    safe = escape(text)
    assert not set(safe) & set("<>\"'")
    assert html.unescape(safe) == html.unescape(html.unescape(safe)) or "&" in text


@given(st.text(), st.integers(0, 10), st.integers(0, 10))
def test_marks_never_cut_an_entity(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    marked = mark(text, [(start, end)])
    assert marked == f"{escape(text[:start])}<b>{escape(text[start:end])}</b>{escape(text[end:])}"


def test_only_web_addresses_become_links() -> None:
    assert link("<标题>", "https://news.example/?a=1&b=2") == (
        '<a href="https://news.example/?a=1&amp;b=2">&lt;标题&gt;</a>'
    )
    assert link("标题", "javascript:alert(1)") == "标题"
    assert link("标题", None) == "标题"


def test_units_are_utf16() -> None:
    assert [units(text) for text in ("a", "中", "😀", "👨‍👩‍👧")] == [1, 1, 2, 8]


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("The ferry was full", 18, "The ferry was full"),
        ("The ferry was full of people", 17, "The ferry was…"),
        ("The ferry was full of people", 19, "The ferry was full…"),
        ("渡轮今天准点到达码头", 5, "渡轮今天…"),
        ("x" * 60, 50, "x" * 49 + "…"),
    ],
)
def test_a_cut_goes_through_no_word_that_spaces_set_apart(text: str, most: int, shown: str) -> None:
    assert clip(text, most) == shown


@given(st.text(), st.integers(1, 40))
def test_what_is_cut_fits(text: str, most: int) -> None:
    assert units(clip(text, most)) <= most
