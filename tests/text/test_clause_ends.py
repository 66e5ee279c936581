"""After which clauses of Chinese a lede may end early: not after who, when, why or what for, before what is said."""

from __future__ import annotations

import pytest

from ledebot.bot.text.clauses import early_ends, ended_early
from ledebot.bot.text.lede import pick
from ledebot.bot.text.script import HAN
from ledebot.bot.text.trim import cut

GOES_ON = "，随后港务局又讨论了冬季的班次和票价以及码头的扩建" * 3 + "。"


@pytest.mark.parametrize(
    "half",
    [
        "而新码头及老渡口一带的人流管制措施，除照旧实施外，亦会加强巡逻",
        "为讲好海岛故事，发挥渡轮的作用，由镇政府拍摄的短片上映",
        "12月6日，镇长王小明主持召开码头会议，副镇长、港务局局长李华，港务局全体人员列席会议",
        "港务局发布通告说，三名被取消船票者，被要求在傍晚以前离开",
        "渡轮上周停航三天，但拜港务局新规所赐，班次恢复得很快",
        "新船长上周已经到任，不过他提醒，渡轮不能再停",
        "渡轮公司周五宣布降价，港务局表示停航若被接受，就能省下一半的油",
        "渡轮公司上周完成重组，公司以其全部船只及债务，换来了一家水泥厂",
        "东港两条航线周一突然并成一条，乘客全挤在一艘船上，有居民反映，上下船比平时多花半小时",
        "老船长周日带游客参观旧灯塔，他告诉记者，灯塔的灯已经亮了一百年",
        "渡轮公司完成船票系统改造后，正式以多家公司的共同平台姿态，邀请各岛渡轮加入",
        "码头扩建和新航线开通同时进行，也因为如此，岛上的房价逆势上涨",
        "港务局上午开了会，随后记者向船公司核实，晚10时许，渡轮靠岸",
        "船长29日在码头受访时称，渡轮公司在准点和安全上的纪录，使其没有资格要求加价",
    ],
)
def test_no_lede_ends_before_what_is_said(half: str) -> None:
    last = half.split("，")[-2] + "。"
    for room in range(20, len(half)):
        assert not ended_early(half + GOES_ON, room, HAN).endswith(last), room


def test_a_list_is_not_left_open_before_a_title_that_is_left_out() -> None:
    long = (
        "港务局召开扩大会议，传达学习《渡轮管理条例的修订说明》以及《关于加强码头安全工作的若干意见》等文件" + GOES_ON
    )
    assert cut(long, 40, HAN) == "港务局召开扩大会议，传达学习《渡轮管理条例的修订说明》…"


def test_a_cut_leaves_out_what_only_leads_in() -> None:
    long = "港务局要求三名乘客在当天午夜以前离开码头区域，对于另外十八名接获口头警告的乘客和他们的家属来说" + GOES_ON
    assert cut(long, 50, HAN) == "港务局要求三名乘客在当天午夜以前离开码头区域…"


def test_of_a_long_sentence_the_part_speaks_that_tells_the_title() -> None:
    body = [
        (
            "渡轮公司连日来饱受质疑，港务局多次强调调度复杂、风大浪急，大大增加了开航的难度，请乘客耐心等候通知；"
            "昨晚平安夜，值班船员收到许多乘客写的卡片。"
        )
    ]
    assert pick(body, title="平安夜 值班船员收到乘客卡片").short == "昨晚平安夜，值班船员收到许多乘客写的卡片。"


def test_a_short_lede_spares_what_something_is() -> None:
    news = (
        "2026年作为新码头启用的第一年，也是海岛通航以来的第一百年，越来越多岛民在家门口就能坐上快船，不用再绕道北港。"
    )
    assert pick([news]).short == "越来越多岛民在家门口就能坐上快船，不用再绕道北港。"


def test_of_a_body_in_two_languages_a_lede_is_in_the_titles() -> None:
    body = [
        "The ferry company said on Friday that it would double its fares from May.",
        "渡轮公司周五宣布，五月起票价加倍，老人和学生仍可半价。",
    ]
    assert pick(body, title="渡轮五月起票价加倍").medium == body[1]


def test_a_heading_with_an_exclamation_is_no_sentence() -> None:
    body = ["渡轮公司周五宣布，五月起票价加倍。", "岛民气炸！公司挨批、镇长缓颊", "镇长说，老人仍可半价。"]
    assert pick(body, title="渡轮五月起票价加倍").medium == body[0] + body[2]


def test_a_long_paragraph_whose_stop_was_forgotten_opens_the_lede() -> None:
    news = (
        "渡轮公司周五宣布，五月起票价加倍，老人和学生仍可半价，已经买好的票不受影响，但有岛民发现，网上的票价上周就已经涨了，引发议论，"
        "港务局也再次提醒，没有公布的票价一律不得收取，违者要受处罚"
    )
    body = [news, "港务局说，依照条例，票价应当提前三十天公布。"]
    assert pick(body, title="渡轮五月起票价加倍").medium == f"{news}。{body[1]}"


def test_another_thing_opens_no_lede() -> None:
    body = ["港务局已收到渡轮票价的申诉二百四十件。另，渡轮公司的订票系统已修好。"]
    assert pick(body, title="渡轮公司订票系统修好").short.startswith("港务局")


def test_a_sentence_may_end_on_why_with_what() -> None:
    what = "一名七十二岁的老翁骑车经过，因不明原因遭机械辗过，"
    after = "车子几乎沦为废铁，而老翁也当场没有了呼吸和心跳。"
    assert f"{what[:-1]}。" in early_ends(what + after, 40, HAN)


def test_an_answer_speaks_without_the_words_that_point_back() -> None:
    body = [
        "历经多轮磋商，渡轮公司上周终于同意降低票价，岛民近日频频点名在谈判中立功的港务局长王小明。",
        "对此，王小明今天表示，他不选镇长，过去的回答都算数。",
    ]
    assert pick(body, title="是否选镇长？王小明：过去的回答都算数").short == body[1].removeprefix("对此，")


@pytest.mark.parametrize(
    "opening",
    [
        "渡轮公司四日更新的数据显示，多条航线的乘客已经变少，但根据二十四小时之内的天气预测部分",
        "渡轮公司是岛上最早的一批上市公司之一，公司成立之初",
        "港务局长转动渡轮的舵轮，接着和众人一起切蛋糕，港务局特地选在开埠纪念日这天",
        "一辆载着四名老人的小客车在暴雨中由东港驶往磨坊，行经岛北公路二十八公里处",
    ],
)
def test_when_where_and_by_what_ends_no_lede(opening: str) -> None:
    whole = f"{opening}，明天上午和中午可能停航或者延误的渡轮航线包括东港线、西港线、磨坊线以及灯塔线等一共十二条航线。"
    short = pick([whole], title="渡轮公司").short
    assert not short.endswith(f"{opening.rpartition('，')[2]}。")
