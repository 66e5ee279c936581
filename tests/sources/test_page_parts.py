"""What belongs to a page's article although it stands apart, and what does not although it stands with it."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.sources import page
from ledebot.bot.text.document import read

TITLE = "山顶气象站换上新雷达"
DECK = "这台雷达花了三年才运上山，最后一段路靠二十头骡子驮。"
TEXT = (
    "新雷达周一凌晨开机，第一张回波图在四分钟后传到了山下的值班室。",
    "站长说，过去暴雨来前只有半个小时，现在能提前两个小时告诉山谷里的三个村子。",
    "旧雷达用了二十六年，拆下的天线会留在镇上的小学，给孩子们上课用。",
)
ENGLISH = (
    "The new radar was switched on early on Monday, and its first picture reached the valley four minutes later.",
    "Until now the three villages had half an hour before a storm; from now on they are to have two hours, he said.",
    "The old aerial, which had turned for twenty-six years, goes to the primary school, where it will be shown.",
)
TEASER = "<div class='other'><a href='/b'>河堤加高</a><p>工程队说，河堤还要再加高半米，明年春天完工。</p></div>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def parsed(body: str, title: str = TITLE) -> tuple[str, ...]:
    return read(item(body, title)).paragraphs


def item(body: str, title: str = TITLE) -> Item:
    source = f"<html><head><title>{title} - 河谷报</title></head><body>{body}</body></html>"
    return page.parse(source.encode(), url="https://paper.example/a.html")


@pytest.mark.parametrize(
    "deck",
    [f"<p class='teaser-text'>{DECK}</p>", f"<div class='zhaiyao'>{DECK}</div>", f"<div><p>{DECK}</p></div>"],
)
def test_a_deck_under_the_heading_is_the_text_s_first_paragraph(deck: str) -> None:
    body = f"<div class='head'><h1>{TITLE}</h1>{deck}</div><div class='article-body'>{paragraphs(*TEXT)}</div>"
    assert parsed(body) == (DECK, *TEXT)


def test_a_deck_that_the_text_repeats_is_told_once() -> None:
    body = f"<div class='head'><h1>{TITLE}</h1><p>{DECK}</p></div><div class='article-body'>{paragraphs(DECK, *TEXT)}"
    assert parsed(body) == (DECK, *TEXT)


@pytest.mark.parametrize(
    "beside",
    [
        "<figcaption>气象站的新雷达，左边是旧天线，摄于周一清晨。</figcaption>",
        "<div class='login-box'><p>登录以后可以收藏这篇文章，也可以参加讨论。</p></div>",
        "<h1>河谷报</h1><p>每天早上六点出版，山谷里的人都看这份报纸。</p>",
    ],
)
def test_what_else_stands_before_a_text_is_no_deck(beside: str) -> None:
    body = f"<div class='head'><h1>{TITLE}</h1>{beside}</div><div class='article-body'>{paragraphs(*TEXT)}</div>"
    assert parsed(body) == TEXT


@pytest.mark.parametrize(
    "after",
    [
        "<ul class='mood'><li>感动</li><li>高兴</li><li>难过</li></ul>",
        "<div class='tags'><span>标签</span><span>气象</span><span>雷达</span></div>",
        "<div><h4>打赏</h4><p>您的支持是我们前进的动力</p></div>",
        "<div><h3>热门评论</h3><p>太好了，家里终于能早点收衣服，不用一下雨就往回跑。</p></div>",
    ],
)
def test_what_follows_a_text_that_has_all_the_prose_is_none_of_it(after: str) -> None:
    assert parsed(f"<div class='article'><h1>{TITLE}</h1><div>{paragraphs(*TEXT)}</div>{after}</div>") == TEXT


def test_teasers_that_follow_a_long_text_are_none_of_it() -> None:
    body = f"<div class='content'><h1>{TITLE}</h1><div class='x'>{paragraphs(*TEXT * 4)}</div>{TEASER}</div>"
    assert not any("河堤" in one for one in parsed(body))


def test_a_text_s_last_paragraph_in_a_box_of_its_own_stays() -> None:
    last = "明年，气象站还要再招两个人，报名从三月开始。"
    after = f"<div class='x'><p>{last}</p></div>"
    body = f"<div class='content'><h1>{TITLE}</h1><div class='x'>{paragraphs(*TEXT)}</div>{after}</div>"
    assert parsed(body) == (*TEXT, last)


def test_who_edited_is_read_off_what_follows_a_text() -> None:
    after = "<div class='foot'><ul><li>分享</li><li>责任编辑：何晓</li></ul><p>未经授权不得转载</p></div>"
    one = read(item(f"<div class='content'><h1>{TITLE}</h1><div>{paragraphs(*TEXT)}</div>{after}</div>"))
    assert one.editor == "何晓"
    assert one.paragraphs == TEXT


def test_what_follows_a_text_still_tells_who_wrote_and_when() -> None:
    after = "<div class='foot'>Written by <a rel='author' href='/p/1'>Ida Quill</a> <time datetime='2024-03-04T08:00Z'>"
    one = item(f"<div class='content'><h1>Radar</h1><div>{paragraphs(*ENGLISH)}</div>{after}</div></div>", "Radar")
    assert one.author == "Ida Quill"
    assert one.published is not None


def test_a_text_whose_end_is_in_a_frame_of_its_own_is_whole() -> None:
    rest = f"<div class='toggle'>{paragraphs(*ENGLISH, *(one.upper() for one in ENGLISH))}</div>"
    first = tuple(f"{one} So it was told." for one in ENGLISH)
    body = f"<div class='head'><h1>Radar</h1></div><div class='textbox'>{paragraphs(*first)}<div>Ad</div>{rest}</div>"
    assert set(first) <= set(parsed(body, "Radar"))


def test_a_text_that_is_mostly_a_quotation_is_not_the_quotation_alone() -> None:
    quoted = f"<blockquote>{paragraphs(*TEXT)}</blockquote>"
    around = (
        "站里的日志这样记下那一天，字写得很小，墨水已经淡了。",
        "日志到这里就断了，后面三页被人撕掉，没有人知道为什么。",
    )
    body = f"<div><h1>{TITLE}</h1><p>{around[0]}</p>{quoted}<p>{around[1]}</p></div>"
    assert parsed(body) == (around[0], *TEXT, around[1])


@pytest.mark.parametrize(
    "caption",
    [
        "<figure><img src='/p/r.jpg'><figcaption>新雷达周一开机时的样子，左边是旧天线。</figcaption></figure>",
        "<figure><img src='/p/r.jpg'><div class='picinfo'>新雷达周一开机。本报记者甲摄 113年4月1日</div></figure>",
        "<div><img src='/p/r.jpg'><div class='m-img__caption'>The radar on Monday, from the east.</div></div>",
        "<p align='center'><img src='/p/r.jpg'></p><p style='text-align: center'>新雷达正在开机，左边是旧天线。</p>",
        "<p><img src='/p/r.jpg'></p><p class='wp-caption-text'>The radar on Monday, seen from the east.</p>",
    ],
)
def test_captions_are_none_of_a_text(caption: str) -> None:
    first, *rest = TEXT
    assert parsed(f"<div class='content'><h1>{TITLE}</h1><p>{first}</p>{caption}{paragraphs(*rest)}</div>") == TEXT


def test_a_page_that_is_a_picture_keeps_its_caption() -> None:
    caption = "新雷达周一凌晨开机，第一张回波图在四分钟后传到了山下，旧天线留给镇上的小学。"
    body = f"<div><h1>{TITLE}</h1><figure><img src='/p/r.jpg'><figcaption>{caption}</figcaption></figure></div>"
    assert parsed(body) == (caption,)


def test_a_portal_s_link_at_the_last_word_is_none_of_it() -> None:
    last = "站长说，从明年起，雷达的图每十分钟更新一次<a href='/'>返回河谷，查看更多</a>"
    body = f"<div><h1>{TITLE}</h1>{paragraphs(*TEXT, last)}</div>"
    assert parsed(body)[-1] == "站长说，从明年起，雷达的图每十分钟更新一次"


def test_a_long_deck_is_whole_and_a_short_one_called_so_is_kept() -> None:
    for deck in (DECK * 13, "雷达上了山，骡子下了山。"):
        body = (
            f"<div><h1>{TITLE}</h1><div class='summary'>{deck}</div></div><div class='article-body'>{paragraphs(*TEXT)}"
        )
        assert parsed(body)[0] == deck
    deck = "雷达上了山，骡子下了山，二十头骡子一头不少"
    body = f"<div><h1>{TITLE}</h1><div class='subhead'>{deck}</div></div><div class='article-body'>{paragraphs(*TEXT)}"
    assert parsed(body) == (deck, *TEXT)


@pytest.mark.parametrize(
    "tools",
    [
        "<div class='info'>2022年04月12日 10:15　来源：河谷报<a>参与互动</a><span>字体：<a>大</a></span></div>",
        "<div class='share'>分享到：<a>微博</a><a>微信</a></div>",
    ],
)
def test_what_tells_when_or_is_called_a_tool_opens_no_text(tools: str) -> None:
    body = f"<div class='main'><div class='t'>{TITLE}</div>{tools}<div class='zw'>{paragraphs(*TEXT)}</div></div>"
    assert parsed(body) == TEXT


def test_a_teaser_that_follows_a_short_text_is_none_of_it() -> None:
    other = "<div class='next'><h2><a href='/n'>河堤加高</a></h2>" + paragraphs(*(one[::-1] for one in TEXT)) + "</div>"
    body = f"<div class='post'><h1>{TITLE}</h1>{paragraphs(*TEXT, *TEXT)}</div><div id='more'>{other}</div>"
    assert not any(one in TEXT[0][::-1] for one in parsed(body))


def test_a_label_over_nothing_ends_no_text() -> None:
    assert parsed(f"<div><h1>{TITLE}</h1>{paragraphs(*TEXT, '相关视频：')}</div>") == TEXT
    assert parsed(f"<div><h1>Radar</h1>{paragraphs(*ENGLISH, 'Siehe auch:')}</div>", "Radar") == ENGLISH


@pytest.mark.parametrize(
    "line",
    [
        "首页 &gt; 本地 &gt; 山里的新闻，每天更新",
        "Home › News › Radar",
        "« Der Winter in den Bergen | Startseite | Die Seilbahn fährt wieder »",
        "11.09.2011, 16:20 von bergfreund",
    ],
)
def test_paths_and_stamps_open_no_text(line: str) -> None:
    assert parsed(f"<div><h1>{TITLE}</h1><p>{line}</p>{paragraphs(*TEXT)}</div>") == TEXT


def test_headlines_under_a_label_with_a_colon_are_none_of_a_text() -> None:
    def listed(*lines: str) -> str:
        return "<ul>" + "".join(f"<li><a href='/{line[:3]}'>{line}</a></li>" for line in lines) + "</ul>"

    other = listed("A ferry that nobody wanted sails at last", "Why the bridge over the river was closed again")
    assert (
        parsed(f"<div><h1>Radar</h1>{paragraphs(*ENGLISH, 'More about the valley:')}{other}</div>", "Radar") == ENGLISH
    )
    named = parsed(
        f"<div><h1>Radar</h1>{paragraphs(*ENGLISH, 'It was built by:')}{listed('Ann Low', 'Bo Hill')}</div>", "Radar"
    )
    assert named == (*ENGLISH, "It was built by:", "• Ann Low", "• Bo Hill")


def test_links_before_a_box_without_prose_end_no_text() -> None:
    links = "".join(
        f"<p><a href='/{line[:3]}'>{line}</a></p>"
        for line in ("Why the mast of the radar was moved twice", "Who is to pay for all of it in the end?")
    )
    box = "<div><div>20. Mai 2019</div><div><span>Teilen</span><span>Drucken</span></div></div>"
    body = f"<div><h1>Radar</h1>{paragraphs(*ENGLISH)}<p><b>Mehr zum Radar:</b></p>{links}{box}</div>"
    assert parsed(body, "Radar")[: len(ENGLISH)] == ENGLISH
    assert not any("mast" in one or "Mehr" in one for one in parsed(body, "Radar"))


def test_a_word_before_a_heading_in_its_element_is_none_of_the_title() -> None:
    body = f"<div><h1><span>哇，哇！</span><span>{TITLE}</span></h1><p class='deck'>{DECK}</p>{paragraphs(*TEXT)}</div>"
    assert item(body).title == TITLE
    assert parsed(body) == (DECK, *TEXT)
