"""Lines that are the page's by where they stand go, whatever they say; what stands there and tells something stays."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Document, Item
from ledebot.bot.text.clean import clean
from ledebot.bot.text.document import read

TITLE = "渡轮公司增开夜班船"
NEWS = (
    "渡轮公司今天宣布，从下周一起每晚增开两班船，末班船十一点从港口出发。",
    "船票仍是八元，学生半价，首航仪式在老码头举行。",
)


def document(*lines: str, title: str = TITLE) -> Document:
    return read(Item("x", "岛报", title, "".join(f"<p>{line}</p>" for line in lines)))


@pytest.mark.parametrize(
    "over",
    [
        ("要闻速递",),
        ("岛报网>>岛上生活",),
        ("页面载入中...",),
        ("岛上新航线系列报道之三：",),
        ("首页 要闻 港口 学校 天气 读者 论坛",),
        ("返回主页 | 与我们联系", "> 港口动态"),
        ("专栏名称： 岛上交通", "由两位老船长主持", "岛报 › 专栏 › 岛上交通"),
    ],
)
def test_what_leads_to_a_repeated_headline_is_the_page(over: tuple[str, ...]) -> None:
    assert document(*over, TITLE, *NEWS).paragraphs == NEWS


@pytest.mark.parametrize(
    "over", [("市民夜里回家不再难",), ("又到秋天", "海风渐起", "岛上的人开始等一条船", "等它在夜里靠岸")]
)
def test_the_line_over_a_headline_and_verses_stay(over: tuple[str, ...]) -> None:
    assert document(*over, TITLE, *NEWS).paragraphs == (*over, *NEWS)


def test_a_headline_may_stand_after_its_paper() -> None:
    assert document(f"岛上新闻社-{TITLE}", *NEWS).paragraphs == NEWS


def test_what_is_said_twice_in_a_row_is_a_picture_s_text_and_its_caption() -> None:
    caption = "船长向居民挥手致意"
    assert document(NEWS[0], caption, caption, NEWS[1]).paragraphs == NEWS
    assert document(NEWS[0], caption, NEWS[1]).paragraphs == (NEWS[0], caption, NEWS[1])


def test_after_who_edited_only_the_page_goes_on() -> None:
    told = document(
        *NEWS,
        "责任编辑：王小明",
        "还没有看法，快来说第一句吧！",
        "发表您的看法",
        "岛民 渡轮 岛报",
        "人气榜",
        "今日话题",
        "马上提问",
    )
    assert told.paragraphs == NEWS
    assert told.editor == "王小明"


@pytest.mark.parametrize("heading", ["审核通过的船长名单", "岛民最爱的三款App", "联合声明：要点"])
def test_a_list_under_a_heading_that_reads_like_a_foot_stays(heading: str) -> None:
    names = ("灯塔号船长赵雪", "海风号船长周宁", "晨星号船长吴桐")
    assert document(*NEWS, heading, *names).paragraphs == (*NEWS, heading, *names)


def test_a_label_s_value_may_stand_under_it() -> None:
    assert document(*NEWS, "来源：", "海岛新闻网", "作者：", "李华 赵雪").paragraphs == NEWS


def test_captions_at_an_end_that_say_the_report_again_go() -> None:
    assert document(*NEWS, "首航仪式现场", "渡轮公司宣布增开两班船", "老码头").paragraphs == NEWS


def test_a_list_at_an_end_that_says_something_new_stays() -> None:
    times = ("港口站二十一时开船", "学校站二十二时开船")
    assert document(*NEWS, *times).paragraphs == (*NEWS, *times)


def test_a_story_in_pictures_is_told_by_its_captions() -> None:
    told = [
        f"{day}日，居民在{place}等候渡轮，孩子们在船边玩耍，老人们坐在长椅上看海。"
        for day, place in ((3, "港口"), (4, "学校"), (5, "灯塔"), (6, "集市"))
    ]
    lines = [f"{line}岛报记者 王小明 摄" for line in told]
    assert document(lines[0], "秋天的岛上，人人都在等船。", *lines[1:], title="等船").paragraphs == (
        told[0],
        "秋天的岛上，人人都在等船。",
        *told[1:],
    )


@pytest.mark.parametrize(
    "tail",
    [
        "岛报见习记者王小明",
        "本报记者 王小明 李华",
        "文/岛报 图/港务局",
        "报料人：王先生",
        "②3",
        "⑧2王小明摄",
    ],
)
def test_who_wrote_and_a_paper_s_own_marks_are_cut_from_an_end(tail: str) -> None:
    assert document(NEWS[0], f"{NEWS[1]}{tail}").paragraphs == NEWS


def test_what_a_reporter_did_stays_at_an_end() -> None:
    line = "船票仍是八元。现场采访的记者都上了船"
    assert document(NEWS[0], line, NEWS[1]).paragraphs == (NEWS[0], line, NEWS[1])


@pytest.mark.parametrize(
    "line",
    [
        "小字号",
        "链接已复制",
        "提交评论",
        "来自 港口 2024-03-05 08:00 的文章",
        "（海岛侨联/2024年3月5日）",
        "发布人：王小明 发布时间：2024-03-05 浏览次数：16",
        "（供稿：港务局 撰稿：王小明）",
        "王小明 审核：李华 监制：赵雪",
        "记 者 王小明",
        "港务新闻志工王小明報導",
        "乘客在码头等候渡轮。图／岛上电视",
        "首页 >> 岛上 >>交通 >> 秋天来了，夜里也有船！ ——岛上新航线报道",
        "看全部问答>>",
        "（图二）船长在码头致辞",
        "{{page.source}} {{page.time}}",
        "岛报Threads : https://threads.example/@island.post",
        "本评论只代表网友个人观点，不代表岛报立场。",
    ],
)
def test_lines_of_the_page_leave_a_body(line: str) -> None:
    assert document(line, *NEWS).paragraphs == NEWS


def test_a_label_is_cut_and_what_it_repeats_is_told_once() -> None:
    assert document(f"核心提示：{NEWS[0]}", f"岛报3月5日电 {NEWS[0]}", NEWS[1]).paragraphs == NEWS


def test_a_heading_keeps_its_last_word() -> None:
    assert "夜班船开航详情" in document(NEWS[0], "夜班船开航详情", NEWS[1]).paragraphs


@pytest.mark.parametrize("dateline", ["3月5日讯 ", "3月5日电（小记者 王小明）", "海岛融媒讯 ", "中新社岛城三月五日电 "])
def test_more_datelines(dateline: str) -> None:
    assert document(f"{dateline}3月5日，{NEWS[0]}", NEWS[1]).paragraphs[0] == f"3月5日，{NEWS[0]}"


def test_a_label_with_the_colon_of_traditional_type_is_one() -> None:
    assert document("渡輪公司今天宣布，從下週一起每晚增開兩班船。", "Source︰社交網站@島民").paragraphs == (
        "渡輪公司今天宣布，從下週一起每晚增開兩班船。",
    )


def test_a_heading_in_brackets_over_nothing_goes() -> None:
    assert document(*NEWS, "【乘船路线】").paragraphs == NEWS


def test_a_bar_that_a_table_left_ends_no_line() -> None:
    assert document(NEWS[0], f"{NEWS[1]} |").paragraphs == NEWS


def test_what_readers_say_after_an_english_text_goes() -> None:
    news = "The harbour board closed two of its five quays on Thursday after a crane fell into the water."
    more = "The board meets again in May, when it will have heard what the yards ask for new cranes."
    said = (
        "I never liked the crane, and nobody else in our street did.",
        "Jane, the old quay is a shame for all of us.",
    )
    for line in ("2 comments", "(0) Comments", "Leave a Reply", "Comments (14)", "No responses so far."):
        assert document(news, more, line, *said, title="Quays closed").paragraphs[:2] == (news, more)
        assert not set(document(news, more, line, *said, title="Quays closed").paragraphs) & {line, *said}


def test_counts_under_each_item_part_nothing() -> None:
    items = [
        f"The harbour board closed {number} of its five quays on Thursday after a crane fell into the water."
        for number in ("two", "three", "four")
    ]
    lines = [part for item in items for part in (item, "2 comments")]
    assert set(items) <= set(document(*lines, title="Quays closed").paragraphs)


def test_an_address_at_the_end_of_every_paragraph_is_the_page_s() -> None:
    told = ("渡轮公司周一宣布增开两班夜航船。", "镇长说，末班船延到二十三时。", "票价不变，学生半价。")
    html = "".join(f"<p>{line}Island-Forum.com</p>" for line in told)
    assert clean(html).paragraphs == told
    once = (told[0], told[1] + "www.island.com", told[2])
    assert clean("".join(f"<p>{line}</p>" for line in once)).paragraphs == once
