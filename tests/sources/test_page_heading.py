"""What stands around a page's heading: its title, who wrote it and when it came out."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.sources import page
from ledebot.bot.text.document import read

FIRST = "老磨坊周六重新开放，第一天来了四百名游客，面包下午三点就卖完了。"
SECOND = "磨坊主说，秋天以前每个周末都会开门，学校可以预约参观。"
ENGLISH = (
    "The old mill opened again on Saturday, and four hundred people came on the first day to see it grind.",
    "The miller says that it will be open each weekend until autumn, and that schools may book a visit.",
)


def parse(body: str, head: str = "", *, language: str = "zh") -> Item:
    document = f"<html lang='{language}'><head>{head}</head><body>{body}</body></html>"
    return page.parse(document.encode(), url="https://mill.example/1")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


CHINESE = paragraphs(FIRST, SECOND)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("河边散步: 老磨坊重新开放", "<h1>河边散步</h1><h3>老磨坊重新开放</h3>", "老磨坊重新开放"),
        ("河边新闻网", "<div>河边新闻网</div><h1>老磨坊重新开放</h1>", "老磨坊重新开放"),
        ("Press release - Mill Trust", "<h2>老磨坊重新开放</h2>", "老磨坊重新开放"),
        ("河边新聞 -- 老磨坊重新开放", "<div><b>老磨坊重新开放</b></div>", "老磨坊重新开放"),
        ("老磨坊重新开放 - 要闻", "<h1>老磨坊重新开放</h1><h2>要闻</h2>", "老磨坊重新开放"),
        ("河边磨坊日 » Blog Archive » 老磨坊重新开放", "<h1>河边磨坊日</h1><h2>老磨坊重新开放</h2>", "老磨坊重新开放"),
        ("老磨坊重新开放", "<h1>老磨坊重新开放</h1><h1>渡船停航三天检修</h1>", "老磨坊重新开放"),
        ("老磨坊重新开放AI-MILL 河边资讯", "<h4>\n老磨坊重新开放AI </h4>", "老磨坊重新开放AI"),
        ("老磨坊重新开放（河边社）- 要闻", "<h1>老磨坊重新开放</h1>", "老磨坊重新开放"),
        ("老磨坊重新开放 河边县人民政府", "<div>老磨坊重新开放</div>", "老磨坊重新开放"),
        ("老磨坊重新开放 @ 阿麦的笔记 :: 河边博客", "<h2>老磨坊重新开放</h2>", "老磨坊重新开放"),
        ("老磨坊重新开放 - 要闻", "<h1>老磨坊重新开放<br><span>2024-03-08 10:00 点击：9</span></h1>", "老磨坊重新开放"),
        ("河边县政府-要闻-老磨坊重新开放", "<h2>老磨坊重新开放</h2>", "老磨坊重新开放"),
        ("老磨坊重新开放 - 河边论坛", "<h1>[乡村] 老磨坊重新开放</h1>", "老磨坊重新开放"),
        ("老磨坊重新开放", "<div>老磨坊重新开放</div><h2>四百名游客</h2>", "老磨坊重新开放"),
    ],
)
def test_the_heading_above_the_text_names_it_where_the_page_s_title_does_not(head: str, body: str, title: str) -> None:
    assert parse(f"{body}<div>{CHINESE}</div>", f"<title>{head}</title>").title == title


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<small>时间:</small>2024-03-08 10:00<small>作者:</small>林小麦<small>点击:</small>233次", "林小麦"),
        ("<ul><li>作者: <a>林小麦</a></li><li>分类: <a>乡村</a></li></ul>", "林小麦"),
        ("<div>撰文：林小麦</div>", "林小麦"),
        ("<div>作者：来源：本网</div>", None),
    ],
)
def test_a_label_beside_a_heading_tells_who_wrote(line: str, author: str | None) -> None:
    body = f"<article><h1>老磨坊重新开放</h1>{line}{CHINESE}</article>"
    assert parse(body, "<title>老磨坊重新开放</title>").author == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("March 8, 2024 · 3 min · Ann Smith", "Ann Smith"),
        ("Local News · March 8, 2024", None),
        ("Von Ann Smith", "Ann Smith"),
        ("Por Ana Ríos", "Ana Ríos"),
        ("di Anna Conti", "Anna Conti"),
        ("Publié par <a>Ann Smith</a> le 8 mars 2024", "Ann Smith"),
        ("By Ann Smith ann@mill.example", "Ann Smith"),
        ("By Ann Smith <a>@annsmith</a> Reporter", "Ann Smith"),
        ("Publicado el 8 marzo, 2024 por Ana Ríos", "Ana Ríos"),
    ],
)
def test_a_name_beside_a_day_or_after_a_small_word_is_the_author_s(line: str, author: str | None) -> None:
    body = f"<article><h1>Mill opens</h1><div>{line}</div>{paragraphs(*ENGLISH)}</article>"
    assert parse(body, "<title>Mill opens</title>", language="en").author == author


@pytest.mark.parametrize(
    ("language", "line", "day"),
    [
        ("es", "<div class='fecha'>8 de marzo de 2024, 10:00</div>", "2024-03-08"),
        ("ru", "<div class='date'>8 марта 2024, 10:00</div>", "2024-03-08"),
        ("en", "<dl><dt>Published</dt><dd>8 March 2024</dd></dl>", "2024-03-08"),
        ("en", "<div class='when'>8 March 2024</div>", "2024-03-08"),
        ("it", "<div>di Anna Conti</div><div>8 marzo 2024</div>", "2024-03-08"),
        ("en", "<p>8th March 2024</p>", "2024-03-08"),
        ("es", "<p>Publicado el 8 marzo, 2024 por Ana Ríos</p>", "2024-03-08"),
        ("en", "<div>Opens 8 June 2024, 10:00</div>", None),
    ],
)
def test_an_element_called_after_the_day_has_it(language: str, line: str, day: str | None) -> None:
    body = f"<div class='a'><h1>Mill opens</h1>{line}{paragraphs(*ENGLISH)}</div>"
    published = parse(body, "<title>Mill opens</title>", language=language).published
    assert (published and published.date().isoformat()) == day


def test_centred_lines_are_lines() -> None:
    body = f"<center><b>老磨坊重新开放</b></center><center>2024年3月8日 10:00</center><div>{CHINESE}</div>"
    assert read(parse(body, "<title>老磨坊重新开放</title>")).paragraphs == (FIRST, SECOND)


def test_a_menu_before_the_title_is_no_text() -> None:
    menu, body = "<a>首页</a><br><a>乡村</a>", f"<b>老磨坊重新开放</b><br>{FIRST}<br><br>{SECOND}"
    table = f"<table><tr><td>{menu}</td><td>{body}</td></tr></table>"
    assert read(parse(table, "<title>老磨坊重新开放</title>")).paragraphs == (FIRST, SECOND)


def test_bare_text_after_a_picture_s_box_is_whole() -> None:
    text = "<br><br>".join((f"{FIRST}<b>人人都说好吃。</b>", SECOND, FIRST[::-1]))
    body = f"<div class='post-body'><div><img src='/m.jpg'></div>{text}</div>"
    whole = read(parse(f"<h3>老磨坊重新开放</h3>{body}", "<title>老磨坊重新开放</title>")).paragraphs
    assert whole[:2] == (f"{FIRST}人人都说好吃。", SECOND)


@pytest.mark.parametrize(
    "name", ["newsletter-box", "kg-signup-card", "author-bio", "article-paywall", "dashang", "cmt"]
)
def test_a_box_that_speaks_to_readers_is_no_text(name: str) -> None:
    box = f"<div class='{name}'><h3>每周来信</h3><p>磨坊的消息，每周一早上到你家里。</p></div>"
    body = f"<article><h1>老磨坊重新开放</h1>{CHINESE}{box}</article>"
    assert read(parse(body, "<title>老磨坊重新开放</title>")).paragraphs == (FIRST, SECOND)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "128 人赞同了该文章",
            "编辑于 2024-03-08 10:00・IP 属地浙江",
            "还没有人赞赏，快来当第一个吧！",
            "出版：",
            "返回",
        ),
        *(
            "索 引 号 | MF-2024-01 | 发布机构 | 乡政府",
            "第02版：乡村 上一版 下一版 | 返回目录",
            "河边日报 | 2024年3月8日 星期五 |",
        ),
    ],
)
def test_a_page_s_own_line_is_no_text(line: str) -> None:
    assert read(Item("x", "岛报", "磨坊", paragraphs(FIRST, line, SECOND))).paragraphs == (FIRST, SECOND)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Thanks for reading Mill Notes!",
            "Temps de lecture : 2 min",
            "Stand: 08.03.2024, 10:00 Uhr",
            "Von Ann Smith",
        ),
        *("Teilen mit:", "Gefällt mir Wird geladen …", "Comparte esto:", "Me gusta Cargando..."),
        *("8th March 2024", "By Ann Smith @annsmith Reporter"),
        *("Contact Ann Smith at ann@mill.example or 555-0100.", "Back to front page"),
        "Ann Smith covers the mills for Island Post. She can be reached at ann@mill.example.",
    ],
)
def test_a_page_s_own_line_elsewhere_is_no_text(line: str) -> None:
    assert read(Item("x", "Post", "Mill opens", paragraphs(*ENGLISH, line))).paragraphs == ENGLISH


def test_a_gallery_keeps_its_captions() -> None:
    lines = ("3月8日，游客在磨坊门口排队。当日，磨坊重新开放。", "3月8日，孩子们看磨坊主磨面。")
    body = paragraphs(*(f"<img src='/{number}.jpg'>{line}林小麦 摄" for number, line in enumerate(lines)))
    assert read(Item("x", "岛报", "组图：磨坊重新开放", body)).paragraphs == lines


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "<abbr class='published' title='2024-03-18T10:00:00+08:00'>上午10:00</abbr>"),
        ("fr", "<p>Publié le 18/03/2024 à 03h00, mis à jour le 19/03/2024 à 10h00</p>"),
    ],
)
def test_the_first_of_two_times_is_when_it_was_published(language: str, line: str) -> None:
    body = f"<div class='a'><h1>Mill opens</h1>{line}{paragraphs(*ENGLISH)}</div>"
    published = parse(body, "<title>Mill opens</title>", language=language).published
    assert published is not None
    assert published.date().isoformat() == "2024-03-18"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<div>2024年3月8日 星期五 | 第02版:乡村</div>", "2024-03-07"),
        ("<ul><li>林小麦</li><li>2024 年 03 月 08 日</li></ul>", "2024-03-07"),
        ("<p>2024. 3. 8. 10:20</p>", "2024-03-08"),
        ("<p>2024年03月08日(五) 10:20</p>", "2024-03-08"),
        ("<p>2024年3月8日（五）</p>", "2024-03-07"),
        ("<p><b>2024</b><i><em>03</em>/<em>08</em></i><i>10:20:15</i></p>", "2024-03-08"),
        ("<p>2024年3月8日10:20　河边日报</p>", "2024-03-08"),
        ("<p>磨坊到2034年3月8日就满一百年了，河边的老人都记得它。</p>", None),
    ],
)
def test_a_day_alone_in_its_line_is_the_page_s(line: str, day: str | None) -> None:
    published = parse(f"<div>{line}<h2>老磨坊重新开放</h2>{CHINESE}</div>", "<title>老磨坊重新开放</title>").published
    assert (published and published.date().isoformat()) == day


def test_a_paper_s_page_is_called_after_the_line_above_its_text() -> None:
    above = "<div>第02版：乡村</div><div>2024年3月8日</div><table><tr><td><b>老磨坊重新开放</b></td></tr></table>"
    assert parse(f"{above}<div>{CHINESE}</div>", "<title>河边日报数字报-第02版：乡村</title>").title == "老磨坊重新开放"


def test_an_old_page_s_text_in_one_element_is_read() -> None:
    text = "<br><br>".join(("<b>Mill opens</b>", *ENGLISH, "It is free."))
    found = parse(f"<font face='Arial'>{text}</font>", "<title>Mill opens</title>", language="en")
    assert read(found).paragraphs[: len(ENGLISH)] == ENGLISH


def test_a_heading_that_is_only_read_out_is_no_title() -> None:
    menu = "<header><h1 class='visually-hidden'>Main menu</h1><ul><li><a href='/'>Home</a></li></ul></header>"
    body = f"{menu}<div><h2>Old mill opens again</h2>{paragraphs(*ENGLISH)}</div>"
    assert parse(body, "<title>Mill Trust</title>", language="en").title == "Old mill opens again"


@pytest.mark.parametrize(
    ("line", "paper"), [("来源：河边日报　作者：林小麦", "河边日报"), ("作者：林小麦", "mill.example")]
)
def test_a_page_without_a_site_s_name_is_from_the_paper_that_it_names(line: str, paper: str) -> None:
    assert parse(f"<h1>老磨坊重新开放</h1><div>{line}</div>{CHINESE}").source == paper


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("老磨坊重新开放_河边_磨坊报", "磨坊报"),
        ("Mill Post | 老磨坊重新开放", "Mill Post"),
        ("老磨坊重新开放", "web"),
        (f"老磨坊重新开放 - {'x' * 41}", "web"),
    ],
)
def test_a_page_without_an_address_is_from_what_its_title_ends_or_begins_with(title: str, name: str) -> None:
    source = f"<html><title>{title}</title><body><h1>老磨坊重新开放</h1>{CHINESE}</body></html>"
    assert page.parse(source.encode(), url="mill.html").source == name


def test_the_first_of_two_times_in_a_line_is_the_first_version_s() -> None:
    said = "<p>Publié le 05 mars 2024 à 10h30 - Mis à jour le 06 mars 2024 à 08h00</p>"
    found = parse(f"<h1>Le vieux moulin rouvre</h1>{said}{paragraphs(*ENGLISH)}", language="fr")
    assert str(found.published).startswith("2024-03-05 10:30")


def test_a_day_of_a_year_without_its_century_is_read_by_its_label_alone() -> None:
    said = "<div><span>发布时间：18-03-08</span><span>10:22</span></div>"
    assert str(parse(f"<h1>老磨坊重新开放</h1>{said}{CHINESE}").published).startswith("2018-03-08 02:22")
    assert parse(f"<h1>老磨坊重新开放</h1><div>18-03-08</div>{CHINESE}").published is None


def test_a_zone_after_noon_counts() -> None:
    said = "<p>Published: Apr 07, 2025 08:12 AM EST</p>"
    found = parse(f"<h1>Old mill opens again</h1>{said}{paragraphs(*ENGLISH)}", language="en")
    assert str(found.published).startswith("2025-04-07 13:12")


def test_a_writer_in_a_bar_needs_no_colon() -> None:
    bar = "<div>发表于<span>2024-03-08 10:00</span>| <span>22</span>次阅读| 来源<a>河边网</a>| 作者<a>林小麦</a></div>"
    assert parse(f"<h1>老磨坊重新开放</h1>{bar}{CHINESE}").author == "林小麦"


def test_the_source_that_authorities_name_in_a_page_s_head_is_its_source() -> None:
    head = "<title>河边县政府</title><meta name='ContentSource' content='河边县磨坊'>"
    assert parse(f"<h1>老磨坊重新开放</h1>{CHINESE}", head).source == "河边县磨坊"
