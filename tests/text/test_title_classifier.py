"""The headline classifier: what it is made of, its packing, its silence and its speed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledebot.bot.model import Section
from ledebot.bot.text.title_classifier import LONGEST, ZERO, Model, Table, Trust, features, key, model, pack, unpack
from tests.chances import examples

TWO = (Section.SPORTS, Section.TECH)
PLAIN = Trust()


def table(rows: dict[str, tuple[int, int]], trust: Trust = PLAIN) -> Model:
    return unpack(pack(Table(TWO, (0.0, 0.0), {key(name): row for name, row in rows.items()}, 0.1, 0.6, trust)))


def test_chinese_by_characters_pairs_and_words_english_by_words() -> None:
    assert {"球", "足", "足球", "w足球"} <= features("足球")
    assert {"wreopens", "preope", "bbridge reopens"} <= features("Bridge reopens")
    assert "br" not in features("Bridge")
    assert features("臺灣") == features("台湾")


def test_the_form_of_a_headline_counts_too() -> None:
    assert {"^如何", "$?", "L2", "D1"} <= features("如何挑选3个西瓜？")
    assert {"^how", "D0"} <= features("How to choose a melon")


def test_what_is_probable_enough_is_named_and_nothing_else() -> None:
    made = table({"球": (60, -60), "芯": (-60, 60)})
    assert made.guess("球") is Section.SPORTS
    assert made.guess("芯") is Section.TECH
    assert made.guess("球芯") is None
    assert made.guess("") is None
    assert made.probabilities("球")[Section.SPORTS] == pytest.approx(1 / (1 + 2.718281828**-12))


def test_a_section_that_is_named_too_lightly_is_trusted_less() -> None:
    rows = {"球": (8, -8), "芯": (-8, 8)}
    assert table(rows).guess("球") is Section.SPORTS
    doubted = table(rows, Trust(first={Section.SPORTS: -2.0}))
    assert doubted.guess("球") is None
    assert doubted.guess("芯") is Section.TECH
    assert table(rows, Trust(second={Section.TECH: -2.0})).guess("球") is None
    assert table(rows, Trust(slope=0.0)).answer("球") == (Section.SPORTS, 0.5)


def test_rare_features_of_one_class_share_a_row() -> None:
    words = {key("足"): 0, key("芯"): 1}
    made = unpack(pack(Table(TWO, (0.0, 0.0), {}, 0.1, 0.6, shared=((60, -60), (-60, 60)), rare=words)))
    assert made.guess("足") is Section.SPORTS
    assert made.guess("芯") is Section.TECH
    assert made.guess("书") is None


def test_classes_of_one_section_add_up() -> None:
    classes = (Section.LIFE, Section.LIFE, Section.TECH)
    made = unpack(pack(Table(classes, (0.0, 0.0, 0.0), {key("x"): (1, 1, 1)}, 0.1, 0.5)))
    assert made.probabilities("")[Section.LIFE] == pytest.approx(2 / 3)


@settings(max_examples=examples(20))  # each packs the four million places of shared rows
@given(
    st.dictionaries(
        st.integers(0, 2**32 - 1), st.tuples(st.integers(1 - ZERO, ZERO - 1), st.integers(1 - ZERO, ZERO - 1))
    ),
)
def test_a_packed_table_comes_back(rows: dict[int, tuple[int, int]]) -> None:
    trust = Trust(0.5, {Section.SPORTS: 1.0, Section.TECH: -1.0}, {Section.SPORTS: 0.25, Section.TECH: 0.0})
    made = unpack(pack(Table(TWO, (0.5, -0.5), rows, 0.25, 0.75, trust)))
    assert (made.classes, made.bias, made.scale, made.confidence) == (TWO, (0.5, -0.5), 0.25, 0.75)
    assert made.trust == trust
    assert list(made.keys) == sorted(rows)
    assert {hashed: made.own(hashed) for hashed in rows} == {
        hashed: bytes((one + ZERO, two + ZERO)) for hashed, (one, two) in rows.items()
    }
    assert not any(made.own(hashed ^ 1) for hashed in rows if hashed ^ 1 not in rows)


@pytest.mark.parametrize("data", [b"", b"LDS1", pack(Table(TWO, (0, 0), {1: (2, 3)}, 0.1, 0.5))[:-9]])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a table"):
        unpack(data)


@given(st.text(max_size=400))
def test_no_headline_overflows_a_lane(title: str) -> None:
    assert len(features(title)) <= 3 * LONGEST + 4 <= 0xFFFF // (2 * ZERO)


def test_the_packaged_model_knows_the_plain_cases() -> None:
    packaged = model()
    assert packaged.guess("女排三比零横扫对手，提前一轮晋级决赛") is Section.SPORTS
    assert packaged.guess("新能源汽车召回公告：刹车软件需升级") is Section.CARS
    assert packaged.guess("外交部发言人主持例行记者会") is Section.POLITICS
    assert packaged.guess("Striker scores twice as champions win the derby") is Section.SPORTS
    assert packaged.guess("今日要闻") is None


def test_a_headline_takes_less_than_a_millisecond() -> None:
    packaged = model()
    title = "央行年内第四次下调存款准备金率，释放长期资金约一万亿元，专家解读影响"
    packaged.guess(title)
    begun = time.process_time()
    for _ in range(200):
        packaged.guess(title)
    assert (time.process_time() - begun) / 200 < 1e-3  # some 60 µs; the benchmark measures it
