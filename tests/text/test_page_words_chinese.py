"""Chinese sentences in which a page speaks of itself, and news that has the same words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.page_words_chinese import LONGEST, speaks_of_itself

TITLE = "环线下月开通"
NEWS = "市交通委21日通报，环线下月一日开通运营，沿途设十二座车站，票价最高六元。"


@pytest.mark.parametrize(
    "sentence",
    [
        "转载引用请注明出处。",
        "喜欢就一键三连支持一下作者吧！",
        "内容仅供学习交流，不代表任何投资建议，如有侵权请联系后台删除。",
        "本文编译自《岛报》，希望对您有所启发。",
        "文章根据演讲录音整理而成",
        "全文约三千字，预计阅读时间八分钟。",
        "以上是今天分享的全部内容，更多报告请查看会员社群。",
        "也欢迎大家在评论区留言，分享您的观点！",
        "*题图及文中配图均来自岛报官网。",
        "海报编辑王小明，关注渡轮，欢迎交流，请加微信：duchuan88",
        "往期回顾请看：",
        "（应受访者要求，李华为化名）",
        "本文用于分享优惠促销信息，结果仅供参考。",
        "转发收藏！",
        "您的IE浏览器版本过低,请升级至最新版本。",
        "本内容只代表作者独立观点，不代表岛报立场。",
        "此文限时免费。",
        "感谢热心读者订阅支持！",
        "对本稿有异议或投诉，请联系编辑部。",
    ],
)
def test_what_pages_say_of_themselves(sentence: str) -> None:
    assert speaks_of_itself(sentence, TITLE)
    for html in (f"<p>{sentence}</p><p>{NEWS}</p>", f"<p>{NEWS}</p><p>{sentence}</p>"):
        assert read(Item("x", "", TITLE, html)).paragraphs == (NEWS,)


def test_an_invitation_to_a_chat_ends_no_report() -> None:
    html = f"<p>{NEWS}</p><p>加入《岛报》官方LINE，好友数破百万！</p>"
    assert read(Item("x", "", TITLE, html)).paragraphs == (NEWS,)


@pytest.mark.parametrize(
    "news",
    [
        "渡轮的主页四小时里有五万个点赞、六千条评论。",
        "三家岛屿电商加入LINE的支付联盟，用户可以在码头付款。",
        "Instagram 新订阅另收费，与原来的认证无关，公司将听取用户反馈。",
        "船长掏出手机，打开购票 App，指着一排排票价给记者看。",
        "当风险自担成为乘客的心理预期，船公司就会跟着涨价。",
        "强迫乘客扫码、注册和添加企业微信，并不能留住他们。",
        "这就像给渡轮装上了眼睛，不再只是从左到右扫描图像，而是按水流调整航向。",
        "点赞只是终点，模仿才是新一轮传播的开始。",
        "上一篇报道说到渡轮停航，这一次说的是它为什么停了三个月。",
        "既然同一张照片两家都用，为什么版权归属这样难定？",
        "◎渡轮公司：船票不涨价",
        "企业可在官网下载全文。",
        "考生可在官网下载准考证并查看座位。",
        "全岛残疾人服务热线：12345",
        "【评论】渡轮涨价的背后是码头之争",
    ],
)
def test_news_that_has_such_words_stays(news: str) -> None:
    html = f"<p>{NEWS}</p><p>{news}</p>"
    assert read(Item("x", "", TITLE, html)).paragraphs == (NEWS, news)


def test_what_says_a_word_of_the_title_is_news() -> None:
    sentence = "未经授权转载图片须删除。"
    assert speaks_of_itself(sentence, TITLE)
    assert not speaks_of_itself(sentence, "转载图片须有授权")


def test_amid_a_report_only_invitations_are_asked() -> None:
    lines = [NEWS.replace("十二", str(number)) for number in range(12, 20)]
    told = "文章图片来源网络。"
    html = "".join(f"<p>{line}</p>" for line in (*lines[:4], told, "欢迎在评论区留言分享。", *lines[4:]))
    assert read(Item("x", "", TITLE, html)).paragraphs == (*lines[:4], told, *lines[4:])


def test_a_teaser_that_was_cut_is_known_by_its_whole_text() -> None:
    said = "本文由岛报编辑部整理首发。"
    teaser = f"{NEWS}{said}{NEWS.replace('票价', '首周票价')[:30]}......"
    html = f"<p>{teaser}</p><p>{NEWS}</p><p>{said}</p><p>{NEWS.replace('票价', '首周票价')}</p>"
    assert read(Item("x", "", TITLE, html)).paragraphs == (NEWS, NEWS.replace("票价", "首周票价"))


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_is_judged(sentence: str, title: str) -> None:
    assert speaks_of_itself(sentence, title) in (True, False)


def test_no_text_takes_long() -> None:
    begun = time.process_time()
    for text in ("本文" * LONGEST, "a" * LONGEST, "“" * LONGEST, "加微信" * LONGEST, "@a" * LONGEST):
        for _ in range(200):
            speaks_of_itself(text[:LONGEST], "我们" * 50)
    assert time.process_time() - begun < 4
