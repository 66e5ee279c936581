"""Pages of a line or two, for which an extraction gives the page's words piece by piece."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.sources import page
from ledebot.bot.text.document import read


def parse(body: str, head: str = "") -> Item:
    return page.parse(f"<html><head>{head}</head><body>{body}</body></html>".encode(), url="https://gang.example/1")


@pytest.mark.parametrize(
    "frame",
    ["<div class='article__bd__detail'>{}</div>", "<main>{}</main>", "<div>{}</div>", "<div id='zoom'>{}</div>"],
)
def test_words_within_a_line_stay_in_it(frame: str) -> None:
    body = "<p>渡轮<b>周五</b>起改在<a href='/k'>新码头</a>停靠。</p><p>票价<em>不变</em>。</p>"
    nav = "<nav>首页 渡轮 关于</nav><footer>渔港网 版权所有</footer>"
    one = read(parse(nav.join(("", frame.format(body))) + "<footer>渔港网</footer>", "<title>渡轮换码头</title>"))
    assert one.paragraphs == ("渡轮周五起改在新码头停靠。", "票价不变。")


def test_a_title_without_a_heading_stands_in_an_element_called_so() -> None:
    title = "<div class='title' data-t='1'>渡轮换码头</div>"
    one = read(parse(f"<div class='main'>{title}<div><p>渡轮周五起改在新码头停靠，票价不变。</p></div></div>"))
    assert (one.title, one.paragraphs) == ("渡轮换码头", ("渡轮周五起改在新码头停靠，票价不变。",))


def test_the_article_s_heading_names_it_where_the_page_s_title_is_shorter() -> None:
    one = read(
        parse(
            "<header><h1>渔港网</h1></header><article><h1>渡轮换码头了</h1>"
            "<p>渡轮周五起改在新码头停靠，旧码头留给渔船，票价不变。</p></article>",
            "<title>渡轮换码头 - 渔港网</title>",
        )
    )
    assert (one.title, len(one.paragraphs)) == ("渡轮换码头了", 1)


@pytest.mark.parametrize(
    "unseen", ["style='display: none'", "style='color:red;display:none'", "hidden", "class='qr_code_pc'"]
)
def test_what_is_not_shown_is_none_of_a_text(unseen: str) -> None:
    text = "渡轮周五起改在新码头停靠，旧码头留给渔船，票价不变。"
    one = parse(f"<h1>渡轮换码头</h1><div class='content'><p>{text}</p><div {unseen}>扫一扫，看船期</div></div>")
    assert read(one).paragraphs == (text,)


def test_a_text_that_a_script_is_to_show_is_read() -> None:
    text = "渡轮周五起改在新码头停靠，旧码头留给渔船，票价不变。"
    assert read(parse(f"<h1>渡轮换码头</h1><div style='display:none'><p>{text}</p></div>")).paragraphs == (text,)


def test_lines_that_a_source_wrapped_are_joined_without_a_space() -> None:
    lines = "渡轮周五起改在新码头停靠，\n    旧码头留给\n    渔船。\n    票价不变。"
    one = parse(f"<h1>渡轮换码头</h1><article><p>{lines}</p></article>")
    assert read(one).paragraphs == ("渡轮周五起改在新码头停靠，旧码头留给渔船。票价不变。",)


def test_code_in_a_page_is_code() -> None:
    code = "<pre><code>def fare(age):\n    return 2 if age &lt; 12 else 4</code></pre>"
    text = "<p>渡轮的票价由一个小程序计算，按年龄分两档。</p>"
    one = read(
        parse(f"<h1>票价怎么算</h1><article>{text}{code}<p>十二岁以下的乘客只付一半，老人不另外优惠。</p></article>")
    )
    assert len(one.paragraphs) == 2
    alone = read(parse(f"<h1>票价怎么算</h1><article>{code}</article>"))
    assert alone.paragraphs[0].startswith("def fare")


def test_the_text_tells_the_language_where_a_page_has_no_title() -> None:
    one = parse(
        "<div id='zoom'><p>渡轮周五起改在新码头停靠，旧码头留给渔船，票价不变。</p></div>",
        "<meta name='PubDate' content='2024-03-05'>",
    )
    assert one.published is not None
    assert one.published.isoformat()[:16] == "2024-03-04T16:00"


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("<img data-src='https://p.example/a/640?wx_fmt=jpeg'>", "https://p.example/a/640?wx_fmt=jpeg"),
        ("<img src='https://p.example/a?w=20&n=1'>", None),
        ("<img src='https://p.example/q?n=1' width='1' height='1'>", None),
    ],
)
def test_a_picture_s_address_needs_no_ending(picture: str, shown: str | None) -> None:
    text = "<p>渡轮周五起改在新码头停靠，旧码头留给渔船，票价不变。</p>"
    assert read(parse(f"<h1> 渡轮换码头 </h1><article>{text}{picture}</article>")).image == shown


def test_an_element_of_a_site_s_own_is_read() -> None:
    text = "<p>The ferry stops at the new pier from Friday, and boats of fishers keep the old one, the mayor said.</p>"
    body = f"<gang-story class='ad'><h1>Ferry moves</h1>{text}<ul><li>Adults pay four euros</li></ul></gang-story>"
    assert read(parse(body)).paragraphs[-1] == "• Adults pay four euros"


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("林小港", "林小港"),
        ("渔港网", None),
        ("渔港之声", None),
        ("Jane Porter", "Jane Porter"),
        ("Jane Editor", "Jane Editor"),
    ],
)
def test_a_name_in_the_head_may_be_a_person_s(name: str, author: str | None) -> None:
    head = f"<title>渡轮换码头_渔港网</title><meta name='author' content='{name}'>"
    text = "<p>渡轮周五起改在新码头停靠，旧码头留给渔船，票价不变。</p>"
    assert parse(f"<h1>渡轮换码头</h1><article>{text}</article>", head).author == author
