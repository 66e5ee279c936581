"""What labels tell of a page's article, however they are set; titles of the site; what stands over a heading."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.sources import page, page_facts

TEXT = ("石岛渡口的新浮桥昨日启用，桥长四百二十米，行人和自行车可以免费通过。", "岛上的三百户人家此前要绕行十一公里。")


def read(head: str, *, title: str = "石岛浮桥启用", named: str = "石岛浮桥启用", after: str = "") -> Item:
    text = "".join(f"<p>{one}</p>" for one in TEXT)
    source = (
        f"<html><head><title>{named}</title></head><body>{f'<h1>{title}</h1>' if title else ''}{head}"
        f"<div class='content'>{text}</div>{after}</body></html>"
    )
    return page.parse(source.encode(), url="a.html")


@pytest.mark.parametrize(
    ("head", "author", "published"),
    [
        (
            "<table><tr><td>作者:柳青</td><td>时间:2019年04月02</td><td>浏览次数:31</td></tr></table>",
            "柳青",
            "2019-04-01",
        ),
        ("<div>来源  :  石岛报  作者  :  柳青  发布时间  :  2019-04-02  点击量  :  9</div>", "柳青", "2019-04-01"),
        (
            "<table><tr><th>作者</th><td>柳青</td></tr><tr><th>日期</th><td>2019/4/2</td></tr></table>",
            "柳青",
            "2019-04-01",
        ),
        ("<p>创建于 2019/04/02 | 修改于 2020/01/01</p>", None, "2019-04-01"),
        ("<p>发布者：portal | 原作者: 柳青 | 发布于2019.4.2</p>", "柳青", "2019-04-01"),
        ("<p>标签：<a>桥</a>, <a>岛</a> • 发布时间：2019年4月2日 • 评论数：0 条</p>", None, "2019-04-01"),
        ("<p>更新日:2019年4月2日 /著者:木村さち</p>", "木村さち", "2019-04-01"),
        ("<font>글쓴이</font> : 섬지기 <font>등록</font> 2019-04-02 오전 9:12", "섬지기", "2019-04-02"),
    ],
)
def test_labels_tell_who_and_when(head: str, author: str | None, published: str | None) -> None:
    one = read(head)
    assert one.author == author
    assert (one.published and one.published.date().isoformat()) == published
    assert one.html.startswith(f"<p>{TEXT[0]}")


def test_a_time_alone_may_be_an_event_s() -> None:
    told = page_facts.read(f"<body><p>时间：2019-04-02</p><p>{TEXT[0]}</p>", TEXT[0], TEXT[0])
    assert told == page_facts.NO_FACTS


def test_a_page_s_first_day_comes_before_its_last_change() -> None:
    changed = "<p>更新时间: <span>2023-11-06 08:12:30</span></p>"
    one = read("<span>发布时间: 2023-11-05 </span>", after=changed)
    assert one.published is not None
    assert one.published.isoformat()[:16] == "2023-11-04T16:00"


def test_a_title_behind_its_label_and_a_class_of_one() -> None:
    assert read("<p>标题：石岛浮桥昨日启用</p><p>来源：石岛报</p>", title="", named="门户").title == "石岛浮桥昨日启用"
    assert read("<div class='tit'>石岛浮桥启用</div>", title="", named="石岛交通局").title == "石岛浮桥启用"
    above = "<div>石岛浮桥启用 <a>首页</a></div><div>来源 : 交通科 发布时间 : 2019-04-02</div>"
    assert read(above, title="", named="石岛交通网").title == "石岛浮桥启用"


def test_a_heading_that_leads_to_the_front_page_is_the_site_s() -> None:
    head = "<h2>当前位置</h2><h3>石岛浮桥启用</h3>"
    assert read(head, title="<a href='/'>石岛门户</a>", named="石岛门户").title == "石岛浮桥启用"
    assert read(head, title="<a href='/'>石岛</a>", named="石岛浮桥启用 | 石岛").title == "石岛浮桥启用"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("公開日: 更新日:", True),
        ("时间：2019-04-02 10:31 来源：石岛报", True),
        ("时间：五月一日 地点：人民公园", False),
        ("作者指出，今年的潮水比往年早。", False),
        ("编辑部的故事", False),
        ("创建于2019年的渡轮公司周一宣布破产", False),
        ("创建于2019年3月5日的渡轮公司周一宣布破产", False),
        ("发布于2024年", True),
        ("编辑：我们为什么要写这座浮桥，读者来信里问得最多的五个问题", False),
        ("来源：石岛县人民政府办公室信息中心，编辑：柳青", True),
        ("标签：桥，岛，渡口", True),
        ("创建于 2019/04/02 | 修改于 2020/01/01", True),
    ],
)
def test_a_line_of_nothing_but_labels(line: str, told: bool) -> None:
    assert page_facts.only(line) is told


def test_a_picture_and_a_day_may_stand_over_the_heading() -> None:
    over = "<figure class='post-feature-image'><img src='https://ridge.example/mill.jpg'></figure>"
    text = "<p>The town council voted six to three on Thursday to buy the old mill and turn it into flats.</p>"
    source = f"<html><head><title>Mill</title></head><body><article>{over}<div class='meta'>19 August 2023</div>"
    one = page.parse(f"{source}<h1>Council buys mill</h1>{text}</article></body></html>".encode(), url="a.html")
    assert "https://ridge.example/mill.jpg" in one.html
    assert one.published is not None
    assert one.published.date().isoformat() == "2023-08-19"


def test_an_advert_over_the_heading_is_not_the_article_s_picture() -> None:
    over = "<div class='leaderboard'><a href='/buy'><img src='https://ridge.example/boots.jpg'></a></div>"
    text = "<p>The town council voted six to three on Thursday to buy the old mill and turn it into flats.</p>"
    source = f"<html><body>{over}<article><h1>Council buys mill</h1>{text}</article></body></html>"
    assert "boots" not in page.parse(source.encode(), url="a.html").html


def test_bare_text_in_a_section_and_a_time_without_its_attribute() -> None:
    source = (
        "<html><body><section><article><header><time>2020-09-30</time><h3>装充电桩</h3></header><main>"
        f"{TEXT[0]}<br/><br/>{TEXT[1]}</main><footer>评论</footer></article></section></body></html>"
    )
    one = page.parse(source.encode(), url="a.html")
    assert TEXT[1] in one.html
    assert one.published is not None
    assert one.published.date().isoformat() == "2020-09-29"
