from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ledebot.bot.core.i18n import translator

NOW = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "moment", "shown"),
    [
        ("zh-hans", datetime(2025, 12, 31, 16, 30, tzinfo=UTC), "1月1日 00:30"),
        ("zh-hans", datetime(2022, 3, 7, 8, 10, tzinfo=UTC), "2022年3月7日"),
        ("zh-hant", datetime(2022, 3, 7, 8, 10, tzinfo=UTC), "2022年3月7日"),
        ("en", datetime(2022, 3, 7, 8, 10, tzinfo=UTC), "Mar 7, 2022"),
    ],
)
def test_another_year_is_told_in_the_readers_zone(language: str, moment: datetime, shown: str) -> None:
    assert translator(language).date(moment, "Asia/Shanghai", now=NOW) == shown
