"""What a process has loaded is no more walked by the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from ledebot.bot.core.lasting import YOUNG, settle


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    before = gc.get_threshold()
    settle.cache_clear()
    yield
    gc.set_threshold(*before)


def test_what_is_there_is_passed_over_from_then_on_and_once_only() -> None:
    held: list[list[int]] = [[]]
    settle()
    assert not any(one is held for one in gc.get_objects())
    assert gc.get_threshold()[0] == YOUNG
    later: list[list[int]] = [[]]
    settle()
    assert any(one is later for one in gc.get_objects())
