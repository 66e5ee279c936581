"""What stands around a page's article: lists of links, menus, readers' words."""

from __future__ import annotations

import pytest

from ledebot.bot.sources import page
from ledebot.bot.text.document import read

TITLE = "渡口的老钟修好了"
TEXT = (
    "渡口的老钟停了九年，周三下午重新走起来，钟声在河两岸都能听见。",
    "修钟的是镇上的退休铁匠，他花了四个月，自己打了十一个齿轮。",
    "渡口管理处说，以后每逢整点敲钟，夜里十点到早上六点不敲。",
)
HEADLINES = (
    "桥头集市改到周日开张",
    "小学操场铺了新草皮",
    "河堤步道夜里亮灯了",
    "豆腐店的第三代接班",
    "轮渡票价明年不变",
    "镇史馆征集旧照片",
)
ENGLISH = (
    "The old clock at the ferry landing began to run again on Wednesday, after nine years in which it stood still.",
    "A retired smith mended it in four months and made eleven of its wheels himself, in a shed behind his house.",
)


def links(*headlines: str) -> str:
    return "<ul>" + "".join(f"<li><a href='/{headline}'>{headline}</a></li>" for headline in headlines) + "</ul>"


def article(*texts: str) -> str:
    return f"<h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in texts)


LEFT = f"<div class='left'>{article(*TEXT)}</div>"
TEASERS = "".join(
    f"<dl><dt><a href='/{line}'>{line}</a></dt><dd>这件事在镇上说了好几年，这个月终于有了结果。</dd></dl>"
    for line in HEADLINES
)


def paragraphs(body: str, language: str = "zh") -> tuple[str, ...]:
    source = f"<html lang='{language}'><head><title>{TITLE}</title></head><body>{body}</body></html>"
    return read(page.parse(source.encode(), url="https://ferry.example/1")).paragraphs


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='left'>{article(*TEXT)}<div><h4>大家都在看</h4>{links(*HEADLINES[:3])}</div></div>",
        f"<div class='left'>{article(*TEXT)}<p>更多</p><p><a href='/1'>{HEADLINES[0]}</a></p></div>",
        f"<div>{LEFT}<div class='right'>{links(*HEADLINES)}<p>本栏目每天早上七点更新，欢迎来信。</p></div></div>",
        f"<div><div>{links('要闻', '乡镇', '人物', '图片')}</div><div>{article(*TEXT)}</div></div>",
        f"<div>{LEFT}<div class='comments'><b>河边人</b><p>小时候天天听这个钟，现在又能听见了，真好。</p></div></div>",
        f"<div>{LEFT}<div class='more'><h2>为你推荐</h2>{TEASERS}</div></div>",
    ],
)
def test_what_stands_around_an_article_is_none_of_it(body: str) -> None:
    assert paragraphs(body) == TEXT


def test_a_list_that_the_text_leads_in_stays() -> None:
    found = paragraphs(
        f"<div>{article(*TEXT[:2])}<p>修钟用到的旧照片有这些：</p>{links('一九六二年的渡口', '铁匠铺旧影')}</div>"
    )
    assert any("一九六二年的渡口" in paragraph for paragraph in found)


def test_lists_and_headings_of_a_text_in_a_frame_without_a_name_stay() -> None:
    steps = "<ul><li>整点敲钟</li><li>夜里不敲</li></ul>"
    found = paragraphs(
        f"<div class='x7'>{article(TEXT[0])}<h2>以后怎么敲</h2>{steps}<p>{TEXT[1]}</p><p>{TEXT[2]}</p></div>"
    )
    assert found == (TEXT[0], "以后怎么敲", "• 整点敲钟", "• 夜里不敲", *TEXT[1:])


def test_a_sentence_with_many_links_stays() -> None:
    names = "、".join(f"<a href='/{name}'>{name}</a>" for name in ("老李铁铺", "河西木行", "镇中学", "轮渡公司"))
    last = f"<p>出钱出力的还有{names}和二十七位不愿留名的邻居。</p>"
    assert "二十七位" in paragraphs(f"<div>{article(*TEXT)}{last}</div>")[-1]


def test_text_straight_in_elements_beside_paragraphs_is_not_lost() -> None:
    lines = f"<p>{TEXT[0]}</p><div>{TEXT[1]}</div><div>{TEXT[2]}</div><div>（何小渡）</div>"
    assert paragraphs(f"<div class='x7'><h1>{TITLE}</h1>{lines}</div>")[:3] == TEXT


def test_words_before_a_text_that_are_no_sentence_are_labels() -> None:
    assert (
        paragraphs(
            f"<div class='x7'><h1>{TITLE}</h1><p>渡口</p><p>157</p>{''.join(f'<p>{one}</p>' for one in TEXT)}</div>"
        )
        == TEXT
    )


def test_links_between_paragraphs_stay() -> None:
    found = paragraphs(
        f"<div>{article(TEXT[0])}<p><a href='/g'>齿轮是怎么打出来的</a></p><p>{TEXT[1]}</p><p>{TEXT[2]}</p></div>"
    )
    assert any("齿轮" in paragraph for paragraph in found[1:2])


def test_who_wrote_is_found_beside_the_text_not_in_a_box_of_links() -> None:
    boxes = "".join(
        f"<li><span class='author'>博主{number}：</span><a href='/{number}'>{line}</a></li>"
        for number, line in enumerate(HEADLINES)
    )
    body = f"<div>{article(*TEXT)}</div><div><ul>{boxes}</ul></div>"
    source = f"<html lang='zh'><head><title>{TITLE}</title></head><body>{body}</body></html>"
    assert page.parse(source.encode(), url="https://ferry.example/1").author is None


def test_two_parts_of_a_text_in_boxes_of_their_own_are_both_read() -> None:
    first, second = ENGLISH
    parts = f"<div class='one'><p>{first}</p></div><div class='two'><p>{second}</p><p>It rings each hour.</p></div>"
    assert paragraphs(f"<div class='a'><h1>{TITLE}</h1>{parts}</div>", "en") == (first, second, "It rings each hour.")


def test_a_page_that_is_all_links_is_read_without_fault() -> None:
    deep = "<div>" * 200 + links(*HEADLINES) * 50 + "</div>" * 200
    assert paragraphs(f"<div>{article(*TEXT)}</div>{deep}")[: len(TEXT)] == TEXT
