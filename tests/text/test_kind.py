"""Reports, opinion and live blogs, told apart by what feed, address and headline say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.kind import Kind, kind_of


@pytest.mark.parametrize(
    ("title", "topics", "url", "kind"),
    [
        ("【评论】外卖之争", (), None, Kind.OPINION),
        ("社論：堤岸該修了", (), None, Kind.OPINION),
        ("堤岸之问｜时评", (), None, Kind.OPINION),
        ("Opinion | Mend the embankment", (), None, Kind.OPINION),
        ("Mend the embankment", ("Comment",), None, Kind.OPINION),
        ("Mend the embankment", (), "https://p.example/2026/opinion/embankment", Kind.OPINION),
        ("Flood at the embankment – live", (), None, Kind.LIVE),
        ("Flood", (), "https://p.example/news/live/flood", Kind.LIVE),
        ("【直播】龙舟赛", (), None, Kind.LIVE),
        ("直播带货新规出台", (), None, Kind.REPORT),
        ("评论区关闭", ("评论区",), None, Kind.REPORT),
        ("Live music returns to the pier", ("Music",), "https://p.example/opinionated", Kind.REPORT),
        ("堤岸修好了", (), "https://[broken", Kind.REPORT),
    ],
)
def test_kinds(title: str, topics: tuple[str, ...], url: str | None, kind: Kind) -> None:
    assert kind_of(title, topics, url) is kind


@given(st.text(max_size=300), st.lists(st.text(max_size=30)).map(tuple), st.none() | st.text())
def test_anything_is_of_some_kind(title: str, topics: tuple[str, ...], url: str | None) -> None:
    assert kind_of(title, topics, url) in Kind
