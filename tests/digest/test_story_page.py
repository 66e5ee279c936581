"""A story's page as messages: what stands in it, in three languages, and that nothing foreign breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.i18n import LANGUAGES, translator
from ledebot.bot.digest.layout import measure
from ledebot.bot.digest.look import Look
from ledebot.bot.digest.story_page import MOST, story_pages
from ledebot.bot.model import Filters, Length
from ledebot.bot.stories.timeline import Quoted, timeline
from ledebot.sandbox.server.html import parse_html
from tests.stories.reports import BEGAN, FIRE, report

LOOK = Look(translator("en"), "Asia/Shanghai", BEGAN, Filters(everything=True), Length.SHORT)


def test_a_page_tells_who_was_first_what_was_added_and_where_figures_differ() -> None:
    [page] = story_pages(timeline(FIRE, LOOK.length), LOOK)
    text = parse_html(page)[0]
    assert "3 reports from 3 sources" in text
    assert "Told first: 14:05 · 晨星社" in text
    assert f"Told best: 16:05 · 江报\n{FIRE[1].paragraphs[0]}" in text
    assert f"▍What later reports added\n18:20 · 晚讯\n{FIRE[2].paragraphs[1]}" in text
    assert "▍Where the figures differ\n14:05 · 晨星社: 3人死亡\n18:20 · 晚讯: 5人死亡" in text
    assert f"▍In their own words\n16:05 · 江报\n{FIRE[1].paragraphs[1]}" in text
    assert "Only in one report" not in text
    assert '<a href="https://news.example/2">江报</a>' in page


def test_what_the_lede_tells_is_not_said_again() -> None:
    [page] = story_pages(timeline(FIRE, Length.LONG), replace(LOOK, length=Length.LONG))
    assert page.count("何远舟") == 1
    assert page.count("消防车22辆") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_and_script(language: str) -> None:
    told = timeline(FIRE)
    [page] = story_pages(told, replace(LOOK, t=translator(language), convert="zh-hant"))
    assert "消防車22輛" in page


def test_many_sentences_are_paged() -> None:
    told = timeline(FIRE)
    pages = story_pages(replace(told, added=told.added * 24), LOOK)
    assert len(pages) == -(-(24 + len(told.figures)) // MOST)
    assert all("▍" in page for page in pages)


@given(st.lists(st.text(min_size=1, max_size=400), min_size=1, max_size=20), st.text(max_size=80))
def test_pages_fit_and_escape_whatever_stands_in_them(texts: list[str], name: str) -> None:
    told = timeline(FIRE)
    hostile = replace(report(1, name, "<b>" + name), url="https://news.example/" + "x" * 1400)
    pages = story_pages(replace(told, added=tuple(Quoted(text, hostile) for text in texts), best=hostile), LOOK)
    for page in pages:
        assert measure(page).fits
        parse_html(page)
