from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.telegram_html import escape, link, mark, units


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
