"""What a chat's filters let pass, and the reasons given."""

from __future__ import annotations

import pytest

from ledebot.bot.digest.select import Because, Reason, reasons, selector, try_rule
from ledebot.bot.model import Article, Filters, Rule
from ledebot.bot.search.rules import compile_rule
from tests.digest.samples import article

METRO = article(1, title="地铁五号线试运行", source="晨报", topics=("城市", "交通"))
CHIPS = article(2, title="芯片厂扩产", source="财经网", topics=("科技",), lede="芯片厂宣布扩产，新增两条产线。")
LOTTERY = article(3, title="彩票中心公布销量", source="财经网", topics=("城市",), lede="彩票销量同比增长。")
ALL = (METRO, CHIPS, LOTTERY)


@pytest.mark.parametrize(
    ("filters", "passed"),
    [
        (Filters(), ()),
        (Filters(everything=True), ALL),
        (Filters(topics=("城市",)), (METRO, LOTTERY)),
        (Filters(topics=("交通", "科技")), (METRO, CHIPS)),
        (Filters(sources=("财经网",)), (CHIPS, LOTTERY)),
        (Filters(rules=(Rule("芯片"),)), (CHIPS,)),
        (Filters(topics=("城市",), rules=(Rule("芯片"),)), ALL),
        (Filters(everything=True, rules=(Rule("彩票", exclude=True),)), (METRO, CHIPS)),
        (Filters(sources=("财经网",), rules=(Rule("彩票", exclude=True),)), (CHIPS,)),
        (Filters(rules=(Rule("芯片", exclude=True),)), ()),
        (Filters(rules=(Rule("彩票"), Rule("彩票", exclude=True))), ()),
        (Filters(rules=(Rule("芯片 -扩产"),)), ()),
        (Filters(rules=(Rule("晶片"), Rule("擴產"))), (CHIPS,)),
    ],
)
def test_filters(filters: Filters, passed: tuple[Article, ...]) -> None:
    assert tuple(filter(selector(filters, compile_rule), ALL)) == passed


def test_reasons_name_every_filter_that_is_met() -> None:
    filters = Filters(topics=("科技", "城市"), sources=("财经网",), rules=(Rule("彩票", exclude=True), Rule("销量")))
    assert reasons(LOTTERY, filters, compile_rule) == (
        Reason(Because.TOPIC, "城市"),
        Reason(Because.SOURCE, "财经网"),
        Reason(Because.RULE, "销量"),
        Reason(Because.EXCLUDED, "彩票"),
    )
    assert reasons(CHIPS, Filters(everything=True), compile_rule) == (Reason(Because.EVERYTHING),)
    assert reasons(CHIPS, Filters(topics=("交通",)), compile_rule) == ()


def test_a_rule_is_tried_on_what_there_was() -> None:
    newer = article(4, title="芯片展览开幕", hours=0.5)
    tried = try_rule("芯片", (*ALL, newer), compile_rule, examples=1)
    assert (tried.passed, tried.total, tried.examples) == (2, 4, (newer,))
