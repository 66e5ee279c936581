"""What a short lede says: what tells the title, the answer of a meeting, a round-up's first headline, whole clauses."""

from __future__ import annotations

import pytest

from ledebot.bot.text.clauses import ended_early
from ledebot.bot.text.lede import pick
from ledebot.bot.text.script import HAN


def test_of_the_first_sentences_the_one_that_tells_far_more_of_the_title_speaks() -> None:
    background = "渡轮曾是海岛与陆地之间唯一的联系。"
    news = "东港渡轮公司周二宣布，老渡轮下月全部退役。"
    assert pick([background, news, "旧船将改成餐厅。" * 20], title="东港老渡轮下月全部退役").short.startswith(news)


def test_a_short_lede_under_a_title_goes_on_with_a_sentence_that_fits_whole() -> None:
    body = ["老磨坊周六重新开放，门票十二元。", "这是它停业九年后首次迎客。", "磨坊主人姓李。" * 20]
    assert pick(body, title="老磨坊周六重开").short == body[0] + body[1]


def test_what_has_no_title_is_told_like_one() -> None:
    body = ["老磨坊周六重新开放，门票十二元，首日免费，附近停车场也同时启用。", "这是它停业九年后首次重新迎客。"]
    assert pick(body).short == body[0]


def test_a_meeting_gives_way_to_the_answer_that_the_title_quotes() -> None:
    met = "3月2日，港务局发言人主持例行记者会。有记者就渡轮涨价提问。"
    talk = "发言人说，感谢各位前来。票价五年内不会上涨。"
    assert pick([met, talk], title="港务局：渡轮票价五年内不会上涨").short == "票价五年内不会上涨。"


def test_a_reporters_question_is_no_part_of_a_lede() -> None:
    body = ["港务局发言人答记者问。", "有记者就海峡停航一事提问。发言人表示，渡轮周五复航。"]
    assert "提问" not in pick(body, title="海峡渡轮周五复航").medium


def test_a_round_ups_long_first_headline_gives_its_first_part() -> None:
    met = "镇长在渡轮公司成立一百周年纪念大会暨新码头落成典礼上发表讲话"
    long = f"{met}强调 坚持安全第一、准点第一、服务第一、绿色第一、居民第一、信用第一 推动渡轮事业迈上新台阶"
    lede = pick([f"• {long}", "• 老磨坊重开", "• 面包涨价"], title="晚间新闻 2024/03/05")
    assert lede.short == f"{met}；老磨坊重开；面包涨价"
    assert lede.medium.startswith(long)


@pytest.mark.parametrize(
    ("sentence", "length", "early"),
    [
        ("渡輪票價在各條航線上走勢分化——從越海航線的連年上漲，到內河航線的長期停滯，居民各有看法。", 36, ""),
        ("一场关于海岛居民今后怎样出行的漫长争论，正在渡轮公司、桥梁公司和镇政府之间展开。", 30, ""),
        ("选择渡轮还是大桥从来没有答案，一方面是票价能否让居民满意，另一方面是风浪。", 34, ""),
        ("如果渡轮公司在增开夜班的同时也降低票价，甚至把月票的价格减半，居民就不等大桥。", 34, ""),
        ("那次风暴——这是自老码头落成以后船长们见过的最大风暴，没有之一——改变了一切。", 32, ""),
        ("渡轮公司的广播节目，再度谈起居民通过码头服务中心和老人食堂，从而彼此认识的经过。", 34, ""),
        ("公司管理层在上午的会议中不仅承认了连年的亏损，更提出了一个明确的办法。", 28, ""),
        ("越海航行史上最知名的那座东港老码头，近一年迎来七艘新船和三万名乘客。", 26, ""),
        ("海岛航海学会的老会士，东港航海学校的老校长，著名的船长，周一因病离世。", 30, ""),
        (
            "海岛渡轮公司周三上午宣布改革船票，用免费的月票告诉居民：未来的出行方式，不需要再排队买票。",
            32,
            "海岛渡轮公司周三上午宣布改革船票。",
        ),
        (
            "渡轮公司今年已对外公布三批航海日志的档案，但迄今为止，没有日志提到海怪。",
            30,
            "",
        ),
        (
            "渡轮公司成了全行业的标杆，开了月票和夜票的先河，今后效仿的内河航线，只会越来越多。",
            36,
            "渡轮公司成了全行业的标杆，开了月票和夜票的先河。",
        ),
        ("码头管理处决定停开夜班，东港镇镇长今天表示，渡轮公司以破坏安静为由，停掉了夜航。", 36, ""),
        (
            "渡轮公司今天收购七家公司并一并改名，从而连通了两岸。",
            22,
            "渡轮公司今天收购七家公司并一并改名。",
        ),
        ("据航海学院最新消息，该院船舶研究所、海图研究与测绘团队，利用卫星图像画出全岛浅滩。", 30, ""),
        (
            "岛上大风不停，镇政府加开三班渡轮，呼吁年老体弱的居民，不要在周六出海。",
            26,
            "岛上大风不停，镇政府加开三班渡轮。",
        ),
        ("落实全岛航运会议确定的各项任务，3月4日，渡轮公司增开七班夜航。", 24, ""),
        ("东港镇镇长王小明，渡轮公司董事长、总经理李华，航运协会主任张大海周一共同登船。", 30, ""),
        (
            "海岛渡轮公司今天增开七班夜航,票价下调三成,居民免费乘坐一周。",
            26,
            "海岛渡轮公司今天增开七班夜航,票价下调三成。",
        ),
        (
            "海岛渡轮公司周二上午宣布增开夜班，一方面方便居民，另一方面减少排队。",
            26,
            "海岛渡轮公司周二上午宣布增开夜班。",
        ),
    ],
)
def test_no_sentence_ends_before_its_other_half(sentence: str, length: int, early: str) -> None:
    assert ended_early(sentence, length, HAN) == early


