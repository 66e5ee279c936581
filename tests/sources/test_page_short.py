"""Pages of a line or two, for which an extraction gives the page's words piece by piece."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.sources import page
from ledebot.bot.text.document import read
from ledebot.bot.text.plain_text import unwrapped


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


def test_lines_around_a_listing_are_joined_those_in_it_stay() -> None:
    around = "<p>票价\n  不变</p><pre>甲线，\n乙线</pre><p>旧码头\n停渔船</p>"
    assert unwrapped(around) == "<p>票价不变</p><pre>甲线，\n乙线</pre><p>旧码头停渔船</p>"
    assert unwrapped("<PRE>甲线\n乙线") == "<PRE>甲线\n乙线"


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
        ("金港网", None),
        ("龙湾报", None),
        ("渔港之声", None),
        ("Jane Porter", "Jane Porter"),
        ("Jane Editor", "Jane Editor"),
    ],
)
def test_a_name_in_the_head_may_be_a_person_s(name: str, author: str | None) -> None:
    head = f"<title>渡轮换码头_渔港网</title><meta name='author' content='{name}'>"
    text = "<p>渡轮周五起改在新码头停靠，旧码头留给渔船，票价不变。</p>"
    assert parse(f"<h1>渡轮换码头</h1><article>{text}</article>", head).author == author


def test_links_to_files_that_stand_alone_are_attachments() -> None:
    text = "<p>渡轮周五起改在新码头停靠，船期见<a href='/c.pdf'>这张表</a>，票价不变。</p>"
    files = "<a href='/f/a.docx'>申请表</a> <a href='/f/b.pdf?v=2'>船期表（PDF）</a>"
    assert read(parse(f"<h1>渡轮换码头</h1><article>{text}{files}</article>")).paragraphs == (
        "渡轮周五起改在新码头停靠，船期见这张表，票价不变。",
    )


def test_bare_text_before_paragraphs_is_whole() -> None:
    bare = "此前，渡轮一直停在旧码头，涨潮时要等上半个小时，<u>乘客多有怨言</u>，镇里收到过二十封信。"
    text = "<p>渡轮周五起改在新码头停靠，旧码头留给渔船，票价不变。</p>"
    body = f"{bare}<br><div class='gap'></div>{text}<br>镇长说，新码头不受潮水影响，夜里也可以停船。"
    one = read(parse(f"<h1>渡轮换码头</h1><div class='news_txt'>{body}</div>"))
    assert [text[:4] for text in one.paragraphs] == ["此前，渡", "渡轮周五", "镇长说，"]


def test_a_line_of_who_wrote_and_when_in_a_heading_s_frame_is_no_deck() -> None:
    when = "<time datetime='2024-03-04'>March 4</time>"
    signed = f"<p>Written by <a rel='author' href='/'>Joan</a>. Published on {when} in Boats.</p>"
    text = "<p>The ferry stops at the new pier from Friday, and boats of fishers keep the old one, the mayor said.</p>"
    one = read(parse(f"<article><header><h1>Ferry moves</h1>{signed}</header><section>{text}</section></article>"))
    assert (one.author, len(one.paragraphs)) == ("Joan", 1)


def test_links_that_a_sentence_leads_in_are_its_list() -> None:
    text = (
        "<p>The ferry has moved before, and those who like to know may want to read what was written of it then:</p>\n"
    )
    links = "<ul>\n<li><a href='/1'>A pier of stone</a></li>\n<li><a href='/2'>A pier of wood</a></li>\n</ul>\n"
    end = "<p>The mayor says that this time the ferry stays where it is, whatever the tide may be.</p>"
    paragraphs = read(parse(f"<h1>Ferry moves</h1><article>{text}{links}{end}</article>")).paragraphs
    assert "• A pier of stone" in paragraphs


def test_a_canonical_address_loses_what_tells_where_a_reader_came_from() -> None:
    head = "<link rel='canonical' href='https://gang.example/2?utm_source=feed'>"
    assert parse("<h1>渡轮换码头</h1><p>渡轮周五起改在新码头停靠，票价不变。</p>", head).url == "https://gang.example/2"
