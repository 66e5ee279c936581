"""What platforms set around a text stays out; what stands beside it stays."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read

NEWS = "磨坊今天重开，门票八元，首日来了三百人。"
MORE = "面包不涨价。"
ENGLISH = "The old mill opened on Friday, and three hundred people came to see it."


def paragraphs(*lines: str) -> tuple[str, ...]:
    return read(Item("x", "岛报", "磨坊重开", "".join(f"<p>{line}</p>" for line in lines))).paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "预览时标签不可点",
        "以下图片可能会让部分读者感到不适，请慎重点开。",
        "上述见闻均由网友提供，转到这里只为交流，不代表本站立场。",
        "Want more news of mills? Check out when to expect the next open day, and what is new in baking.",
        "原创 王小明 磨坊往事",
        "感谢热心读者订阅岛报，愿老磨坊越转越快！",
        "Get more mill news delivered straight to your inbox.",
        "I would like to be emailed about offers and events of the mill.",
        "岛报按：本文为面包师行会投稿，岛报经授权发布。",
        "岛报对读者留言中的文字、图片保有片面修改或移除的权利。",
        "Sign up for Mill Notes — your weekly pinch of flour and gossip.",
        "微信扫一扫",
        "向上滑动看下一个",
        "轻触阅读原文",
        "分享 收藏 在看",
        "试读结束，余下 900 字为付费内容",
        "更正：本文较早版本把门票写成十元。",
        "本站使用 Cookie，继续浏览即表示您接受。",
        "继续浏览即表示您同意本网站的隐私政策。",
        "—— 广告 ——",
        "参见《老磨坊旧志》。",
        "Cet article est réservé aux abonnés.",
        "Forwarded From 岛报快讯",
        "版权与免责声明：",
        "① 凡本网注明来源的作品，版权均属岛报。",
        "2小时前",
        "点击展开目录",
        "2 posts - 1 participant",
        "12 points | 3 comments",
        "Full Changelog: v1...v2",
        "FOR IMMEDIATE RELEASE",
        "Jump to Recipe",
        "Pewarta: Budi",
        "您收到此邮件是因为您订阅了岛报。",
        "Unsubscribe | Update preferences",
        "Open in app or online",
        "时长 02:13",
        "文章标签：磨坊, 面包",
        "喜欢 (12)赏分享 (0)",
        "Contact: Ann Smith, press@mill.example",
        "SOURCE The Old Mill",
        "2024-03-07T09:30:00+00:00",
        "（王小明）",
        "（三）",
        "This post is for paying subscribers only",
        "Already have an account? Sign in.",
        "◎공감언론 섬신문 chulsoo@island.example",
        "⭐️设为星标 好文不错过⭐️",
        "点“在看”，告诉更多的朋友",
        "（本文图片均由园方提供）",
        "Publié le 10 mars 2024 à 09h00",
        "7 Tweets",
        "Fri 8 Mar 2024 10.05 GMT",
        "Ann Smith @annsmith",
        "Some of the links in our posts are affiliate links.",
        "Go to flour.example/mill for 15% off your first bag.",
        "Send us your photos of mills by mail.",
        "Jane Doe has no position in any of the stocks mentioned.",
        "More information: Jane Doe et al, Milling by wind, Mills (2024).",
        "Mills. 2024 Mar 5. doi: 10.1000/mill.1. Online ahead of print.",
        "This text is protected. No part may be reproduced without leave.",
        "An earlier version of this story gave another price. We regret the error.",
        "Smith reported from Northport and Quay City.",
        "Kornfeld 是岛报的写作社区，我们请大家写下自己的见闻。我们每周挑选一篇放上首页。",
    ],
)
def test_lines_of_the_page_go_where_an_article_stands_alone(line: str) -> None:
    assert paragraphs(line, NEWS, MORE) == (NEWS, MORE)
    assert paragraphs(NEWS, MORE, line) == (NEWS, MORE)


def test_an_aside_is_none_of_the_report_unless_it_is_all_there_is() -> None:
    box = "<aside><h3>Elsewhere</h3><p>Bread is dearer than ever, at five a loaf.</p></aside>"
    html = f"<p>{ENGLISH}</p>{box}<p>It grinds no flour yet.</p>"
    assert read(Item("x", "", "The mill", html)).paragraphs == (ENGLISH, "It grinds no flour yet.")
    assert read(Item("x", "", "The mill", box)).lede.medium == "Bread is dearer than ever, at five a loaf."


@pytest.mark.parametrize(
    ("ends", "stay"),
    [
        (("精选留言",), ()),
        (("王小明", "岛报"), ()),
        (("面粉", "盐", "水"), ("面粉", "盐", "水")),
        (("水车，还在转",), ("水车，还在转",)),
        (("老磨坊的水车",), ("老磨坊的水车",)),
        (("门票 8 元",), ("门票 8 元",)),
    ],
)
def test_a_report_ends_on_no_label(ends: tuple[str, ...], stay: tuple[str, ...]) -> None:
    assert paragraphs(NEWS + MORE, *ends) == (NEWS + MORE, *stay)


def test_a_short_sentence_after_links_to_more_is_the_report_s() -> None:
    assert paragraphs(NEWS, "延伸阅读：", "磨坊的三十年", "磨坊要收费吗？", MORE) == (NEWS, MORE)


@pytest.mark.parametrize(
    ("opening", "lede"),
    [
        ("📢 【便民】" + NEWS, NEWS),
        ("🔥🔥" + NEWS, NEWS),
        ("【14:05】" + NEWS, NEWS),
        ("- 转发 @岛报: " + NEWS, NEWS),
        ("Abstract: " + ENGLISH, ENGLISH),
        ("Breaking news: " + ENGLISH, ENGLISH),
        ("EXCLUSIVE - " + ENGLISH, ENGLISH),
        ("Dear readers, " + ENGLISH, ENGLISH),
        ("[晨间ISLE] " + NEWS, NEWS),
        ("【关键】磨坊【事件】今天重开，门票八元。", "【关键】磨坊【事件】今天重开，门票八元。"),
        ("【磨坊今日重开】" + MORE + NEWS, "【磨坊今日重开】" + MORE + NEWS),
    ],
)
def test_ornaments_and_labels_open_no_lede(opening: str, lede: str) -> None:
    document = read(Item("x", "岛报", "老磨坊", f"<p>{opening}</p>"))
    assert document.lede.medium == lede
    assert document.paragraphs == (opening,)


def test_a_notice_is_told_without_whom_it_addresses() -> None:
    notice = ("各有关单位、广大居民：", "因磨坊修缮，磨坊路自三月十日起封闭二十天。", "特此通告。")
    assert read(Item("x", "岛报", "封路", "<br>".join(notice))).lede.medium == notice[1]


@pytest.mark.parametrize(
    "listing",
    [
        "<pre><code>mill.open()</code></pre>",
        "<pre>1 | mill = Mill();\n2 | mill.open();</pre>",
        '<div class="syntax_hilite"><ol><li>mill.open()</li></ol></div>',
        "<table><tr><td><pre>1</pre></td><td><pre>mill.open()</pre></td></tr></table>",
    ],
)
def test_code_stands_only_where_there_is_nothing_else(listing: str) -> None:
    assert paragraphs(NEWS, listing) == (NEWS,)
    assert "mill.open()" in "".join(paragraphs(listing))
    assert paragraphs("<pre>磨坊今天重开。</pre>") == ("磨坊今天重开。",)
    assert paragraphs(NEWS, "<pre><code>1. 磨坊重开\n2. 渡轮停航</code></pre>")[1:] == ("1. 磨坊重开", "2. 渡轮停航")


def test_marks_that_only_link_are_no_text() -> None:
    html = '<h2>开放<a href="#o">¶</a></h2>'
    html += '<p>磨坊<sup><a href="javascript:;">1</a></sup>今天重开<a href="#n1">1</a>。</p>'
    html += "<h3>Notes</h3><p>1. 见旧志。</p>"
    assert read(Item("x", "岛报", "磨坊", html)).paragraphs == ("开放", "磨坊今天重开。")


def test_words_repeated_before_an_answer_are_none_of_it() -> None:
    quote = '<div class="rsshub-quote"><p>磨坊要收门票吗，老人和孩子也要买票吗？大家都在问这个问题。</p></div>'
    assert read(Item("x", "岛报", "门票", quote + f"<p>{NEWS}</p>")).paragraphs == (NEWS,)
    assert len(read(Item("x", "岛报", "门票", f"<p>{NEWS}</p>" + quote)).paragraphs) == 2
    assert len(read(Item("x", "岛报", "门票", quote)).paragraphs) == 1


def test_a_mail_s_layout_is_no_table() -> None:
    hidden = '<div style="max-height:0;overflow:hidden">本周要闻都在这里，打开就能看。</div>'
    inner = f"<table><tr><td><h1>老磨坊</h1><p>{NEWS}</p><p>{MORE}</p></td></tr></table>"
    mail = f"{hidden}<table><tr><td>{inner}</td></tr></table>"
    assert read(Item("x", "岛报", "老磨坊", mail)).paragraphs == (NEWS, MORE)
    assert read(Item("x", "岛报", "门票", "<table><tr><td>成人</td><td>八元</td></tr></table>")).paragraphs == (
        "成人 | 八元",
    )


def test_a_list_goes_on_from_the_news_before_it() -> None:
    lines = (
        "磨坊周六停业检修，三条街的面包店也关门。",
        "<ol><li>北街：六时。</li><li>南街：七时。</li><li>港街：八时。</li></ol>",
    )
    assert read(Item("x", "岛报", "磨坊周六停业", "".join(lines))).lede.medium.startswith(lines[0])


def test_key_points_before_a_report_are_not_its_lede() -> None:
    points = "<ul><li>Old mill opens</li><li>Bread stays cheap</li><li>Entry is free</li></ul>"
    assert read(Item("x", "Post", "Mill opens again", f"{points}<p>{ENGLISH}</p>")).lede.medium == ENGLISH


def test_a_list_of_most_read_is_none_of_the_report() -> None:
    assert paragraphs(NEWS, MORE, "热门排行", "1 渡轮停航三天", "2 灯塔修缮完工") == (NEWS, MORE)


def test_a_formula_is_no_picture_of_the_news() -> None:
    html = f'<img src="https://a.example/equation?tex=x"><p>{NEWS}</p><img src="https://a.example/mill.jpg">'
    assert read(Item("x", "岛报", "磨坊", html)).image == "https://a.example/mill.jpg"


def test_items_counted_with_emoji_are_a_list() -> None:
    items = ["1️⃣ 磨坊今天重开", "2️⃣ 渡轮增开夜班", "3️⃣ 灯塔修完"]
    lede = read(Item("x", "岛报", "早报", "<br>".join(items))).lede.medium
    assert lede.startswith("1️⃣ 磨坊今天重开；2️⃣ 渡轮增开夜班；3️⃣ 灯塔修完")


@pytest.mark.parametrize("name", ["twitter-tweet", "instagram-media", "wp-embedded-content", "tiktok-embed"])
def test_a_post_shown_within_a_report_is_none_of_it(name: str) -> None:
    post = f'<blockquote class="{name}"><p>今天真热闹，门口排了好长的队，大家快来看。</p>— 磨坊主 (@mill)</blockquote>'
    assert paragraphs(NEWS, post, MORE) == (NEWS, MORE)
    assert len(paragraphs(post)) == 2


@pytest.mark.parametrize("link", ["more…", "[more]", "more..."])
def test_a_short_link_is_no_line_of_a_report(link: str) -> None:
    assert paragraphs(NEWS, f'<p><a href="https://island.example/1">{link}</a></p>') == (NEWS,)


def test_a_credit_takes_no_news_with_it() -> None:
    news = "The old mill opened on Friday. Three hundred people came to see it."
    assert read(Item("x", "", "Old mill opened", f"<p>{news} (Photo by Jane Doe)</p>")).lede.medium == news
    shown = "People wait at the old mill on Friday."
    html = f"<p>{shown} (Photo by Jane Doe)</p><p>{news}</p>"
    assert read(Item("x", "", "Old mill opened", html)).paragraphs == (news,)


def test_what_a_picture_shows_after_its_news_is_left_out() -> None:
    assert paragraphs(NEWS + "图为游客在磨坊前排队。", MORE) == (NEWS, MORE)
    assert paragraphs(NEWS + "图为游客在磨坊前排队。" + MORE) == (NEWS + "图为游客在磨坊前排队。" + MORE,)


def test_a_last_line_with_the_headline_and_news_stays() -> None:
    english = "The old mill by the river grinds flour again after two years of repairs to its wheel and roof."
    more = "Mill opens again on 4 May. Readers of Town Notes pay half."
    body = f"<p>{english}</p><p>{more}</p>"
    assert read(Item("x", "Town Notes", "Mill opens again", body)).paragraphs == (english, more)


@pytest.mark.parametrize("name", ["toc", "table-of-contents-block", "credits", "affiliate-text", "my-footnotes-box"])
def test_an_element_named_for_what_is_beside_the_text_is_none(name: str) -> None:
    assert paragraphs(NEWS, f'<div class="{name}"><p>磨坊的历史</p></div>', MORE) == (NEWS, MORE)


def test_the_account_that_a_post_was_taken_from_goes_with_what_it_says_of_itself() -> None:
    assert paragraphs("以下文章来源于磨坊往事 ，作者王小明", "磨坊往事 .", "说说老磨坊的事。", NEWS) == (NEWS,)
    assert paragraphs("以下文章来源于磨坊往事 ，作者王小明", NEWS, MORE) == (NEWS, MORE)


def test_the_end_of_a_line_says_whose_its_headline_is_in_any_words() -> None:
    title, told = (
        "Ferry Taken to Court",
        "A captain has filed a case against the ferry for what it owes the town of […]",
    )
    for before, after in (("The post ", " appeared first on "), ("Der Beitrag ", " erschien zuerst auf ")):
        line = f"{told} {before}{title}{after}Island Post."
        assert read(Item("x", "Island Post", title, line)).paragraphs == (told,)
    said = f"{told} He said {title} is a bad joke, which the Island Post repeats."
    assert read(Item("x", "Island Post", title, said)).paragraphs == (said,)
    later = f"{told} The post {title} of 1998 hangs at the Island Post."
    assert read(Item("x", "Island Post", title, later)).paragraphs == (later,)


def test_a_teaser_before_a_link_to_the_rest_breaks_off() -> None:
    teaser = "The old mill by the river grinds flour again, and its keeper, who came back at the"
    html = f'{teaser} &#8230; <a class="more-link" href="https://island.example/1">Continue reading</a>'
    document = read(Item("x", "Town Notes", "Mill opens again", html))
    assert document.paragraphs == (f"{teaser} …",)
    assert document.lede.short == f"{teaser}…"


@pytest.mark.parametrize(
    "line",
    [
        "Learn to Grind Slowly and Waste Nothing",
        "If you're having a hard time with old stones, it can help to let them rest for a winter.",
    ],
)
def test_headings_and_advice_that_begin_as_a_page_speaks_are_the_text_s(line: str) -> None:
    english = "The mill by the river opened again on Saturday, and four hundred people came to see it grind."
    more = "The miller says that it will be open each weekend until autumn, and that schools may book a visit."
    assert read(
        Item("x", "Town Notes", "Mill opens again", "".join(f"<p>{one}</p>" for one in (english, line, more)))
    ).paragraphs == (english, line, more)
