"""A stranger's hour: what five accounts send by the thousand costs no reader their digest, nor an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.strangers import Size, hour


@pytest.mark.slow
async def test_every_digest_comes_once_and_every_reader_is_answered(tmp_path: Path) -> None:
    size = Size(articles=300, questions=30)
    found = await hour(tmp_path, size)
    assert set(found.digests.values()) == {1}
    assert len(found.digests) == size.readers
    assert found.duplicates == 0
    assert found.counters["repeats"] == 0
    assert found.counters["failed"] == 0
    assert found.unanswered == 0
    assert found.traces == 0
