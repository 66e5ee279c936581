"""Keyword rules of a digest: what is remembered of articles is exact, and bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.digest.service import MAX_WINDOW
from ledebot.bot.search import rules
from ledebot.bot.search.match import Matcher, timeless
from ledebot.bot.search.rules import LITERALS, PREPARED, compile_rule
from ledebot.bot.text.stem import stem
from tests.search.test_match import article


def test_more_articles_are_remembered_than_a_digest_looks_at() -> None:
    assert PREPARED > MAX_WINDOW
    made = [article(id=f"w{n}", title=f"第{n}则", body="") for n in range(50)]
    rule = compile_rule("zq OR zx")
    assert not any(map(rule, made))
    remembered = [rules._NOTES.articles[one.id] for one in made]
    again = [replace(one) for one in made]  # as another window loads them
    assert not any(map(rule, again))
    assert [rules._NOTES.articles[one.id] for one in again] == remembered


@pytest.mark.slow
def test_invented_words_are_not_kept_and_change_nothing() -> None:
    told = article(id="t1", title="港口扩建工程动工", body="")
    port, other = compile_rule("港口", "机场"), compile_rule("水库")
    assert port(told)
    for n in range(2 * LITERALS):
        assert not compile_rule(f"词{chr(0x4E00 + n)}号")(told)  # one run of Chinese is one literal
        if n % 1000 == 0:
            assert port(told)
            assert not other(told)
    assert len(rules._NOTES.numbers) <= LITERALS
    assert rules._NOTES.articles["t1"].known.bit_length() <= LITERALS
    assert port(told)


def test_a_revision_is_looked_at_anew() -> None:
    rule = compile_rule("港口")
    assert rule(article(id="t2", title="港口扩建", body=""))
    assert not rule(article(id="t2", title="机场扩建", body=""))


@pytest.mark.parametrize("words", ["港口 OR 机场", "-港口 机场", "title:港口"])
def test_rules_hold_in_any_order_of_asking(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port, airport = article(id="t3", title="港口", body="海边"), article(id="t4", title="机场", body="港口旁")
    rule, first = compile_rule(words), compile_rule("海边", "港口旁")
    assert first(port)
    assert first(airport)
    before = rule(port), rule(airport)
    monkeypatch.setattr(rules, "LITERALS", 3)  # numbering begins anew all the time
    for n in range(20):
        compile_rule(f"别{n}")(port)
        assert (rule(port), rule(airport)) == before


WORDS = st.text("芯片晶出租车的士3万%aporty", min_size=1, max_size=4)
QUERIES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" OR ".join), min_size=1, max_size=6)


@given(st.lists(WORDS, max_size=12), QUERIES)
def test_rules_filed_by_characters_hit_what_each_hits_alone(texts: list[str], queries: list[str]) -> None:
    told = article(id="t5", title=" ".join(texts), body="")
    assert compile_rule(*queries)(told) is any(Matcher(timeless(query)).matches(told) for query in queries)


@pytest.mark.parametrize(
    ("query", "literals"),
    [
        ("芯片", {"芯片", "晶片"}),
        ("芯片 央行", {"央行"}),
        ("降息 OR 出租车", {"降息", "出租车", "的士", "计程车"}),
        ("topic:金融 OR 降息", set()),
        ("-央行", set()),
    ],
)
def test_a_rule_is_filed_by_what_tells_most(query: str, literals: set[str]) -> None:
    assert Matcher(timeless(query)).literals == literals


SUFFIXES = ("", "s", "ed", "ing", "ies", "y", "ily", "ational", "abilities", "ization", "iveness", "ement", "ously")


@given(st.text("abcdefghilmnoprstuvyz", min_size=1, max_size=8), st.sampled_from(SUFFIXES))
def test_a_word_begins_with_its_stem_but_for_the_last_letter(beginning: str, suffix: str) -> None:
    assert (beginning + suffix).startswith(stem(beginning + suffix)[:-1])
