"""What a short lede could say is weighed in Chinese, and elsewhere told in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lede_weights import GOOD, GRADES, read
from ledebot.bot.text.leaning import leans, unlinked
from ledebot.bot.text.lede import pick
from ledebot.bot.text.script import HAN
from ledebot.bot.text.short_lede import WEIGHTS, Signs, candidates, openings, short_lede, weight
from ledebot.bot.text.statements import Statement
from ledebot.bot.text.title_topic import Focus

_NEWS = "渡轮公司周二宣布，下月起增开三班夜航，票价不变，月票也能用。"
_SENTENCES = (
    _NEWS,
    "随着来岛游客增多，渡轮一票难求。",
    "“等了一个小时！”游客李华说。",
    "镇政府召开渡轮工作会议。",
    "随后，港务局公布了7艘新船的名字。",
    "他说，这是最好的办法。",
    "夜里的码头风很大，等船的人把衣领竖起来，看对岸的灯一盏一盏灭下去，谁都不说话，直到末班船的汽笛响起来，人群才慢慢往前挪动。",
)


def _said(found: list[Statement], title: str) -> list[tuple[str, Signs]]:
    focus = Focus(found, title, HAN)
    return [one for i, best in openings(found, focus, 0) for one in candidates(found, i, best, focus, HAN, 60)]


@given(st.permutations(_SENTENCES), st.sampled_from(["渡轮增开三班夜航", "港务局公布7艘新船", "码头的风"]))
def test_the_candidate_speaks_that_weighs_most(sentences: list[str], title: str) -> None:
    found = [Statement(sentence) for sentence in sentences]
    said = short_lede(found, Focus(found, title, HAN), 0, HAN, 60)
    assert weight(dict(_said(found, title))[said]) == max(weight(signs) for _, signs in _said(found, title))


@given(st.permutations(_SENTENCES))
def test_no_sign_outweighs_what_was_said_at_best(sentences: list[str]) -> None:
    found = [Statement(sentence) for sentence in sentences]
    focus = Focus(found, "渡轮增开三班夜航", HAN)
    for i, at_best in openings(found, focus, 0):
        assert all(weight(signs) <= weight(at_best) for _, signs in candidates(found, i, at_best, focus, HAN, 60))


@given(st.permutations(_SENTENCES))
def test_nothing_but_the_first_sentence_opens_that_leans(sentences: list[str]) -> None:
    found = [Statement(sentence) for sentence in sentences]
    assert not any(leans(said) for said, _ in _said(found[1:], "渡轮") if not said.startswith(found[1].text[:4]))


def test_the_signs_say_what_stands_in_a_candidate() -> None:
    found = [Statement("随着来岛游客增多，渡轮一票难求。"), Statement(_NEWS)]
    signs = dict(_said(found, "渡轮增开三班夜航"))
    alone = signs["渡轮公司周二宣布，下月起增开三班夜航，票价不变，月票也能用。"]
    assert alone.tells > signs[found[0].text].tells
    assert (alone.after_background, alone.begins, alone.early) == (True, False, False)
    assert alone.fills == pytest.approx(len(_NEWS) / 60)
    assert not signs[found[0].text].after_background


def test_a_sentence_that_is_too_long_is_tried_at_each_of_its_ends() -> None:
    long = (
        "渡轮公司周二宣布增开三班夜航，票价降低两成，月票也能用，六十岁以上的居民免费乘坐，学生凭证半价，"
        "外地游客可以在网上提前七天订票，团体另有优惠。"
    )
    said = [text for text, _ in _said([Statement(long)], "渡轮增开夜航")]
    assert len(said) > 1
    assert all(long.startswith(text[:-1]) and len(text) <= 66 for text in said)


@pytest.mark.parametrize(
    "aside",
    ["另一名船长说，", "东港同时提到，", "成交方面，", "第二组乘客说，", "船员先让他们上船，"],
)
def test_what_only_makes_sense_after_others_opens_no_short_lede(aside: str) -> None:
    opening = "渡轮公司周二公布新的船期，居民可以在码头领取。"
    told = _said(
        [Statement(opening), Statement(f"{aside}夜航增开三班，票价不变，月票也能用。")], "渡轮公司夜航增开三班"
    )
    assert all(said.startswith("渡轮公司") for said, _ in told)


def test_news_after_background_is_told_without_it() -> None:
    body = ["近年来，海岛游客逐年增多，渡轮在节假日里总是一票难求，居民也常常回不了家。", _NEWS]
    assert pick(body, title="海岛渡轮增开夜航").short.startswith("渡轮公司周二宣布")


@pytest.mark.parametrize("title", ["", "渡轮增开夜航"])
@pytest.mark.parametrize("news", ["（渡轮公司宣布增开三班夜航。）", "（渡轮公司宣布增开三班夜航）。"])
def test_a_sentence_in_brackets_is_told_whole(news: str, title: str) -> None:
    assert pick([news], title=title).short == news


def test_a_connective_that_a_sentence_can_do_without_is_spared() -> None:
    assert unlinked("随后，渡轮公司宣布增开三班夜航，票价不变。") == "渡轮公司宣布增开三班夜航，票价不变。"
    assert unlinked("最终，他同意让渡轮公司增开三班夜航。") == "最终，他同意让渡轮公司增开三班夜航。"


def test_the_weights_choose_what_readers_like() -> None:
    reports, sizes = read(GRADES)
    weights = [weight * size for weight, size in zip(WEIGHTS, sizes, strict=True)]
    liked = sum(one.chosen(weights) >= GOOD for one in reports) / len(reports)
    assert liked > 0.75 > 0.65 > sum(one.grades[0] >= GOOD for one in reports) / len(reports)
