"""Lines of nothing but roles, names and houses are credits, however they are set; what says anything beside is news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.clean import clean
from ledebot.bot.text.credit_lines import LONGEST, pairs

NEWS = ("渡轮公司十一日宣布，自下月起增开两班夜航船。", "末班船延至二十三时，票价不变，学生半价。")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("作者 胡小满", (("作者", "胡小满"),)),
        ("□文/图 本报记者 张小满", (("文", "张小满"), ("图", "张小满"), ("本报记者", "张小满"))),
        ("图文 王小明", (("图文", "王小明"),)),
        ("王小明/文 李华/图", (("文", "王小明"), ("图", "李华"))),
        ("杨 小文", (("文", "杨小"),)),
        ("■王小明", (("作者", "王小明"),)),
        ("编辑 欧阳小满 审核 李华", (("编辑", "欧阳小满"), ("审核", "李华"))),
        ("制作维护：港口电视台", (("制作", "港口电视台"), ("维护", "港口电视台"))),
        ("岛报记者", ()),
        ("岛网/岛报客户端讯 王柯、记者李华摄影报道", (("讯", "王柯"), ("记者", "李华"))),
        ("海上电台记者周小满东港报导 责编：梒青", (("记者", "周小满"), ("责编", "梒青"))),
        ("每日岛闻新闻综合岛上新闻、港口青年报", (("综合", "岛上新闻"), ("综合", "港口青年报"))),
    ],
)
def test_roles_and_names_are_read_in_their_order(line: str, told: tuple[tuple[str, str], ...]) -> None:
    assert pairs(line) == list(told)
    assert clean(f"<p>{line}</p><p>{NEWS[0]}</p><p>{NEWS[1]}</p>").paragraphs == NEWS


@pytest.mark.parametrize(
    "line",
    [
        "王小明主持会议",
        "高校图文展开幕",
        "文明城市",
        "夜航",
        "王小明",
        "视频",
        "本报记者",
        "王小明作者谈",
        "记者手记：夜航",
        "王 小明",
        "- Jane Roe",
        "• Moss",
        "王小明文。",
        "",
    ],
)
def test_what_says_anything_else_or_names_nobody_is_no_credit(line: str) -> None:
    assert pairs(line) is None


def test_who_is_named_is_known() -> None:
    read = clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}</p><p>责编 李华 文 王小明</p>")
    assert (read.paragraphs, read.editor, read.dateline.reporters) == (NEWS, "李华", ("王小明",))


_ROLES, _NAMES = (
    st.sampled_from(("编辑", "摄影", "本报记者", "文", "审核")),
    st.sampled_from(("王小明", "李华", "周小满")),
)


@given(st.lists(st.tuples(_ROLES, _NAMES), min_size=1, max_size=4), st.sampled_from((" ", "：", "/", "｜")))
def test_any_roles_before_any_names_are_read(made: list[tuple[str, str]], between: str) -> None:
    assert pairs(" ".join(f"{role}{between}{name}" for role, name in made)) == made


@given(st.text(st.sampled_from("王李小明文图编辑记者 ：/■岛报。A"), max_size=2 * LONGEST))
def test_any_line_is_read(line: str) -> None:
    assert all(role and name for role, name in pairs(line) or ())


def test_a_wire_sets_its_headline_beside_its_dateline() -> None:
    for headline in ("新华社“海燕”号/北礁站1月28日电　通讯：在礁石上点灯的人", "题：在礁石上点灯的人"):
        read = clean(f"<p>{headline}</p><p>新华社记者王小明</p><p>{NEWS[0]}</p><p>{NEWS[1]}</p>", title="守灯")
        assert (read.paragraphs, read.dateline.reporters) == (NEWS, ("王小明",))


@pytest.mark.parametrize("flash", ["通讯：岛上三家公司获发新牌照", "综述：渡轮公司的票价全线上涨，客流量创新高"])
def test_a_label_over_news_of_its_own_is_no_wire_s_kind(flash: str) -> None:
    assert clean(f"<p>{flash}</p><p>{NEWS[0]}</p>", title="岛报早间要闻").paragraphs == (flash, NEWS[0])


def test_a_sentence_after_such_a_word_is_the_report() -> None:
    assert clean(f"<p>题：{NEWS[0]}</p><p>{NEWS[1]}</p>").paragraphs[0].endswith(NEWS[0])


def test_the_rest_of_a_tag_that_was_cut_off_is_no_text() -> None:
    assert clean(f'桥上的行人。岛报供图">码头的清晨"/> {NEWS[0]}').paragraphs == (NEWS[0],)


@pytest.mark.parametrize(
    "told", ['他把 if a == "x">b 写在黑板上，讲了两个小时。', '网页里写 a href="x"> 就行，讲了两个小时。']
)
def test_code_in_a_sentence_is_text(told: str) -> None:
    assert clean(f"<p>{told.replace('<', '&lt;').replace('>', '&gt;')}</p>").paragraphs == (told,)


def test_who_reports_before_a_colon_is_no_part_of_the_report() -> None:
    read = clean(f"<p>岛网/岛报客户端讯 王小明、记者李华摄影报道：{NEWS[0]}</p><p>{NEWS[1]}</p>")
    assert (read.paragraphs, read.dateline.reporters) == (NEWS, ("王小明", "李华"))
    for said in ("文章披露：", "镇长王小明：", "岛报记者："):
        assert clean(f"<p>{said}{NEWS[0]}</p><p>{NEWS[1]}</p>").paragraphs == (said + NEWS[0], NEWS[1])


def test_who_wrote_a_line_follows_its_last_sentence() -> None:
    read = clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}王 小文</p>")
    assert (read.paragraphs, read.dateline.reporters) == (NEWS, ("王小",))
    for said in ("王小明", "“夜航”", "记者手记"):
        assert clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}{said}</p>").paragraphs == (NEWS[0], NEWS[1] + said)


def test_a_role_may_have_any_name_before_a_sign() -> None:
    read = clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}</p><p>栏目主编：陈小满 文字编辑：龚华 题图来源：岛社</p>")
    assert (read.paragraphs, read.editor) == (NEWS, "龚华")


def test_a_label_goes_with_the_address_after_it_and_takes_no_news_with_it() -> None:
    assert clean(f"<p>{NEWS[0]}查看详情：https://island.example/1</p><p>{NEWS[1]}</p>").paragraphs == NEWS
    assert clean(f"<p>#渡轮服务 {NEWS[0]}</p><p>{NEWS[1]}</p>").paragraphs == NEWS


def test_a_label_over_nothing_leaves_the_end_of_a_line() -> None:
    assert clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}<b>推荐阅读：</b></p>").paragraphs == NEWS
    assert clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}</p><p>相关标的：某某渡轮 (FERY) +0.25%</p>").paragraphs == NEWS
    assert clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}</p><p>详情请查看更新公告。</p>").paragraphs == NEWS


def test_what_a_picture_has_for_its_description_is_a_caption_whatever_its_element_is_called() -> None:
    told = "新渡轮昨天在东港试航，岛民排队参观。"
    page = f'<img src="a.jpg" alt="{told}（图取自岛网）"><div class="picinfo">{told}（图取自岛网）</div>'
    html = f"{page}<p>{NEWS[0]}</p><p>{NEWS[1]}</p>"
    assert clean(html, title="新渡轮昨天在东港试航").paragraphs == NEWS


def test_a_house_and_its_writer_in_brackets_open_no_report() -> None:
    one = clean(f"<p>（岛上观察 王小明）{NEWS[0]}</p><p>{NEWS[1]}</p>")
    assert (one.paragraphs, one.author) == (NEWS, "王小明")
    assert clean(f"<p>（前排左 王小明）{NEWS[0]}</p><p>{NEWS[1]}</p>").paragraphs[0] == f"（前排左 王小明）{NEWS[0]}"
    assert clean(f"<p>（岛上观察 王小明船长）{NEWS[0]}</p>").paragraphs[0].startswith("（岛上观察")
