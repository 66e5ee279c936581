"""What an expression shows of its matches holds for all of them."""

from __future__ import annotations

import re

import pytest

from ledebot.bot.text.expressions import begins_anyhow, flat, words_of
from ledebot.bot.text.rules import Rule, rules


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"[^。]{0,30}(?:上一版|返回目录)(?:$|\s)", ["上一版", "返回目录"]),
        (r".{3,40} receives (?:financial )?support", [" receives "]),
        (r"[^。]{2,80}＝[^。]{0,60}(?:撮影|提供|共同|通信)$", ["＝"]),
        (r"[^。]{0,9}[↓⬇]\ufe0f?$", ["↓", "⬇"]),
        (r"[^。]{0,40}[無无]断(?:転載|複製)", ["無断", "无断"]),
        (r"[^。]{2,12}\|\s?20\d\d年?", ["|"]),
        (r"编?[^。]{0,9}者?$", []),
        (r"[^。]{0,9}(?:报|[^。]网)，$", ["报", "网"]),
        (r"[^。]{0,9}(?:报|\d)$", []),
        (r"[^。]{0,9}(?!甲)(?<=乙)(?i:word)\d$", []),
        (r"[^。]{0,9}甲{0,3}乙+丙?$", ["乙"]),
    ],
)
def test_words_that_every_match_holds(pattern: str, words: list[str]) -> None:
    assert words_of(pattern) == words


def test_how_patterns_begin() -> None:
    assert all(
        map(begins_anyhow, (r"[^。]{0,30}目录", r".{3}词", r"[\u4e00-\u9fff]{2}记者", r"(?:\S{2}\s)?词", r"\S词"))
    )
    assert all(map(begins_anyhow, (r"(?=.*(?:甲|(?:乙|丙)丁)).*?词", r"(?!.*\b(?:甲|乙)s?\b).*?词")))
    assert not any(map(begins_anyhow, (r"目录", r"[（(]图", r"\d{1,2}条", r"(?:请|您)?点", r"[—–-]{1,3}编")))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_each_rule_has_its_words_in_its_example(rule: Rule) -> None:
    example = rule.example.casefold()
    for pattern in [one for each in rule.pattern for one in flat(each) if re.search(one, example, re.IGNORECASE)]:
        words = words_of(pattern)
        assert not words or any(word.casefold() in example for word in words)
