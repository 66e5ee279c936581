"""Where ledes begin and end: nothing that points back, no object without its verb, no meeting instead of its news."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Dateline, Item
from ledebot.bot.text.document import read
from ledebot.bot.text.leaning import leans, points_back
from ledebot.bot.text.lede import pick


@pytest.mark.parametrize(
    "opening",
    [
        "两只基金过去三年都跑输了基准。",
        "在销售领域，多名员工接连触碰红线。",
        "大码女装和打印机品牌，分别代表两类商家。",
        "在新产品起势的同时，一批同类产品也上线。",
        "记者发现，该基金经理已离任。",
        "月票跌势也十分惨烈，日内跌超两成。",
        "协会成立次年，首届论坛在上海开幕。",
        "根据协议框架，双方各让一步。",
    ],
)
def test_what_points_back_opens_no_lede_from_the_middle(opening: str) -> None:
    assert points_back(opening)
    assert not leans(opening)


def test_a_deck_keeps_the_question_that_its_next_sentence_answers() -> None:
    deck = "学者指出，这像是一次展示，谁还敢挑战？但展示越强，伤害也越深。"
    assert pick([deck], title="评论：展示为何伤人").medium == deck


def test_no_lede_ends_on_an_object_without_its_verb() -> None:
    news = (
        "某公司正计划将新船的交付，特意安排在六月中旬，既接近岛上的节日，"
        "又恰逢夏季航班增加，居民和游客都能赶上首航仪式，船票下周开售。"
    )
    assert not pick([news], title="新船交付时间曝光").short.startswith("某公司正计划将新船的交付。")


def test_a_conference_gives_way_to_what_was_said_there() -> None:
    met = "1月29日，镇政府举行新闻发布会，介绍渡轮运营形势和工作安排，并答记者问。"
    said = "渡轮公司负责人表示，春节前后渡轮增开夜班。"
    assert pick([met + said], title="渡轮公司：春节前后增开夜班").short == said


def test_a_press_release_opens_after_its_wire() -> None:
    wire = "Call scheduled for 9 a.m. EST TORONTO , Oct. 1, 2025 /PRNewswire/ -- "
    body = f"<p>{wire}Some Ferries (TSX: SF) opens a line today.</p>"
    document = read(Item("x", "x", "Some Ferries opens a line", body))
    assert document.lede.medium == "Some Ferries (TSX: SF) opens a line today."
    assert document.lede.short == "Some Ferries opens a line today."
    assert document.dateline.agency == "PRNewswire"


def test_a_title_set_in_several_lines_is_no_text() -> None:
    title = "镇长看望渡轮公司职工时强调 坚持安全第一 推动渡轮事业发展"
    lines = [
        "镇长看望渡轮公司职工时强调",
        "坚持安全第一 推动渡轮事业发展",
        "本报讯（记者张三）镇长周二看望渡轮公司职工。",
    ]
    document = read(Item("x", "x", title, "".join(f"<p>{line}</p>" for line in lines)))
    assert document.paragraphs == ("镇长周二看望渡轮公司职工。",)


@pytest.mark.parametrize(
    "sentence",
    ["某公司负责人在上海对多家媒体说。", "镇长在码头上表示。", "尤其在旺季，船票难买。", "在那之前，他见了许多人。"],
)
def test_what_only_names_a_speaker_or_leans_opens_no_lede(sentence: str) -> None:
    news = "渡轮公司周二宣布增开夜班，船票下周开售。"
    assert pick([sentence, news], title="渡轮增开夜班").medium.startswith(news)


def test_a_caption_that_opens_a_report_is_not_its_short_lede() -> None:
    body = "俯瞰东港码头，海州。1月18日，镇政府宣布码头推迟启用，改在六月开放。"
    assert pick([body], title="码头推迟启用").short.startswith("镇政府宣布码头推迟启用")


def test_verses_part_before_who_is_about_to_speak() -> None:
    verses = [
        "渡轮今天首航",
        "居民早早来到码头",
        "乐队奏起乐曲",
        "孩子们挥着小旗",
        "船长第一次掌舵",
        "船长曾表示",
        "这是他的梦想",
    ]
    medium = pick(verses, title="渡轮今天首航了吗").medium
    assert "表示。" not in medium
    assert "船长曾表示 这是他的梦想" in medium


def test_words_between_two_dashes_follow_no_dateline() -> None:
    told = "但海岛渡轮 —— 尤其是夜班 —— 很少准点，港务局周五说。"
    document = read(Item("1", "岛报", "夜班渡轮很少准点", f"<p>{told}</p>"))
    assert document.paragraphs == (told,)
    assert document.dateline.place is None


@pytest.mark.parametrize("label", ["【岛上新闻导读】", "【渡轮周刊编者按】 ", "【导读】"])
def test_a_label_may_bear_its_papers_name(label: str) -> None:
    assert pick([f"{label}老磨坊周六重新开放，门票十二元。", "磨坊主人姓李。"]).medium.startswith("老磨坊")


def test_a_foreign_sentence_within_a_paragraph_is_told_and_a_translation_is_not() -> None:
    title = "渡轮增开夜班到对岸"
    mixed = "渡轮公司周二宣布增开夜班到对岸。The ferry sails at nine. 船票下周开售。"
    assert pick([mixed], title=title).medium == mixed
    beside = ["渡轮公司周二宣布增开夜班到对岸，船票下周开售。", "The ferry sails at nine.", "镇长周三到码头看望船员。"]
    assert pick(beside, title=title).medium == beside[0] + beside[2]


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        ("央视网消息：（记者 张三）", Dateline("央视网", reporters=("张三",))),
        ("据新华社电\u3000", Dateline("新华社")),
        ("某岛体育讯 ", Dateline("某岛体育")),
        ("某岛观察网 记者 张三 ", Dateline(reporters=("张三",))),
        ("国际在线报道（记者 张三）：", Dateline("国际在线", reporters=("张三",))),
        ("岛岸网记者张三 台北 ", Dateline("岛岸网", "台北", reporters=("张三",))),
        ("岛岸网编译张三 综合报导 ", Dateline("岛岸网", reporters=("张三",))),
    ],
)
def test_who_signs_in_other_ways_before_the_report(opening: str, told: Dateline) -> None:
    document = read(Item("x", "x", "渡轮增开夜班", f"{opening}渡轮公司周二宣布增开夜班到对岸。"))
    assert document.paragraphs == ("渡轮公司周二宣布增开夜班到对岸。",)
    assert document.dateline == told


def test_what_somebody_was_told_is_no_dateline() -> None:
    news = "据新华社报道，渡轮公司周二宣布增开夜班到对岸。"
    assert read(Item("x", "x", "渡轮增开夜班", news)).paragraphs == (news,)
