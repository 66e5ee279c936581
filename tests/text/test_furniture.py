"""What pages put around their news stays out of bodies and ledes, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read

LINES = [
    line
    for line in (Path(__file__).parent / "furniture.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CHINESE = "市交通委21日通报，地鐵新线下月一日开通运营，沿途设十二座车站。"  # one traditional sign: all rules apply
ENGLISH = "The city opened its first floating school on Tuesday, with room for 240 pupils on three moored barges."


@pytest.mark.parametrize("page", ["<p>{news}</p><p>{line}</p>", "<p>{line}</p><p>{news}</p>", "{news}<br>{line}"])
def test_every_line_is_left_out(page: str) -> None:
    def without(line: str) -> bool:
        news = ENGLISH if line.isascii() else CHINESE
        document = read(Item("x", "x", "题目", page.format(news=news, line=line)))
        return document.paragraphs == (news,) and document.lede.medium == news

    assert [line for line in LINES if not without(line)] == []


def test_there_are_many() -> None:
    assert len(LINES) > 120


@pytest.mark.parametrize(
    "label",
    [
        "岛报AI快讯，",
        "10月7日消息，",
        "【岛报海事消息】",
        "【#渡轮增开夜航#】",
        "#渡轮增开夜航# ",
        "（岛屿新闻社 王小明）",
    ],
)
def test_a_topic_or_signature_before_the_text_goes(label: str) -> None:
    assert read(Item("x", "x", "题目", f"<p>{label}{CHINESE}</p>")).lede.medium == CHINESE


@pytest.mark.parametrize("signed", ["【文/岛报 王小明】", "文/王小明 ", "【文：王小明】", "（文／王小明）"])
def test_who_wrote_stands_before_the_text_and_takes_none_of_it_along(signed: str) -> None:
    assert read(Item("x", "x", "题目", f"<p>{signed}{CHINESE}</p>")).lede.medium.endswith(CHINESE)
