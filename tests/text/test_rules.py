"""Each rule of the table does what its example says, and leaves news alone."""

from __future__ import annotations

import re

import pytest

from ledebot.bot.text.clean import clean
from ledebot.bot.text.images import junk_image
from ledebot.bot.text.rules import Effect, Patterns, Rule, fold, matching, rules

PROSE = "市交通委员会21日通报，地铁新线将于下月一日开通运营，沿途设十二座车站，票价最高六元。"

IDS = [rule.name for rule in rules()]
DROPPING = [rule for rule in rules() if rule.effect in (Effect.LINE, Effect.PART, Effect.END, Effect.LINKS)]


@pytest.mark.parametrize("rule", rules(), ids=IDS)
def test_rule_knows_its_example(rule: Rule) -> None:
    assert matching(rule, rule.example)


@pytest.mark.parametrize("rule", DROPPING, ids=[rule.name for rule in DROPPING])
def test_example_is_dropped_from_a_body(rule: Rule) -> None:
    example = rule.example.replace("<", "&lt;")
    assert clean(f"<p>{PROSE}</p><p>{example}</p>").paragraphs == (PROSE,)


@pytest.mark.parametrize("rule", [r for r in rules() if r.effect is Effect.TAIL], ids=lambda rule: rule.name)
def test_example_is_cut_from_a_paragraph(rule: Rule) -> None:
    (cut,) = clean(f"<p>{rule.example}</p>").paragraphs
    assert rule.example.startswith(cut)
    assert len(cut) < len(rule.example)


@pytest.mark.parametrize("rule", [r for r in rules() if r.effect is Effect.ELEMENT], ids=lambda rule: rule.name)
def test_example_element_is_dropped(rule: Rule) -> None:
    body = clean(f'<p>{PROSE}</p><div class="{rule.example}">这一块里的文字不属于正文。</div>')
    assert body.paragraphs == (PROSE,)


@pytest.mark.parametrize(
    "name",
    [
        "appendQr_wrap",
        "newsletter-signup",
        "ad-slot",
        "comment-list",
        "article-copyright",
        "article-editor",
        "twitter-tweet",
        "sign-up-box",
        "recommand_list",
        "show_author",
        "entry-meta",
        "img-caption",
    ],
)
def test_elements_of_a_kind_share_a_rule(name: str) -> None:
    assert clean(f'<p>{PROSE}</p><div class="{name}">这一块里的文字不属于正文。</div>').paragraphs == (PROSE,)


@pytest.mark.parametrize("rule", [r for r in rules() if r.effect is Effect.IMAGE], ids=lambda rule: rule.name)
def test_example_image_is_junk(rule: Rule) -> None:
    assert junk_image(rule.example)


def test_names_are_unique() -> None:
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize(
    "news",
    [
        "某支付公司宣布，用户下月起可在其APP内查看电子发票，首批覆盖十个城市，年内推广到全国。",
        "编辑部位于上海的这家杂志社去年发行量下降两成。",
        "记者从市卫健委获悉，全市新增三家互联网医院。",
        "来源不明的海鲜产品被查扣两百公斤，案件正在调查。",
        "图书馆新馆6日开放，读者可扫码预约座位，周末延长到晚上十点，一楼设儿童阅览区，可同时容纳两千人阅读。",
        "视频会议系统升级后，全县八十个村实现远程问诊。",
        "相关部门表示，将尽快公布调查结果。",
        "推荐性国家标准今天发布，明年一月起施行。",
        "阅读推广人计划启动，首批招募一千名志愿者。",
        "下载速度提升一倍，某运营商今天启用新频段。",
        "广告法修订草案今天提请审议。",
        "版权局公布十大侵权案件，涉案金额两亿元。",
        "未经授权使用他人肖像的合成视频将被下架，某平台今天公布新规。",
        "任何单位不得强制员工加班，新修订的条例明年施行。",
        "以上海为代表的三座城市率先试点，学者的观点是效果要看三年。",
        "文章指出，版权保护是创新的基础，要加大对转载侵权的处罚。",
        "上一届大会的四项议案已经办结，代表们今天审议了报告。",
        "订阅用户突破百万，这家报纸去年扭亏为盈。",
        "直播带货新规今天起施行，平台须核验主播身份。",
        "Jane Doe is the new chief executive of Acme, the company said on Monday.",
        "Sharing of water from the two rivers will be settled by a court, both states said.",
        "Follow-up talks will be held in Geneva next week, the ministry said.",
        "Sharecroppers in the valley lost half of their harvest, officials said.",
        "By midnight the river had risen four metres, flooding the old town.",
        "Hosted by the island for the third time, the games open on Friday with forty teams.",
        "Produced by Harbour Films, the series about the ferries opens on Friday.",
        "Related industries employ about 40,000 people in the region.",
    ],
)
def test_news_that_begins_like_boilerplate_stays(news: str) -> None:
    assert clean(f"<p>{PROSE}</p><p>{news}</p>").paragraphs == (PROSE, news)


@pytest.mark.parametrize(
    "url",
    [
        "https://n.example.com/sinakd20220307s/600/w1920h1080/20220307/bd44-b324.png",
        "https://x0.example.com/ucms/2026_33/E7526E775C0603BE5F71F22FBB123BEB6CFAFDE4_size88_w840_h472.jpg",
        "https://cdn.example.hk/di/media/images/dw/20210316/448536726168670208076215.jpeg/cocEE4WM4HAHFxwWPLYR29",
        "https://img.example.com/newsuploadfiles/2022/3/75708e67-329c-4c01-87db-bf37f2651867.png",
        "https://media.example.com/photos/iconic-bridge.jpg",
        "https://media.example.com/admin/upload/bridge.jpg",
        "https://media.example.com/shareholders/meeting.jpg",
    ],
)
def test_news_pictures_are_kept(url: str) -> None:
    assert not junk_image(url)


def test_folding_keeps_positions() -> None:
    text = "責任編輯：張三，點擊查看圖片"
    assert fold(text) == "责任编辑：张三，点击查看图片"
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("ignore_case", [False, True])
@pytest.mark.parametrize("effect", [e for e in Effect if e is not Effect.ELEMENT])
def test_sorted_by_their_beginnings_patterns_find_what_they_find_together(effect: Effect, ignore_case: bool) -> None:
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    written = [
        one for rule in rules() if (rule.effect, rule.ignore_case) == (effect, ignore_case) for one in rule.pattern
    ]
    together = re.compile("|".join(written) or "(?!)", flags)
    patterns = Patterns(effect, ignore_case=ignore_case)
    for rule in rules():
        for text in (
            rule.example,
            rule.example.upper(),
            rule.example.replace("i", "İ").replace("s", "ſ"),
            f"一句话，{rule.example}",
            f"{rule.example}{rule.example}",
            "",
        ):
            whole, sorted_ = together.search(text), patterns.search(text)
            assert (whole and whole.start()) == (sorted_ and sorted_.start())
            assert bool(together.match(text)) is bool(patterns.match(text))


def test_a_heading_after_arrows_stays_in_chinese() -> None:
    news = ("渡轮今天准点到达码头，许多居民前来迎接。", ">>>船票并不涨价", "镇长在码头上讲了话，说这是全岛新的开始。")
    assert clean("".join(f"<p>{line}</p>" for line in news)).paragraphs == news
