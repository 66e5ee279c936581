"""What platforms set around a text stays out; what stands beside it stays."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.normalized_equal import tidy_title

NEWS = "磨坊今天重开，门票八元，首日来了三百人。"
MORE = "面包不涨价。"


def paragraphs(*lines: str) -> tuple[str, ...]:
    return read(Item("x", "岛报", "磨坊重开", "".join(f"<p>{line}</p>" for line in lines))).paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "预览时标签不可点",
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
    ],
)
def test_lines_of_the_page_go_where_an_article_stands_alone(line: str) -> None:
    assert paragraphs(line, NEWS, MORE) == (NEWS, MORE)
    assert paragraphs(NEWS, MORE, line) == (NEWS, MORE)


def test_a_short_sentence_after_links_to_more_is_the_report_s() -> None:
    assert paragraphs(NEWS, "延伸阅读：", "磨坊的三十年", "磨坊要收费吗？", MORE) == (NEWS, MORE)


@pytest.mark.parametrize(
    ("opening", "lede"),
    [
        ("📢 【便民】" + NEWS, NEWS),
        ("🔥🔥" + NEWS, NEWS),
        ("【14:05】" + NEWS, NEWS),
        ("- 转发 @岛报: " + NEWS, NEWS),
        ("【关键】磨坊【事件】今天重开，门票八元。", "【关键】磨坊【事件】今天重开，门票八元。"),
        ("【磨坊今日重开】" + MORE + NEWS, "【磨坊今日重开】" + MORE + NEWS),
    ],
)
def test_ornaments_and_labels_open_no_lede(opening: str, lede: str) -> None:
    document = read(Item("x", "岛报", "老磨坊", f"<p>{opening}</p>"))
    assert document.lede.medium == lede
    assert document.paragraphs == (opening,)


def test_items_counted_with_emoji_are_a_list() -> None:
    items = ["1️⃣ 磨坊今天重开", "2️⃣ 渡轮增开夜班", "3️⃣ 灯塔修完"]
    lede = read(Item("x", "岛报", "早报", "<br>".join(items))).lede.medium
    assert lede.startswith("1️⃣ 磨坊今天重开；2️⃣ 渡轮增开夜班；3️⃣ 灯塔修完")


@pytest.mark.parametrize("name", ["twitter-tweet", "instagram-media", "wp-embedded-content", "tiktok-embed"])
def test_a_post_shown_within_a_report_is_none_of_it(name: str) -> None:
    post = f'<blockquote class="{name}"><p>今天真热闹，门口排了好长的队，大家快来看。</p>— 磨坊主 (@mill)</blockquote>'
    assert paragraphs(NEWS, post, MORE) == (NEWS, MORE)
    assert len(paragraphs(post)) == 2


@pytest.mark.parametrize(
    ("title", "tidy"),
    [
        ("Mill opens again | News | Town Notes", "Mill opens again"),
        ("老磨坊今天重新开放 | 要闻 | Town Notes", "老磨坊今天重新开放"),
        (
            "Mill opens again | a long story of bread and water | Town Notes",
            "Mill opens again | a long story of bread and water",
        ),
        ("Mill opens - News | Town Notes", "Mill opens - News"),
        ("RT by @town: Mill opens again", "Mill opens again"),
        ("R to @town: Mill opens again", "Mill opens again"),
    ],
)
def test_a_title_loses_section_and_who_passed_it_on(title: str, tidy: str) -> None:
    assert tidy_title(title, "Town Notes") == tidy
