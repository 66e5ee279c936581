"""A simulated week ends with nothing lost and the books balanced; `benchmarks/week.py` has a thousand readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.week import live
from tests.e2e.week_outcome import Size, wrong

pytestmark = pytest.mark.slow
SIZE = Size(sources=50, readers=45)


async def test_nothing_is_lost_and_the_books_balance(tmp_path: Path) -> None:
    outcome = await live(tmp_path, SIZE)
    assert wrong(outcome, SIZE) == [], outcome
