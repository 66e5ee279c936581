"""Which sentences a lede is made of: nothing lost, no leaps, nothing that leans, nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledebot.bot.model import Item
from ledebot.bot.text.clauses import ended_early
from ledebot.bot.text.document import read
from ledebot.bot.text.leaning import leans
from ledebot.bot.text.lede import pick
from ledebot.bot.text.normalized_equal import same
from ledebot.bot.text.script import HAN, LATIN


@pytest.mark.parametrize(
    "sentence",
    [
        "由此可见，方案还要修改。",
        "这句话引起了争论。",
        "具体如下。",
        "對此，校方沒有回應。",
        "與此同時，渡輪停航。",
        "他们没有回答。",
        "But this was not the end.",
        "Meanwhile, the ferry waits.",
        "2.渡轮改在清晨开。",
        "二、面包涨价。",
        "“但我们不同意。”她说。",
    ],
)
def test_a_sentence_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence", ["市政府今天开会。", "也许明年动工。", "The council met.", "Butter is dearer again."]
)
def test_a_sentence_stands(sentence: str) -> None:
    assert not leans(sentence)


def test_a_cut_title_is_never_the_same_as_its_body() -> None:
    body = "新渡轮周一首航，全程四十分钟，票价十二元，可载两百名乘客。"
    assert not same(body, "新渡轮周一首航，全程四十分钟，票价十二元，…")
    assert read(Item("x", "x", "新渡轮周一首航，全程四十分钟，票价十二元，…", body)).lede.medium == body


def test_a_deck_without_a_full_stop_is_the_lede_where_there_is_nothing_else() -> None:
    deck = "Three bakers are among the first to move into the restored mill"
    assert pick([deck], title="A mill wakes up").medium == deck


def test_a_question_is_the_lede_where_there_is_nothing_else() -> None:
    asked = "Five of the eight boats that finished were built in one yard, so why is it closing?"
    assert pick([asked], title="The end of a yard").medium == asked


def test_what_leads_up_to_a_list_is_the_lede_where_there_is_nothing_else() -> None:
    led = "The yard today told its owners what it had built and sold in the second quarter:"
    assert pick([led, "Boats up 3%", "Oars down 1%"], title="The yard reports").medium == led[:-1] + "."


def test_a_count_is_no_lede() -> None:
    assert pick(["41 likes, 3 replies"], title="A mill wakes up").medium == ""


def test_question_and_answer_in_one_paragraph_give_the_answer() -> None:
    lede = pick(["渡轮何时复航？港务局表示，渡轮将于周五复航，班次减半。"], title="渡轮周五复航")
    assert lede.medium == "港务局表示，渡轮将于周五复航，班次减半。"


def test_a_deck_may_end_with_what_its_article_answers() -> None:
    deck = "The old mill opens on Saturday. But who will pay for its roof?"
    assert pick([deck], title="A mill wakes up").medium == deck


def test_a_body_that_is_one_or_two_items_is_told_as_they_are() -> None:
    changes = ["• Print tickets at the quay by @stone", "• Show the night ferry's hours by @lake"]
    assert pick(["What's changed", *changes], title="v1.2").medium == "; ".join(line[2:] for line in changes)
    assert not pick(["What's changed", "• Tickets"], title="v1.2").medium
    assert not pick(["What's changed", *changes, "Thanks"], title="v1.2").medium


def test_a_round_up_is_told_from_its_first_item() -> None:
    page = ["○渡轮停航一周", "○老磨坊重开", "○面包涨价两成", "老磨坊周六重新开放，三位面包师首批入驻。"]
    assert pick(page, title="早报：老磨坊重开").medium == "渡轮停航一周；老磨坊重开；面包涨价两成"
    signs = ["⛴️ 渡轮停航一周", "🔹老磨坊重开", "📌面包涨价两成"]
    assert pick(signs, title="早报：老磨坊重开").medium == "渡轮停航一周；老磨坊重开；面包涨价两成"


def test_news_that_is_set_like_a_poem_is_told_as_a_sentence() -> None:
    verses = ["今天下午", "停用四十年的老磨坊", "在江城北岸", "重新开放", "首批入驻的", "是三位面包师"]
    assert pick(verses, title="老磨坊重开").medium == " ".join(verses) + "。"


def test_a_lede_does_not_begin_late_with_what_points_back() -> None:
    paragraphs = [
        "市议会周二在例会上讨论了预算。",
        "会后，这座渡轮码头的重建方案获得通过。",
        "渡轮码头重建方案全票通过，秋天动工。",
    ]
    assert not pick(paragraphs, title="渡轮码头重建方案通过").medium.startswith("会后，这座")


def test_a_lede_never_leaps_over_a_figure() -> None:
    paragraphs = [
        "市粮食局周一公布夏粮收购情况。",
        "全市已收购小麦83万吨，比去年多两成。",
        "新建的港口粮仓同日启用，是沿海最大的粮仓。",
    ]
    assert pick(paragraphs, title="夏粮收购过半，港口最大粮仓启用").medium == "".join(paragraphs)


def test_what_is_set_below_each_other_after_a_colon_is_told_together() -> None:
    led = "据岛报透露，渡轮公司将明年的航班减至三个，新的班次和码头如下："
    days = ("8月16至23日，老渡轮，东港", "9月12至19日，老渡轮，南港", "10月1至8日，新渡轮，北港")
    assert pick([led, *days], title="渡轮明年班次减至三个").medium == f"{led}{'；'.join(days)}。"
    after = "镇长说，减班不减票价。"
    assert pick([led, *days[:2], after], title="渡轮明年班次减至三个").medium == f"{led}{'；'.join(days[:2])}。{after}"


def test_a_teaser_and_its_body_are_told_once() -> None:
    teaser = "老磨坊周六重新开放，三位面包师首批入驻。"
    lede = pick([teaser, f"{teaser}磨坊停用了四十年。"], title="老磨坊重开")
    assert lede.medium == f"{teaser}磨坊停用了四十年。"


def test_cells_of_a_table_are_no_lede_but_their_sentences_are() -> None:
    assert pick(["Play (3 min) | The old mill opened again on Saturday after forty years."]).medium == (
        "The old mill opened again on Saturday after forty years."
    )


def test_an_english_list_has_no_full_width_marks() -> None:
    lede = pick(["Three things were decided:", "• The mill opens", "• The ferry rests", "• Bread is dearer"])
    assert "；" not in lede.medium
    assert lede.medium.startswith("The mill opens")


def test_a_contents_page_gives_its_headlines_without_clocks_and_labels() -> None:
    page = [
        "• 某台晚间新闻 20240305",
        "• [视频]老磨坊重开 00:02:10",
        "• [视频]渡轮停航一周 00:01:05",
        "• [视频]面包涨价 00:00:40",
    ]
    assert pick(page, title="某台晚间新闻 2024/03/05").medium == "老磨坊重开；渡轮停航一周；面包涨价"


@pytest.mark.parametrize(
    ("sentence", "early"),
    [
        (
            "全市去年产粮140万吨，增长3.9%，其中小麦占六成以上，外运港口十二个，面积不变。",
            "全市去年产粮140万吨，增长3.9%。",
        ),
        ("港务局周三上午在例行通报中表示，渡轮班次将随水位上涨逐步减少直到下月中旬为止并提前告知旅客。", ""),
        ("老磨坊将在周六上午九点重新开放，但门票暂时不在网上出售也不接受电话预订须到现场排队购买。", ""),
    ],
)
def test_a_long_sentence_ends_after_a_clause_that_stands(sentence: str, early: str) -> None:
    assert ended_early(sentence, 26, HAN) == early


def test_a_title_said_in_the_middle_of_a_report_is_part_of_it() -> None:
    title = "渡轮公司今年将增开三条航线"
    body = [
        "渡轮公司周一公布年度计划，董事长出席了发布会。渡轮公司今年将增开三条航线。新航线五月起陆续开通，票价不变。"
    ]
    assert pick(body, title=title).medium == body[0]
    assert (
        pick([f"{title}。", "新航线五月起陆续开通，票价不变。"], title=title).medium
        == "新航线五月起陆续开通，票价不变。"
    )
    assert pick([f"{title}。", "对此，居民表示欢迎。"], title=title).medium.startswith(title)
    assert pick([f"{title}。"], title=title).medium == ""


def test_background_that_tells_the_title_opens_a_lede() -> None:
    body = ["市长指出，渡轮停航和桥梁封闭严重影响居民出行，全市各部门都要拿出办法来。", "居民表示，渡轮必须尽快恢复。"]
    assert pick(body, title="市长：渡轮停航和桥梁封闭影响出行").medium.startswith("市长指出")


def test_a_body_that_fits_whole_is_told_from_its_beginning() -> None:
    body = ["三周里，两艘渡轮在港口外搁浅。", "港口关闭的画面震动了全岛居民，市长要求彻查港口管理。"]
    assert pick(body, title="港口关闭震动全岛，市长要求彻查").medium == "".join(body)


def test_a_lede_does_not_begin_late_with_what_somebody_said() -> None:
    quote = "在码头工作了三十年的老船长说：“这样的行情一辈子可能只能遇到一次，船票已经排到了明年，我们从来没有见过。”"
    body = ["在游客的推动下，渡轮票价创下十年来最大的涨幅。", "票价自一月起已上涨两成。" * 14, quote]
    assert pick(body, title="“这行情一辈子遇不到”，渡轮船票排到明年").medium.startswith("在游客的推动下")


def test_what_only_explains_a_question_goes_with_it() -> None:
    body = ["渡轮昨天停航一天。", "为什么偏偏是昨天？这便是潮水的规律。", "港务局说，今天恢复通航，班次不变。"]
    assert "潮水" not in pick(body, title="渡轮停航").medium


def test_of_many_names_a_short_lede_tells_the_first() -> None:
    body = [
        "交通委昨天召集渡轮公司、公交集团、出租车协会、共享单车企业、停车场联盟等22家单位开会，要求三个月内统一支付方式。"
    ]
    assert pick(body).short == "交通委昨天召集渡轮公司等22家单位开会，要求三个月内统一支付方式。"


def test_a_medium_lede_goes_on_with_whole_clauses_up_to_its_length() -> None:
    first = "渡轮公司周一宣布购买四艘电动渡船，用于海岛航线，新船四月投入使用，总价四千万元，旧船全部退役。"
    second = "公司同时公布了新的时刻表，早晚高峰每十分钟一班，" + "夜间班次也将增加，" * 12 + "详情另行公布。"
    lede = pick([first + second]).medium
    assert lede.startswith(first + "公司同时公布了新的时刻表，早晚高峰每十分钟一班")
    assert lede.endswith("。")
    assert len(lede) <= 160


def test_an_english_sentence_ends_before_what_only_explains_it() -> None:
    sentence = (
        "The old mill on the north bank of the river opened again on Saturday with three bakers and a small museum, "
        "as the town tries to bring visitors back to the quarter that lost its last factory nine years ago."
    )
    assert ended_early(sentence, 40, LATIN) == sentence.split(", as")[0] + "."


@example("11111111111111，，", 20)
@given(st.text(alphabet="今天，；：“”《》（）开会但是a 1", max_size=120), st.sampled_from([20, 40]))
@example("今天开会讨论新桥的图纸，，但是没有", 20)
def test_an_early_end_is_within_its_length_and_the_sentence(sentence: str, length: int) -> None:
    early = ended_early(sentence, length, HAN)
    assert len(early) <= length
    assert sentence.startswith(early.removesuffix("。"))


@pytest.mark.parametrize(
    ("html", "lede"),
    [
        ("<p>The mill hurt <del>two</del> three people.</p>", "The mill hurt three people."),
        ("<p>The mill opened.<sup><a href='#1'>1</a></sup> It is old.</p>", "The mill opened. It is old."),
        (
            "<p>The mill<a href='#1'><sup>1</sup></a> opened. It has 9 m<sup>2</sup>.</p>",
            "The mill opened. It has 9 m2.",
        ),
        ("<p>磨坊重开。</p><ol><li>见旧志。<a href='#1'>↩︎</a> <a href='#2'>↩2</a></li></ol>", "磨坊重开。"),
        ("<p>磨坊重开<sup>[2]</sup>。面包涨价。</p>", "磨坊重开。面包涨价。"),
        ("<p>The mill is open.[a] Bread costs more.[2][b]</p>", "The mill is open. Bread costs more."),
        ("<p>磨坊重开<a href='#n'>①</a>。面包涨价。</p>", "磨坊重开。面包涨价。"),
        ("<p>磨坊重开①。面包涨价。②</p><p>①见旧志。</p><p>② 据面包师行会。</p>", "磨坊重开。面包涨价。"),
        ("<p>磨坊重开。两件事：①面包涨价。</p><p>①涨两成。</p>", "磨坊重开。两件事：①面包涨价。①涨两成。"),
        ("<p>磨坊重开。<sup>[<i>需要出处</i>]</sup>面包涨价。</p>", "磨坊重开。面包涨价。"),
        ("<p>The yard is 40 m<sup>2</sup> small.</p>", "The yard is 40 m2 small."),
        ("<p>磨坊今天重开，门票八元。图为首批游客。李四摄（某某影像）</p>", "磨坊今天重开，门票八元。"),
        ("<p>▲老磨坊外景。圖／某某報資料照片</p><p>磨坊今天重開。</p>", "磨坊今天重開。"),
        ("<p>記者李四／綜合報導磨坊今天重開。</p>", "磨坊今天重開。"),
        ("<p>（某某时报特约）磨坊今天重开。</p>", "磨坊今天重开。"),
        ("<p>某某9月3日讯，磨坊今天重开。</p>", "磨坊今天重开。"),
        ("<p>LISBON: The mill opened on Friday.</p>", "The mill opened on Friday."),
        ("<p>The mill opened. An earlier version of this story gave its age wrong. It is 90.</p>", "The mill opened."),
        (
            "<p>磨坊今天重开。</p><img alt='磨坊门前的队 李四/某某影像'><p>磨坊门前的队</p><p>门票八元。</p>",
            "磨坊今天重开。门票八元。",
        ),
        ("<p>Mill opens | The mill opened on Friday.</p>", "The mill opened on Friday."),
        ("<p>The mill opened on Friday. (COAST).</p>", "The mill opened on Friday."),
        ("<p>▌本文来源：某某社公众号（ID：abc）</p><p>磨坊今天重开。</p>", "磨坊今天重开。"),
        ("<p>磨坊今天重开。</p><p>《磨坊重开》最早發佈於某某週報。</p>", "磨坊今天重开。"),
    ],
)
def test_what_is_not_the_news_stays_out(html: str, lede: str) -> None:
    assert read(Item("x", "x", "Mill opens", html)).lede.medium == lede