def test_an_invitation_is_no_news() -> None:
    invited = "应渡轮公司总裁和东港镇镇长共同邀请，西岛镇镇长将于周六到访东港，出席新码头的落成典礼并参观老磨坊。"
    assert pick([invited], title="西岛镇镇长将到访东港").short.startswith("西岛镇镇长将于周六到访东港")


def test_on_what_occasion_and_who_told_it_are_both_spared() -> None:
    met = "在日前举行的全国渡轮与健康大会上，渡轮公司安全部门负责人老张介绍，"
    news = "已获批的四款新救生衣的试验表明，其浮力均在九成以上，"
    body = [f"{met}{news}穿上救生衣可以有效降低落水后的风险，乘客和船员都应当穿。"]
    assert pick(body, title="四款新救生衣浮力均在九成以上").short.startswith("已获批的四款新救生衣")


def test_a_call_gives_way_to_what_it_calls() -> None:
    news = "东港渡轮公司的三艘新船周六全部下水，每艘可载两百名乘客，全程只要四十分钟，票价不变，月票照旧通用。"
    assert pick(["超越所有旧船！", news], title="新船下水").short.startswith("东港渡轮公司的三艘新船")


def test_a_question_or_a_fragment_fills_no_short_lede() -> None:
    news = "渡轮公司周二宣布增开夜班，船票下周开售。"
    assert pick([news, "东港。", "居民不信。" * 30], title="渡轮增开夜班").short == news
    assert pick([news, "居民真的会来坐船吗？", "居民不信。" * 30], title="渡轮增开夜班").short == news


def test_a_cut_without_a_clause_falls_after_what_a_quote_closes() -> None:
    news = "港务局负责人在今天的通报会上表示，全局要坚持“安全第一、准点第一、服务第一、绿色第一”的方针办好渡轮"
    short = pick([news + "让每一位海岛和对岸的居民都能放心乘坐。"], title="港务局谈渡轮").short
    assert short.endswith("“安全第一、准点第一、服务第一、绿色第一”…")


def test_narrow_commas_end_lead_ins_like_wide_ones() -> None:
    counted = "截至5日13时,据渡轮公司统计,受大风影响,目前越海航线已取消航班300余班次,已是今年以来的最高值。"
    assert pick([counted], title="越海航线取消300余班次").short.startswith("截至5日13时,据渡轮公司统计,受大风影响,目前")


def test_what_is_done_for_several_aims_is_told_without_them() -> None:
    aims = "为践行绿色航运理念，落实全岛节能会议精神，3月4日，"
    assert pick(
        [f"{aims}渡轮公司的七艘电动新船在东港码头下水，首日载客三千人，票价与旧船相同，月票照旧通用。"]
    ).short.startswith("渡轮公司的七艘电动新船")


def test_a_list_that_is_told_by_its_first_name_ends_where_its_clause_does() -> None:
    seen = "记者跟随船长、检查组在东街、西街、码头路等20多条街道上看船。"
    assert pick([seen], title="街道").short == "记者跟随船长、检查组在东街等20多条街道上看船。"


def test_hearsay_hides_no_pronoun() -> None:
    news = "东港渡轮学校周六成立，三百名学生和家长在码头广场观看了新船的首航。"
    assert pick([news, "据悉，这是全岛首家渡轮学校。"], title="全岛首家渡轮学校成立").short.startswith("东港渡轮学校")


def test_a_speakers_label_is_no_part_of_a_lede() -> None:
    said = "东港渡轮学校周六正式成立，三百名学生在码头广场观看新船首航。"
    assert pick([f"岛屿台记者 王小明:{said}"], title="东港渡轮学校成立").short == said


@pytest.mark.parametrize("gloss", ["（Old Mill） ", " (Old Mill) ", "（Old Mill）"])
def test_a_gloss_that_is_spared_leaves_no_space_in_chinese(gloss: str) -> None:
    text = f"东港居民委员会表示，老磨坊{gloss}至今仍在磨面，周六起重新向游客开放，门票十二元。"
    assert "老磨坊至今仍在磨面" in pick([text, "磨坊主人姓李。" * 20], title="东港磨坊重开").short
