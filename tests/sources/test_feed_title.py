"""Titles of feeds, which name their source."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.sources import feed
from ledebot.bot.sources.feed_title import feed_title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("岛报 2025年10月7日", "岛报"),
        ("岛报（2025-10-07）", "岛报"),
        ("2025年10月7日 星期二 - 岛报", "岛报"),
        ("Island Post - October 7, 2025", "Island Post"),
        ("Island Post: 7 Oct 2025", "Island Post"),
        ("Island Post | 10/07/2025 06:30", "Island Post"),
        ("<b>Island</b> Post", "Island Post"),
        ("Island Post 2025", "Island Post 2025"),
        ("Notes on Windows 11 2025", "Notes on Windows 11 2025"),
        ("2025年10月7日", "2025年10月7日"),
        ("24小时快讯", "24小时快讯"),
        ("", ""),
    ],
)
def test_a_day_is_no_part_of_a_name(written: str, title: str) -> None:
    assert feed_title(written) == title


@pytest.mark.parametrize(
    "document",
    [
        "<rss><channel><title>岛报 2025年10月7日</title><item><title>渡轮增开夜航</title></item></channel></rss>",
        '{"version": "https://jsonfeed.org/version/1", "title": "岛报 2025-10-07", "items": [{"title": "渡轮增开"}]}',
    ],
)
def test_a_feed_is_one_source_every_day(document: str) -> None:
    found = feed.parse(document.encode(), url="https://island.example/feed")
    assert (found.title, found.items[0].source) == ("岛报", "岛报")


@given(st.text(max_size=400))
def test_any_text_is_a_title(text: str) -> None:
    assert len(feed_title(text)) <= 300


@pytest.mark.parametrize("piece", ["2025-", "(", "1 may ", "2025年1月1日"])
def test_no_title_takes_long(piece: str) -> None:
    begun = time.process_time()
    feed_title(piece * 20_000)
    assert time.process_time() - begun < 3
