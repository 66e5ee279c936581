"""The section of an article: by its tags, its address, its headline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.i18n import LANGUAGES, translator
from ledebot.bot.model import Item, Section
from ledebot.bot.text.document import read
from ledebot.bot.text.section import by_address, by_tags, section_of
from ledebot.bot.text.section_names import NAMES, name_of, section_named


@pytest.mark.parametrize(
    ("tags", "section"),
    [
        (("财经",), Section.BUSINESS),
        (("財經",), Section.BUSINESS),
        (("体育频道",), Section.SPORTS),
        (("World News",), Section.WORLD),
        (("News > Tech & Science", "World > Europe"), Section.WORLD),
        (("world/europe",), Section.WORLD),
        (("Real-Estate",), Section.PROPERTY),
        (("要闻", "国内", "军事"), Section.MILITARY),
        (("渡轮", "某人"), None),
        (("体育" * 40,), None),
        ((), None),
    ],
)
def test_tags(tags: tuple[str, ...], section: Section | None) -> None:
    assert by_tags(tags) is section


@pytest.mark.parametrize(
    ("url", "section"),
    [
        ("https://www.paper.example/sport/tennis/articles/abc", Section.SPORTS),
        ("https://www.paper.example/2026/01/27/us/politics/a-bill.html", Section.POLITICS),
        ("https://finance.portal.example/roll/1.shtml", Section.BUSINESS),
        ("https://mil.news.portal.example/1", Section.MILITARY),
        ("https://paper.example/a/sport", None),  # the last part is the article's own name
        ("https://health.example/a/1", None),  # the site's name
        ("https://tv.portal.example/a/1.shtml", None),  # films of everything
        ("https://portal.example/tv/1.shtml", Section.ENTERTAINMENT),
        ("https://[broken", None),
        ("not an address", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, section: Section | None) -> None:
    assert by_address(url) is section


def test_tags_come_before_the_address_and_both_before_the_headline() -> None:
    title, url = "中超联赛第十轮战报：主队两球取胜", "https://tech.portal.example/a/1"
    assert section_of(title, ("教育",), url) is Section.EDUCATION
    assert section_of(title, ("主场",), url) is Section.TECH
    assert section_of(title, ("主场",), "https://portal.example/a/1") is Section.SPORTS
    assert section_of("今日要闻", (), None) is None


@pytest.mark.parametrize("title", ["新闻联播 2026/01/13", "2026年1月13日新闻联播", "新闻联播20260113"])
def test_a_programme_of_a_day_has_no_section(title: str) -> None:
    assert section_of("新闻联播", (), None) is Section.ENTERTAINMENT  # a headline of a programme
    assert section_of(title, (), None) is None
    assert section_of("2026/01/13 央行下调存款准备金率0.5个百分点", (), None) is Section.BUSINESS


def test_what_the_operator_set_comes_before_all() -> None:
    item = Item("r", "岛报", "中超联赛第十轮战报", "", topics=("体育",), section=Section.LIFE)
    assert read(item).section is Section.LIFE


@given(st.text(max_size=200), st.lists(st.text(max_size=80), max_size=4).map(tuple), st.none() | st.text(max_size=200))
def test_anything_has_one_section_or_none(title: str, topics: tuple[str, ...], url: str | None) -> None:
    assert section_of(title, topics, url) in (None, *Section)


def test_every_section_has_a_name_of_its_own_in_every_language() -> None:
    assert set(NAMES) == set(Section)
    for code in LANGUAGES:
        named = {name_of(section, translator(code)): section for section in Section}
        assert len(named) == len(Section)
        assert all(section_named(f" {name.upper()} ") is section for name, section in named.items())
    assert all(section_named(section.value) is section for section in Section)
    assert section_named("Technology") is section_named("science") is Section.TECH
    assert section_named("渡轮") is None
