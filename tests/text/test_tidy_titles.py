"""A title loses its page's number, its section, its site and who passed it on."""

from __future__ import annotations

import pytest

from ledebot.bot.text.normalized_equal import tidy_title


@pytest.mark.parametrize(
    ("title", "tidy"),
    [
        ("07版 - 老磨坊重开", "老磨坊重开"),
        ("A05 渡轮停航", "渡轮停航"),
        ("04版 渡轮停航", "渡轮停航"),
        ("B52 轰炸机坠入港口", "B52 轰炸机坠入港口"),
        ("13:28 渡轮停航", "渡轮停航"),
        (": 渡轮停航", "渡轮停航"),
        ("Mill opens again - Town Notes", "Mill opens again"),
        ("Mill opens again | TOWN NOTES", "Mill opens again"),
        ("Hafen\u00adfähre ruht", "Hafenfähre ruht"),
        ("1:1 战平", "1:1 战平"),
        ("渡轮公司增开两班夜航船_航运频道_Town Notes", "渡轮公司增开两班夜航船"),
        ("海港_渡轮公司增开两班_Town Notes", "海港_渡轮公司增开两班"),
        ("\u200fالعبّارة تبحر ليلا\u200f", "العبّارة تبحر ليلا"),
    ],
)
def test_a_title_is_tidied(title: str, tidy: str) -> None:
    assert tidy_title(title, "Town Notes") == tidy


@pytest.mark.parametrize(
    ("title", "tidy"),
    [
        ("Mill opens again | News | Town Notes", "Mill opens again"),
        ("老磨坊今天重新开放 | 要闻 | Town Notes", "老磨坊今天重新开放"),
        (
            "Mill opens again | a long story of bread and water | Town Notes",
            "Mill opens again | a long story of bread and water",
        ),
        ("Mill opens - News | Town Notes", "Mill opens - News"),
        ("Mill opens again « Town Notes", "Mill opens again"),
        ("RT by @town: Mill opens again", "Mill opens again"),
        ("R to @town: Mill opens again", "Mill opens again"),
    ],
)
def test_a_title_loses_section_and_who_passed_it_on(title: str, tidy: str) -> None:
    assert tidy_title(title, "Town Notes") == tidy


def test_a_title_loses_its_site_without_the_motto() -> None:
    assert tidy_title("Mill opens again – Town Notes", "Town Notes | News from the mill") == "Mill opens again"
    assert tidy_title("Mill opens again – News from the mill", "Town Notes") == "Mill opens again – News from the mill"
