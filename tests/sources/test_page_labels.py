"""Titles over labels, lines of labels around a text, readers' answers, parts of a short text, read-out headings."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.sources import page

TEXT = ("石岛渡口的新浮桥昨日启用，桥长四百二十米，行人和自行车可以免费通过。", "岛上的三百户人家此前要绕行十一公里。")


def parse(body: str, named: str = "石岛浮桥启用") -> Item:
    return page.parse(f"<html><head><title>{named}</title></head><body>{body}</body></html>".encode(), url="a.html")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{one}</p>" for one in texts)


def test_a_heading_right_over_labels_is_the_title_of_a_page_called_after_its_section() -> None:
    meta = "<ul><li>发布人：办公室</li><li>发布日期：2020.12.01</li></ul>"
    body = f"<h2>新闻中心</h2><div><h4>石岛浮桥启用</h4>{meta}<div>{paragraphs(*TEXT)}</div></div>"
    assert parse(body, "新闻详情").title == "石岛浮桥启用"


def test_a_table_of_labels_over_a_text_tells_its_title_and_is_no_text() -> None:
    cells = {"公告標題": "石岛浮桥启用通行", "發布單位": "交通科", "點閱次數": "356"}
    rows = "".join(f"<tr><th>{label}</th><td>{told}</td></tr>" for label, told in cells.items())
    table = f"<table>{rows}<tr><td colspan='2'>{paragraphs(*TEXT)}</td></tr></table>"
    one = parse(f"<h3>最新消息</h3>{table}", "石岛国中")
    assert one.title == "石岛浮桥启用通行"
    assert "356" not in one.html
    assert "交通科" not in one.html


def test_a_site_s_name_beside_its_rights_is_no_title() -> None:
    text = paragraphs("The keeper of the north light handed over his keys on Thursday after forty years there.")
    body = f"<h1>Island Tribune</h1><div><h2>Keeper retires</h2>{text}</div><footer>© Island Tribune</footer>"
    assert parse(body, "Island Tribune").title == "Keeper retires"


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("<p>ページ番号 1003321　更新日 令和5年3月1日　</p>", "2023-02-28"),
        ("<span>작성자</span> <b>섬지기</b> <span>작성일</span> 22-04-15 10:20", "2022-04-15"),
    ],
)
def test_years_of_reigns_and_without_a_century_behind_labels(said: str, published: str) -> None:
    korean = "섬마을 주민센터는 15일 옥상에 60평 규모의 텃밭을 열었다고 밝혔다. 텃밭은 11월까지 운영한다."
    japanese = "市は六月の検針分から、水道料金を平均で一割ほど引き上げます。古い水道管を替えるためです。"
    text = paragraphs(japanese if "更新" in said else korean)
    one = parse(f"<h1>お知らせ水道の話</h1>{said}<div>{text}</div>", "お知らせ水道の話")
    assert one.published is not None
    assert one.published.date().isoformat() == published


def test_readers_answers_are_numbered_like_the_text_that_they_answer() -> None:
    posts = [
        f"<div id='post_{number}'><a class='authi'>夜行人</a><em>发表于 2016-10-01 2{number}:33:08</em>"
        f"<div class='t_f'>{text}</div></div>"
        for number, text in enumerate((TEXT[0], "谢谢楼主，明天就去看看，顺便吃个羊肉泡馍。"), 1)
    ]
    one = parse(f"<h1>石岛浮桥启用</h1><div>{''.join(posts)}</div>")
    assert TEXT[0] in one.html
    assert "谢谢楼主" not in one.html
    entries = "".join(posts).replace(" class='authi'", "")  # a report told hour by hour
    assert "谢谢楼主" in parse(f"<h1>石岛浮桥启用</h1><div>{entries}</div>").html


def test_short_parts_of_one_text_are_put_together_where_they_are_chinese() -> None:
    part = "<div class='content box'>{}</div>"
    body = f"<h1>石岛浮桥启用</h1>{part.format(paragraphs(TEXT[0]))}<hr>{part.format(paragraphs(TEXT[1]))}"
    assert TEXT[1] in parse(body).html


def test_headings_over_nothing_but_headings_and_the_way_there_are_no_text() -> None:
    text = paragraphs("섬마을 주민센터는 15일 옥상에 60평 규모의 텃밭을 열었다고 밝혔다.", "텃밭은 11월까지 운영한다.")
    body = f"<article><h2>소식 옥상 텃밭 개장</h2><h2>페이지 정보</h2><section><h2>본문</h2>{text}</section></article>"
    one = parse(body, "옥상 텃밭 개장 > 소식 | 섬마을")
    assert one.title == "옥상 텃밭 개장"
    assert one.html.startswith("<p>섬마을")


def test_a_day_before_a_name_that_is_elsewhere_is_no_text() -> None:
    text = paragraphs("Vingt producteurs de la vallée vendront leurs légumes place Verte chaque samedi matin.")
    day = "<p>mercredi 11 avril 2018, par <a class='author' href='/a'>Lucie Bernard</a></p>"
    one = parse(f"<h1>Le marché s’installe</h1>{day}<div>{text}</div>", "Le marché s’installe")
    assert "avril" not in one.html


def test_lines_in_boxes_of_one_kind_are_one_text() -> None:
    lines = f"<div>{TEXT[0]}</div><div><br></div><div>报名十日截止。</div>"
    assert "报名十日截止。" in parse(f"<h1>石岛浮桥启用</h1><div class='nr'>{lines}</div>").html


def test_a_call_for_support_did_not_write_a_page() -> None:
    call = "<div class='support-author'><button>赞赏</button><p>如果文章对你有用，请随意赞赏</p></div>"
    assert parse(f"<h1>石岛浮桥启用</h1><div>{paragraphs(*TEXT)}</div>{call}").author is None


def test_a_russian_label_after_a_text_tells_who_wrote() -> None:
    text = "В школе на острове открыли спортзал, строительство которого заняло два года."
    body = f"<h1>Новый спортзал</h1><div>{paragraphs(text)}Автор:&nbsp;Олег Титов<br></div>"
    assert parse(body, "Новый спортзал").author == "Олег Титов"
