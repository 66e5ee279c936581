"""Dates that are told from when they are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Item
from ledebot.bot.sources import feed
from ledebot.bot.sources.dates import read
from ledebot.bot.sources.entries import fresh

NOW = datetime(2025, 3, 5, 12, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("3小时前", timedelta(hours=3)), ("半小时前", timedelta(minutes=30)), ("12 小時前", timedelta(hours=12)),
        ("2天前", timedelta(days=2)), ("刚刚", timedelta()), ("约5分钟前", timedelta(minutes=5)),
        ("2 hours ago", timedelta(hours=2)), ("an hour ago", timedelta(hours=1)), ("5 mins ago", timedelta(minutes=5)),
        ("vor 3 Stunden", timedelta(hours=3)), ("il y a 2 heures", timedelta(hours=2)),
        ("hace 1 día", timedelta(days=1)), ("há 2 horas", timedelta(hours=2)),
        ("3 часа назад", timedelta(hours=3)), ("2時間前", timedelta(hours=2)),
        ("3시간 전", timedelta(hours=3)), ("3 giờ trước", timedelta(hours=3)), ("منذ ٣ ساعات", timedelta(hours=3)),
        ("۳ ساعت پیش", timedelta(hours=3)), ("2 घंटे पहले", timedelta(hours=2)),
    ],
)  # fmt: skip
def test_so_long_ago(text: str, ago: timedelta) -> None:
    found = read(text, None, NOW)
    assert found is not None
    assert found.about
    assert found.wall.replace(tzinfo=found.zone) == NOW - ago


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("昨天 10:20", "2025-03-04 10:20"), ("前天8:05", "2025-03-03 08:05"),
        ("今天", "2025-03-05 00:00"), ("yesterday at 10:20", "2025-03-04 10:20"),
        ("Today, 9:30 pm", "2025-03-05 21:30"), ("gestern 10:20", "2025-03-04 10:20"),
        ("hier à 10h20", "2025-03-04 10:20"), ("вчера в 10:20", "2025-03-04 10:20"),
        ("3月5日 10:20", "2025-03-05 10:20"), ("12月31日", "2024-12-31 00:00"),
    ],
)  # fmt: skip
def test_a_day_by_name(text: str, wall: str) -> None:
    found = read(text, "zh", NOW)
    assert found is not None
    assert (f"{found.wall:%Y-%m-%d %H:%M}", found.zone, found.about) == (wall, None, False)


@pytest.mark.parametrize(
    "text",
    [
        "3个月前",
        "2 weeks ago",
        "40天前",
        "昨天 25:10",
        "2月30日",
        "昨天的事",
        "3 apples ago",
        "ago",
        "前",
        "大约",
        "1年前",
    ],
)
def test_what_is_too_rough_or_no_date_is_none(text: str) -> None:
    assert read(text, "zh", NOW) is None


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read(text, None, NOW)
    assert found is None or found.wall.tzinfo is None


def test_a_feed_is_told_when_it_was_fetched() -> None:
    data = """<rss><channel><title>岛报</title><item><title>渡轮到港</title><link>https://x.example/1</link>
        <pubDate>昨天 10:20</pubDate><description>渡轮到了。</description></item></channel></rss>""".encode()
    (item,) = feed.parse(data, url="https://x.example/", at=NOW.astimezone(UTC)).items
    assert item.published == datetime(2025, 3, 4, 2, 20, tzinfo=UTC)
    (item,) = feed.parse(data, url="https://x.example/").items
    assert item.published is None


def test_an_entry_keeps_the_date_of_when_it_was_seen_first() -> None:
    first = Item("1", "岛报", "渡轮到港", "到了。", url="https://x.example/1", published=NOW, about=True)
    (marked,), _ = fresh([first], {})
    assert marked.item.published == NOW
    later = replace(first, published=NOW + timedelta(minutes=40))
    assert fresh([later], {marked.key: marked.mark}) == ([], {marked.key: marked.mark})
    (again,), _ = fresh([later], {marked.key: marked.mark}, everything=True)
    assert again.item.published is None
