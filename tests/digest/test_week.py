"""The week's stories: which are told, in which order, with what became of them; and that nothing foreign breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.i18n import LANGUAGES, translator
from ledebot.bot.digest.callback_data import story_data
from ledebot.bot.digest.layout import measure
from ledebot.bot.digest.look import Look
from ledebot.bot.digest.week import Tally, Week, render_week
from ledebot.bot.model import Dateline, Filters, Length
from ledebot.bot.stories.timeline import Quoted, timeline
from ledebot.sandbox.server.entities import narrow
from ledebot.sandbox.server.html import parse_html
from tests.digest.samples import article
from tests.stories.reports import BEGAN, FERRY, FIRE, report

LOOK = Look(translator("en"), "Asia/Shanghai", BEGAN + timedelta(days=4), Filters(everything=True), Length.SHORT)
SINCE, UNTIL = BEGAN - timedelta(days=2), BEGAN + timedelta(days=4)


def test_what_most_sources_told_comes_first_and_what_one_told_not_at_all() -> None:
    tally = Tally()
    alone = [article(n, source=f"源{n}") for n in range(3)]
    pair = [article(10 + n, story="pair", source=f"源{n}") for n in range(2)]
    flood = [article(20 + n, story="flood", source=f"源{n}") for n in range(3)]
    reprint = [article(30 + n, story="reprint", source=f"源{n}", dateline=Dateline(agency="通讯社")) for n in range(4)]
    tally.add([*alone, *pair, *flood, *reprint], lambda one: one.source == "源0")
    assert tally.ranked() == ("flood", "pair")


def test_what_is_told_in_the_interfaces_language_comes_before_the_rest() -> None:
    tally = Tally("zh")
    fire = [article(10 + n, story="fire", source=f"paper {n}", language="en") for n in range(3)]
    flood = [article(20 + n, story="flood", source=f"源{n}", language="zh-hans") for n in range(2)]
    pair = [article(30 + n, story="pair", source=f"源{n}", language=None) for n in range(2)]
    tally.add([*fire, *flood, *pair], lambda _: True)
    assert tally.ranked()[-1] == "fire"
    assert Tally("en", tally.voices, tally.newest, tally.wanted, {"fire", "pair"}).ranked()[0] == "fire"


def test_where_no_story_has_two_voices_single_ones_are_told_the_newest_first() -> None:
    tally = Tally()
    tally.add([article(1, hours=5), article(2, hours=1), article(3, hours=3)], lambda one: one.id[-1] != "3")
    assert [one[-1] for one in tally.ranked()] == ["2", "1"]


def test_a_story_is_told_with_what_became_of_it() -> None:
    [message] = render_week(Week(SINCE, UNTIL, (timeline(FIRE),)), LOOK)
    text = narrow(parse_html(message.html)[0])
    assert text.startswith("🗓 The week · Mar 8 – Mar 14\nWhat most sources told, and what became of it\n\n1. 临江")
    assert "江报 · Mar 10, 16:05 · +2 sources: 晨星社, 晚讯" in text
    assert f"→ Mar 10, 18:20 · 晚讯: {FIRE[2].paragraphs[1]}" in text
    assert text.endswith("That is all.")
    assert message.keyboard[0][0].data == story_data(FIRE[1].id)


def test_where_nothing_new_is_said_a_later_title_tells_what_became_of_it() -> None:
    days = report(50, "江报", "老城仓库火灾调查组成立", "")
    [message] = render_week(Week(SINCE, UNTIL, (timeline((*FIRE[:1], days)),)), LOOK)
    assert "→ Mar 12, 16:05 · 江报: 老城仓库火灾调查组成立" in narrow(parse_html(message.html)[0])
    [same_day] = render_week(Week(SINCE, UNTIL, (timeline(FIRE[:1]),)), LOOK)
    assert "→" not in same_day.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language(language: str) -> None:
    look = replace(LOOK, t=translator(language), convert="zh-hant")
    [message] = render_week(Week(SINCE, UNTIL, (timeline(FIRE), timeline(FERRY))), look)
    assert "仓库" not in message.html
    [empty] = render_week(Week(SINCE, UNTIL, ()), look)
    assert empty.html


@given(st.text(max_size=600), st.integers(1, 30))
def test_messages_fit_whatever_stands_in_them(text: str, many: int) -> None:
    url = "https://news.example/" + "x" * 1400
    hostile = replace(report(1, text[:300], f"<b>{text}", text), url=url)
    others = tuple(replace(hostile, id=str(n), source=f"源{n}{text[:90]}") for n in range(9))
    told = replace(timeline((hostile, *others)), added=(Quoted(text * 3, hostile),) * 3)
    messages = render_week(Week(SINCE, UNTIL, (told,) * many), LOOK)
    for message in messages:
        parse_html(message.html)
        assert measure(message.html).fits
    assert sum(len(row) for message in messages for row in message.keyboard) == many
