"""Which sentences can stand alone on a story's page."""

from __future__ import annotations

import pytest

from ledebot.bot.stories.plain_news import is_background, is_whole, leans, reports
from tests.stories.reports import report

FIRE = report(0, "江报", "临江老城仓库火灾")


@pytest.mark.parametrize(
    "text",
    [
        "临江市消防支队10日通报，老城仓库火灾已致3人死亡。",
        "据《江报》报道，临江市已下令全面排查老旧仓库。",
        "Lindow police said on Tuesday that two men were arrested over the warehouse fire.",
    ],
)
def test_news(text: str) -> None:
    assert is_whole(text)
    assert reports(text, FIRE)


@pytest.mark.parametrize(
    "text",
    [
        "临江市的这场大火说明，老旧仓库的排查必须跟上。",
        "有分析称，老城仓库火灾暴露了监管漏洞。",
        "分析称，10日的老城仓库火灾与线路老化有关。",
        "展望下半年，临江市消防支队表示，排查力度加大。",
        "当季，临江市通报仓库火灾12起。",
        "临江市将以坚决的态度切实抓好消防工作，10日晚作出部署。",
        "此次火灾烧毁木料300吨，消防部门10日通报。",
        "对方还表示，仓库的照明线路10日上午检修过。",
        "图为10日晚临江老城仓库外等候的救护车。",
        "临江市老城区是木材集散地，有许多仓库。",
        "The company said on Tuesday that the warehouse had no sprinklers.",
        "It was the worst fire that Lindow would remember, police said.",
        "据《江报》报道，火灾之后，木材商人还成立了互助会。",
        "开业当天，临江市长宣布老城仓库启用。",
        "有记者提问，临江市是否决定关闭老城仓库。",
        "Lindow mayor Ada Brook (left) announced the warehouse's opening on Tuesday.",
        "Lindow police said on Tuesday that those doors were locked.",
        "Lindow police said on Tuesday that the three owners were questioned.",
        "Lindow and Harrowby police chased him for an hour on Tuesday, the sheriff said.",
        "Lindow is finding this hard, the mayor said on Tuesday.",
        "Ada Brook made the remark in Lindow on Tuesday, police said.",
        "On Tuesday a spokesman said the Lindow warehouse had no sprinklers.",
        "临江老城仓库火灾10日在网上激起强烈反响。",
        "In fact, Lindow inspectors said the warehouse had no sprinklers.",
        "The fire began near Lindow harbor on Tuesday, it said.",
        "Lindow inspectors certainly said on Tuesday that the warehouse had no sprinklers.",
    ],
)
def test_talk_praise_captions_and_what_leans_on_something(text: str) -> None:
    assert not reports(text, FIRE)


@pytest.mark.parametrize(
    "text",
    [
        "临江市老城仓库2月曾发生火情，消防部门下达过整改通知。",
        "3月2日，临江市消防支队检查了老城仓库。",
        "On March 2, inspectors visited the Lindow warehouse, police said.",
        "Lindow inspectors signed the warehouse off in February, police said.",
        "Inspectors had told the Lindow warehouse to close, police said.",
        "The Lindow warehouse has already agreed to pay 3 million, police said.",
        "本月8日，临江市消防支队检查了老城仓库。",
        "Inspectors had warned the Lindow warehouse twice, police said.",
        "The Lindow fire comes seven months after inspectors signed the warehouse off.",
        "临江市联合专家组由12名消防专家和3名工程师组成，10日通报了结果。",
    ],
)
def test_what_led_to_the_news_is_background(text: str) -> None:
    assert is_background(text, FIRE)


@pytest.mark.parametrize(
    "text",
    [
        "老城仓库深夜起火原因公布3月10日，临江市通报了火灾原因。",
        "“木料堆得很密，何远舟10日表示。",
        "Lindow stops sale of Phone7Police said on Tuesday that three people died.",
        "Police seHarrowby warehouse owners on Fridayarched the Lindow harbor on Tuesday.",
        ", 49 , was arrested on Tuesday .",
        "Lindow fire kills threePolice said on Tuesday that three people died.",
        "On Tuesday the mayor of Lindow said she would name Dr .",
    ],
)
def test_what_is_cut_or_glued_to_a_heading_is_not_whole(text: str) -> None:
    assert not is_whole(text)


def test_what_is_quoted_does_not_lean() -> None:
    assert not leans("何远舟10日表示：“这批木料还在阴燃。”")
    assert leans("何远舟还表示：“明火已扑灭。”")
