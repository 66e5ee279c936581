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
