"""Short names for long topics."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ledebot.handlers.base.keyboards import number, page_of
from ledebot.handlers.base.tokens import TOKEN_LENGTH, resolve, token


@given(st.text(max_size=80))
def test_a_token_fits_callback_data_and_deep_links(name: str) -> None:
    assert re.fullmatch(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}", token(name))
    assert resolve(token(name), ["x", name, "y"]) == name


def test_names_resolve_in_any_case_and_unknown_ones_do_not() -> None:
    assert resolve("harbour post", ["Harbour Post", "财经"]) == "Harbour Post"
    assert resolve("天文", ["财经"]) is None
    assert resolve("", ["财经"]) is None


@given(st.text(max_size=12))
def test_any_page_number_is_read(text: str) -> None:
    page = number(text)
    items, at, pages = page_of(range(25), page, 10)
    assert 0 <= at < pages == 3
    assert len(items) in (5, 10)


def test_a_name_can_be_typed_in_the_other_script() -> None:
    assert resolve("氣候變化", ("港口", "气候变化")) == "气候变化"
    assert resolve("气候变化", ("氣候變化", "港口")) == "氣候變化"
    assert resolve("氣候", ("气候变化",)) is None
