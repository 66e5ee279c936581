"""Titles that are made from a text: its first whole sentence or line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.sources.headline import headline


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<p>“磨坊什么时候重开？”馆长在周一的会上问。没有人回答。</p>", "“磨坊什么时候重开？”馆长在周一的会上问。"),
        ("<p>磨坊重开，修缮花了9.5万元。门票八元。</p>", "磨坊重开，修缮花了9.5万元。"),
        ("<p>We met Dr. Quay at the mill on Monday. It was closed.</p>", "We met Dr. Quay at the mill on Monday."),
        ("<p>The mill opens at 9 a.m. on Monday. Come!</p>", "The mill opens at 9 a.m. on Monday."),
        ("<p>“Is it open?” she asked us on Monday. It was.</p>", "“Is it open?” she asked us on Monday."),
        ("<p>The old mill</p><p>It opened on Monday.</p>", "The old mill"),
        ("<p>Yes! The mill is open. Come.</p>", "Yes! The mill is open."),
        ("<p>https://mill.example/1</p><p>The mill is open.</p>", "The mill is open."),
        ("<p><a href='x'>quayfan</a>:</p><blockquote><p>The mill is open.</p></blockquote>", "The mill is open."),
        ("<p><strong>内容警告：</strong>鬼故事</p><hr><p>磨坊里夜里有人说话。</p>", "磨坊里夜里有人说话。"),
        (
            "<p>The council has agreed to rebuild the old mill that burned in the spring.</p>",
            "The council has agreed to rebuild the old mill that burned…",
        ),
        ("<p>" + "old mill " * 20 + "</p>", "old mill " * 5 + "old mill old…"),
    ],
)
def test_a_title_is_the_first_whole_sentence_or_line(markup: str, title: str) -> None:
    assert headline(markup) == title


@given(st.text())
def test_any_text_gives_a_short_title(text: str) -> None:
    assert len(headline(text)) <= 300
