"""A story's timeline: only what is new, whole, and quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Length
from ledebot.bot.stories.sketch import sketch
from ledebot.bot.stories.timeline import ADDED, MOST, timeline
from tests.stories.reports import FERRY, FIRE, report


def test_what_each_later_report_added() -> None:
    told = timeline(reversed(FIRE), Length.SHORT)
    assert (told.first, told.best, told.lede) == (FIRE[0], FIRE[1], FIRE[1].paragraphs[0])
    [added] = told.added
    assert (added.report, added.text) == (FIRE[2], FIRE[2].paragraphs[1])


def test_figures_that_differ_by_source_in_order_of_time() -> None:
    [killed] = timeline(FIRE).figures
    assert [(figure.report.source, figure.words) for figure in killed.told] == [
        ("晨星社", "3人死亡"),
        ("晚讯", "5人死亡"),
    ]
    [killed] = timeline(FERRY).figures
    assert [figure.words for figure in killed.told] == ["three people killed", "five people killed"]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            "沿江三镇已转移群众3400人",
            "沿江三镇已转移群众1.2万人",
            ["沿江三镇已转移群众3400人", "沿江三镇已转移群众1.2万人"],
        ),
        ("暴雨冲毁桥梁两座", "暴雨冲毁桥梁11座", ["暴雨冲毁桥梁两座", "暴雨冲毁桥梁11座"]),
        ("洪水淹没房屋约230间", "洪水淹没房屋410间", ["洪水淹没房屋约230间", "洪水淹没房屋410间"]),
        (
            "Lindow cancels 120 flights",
            "Lindow cancels 185 flights",
            ["Lindow cancels 120 flights", "Lindow cancels 185 flights"],
        ),
    ],
)
def test_whatever_is_counted_may_differ(one: str, other: str, words: list[str]) -> None:
    told = timeline((report(0, "甲报", one), report(3, "乙报", other)))
    assert [figure.words for differing in told.figures for figure in differing.told] == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("沿江三镇已转移群众3400人", "沿江三镇已转移群众约3000人"),
        ("洪水淹没房屋230间", "洪水淹没农田410亩"),
        ("沿江三镇第3次转移群众", "沿江三镇第4次转移群众"),
        ("Storm closes 12 schools in Lindow", "Storm closes 12 schools in Lindow, 30 in Harrowby"),
        ("Storm kills two people in Lindow", "Storm injures nine people in Lindow"),
        ("Lindow closes 12 schools after storm", "Harrowby closes 30 schools after storm"),
        ("Storm scatters 500 rupee notes in Lindow", "Storm scatters 2,000 rupee notes in Lindow"),
        ("Lindow beat Harrowby 3 - 1 in the cup", "Lindow beat Harrowby 2 - 1 in the cup"),
    ],
)
def test_other_things_and_round_numbers_do_not_differ(one: str, other: str) -> None:
    assert timeline((report(0, "甲报", one), report(3, "乙报", other))).figures == ()


def test_figures_of_a_part_or_of_another_year_do_not_differ() -> None:
    before = report(5, "旧事", "临江老城仓库火灾回顾", "临江市老城区木材仓库2019年也曾起火，造成9人死亡。")
    part = report(6, "分述", "临江老城仓库火灾善后", "临江市老城区木材仓库火灾中，其中2人死亡于仓库东门。")
    assert timeline((FIRE[0], before, part)).figures == ()


def test_quotes_name_their_speakers_and_are_told_once() -> None:
    again = replace(FIRE[1], id="again", source="转载", published=FIRE[2].published)
    assert [each.report.source for each in timeline((*FIRE, again), Length.SHORT).quotes] == ["江报"]
    [said] = timeline(FERRY, Length.SHORT).quotes
    assert "said Marta Ellin" in said.text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("“木料堆得很密，我们只能一层一层往里推进。”临江市消防支队支队长何远舟说。", True),
        ("“木料堆得很密，我们只能一层一层往里推进。”何远舟说。", False),
        ("“木料堆得很密，我们只能一层一层往里推进。”老周说。", False),
        ("“仓库火灾给我们敲响警钟，我们一定要守好临江。”临江市消防支队支队长何远舟说。", False),
        ("《江报》11日称：“木料堆得很密，消防员只能一层一层往里推进。”", False),
        ("临江市委10日的会议强调：“木料堆得很密，消防员只能一层一层往里推进。”", False),
        ("阿尔巴扎维奇当天在临江说：“木料堆得很密，消防员只能一层一层往里推进。”", False),
    ],
)
def test_who_speaks_is_told_and_says_something(words: str, shown: bool) -> None:
    told = timeline((FIRE[0], report(1, "江报", "临江老城仓库火灾", words)))
    assert [each.text for each in told.quotes] == [words] * shown


def test_a_report_of_something_else_is_not_quoted() -> None:
    made = [
        report(at, source, title, *paragraphs, sketch=sketch(title, paragraphs))
        for at, source, title, paragraphs in (
            *((0, each.source, each.title, each.paragraphs) for each in FIRE),
            (
                5,
                "远报",
                "青石县水库开闸泄洪",
                ("青石县水务局10日通报，县水库3座闸门于18时开启，下游临江市老城仓库一带4个村庄转移群众3400人。",),
            ),
        )
    ]
    told = timeline(made)
    assert "远报" not in {each.report.source for each in (*told.added, *told.only, *told.quotes)}
    assert made[-1] in told.reports


def test_a_speaker_is_one_by_the_last_name() -> None:
    more = report(
        5,
        "Lindow Post",
        "Ferry capsizes off Lindow harbor",
        "“Nobody on the Lindow harbor ferry heard an alarm that evening,” Ellin said.",
    )
    assert len(timeline((*FERRY, more), Length.SHORT).quotes) == 1


def test_a_quote_of_somebody_unnamed_is_left_out() -> None:
    words = "他表示：“木料堆得很密，我们只能一层一层往里推进。”"
    assert timeline((FIRE[0], report(1, "江报", "临江老城仓库火灾", words))).quotes == ()


def test_what_one_report_only_has() -> None:
    lone = report(
        -1, "独家", "临江老城仓库火灾追踪", "临江市老城仓库的租约显示，业主每月收取货场押金4.6万元并豁免夜间巡检。"
    )
    [only] = timeline((lone, *FIRE), Length.SHORT).only
    assert only.text == lone.paragraphs[0]
    same = replace(lone, id="same", source="别家")
    assert timeline((lone, same, *FIRE), Length.SHORT).only == ()
    assert timeline((lone, FIRE[1]), Length.SHORT).only == ()


def test_the_same_told_again_adds_nothing() -> None:
    again = [
        replace(FIRE[0], id=f"again{number}", source=f"转载{number}", published=FIRE[2].published)
        for number in range(4)
    ]
    told = timeline((FIRE[0], *again))
    assert (told.added, told.only, told.figures, told.quotes) == ((), (), (), ())
    assert len(told.reports) == 5


def test_who_tells_a_title_again_must_tell_much_more() -> None:
    words = "临江市老城仓库起火，市长罗景行10日宣布{}。"
    again, more = (
        report(3, "江报", "临江老城仓库火灾", words.format(said))
        for said in ("停课", "邻近的青石县、白鹭镇学校停课，副市长叶望川调拨帐篷4700顶、棉被8300床")
    )
    assert timeline((*FIRE[:2], again), Length.SHORT).added == ()
    assert [each.report for each in timeline((*FIRE[:2], more), Length.SHORT).added] == [more]


def test_what_names_nothing_of_the_story_is_not_added() -> None:
    words = "{}公安局17时50分通报，木材仓库起火一案的经营者贺子明等4人因涉嫌违规存放油漆稀料被带走调查。"
    ours, other = (report(5, "晚讯", "木材仓库起火", words.format(place)) for place in ("临江市", "白鹭镇"))
    assert [each.report for each in timeline((*FIRE[:2], ours), Length.SHORT).added] == [ours]
    assert timeline((*FIRE[:2], other), Length.SHORT).added == ()


def test_what_stood_in_a_sentence_that_cannot_be_shown_is_not_new() -> None:
    news = FIRE[2].paragraphs[1]
    cut = replace(FIRE[0], paragraphs=(*FIRE[0].paragraphs, f"“{news}"))
    assert [each.text for each in timeline(FIRE, Length.SHORT).added] == [news]
    assert timeline((cut, *FIRE[1:]), Length.SHORT).added == ()


def test_talk_captions_and_background_are_no_news() -> None:
    talk = report(
        1,
        "杂谈",
        "临江老城仓库起火",
        "临江市老城区的木材仓库起火，岂能一赔了之，追责问责必须跟上，我们拭目以待！",
        "临江市老城区仓库2008年由粮站改建，仓储面积约六千平方米，归市供销社所有。",
        "图为临江市老城区木材仓库外等候的救护车与维持秩序的志愿者队伍。",
    )
    assert timeline((FIRE[0], talk)).added == ()


def test_one_report_has_no_timeline() -> None:
    told = timeline(FIRE[:1])
    assert (told.best, told.reports, told.added) == (FIRE[0], FIRE[:1], ())


def test_reports_without_text_or_date() -> None:
    bare = [report(number, f"源{number}", "临江老城仓库起火", dated=False) for number in range(3)]
    assert timeline(bare).first is None


@pytest.mark.slow
def test_five_hundred_reports() -> None:
    title = "临江市老城仓库起火"
    many = [
        report(at / 10, f"源{at}", title, f"{title}第{at}次通报称{chr(0x4E00 + 7 * at) * 12}。") for at in range(500)
    ]
    told = timeline(many)
    assert len(told.reports) == 500
    assert told.first == many[0]
    assert len(told.added) <= ADDED <= MOST


@given(st.lists(st.lists(st.text(max_size=60), max_size=3), min_size=1, max_size=4))
def test_everything_shown_is_quoted(texts: list[list[str]]) -> None:
    reports = [report(at, f"源{at}", "题", *paragraphs) for at, paragraphs in enumerate(texts)]
    told = timeline(reports)
    for each in (*told.added, *told.only, *told.quotes):
        assert each.text in "".join(each.report.paragraphs)
