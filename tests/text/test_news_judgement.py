"""What a lede tells is news: where a long sentence ends, what answers nothing, what is told in place of a scene."""

from __future__ import annotations

import pytest

from ledebot.bot.text.clauses import ended_early
from ledebot.bot.text.leaning import points_back
from ledebot.bot.text.lede import pick
from ledebot.bot.text.sentences import sentences

_REST = "计划在明年春天之前把全部二十二条航线的夜间班次增加一倍，并且为此再买六艘能载三百人的新船。"


@pytest.mark.parametrize(
    "head",
    [
        "江城轮渡公司公告称股东海河投资和两名高管因自身资金需求",
        "江城轮渡公司二十日公布了全部航线的客流，今年一季度",
        "江城轮渡公司去年运送了三百万名乘客，同个城区内",
        "江城轮渡公司的两名经理在码头接受采访时说，这场突如其来的风雨",
        "江城去年冬天增开了十二条夜航的线路，本地记者关注到",
        "江城去年冬天增开了十二条夜航的线路，码头工人在网上呼吁",
        "江城轮渡公司面临一次艰难的选择：在夜航市场",
        "江城去年冬天增开了十二条夜航的线路，这位跑了三十年船的老船长",
        "江城轮渡公司的经理李海给出一个判断：眼下乘客所担忧的票价",
        "江城去年冬天增开了十二条夜航的线路，两家在这里跑船的公司",
    ],
)
def test_a_clause_that_only_says_who_when_where_or_why_ends_no_sentence(head: str) -> None:
    assert not ended_early(f"{head}，{_REST}", len(head) + 10, 1.0)[:-1].endswith(head)


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        (
            "江城决定从下月一日起停开全部夜航",
            "引起乘客不满后，轮渡公司又在昨天晚上宣布保留其中乘客最多的四条线路，票价不变。",
        ),
        (
            "江城轮渡公司说明夜航乘客减少的原因不是票价",
            "而是末班船在冬天开得太早，许多下了晚班的人已经赶不上，只好多走两公里去坐公共汽车。",
        ),
        (
            "在码头丢弃渔网或者在航道里抛锚停船过夜",
            "均会被罚款二千元，情节严重的还要暂扣船只的证书三个月，屡犯的船主一年里不得进港。",
        ),
    ],
)
def test_nor_does_one_that_is_only_half_of_what_is_said(head: str, rest: str) -> None:
    assert ended_early(f"{head}，{rest}", len(head) + 4, 1.0) != f"{head}。"


@pytest.mark.parametrize(
    "head",
    [
        "江城去年运送乘客三百二十万人次，比前年增长两成",
        "江城昨天下午召开了全市轮渡安全大会",
        "江城任命李海为轮渡公司经理，王河任书记",
    ],
)
def test_a_figure_a_congress_and_who_became_what_do(head: str) -> None:
    assert ended_early(f"{head}，{_REST}", len(head) + 10, 1.0) == f"{head}。"


def test_what_breaks_off_inside_a_quote_goes_on_after_it() -> None:
    assert sentences("谁没听过“不是船慢……而是水急……”这句话？船长笑了。") == [
        "谁没听过“不是船慢……而是水急……”这句话？",
        "船长笑了。",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "船主一方则认为，合同早已到期。",
        "要管好每一条航线，守住安全底线。",
        "原来末班船改了时间。",
        "除此之外，票价不变。",
    ],
)
def test_what_takes_the_other_side_or_names_nobody_points_back(sentence: str) -> None:
    assert points_back(sentence)


def test_a_lede_ends_before_what_answers_a_question_that_it_left_out() -> None:
    told = "江城轮渡公司今年把夜航的班次增加了一倍，乘客比去年同期多了三成，末班船开到了半夜一点钟。"
    lede = pick(
        [told, "船票贵不贵？", "对常坐船的人来说并不算什么。", "码头上人来人往，小贩的生意也好了起来。"],
        title="江城夜航增班",
    )
    assert lede.medium == told


def test_what_was_announced_comes_before_the_scene() -> None:
    scene = "夜里的码头上风很大，等末班船的人总要把衣领竖起来，跺着脚看对岸的灯一盏一盏灭下去，谁都不说话。"
    news = "近日，轮渡公司宣布末班船推迟到半夜一点，全部码头加装灯和候船的屋子。"
    lede = pick([scene, news, "乘客都说好。"], title="末班船终于推迟到半夜")
    assert lede.short.startswith("轮渡公司宣布末班船推迟")


def test_a_short_lede_tells_the_figure_of_its_title() -> None:
    lede = pick(
        [
            "备受关注的轮渡年度“成绩单”昨天下午终于出炉。",
            "轮渡公司经理李海介绍说，去年运送乘客320万人次，比前年下降两成，其中夜航乘客最少。",
        ],
        title="轮渡年度“成绩单”：320万人次",
    )
    assert lede.short.startswith("轮渡公司经理李海介绍说，去年运送乘客320万人次")


def test_a_question_that_is_put_in_two_paragraphs_is_no_short_lede() -> None:
    lede = pick(
        [
            "3月30日，轮渡公司发言人主持例行记者会。",
            "有记者提问，据外地报纸报道，轮渡公司正在准备停开全部夜航。",
            "公司对此有何评论？",
            "发言人表示，公司没有停开夜航的打算，票价也不会变。",
        ],
        title="轮渡公司回应停开夜航：没有打算",
    )
    assert "没有停开夜航的打算" in lede.short
    assert "记者提问" not in lede.short


