"""The query language: what it understands, what it remarks on, and that printing and parsing agree."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.search import parse as messages
from ledebot.bot.search.parse import parse as parse_query
from ledebot.bot.search.query import MAX_CLAUSES, MAX_LENGTH, Clause, Period, Query, Source, Topic, Word

NOW = datetime(2022, 3, 7, 17, 30, tzinfo=UTC)
"""Already the 8th in Shanghai."""


def parse(text: str) -> Query:
    return parse_query(text, now=NOW, zone="Asia/Shanghai")


def atoms(text: str) -> list[object]:
    return [option for clause in parse(text).clauses for option in clause.options]


def test_words_phrases_and_exclusions() -> None:
    query = parse('央行 降息 "存款准备金" -美联储 －楼市')
    assert query.clauses == (
        Clause((Word("央行"),)),
        Clause((Word("降息"),)),
        Clause((Word("存款准备金", exact=True),)),
        Clause((Word("美联储"),), negated=True),
        Clause((Word("楼市"),), negated=True),
    )
    assert query.notes == ()


@pytest.mark.parametrize("text", ["降息 OR 降准", "降息|降准", "降息 | 降准", "降息｜降准"])
def test_or_binds_its_neighbours(text: str) -> None:
    assert parse(f"央行 {text} 房贷").clauses == (
        Clause((Word("央行"),)),
        Clause((Word("降息"), Word("降准"))),
        Clause((Word("房贷"),)),
    )


@pytest.mark.parametrize("text", ['"两会 代表"', "“两会 代表”", "「两会 代表」", "『两会 代表』", "＂两会 代表＂"])
def test_every_pair_of_quotation_marks_holds_a_phrase(text: str) -> None:
    assert atoms(text) == [Word("两会 代表", exact=True)]


@pytest.mark.parametrize(
    "text", ["source:新浪", "SOURCE:新浪", "来源：新浪", "来源: 新浪", "來源：新浪", 'source:"新浪"']
)
def test_source_in_all_its_spellings(text: str) -> None:
    assert atoms(text) == [Source("新浪")]


def test_topic_and_title() -> None:
    assert atoms("主题：金融 title:茅台 标题：“飞天 茅台”") == [
        Topic("金融"),
        Word("茅台", title=True),
        Word("飞天 茅台", exact=True, title=True),
    ]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("after:2022-01-02", "2022-01-01T16:00", None),
        ("之后：2022年1月2日", "2022-01-01T16:00", None),
        ("before:2022-02", None, "2022-01-31T16:00"),
        ("day:today", "2022-03-07T16:00", "2022-03-08T16:00"),
        ("day:昨天", "2022-03-06T16:00", "2022-03-07T16:00"),
        ("day:3d", "2022-03-05T16:00", "2022-03-08T16:00"),
        ("day:2周", "2022-02-22T16:00", "2022-03-08T16:00"),
        ("日期：2022-02", "2022-01-31T16:00", "2022-02-28T16:00"),
        ("day:2021", "2020-12-31T16:00", "2021-12-31T16:00"),
        ("day:12月31日", "2021-12-30T16:00", "2021-12-31T16:00"),
        ("day:12月", "2021-11-30T16:00", "2021-12-31T16:00"),
        ("day:2月", "2022-01-31T16:00", "2022-02-28T16:00"),
        ("day:2021年", "2020-12-31T16:00", "2021-12-31T16:00"),
        ("day:20220124", "2022-01-23T16:00", "2022-01-24T16:00"),
        ("after：２０２２－０１－０２", "2022-01-01T16:00", None),
        ("day:三天", "2022-03-05T16:00", "2022-03-08T16:00"),
        ("day:最近3天", "2022-03-05T16:00", "2022-03-08T16:00"),
        ("day:两个星期", "2022-02-22T16:00", "2022-03-08T16:00"),
        ("day:一个月", "2022-02-06T16:00", "2022-03-08T16:00"),
        ("day:1y", "2021-03-08T16:00", "2022-03-08T16:00"),
        ("day:本周", "2022-03-06T16:00", "2022-03-13T16:00"),
        ("day:上周", "2022-02-27T16:00", "2022-03-06T16:00"),
        ("day:本月", "2022-02-28T16:00", "2022-03-31T16:00"),
        ("day:上个月", "2022-01-31T16:00", "2022-02-28T16:00"),
        ("day:今年", "2021-12-31T16:00", "2022-12-31T16:00"),
        ("day:去年", "2020-12-31T16:00", "2021-12-31T16:00"),
    ],
)
def test_dates_are_the_readers_own(text: str, since: str | None, until: str | None) -> None:
    (period,) = atoms(text)
    assert isinstance(period, Period)
    assert period.since == (datetime.fromisoformat(f"{since}+00:00") if since else None)
    assert period.until == (datetime.fromisoformat(f"{until}+00:00") if until else None)


@pytest.mark.parametrize(
    "text",
    ["day:2022-02-31", "day:13月", "day:99年前", "after:明年", "before:0000", "day:9999999d", "after:9999-12-31x"],
)
def test_what_is_no_date_is_searched_as_text_and_said(text: str) -> None:
    assert atoms(text) == [Word(text)]
    assert [note.message for note in parse(text).notes] == [messages.NOT_A_DATE]


@pytest.mark.parametrize(
    ("text", "left", "note"),
    [
        ("source:", "", messages.HALF_TYPED),
        ("央行 topic：", "央行", messages.HALF_TYPED),
        ('央行 "降息', "央行 降息", messages.UNCLOSED),
        ("OR 央行", "央行", messages.LONELY_OR),
        ("央行 OR", "央行", messages.LONELY_OR),
        ("央行 OR -降息", "央行 -降息", messages.OR_WITHOUT),
        ("😀", "", messages.NOTHING),
        ("-", "", messages.NOTHING),
        ("AND", "", messages.NOTHING),
        ('""', "", messages.NOTHING),
    ],
)
def test_half_typed_operators_are_explained(text: str, left: str, note: str) -> None:
    query = parse(text)
    assert str(query) == left
    assert note in [one.message for one in query.notes]
    assert all("{" not in str(one) for one in query.notes)


@pytest.mark.parametrize(
    "text", ["after:2023 before:2022 央行", "day:today day:昨天", "day:2022-01 央行 after:2022-02"]
)
def test_dates_that_exclude_each_other_are_explained(text: str) -> None:
    assert [note.message for note in parse(text).notes] == [messages.APART]


@pytest.mark.parametrize(
    "text", ["after:2022 before:2023", "day:2022 day:2022-01", "day:2021 | day:2022", "after:2022 -before:2021"]
)
def test_dates_that_have_a_day_in_common_are_not(text: str) -> None:
    assert parse(text).notes == ()


def test_a_note_repeats_the_operator_as_it_was_typed() -> None:
    assert [note.what for note in parse("央行 来源：").notes] == ["来源："]


@pytest.mark.parametrize("text", ["央行 & 降息", "央行 —— 降息", "央行 AND 降息", "央行 🔥 降息"])
def test_what_stands_between_words_is_passed_over_without_a_word(text: str) -> None:
    assert parse(text) == parse("央行 降息")
    assert parse(text).notes == ()


@pytest.mark.parametrize("text", ["降息 或 降准", "降息 或者 降准", "降息 ＯＲ 降准", "降息 ｜ 降准"])
def test_or_in_chinese_and_full_width(text: str) -> None:
    assert parse(text) == parse("降息 OR 降准")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ｓｏｕｒｃｅ：新浪", "source:新浪"),
        ("ＳＯＵＲＣＥ:新浪", "source:新浪"),
        ("栏目：金融", "topic:金融"),
        ("欄目：金融", "topic:金融"),
        ("時間：2022-01", "day:2022-01"),
    ],
)
def test_fields_in_chinese_and_full_width(text: str, plain: str) -> None:
    assert parse(text) == parse(plain)


def test_a_field_holds_on_behind_a_bar_without_spaces() -> None:
    assert parse("来源：新浪|财新｜路透 央行") == parse("source:新浪 OR source:财新 OR source:路透 央行")
    assert parse("source:新浪 | 财新") == parse("source:新浪 OR 财新")
    assert parse("source:新浪|title:财新") == parse("source:新浪 OR title:财新")


def test_foreign_query_languages_are_text() -> None:
    assert str(parse("'; DROP TABLE articles; --")) == "DROP TABLE articles;"
    assert atoms("title:(foo)^2~")[0] == Word("(foo)^2~", title=True)
    assert atoms("[a TO b]") == [Word("[a"), Word("TO"), Word("b]")]
    assert atoms("12:30 http://a.example/b?c=d") == [Word("12:30"), Word("http://a.example/b?c=d")]


def test_long_queries_are_cut_and_it_is_said() -> None:
    many = parse(" ".join(f"词{n}" for n in range(200)))
    assert len(many.clauses) == MAX_CLAUSES
    assert messages.TOO_MANY in [note.message for note in many.notes]
    assert messages.TOO_MANY in [note.message for note in parse("词一 词二 " * 200).notes]
    long = parse("长" * (MAX_LENGTH + 1))
    assert messages.TOO_LONG in [note.message for note in long.notes]


def test_what_is_said_twice_counts_once() -> None:
    assert parse("央行 降息 央行 -房贷 -房贷").clauses == parse("央行 降息 -房贷").clauses
    assert parse("降息 OR 降准 OR 降息").clauses == parse("降息 OR 降准").clauses
    assert len(parse(" ".join([*["央行"] * 40, "降息"])).clauses) == 2


_WRITTEN = '- " “ ” 「 」 | OR source: 来源： day: 3d after: 2022-01 title: 央行 a x:y ， ＂ － before:foo . or 😀'
PIECES = st.sampled_from([*_WRITTEN.split(), " ", "\x00", "\u3000", "\u202e"])
TEXTS = st.one_of(
    st.text(), st.lists(PIECES).map("".join), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join)
)


@given(TEXTS)
def test_parsing_what_was_printed_gives_the_same(text: str) -> None:
    query = parse(text)
    assert parse(str(query)) == query
    assert str(parse(str(query))) == str(query)


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "-", "a ", "OR ", "source:", "|", '「"“', "day: ", "\x00", "－", "title:", "a|", "央", "😀", "-a "],
)
def test_work_grows_with_the_length_and_no_more(piece: str) -> None:
    def calls(size: int) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        text = piece * (size // len(piece))
        sys.setprofile(counted)
        try:
            parse(text)
        finally:
            sys.setprofile(None)
        return count

    calls(512)  # loads what is loaded once
    assert calls(4096) < 5 * calls(1024) + 1000


def test_narrowing_adds_a_condition_once() -> None:
    query = parse("央行").narrowed(Topic("金融 市场"))
    assert str(query) == '央行 topic:"金融 市场"'
    assert query.narrowed(Topic("金融 市场")) == query == parse(str(query))
    assert query.limits == (Topic("金融 市场"),)
    assert query.without(Topic("金融 市场")) == parse("央行")
    assert parse("-source:a source:b OR topic:c 央行").limits == ()
