"""When two watches ask for the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.watches.meaning import meaning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("渡轮 停航", "停航 渡轮"),
        ("渡轮 停航", "渡輪　停航"),
        ("Harbour Ferry", "ferry HARBOUR"),
        ("渡轮 OR 缆车 -演习", "-演習 缆车 OR 渡轮"),
        ("渡轮 source:晨星社", "来源：晨星社 渡轮"),
        ("渡轮 day:3d", "渡轮"),
        ("渡轮 渡轮", "渡轮"),
    ],
)
def test_order_script_case_and_dates_do_not_matter(one: str, other: str) -> None:
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("渡轮 停航", "渡轮 OR 停航"),
        ("渡轮 -停航", "渡轮 停航"),
        ("渡轮停航", "渡轮 停航"),
        ('"渡轮 停航"', "渡轮 停航"),
        ("title:渡轮", "渡轮"),
        ("source:渡轮", "topic:渡轮"),
    ],
)
def test_what_asks_for_something_else_is_another(one: str, other: str) -> None:
    assert meaning(one) != meaning(other)


@given(st.permutations(["渡轮", "-演习", "title:Harbour", "来源：晨星社", "缆车 OR 索道"]))
def test_any_order_of_conditions_means_the_same(conditions: list[str]) -> None:
    assert meaning(" ".join(conditions)) == meaning("渡轮 -演习 title:Harbour 来源：晨星社 缆车 OR 索道")
