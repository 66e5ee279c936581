"""Who made an article, and what it was made from, is none of its text, however it is set."""

from __future__ import annotations

import pytest

from ledebot.bot.text.clean import clean

NEWS = ("渡轮今天准点到达码头，许多居民前来迎接。", "镇长在码头上讲了话，说这是全岛新的开始。")


def body(*lines: str) -> tuple[str, ...]:
    return clean("".join(f"<p>{line}</p>" for line in lines)).paragraphs


@pytest.mark.parametrize("line", ["作者 王小明 ｜ 编辑 李华", "排版 王小明 | AI制图 李华", "作者 - 王小明 监制 - 李华"])
def test_several_roles_in_one_line_are_credits(line: str) -> None:
    assert body(*NEWS, line) == body(line, *NEWS) == NEWS


@pytest.mark.parametrize("role", ["录音", "灯光", "船上直播"])
def test_what_is_set_like_the_credits_beside_it_is_one(role: str) -> None:
    assert body(*NEWS, "编辑丨王小明", f"{role}丨李华", "灯塔丨张三") == NEWS
    assert body(*NEWS, f"{role}丨李华", "编辑丨王小明") == NEWS
    assert body(NEWS[0], f"{role}丨李华", *NEWS[1:]) == (NEWS[0], f"{role}丨李华", *NEWS[1:])


@pytest.mark.parametrize("line", ["本期统筹：王小明", "见习编辑｜王小明 李华", "——编 者"])
def test_a_role_may_be_called_otherwise(line: str) -> None:
    assert body(*NEWS, line) == NEWS


@pytest.mark.parametrize(
    "byline",
    [
        "南湾讯 记者王小明 实习生李华 ",
        "南湾日报讯 记者 王小明 通讯员 李华 ",
        "南湾讯 记者王小明、见习记者李华摄影报道：",
    ],
)
def test_who_sign_a_report_may_be_of_several_roles(byline: str) -> None:
    read = clean(f"<p>{byline}{NEWS[0]}</p><p>{NEWS[1]}</p>")
    assert read.paragraphs == NEWS
    assert read.dateline.reporters == ("王小明", "李华")


def test_a_heading_with_a_colon_stays() -> None:
    assert body(NEWS[0], "外观设计：更加硬朗", NEWS[1]) == (NEWS[0], "外观设计：更加硬朗", NEWS[1])


def test_a_credit_that_ends_on_a_full_stop_is_cut_from_a_paragraph() -> None:
    assert body(NEWS[0], f"{NEWS[1]}责任编辑：王小明。") == NEWS
    assert body(NEWS[0], f"{NEWS[1]}镇长说：船来了。") == (NEWS[0], f"{NEWS[1]}镇长说：船来了。")


def test_a_list_of_what_an_article_was_made_from_goes_to_its_end() -> None:
    listed = (
        "部分参考资料：",
        "1、《岛上的渡轮》，岛报出版社，第二版。",
        "[2]Doe, J. (2020). Ferries of the north isles.",
    )
    assert body(*NEWS, *listed) == NEWS
    assert body(*NEWS, "数据来源：", "[1].船票为七月的票价，其余数据均来自镇公所的公告。") == NEWS
    assert body(NEWS[0], "参考资料：岛报、镇公所的公告", NEWS[1]) == NEWS


def test_a_numbered_report_after_a_heading_for_related_reading_stays() -> None:
    numbered = "1、渡轮今后每天往返两次，早晚各有一班。"
    assert body(NEWS[0], "相关阅读", numbered) == (NEWS[0], numbered)


@pytest.mark.parametrize(
    "line",
    [
        "译者：小明。",
        "见习编辑｜王小明编辑｜李华",
        "校对：王小明；排版：李华",
        "本文基于镇公所的公告写成，仅供专业讨论参考。",
        "热闻推荐：渡轮将每天往返",
        "本文作者：王小明，渡轮公司律师。",
        "（摘编自《岛报》，原题为《渡轮到港》）",
        "-DUKOU-",
        "#渡轮#全岛交通#码头",
        "岛台王小明亦協助本篇報導及編輯。",
        "本文来自微信公众号：岛报，原文标题：《渡轮到港！镇长讲话》",
    ],
)
def test_what_was_made_elsewhere_says_so(line: str) -> None:
    assert body(*NEWS, line) == NEWS


def test_what_a_reporter_says_in_an_interview_stays() -> None:
    assert body(*NEWS, "记者：谢谢您接受采访。", "镇长：不客气，欢迎再来。") == (
        *NEWS,
        "记者：谢谢您接受采访。",
        "镇长：不客气，欢迎再来。",
    )


def test_the_second_half_of_the_title_that_a_text_had_elsewhere_is_no_text() -> None:
    taken = "本文来自微信公众号：岛报，作者：王小明，原文标题：《渡轮到港！全岛居民前来迎接渡轮，镇长讲话》"
    title = "渡轮到港，全岛居民前来迎接渡轮，镇长讲话"
    assert clean(f"<p>{taken}</p><p>{NEWS[0]}</p><p>{NEWS[1]}</p>", title=title).paragraphs == NEWS


@pytest.mark.parametrize(
    "sign", ["岛上日日新消息，", "岛上日日新快讯：", "岛上日日新讯 ", "岛上日日新讯（记者 王小明）"]
)
def test_a_feed_signs_with_its_own_name_without_a_day(sign: str) -> None:
    read = clean(f"<p>{sign}{NEWS[0]}</p><p>{NEWS[1]}</p>", source="岛上日日新")
    assert read.paragraphs == NEWS
    assert read.dateline.agency == "岛上日日新"


@pytest.mark.parametrize(
    "told", ["岛上日日新消息灵通，渡轮今天准点到达码头。", "岛上日日新从镇长处得到消息，渡轮今天到港。"]
)
def test_news_of_a_feed_itself_stays(told: str) -> None:
    assert clean(f"<p>{told}</p><p>{NEWS[1]}</p>", source="岛上日日新").paragraphs == (told, NEWS[1])


def test_a_wire_signs_with_a_place_without_a_day() -> None:
    read = clean(f"<p>远海社南湾电 {NEWS[0]}</p><p>{NEWS[1]}</p>")
    assert read.paragraphs == NEWS
    assert (read.dateline.agency, read.dateline.place) == ("远海社", "南湾")


def test_what_stands_after_a_bracket_and_begins_with_the_wire_s_word_is_whole() -> None:
    told = "电车公司周三宣布，山顶线九月恢复运营。"
    assert body(f"〔财经频道／综合报道〕{told}", *NEWS) == (told, *NEWS)


def test_a_house_without_power_is_no_wire() -> None:
    told = "旅社今晨全楼停电 渡轮客人摸黑下楼，镇长到场致歉。"
    assert body(told, *NEWS) == (told, *NEWS)