def test_a_day_that_the_rest_counts_from_stays_in_a_short_lede() -> None:
    told = "据江城电台30日报道，一艘渡轮当天上午在南码头搁浅，船上六十人平安。"
    assert pick([told, "事故原因正在调查。"], title="渡轮搁浅").short.startswith("据江城电台30日报道")


def test_a_bullet_without_a_space_is_no_part_of_a_lede() -> None:
    assert pick(["•周二，轮渡公司的股价上涨两成。"], title="早报").medium == "周二，轮渡公司的股价上涨两成。"


@pytest.mark.parametrize("end", ["。”", "”。"])
def test_a_quotation_alone_is_no_short_lede_where_its_speaker_finds_no_room(end: str) -> None:
    quoted = f"“末班船推迟以后，头一回在半夜里看见码头上的灯全都亮着{end}"
    said = "昨天夜里，轮渡公司在南码头为末班船推迟后的头一批乘客举行了一个小小的欢迎仪式。"
    assert pick([quoted + said, "乘客都说好。"], title="末班船推迟后的头一夜").short == said


def test_of_which_is_left_out_where_the_figure_of_the_title_is_told() -> None:
    lede = pick(
        [
            "去年江城渡轮的客流增长很快，行业的整体发展态势良好，各家公司都说满意。",
            "其中，夜航运送乘客320万人次，增速比白天的航班高出一倍还多。",
        ],
        title="去年江城夜航运送乘客320万人次",
    )
    assert lede.short.startswith("夜航运送乘客320万人次")


def test_what_is_done_to_somebody_keeps_who_does_it() -> None:
    told = "受大风影响，将推迟夜航的首班。轮渡公司说，乘客可以退票。"
    assert pick([told], title="夜航推迟首班").short.startswith("受大风影响，将推迟")


def test_a_short_lede_that_says_little_more_than_its_title_goes_on_with_whole_clauses() -> None:
    met = "轮渡公司昨天下午在江城召开座谈会。"
    said = "会议强调，今年要把夜航的班次增加一倍，并且给所有码头加上能遮风雨的候船室和能看清时刻的大屏幕。"
    assert pick([met + said], title="轮渡公司座谈会").short == met + "会议强调，今年要把夜航的班次增加一倍。"


def test_two_sentences_that_differ_in_who_told_it_are_told_once() -> None:
    said = "轮渡公司考虑到码头上的大风和低温，决定不在今年冬天增开任何一条新的夜航线路"
    more = "乘客们对此大多表示理解。"
    lede = pick([f"江城电台6日报道，{said}。", more, f"据江城电台1月6日消息，{said}。"], title="江城今冬不增夜航")
    assert lede.long.count("决定不在今年冬天") == 1


def test_what_happened_to_people_is_no_scene_before_the_news() -> None:
    body = ["三周内，两名船员落水。", "江城码头风大浪急的画面让乘客震惊，夜航的安全受到质疑。"]
    assert pick(body, title="“看着灯灭下去”：江城码头震惊乘客").medium.startswith("三周内，两名船员落水。")


def test_a_reporter_who_speaks_without_a_verb_asks_too() -> None:
    asked = "记者：据报道，几家公司说轮渡公司要停开全部夜航，乘客为此很担心。请问有何评论？"
    lede = pick(
        ["今天下午，轮渡公司举行记者会。", asked, "李海：夜航不会停开。公司今年反而要增加班次。"],
        title="轮渡公司：夜航不会停开",
    )
    assert "记者：" not in lede.long
    assert lede.short == "李海：夜航不会停开。公司今年反而要增加班次。"


def test_what_speaks_of_questions_that_were_left_out_goes_with_them() -> None:
    told = "夜航的末班船昨天提前了一个小时，码头上许多人没有赶上。"
    lede = pick(
        [told, "末班船为什么提前？明天还会提前吗？", "这些追问最终指向的不止一张时刻表。", "轮渡公司没有说明原因。"],
        title="末班船提前",
    )
    assert "这些追问" not in lede.long


def test_a_picture_s_caption_before_a_short_text_is_no_lede() -> None:
    news = "1月25日，江城遭遇入冬以来最强的大风，轮渡公司停开了全部夜航，码头最大风速达到每秒32米。"
    assert pick(["江城市民在码头拍摄浪花。" + news], title="江城遭遇最强大风").medium == news


def test_a_press_conference_whose_sentence_tells_the_news_is_more_than_an_event() -> None:
    told = "轮渡公司今天举行新闻发布会，有关负责人介绍，夜航将于6月12日恢复。"
    assert pick([told, "本次恢复的航线紧贴居民的需要，码头也加了候船室。"], title="夜航6月恢复").short.startswith(told)


def test_a_sentence_that_ends_early_nowhere_runs_over_a_little_rather_than_be_cut() -> None:
    told = "轮渡公司周三宣布今年夏天之前把全部夜航末班船的开出时间都推迟到半夜一点"
    told += "而且不向任何一位下了晚班才来坐船的居民加收任何费用。"
    assert 60 < len(told) <= 66
    assert pick([told], title="夜航末班船推迟").short == told
