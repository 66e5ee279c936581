"""Lines that only say when and where a text was put online, and those that sign it, are none of its news."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.stamps import stamp

NEWS = "磨坊今天重开，门票八元，首日来了三百人。"
MORE = "面包不涨价，停车场也同时启用。"


def paragraphs(*lines: str) -> tuple[str, ...]:
    return read(Item("x", "岛报", "磨坊重开", "".join(f"<p>{line}</p>" for line in lines))).paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "28.02.2018 21:33",
        "March 5, 2024",
        "5 Mar 2024 10:30",
        "岛屿晚报 2023年10月16日",
        "http://www.island.example 2006年02月23日11:23 岛屿晚报",
        "岛屿门户网站 www.island.example 2013年04月21日 11时26分 来源：岛社",
        "發佈於 2 年 前 2023 年 11 月 12 日 By 島報",
        "《 岛屿晚报 》（ 2025年12月18日 第 02 版 ）",
        "【11 月 28 日 15:50 更新報道】",
        "財經中心／王小明報導",
        "王小明 李華 報導 / 東港",
        "島報／ 王小明／磨坊主人（東港）",
        "島報/編輯部",
        "東港 / 綜合報導",
        "出版：更新：",
        "《岛上新闻》 20251218 21:00",
        "《岛上新闻》 2025年12月18日 21:00 ⏱00:30:00",
        "港闻",
        "本篇文章407字，读完约1分钟",
        "(原標題：磨坊重開)",
        "2024-05-28 02:57 島報/ 記者王小明、李華/東港報導",
        "我是廣告 請繼續往下閱讀",
        "王小明/東港報導。",
        "記者王小明∕東港報導",
        "島經社 王小明 2024-10-25 18:33 5378阅读",
        "岛务局网站2025-11-04 00:00:019人阅读",
        "文字級數：",
        "點閱率：354",
        "935",
        "访问量:",
        "浏览次数：1024",
        "更多报道见A6版",
        ">>4版",
        "0 則留言",
        "東街碼頭周邊調整示意圖。",
        "廣告（請繼續閱讀本文）",
        "字号变大| 字号变小",
    ],
)
def test_when_where_and_by_whom_is_no_news(line: str) -> None:
    assert paragraphs(line, NEWS, MORE) == (NEWS, MORE)


def test_a_stamp_tells_its_source() -> None:
    line = "岛屿门户网站 www.island.example 2013年04月21日 11时26分 来源：东港新闻"
    read_ = read(Item("x", "x", "磨坊重开", f"<p>{line}</p><p>{NEWS}</p>"))
    assert read_.dateline.agency == "东港新闻"


@pytest.mark.parametrize(
    "line",
    [
        "上 / 下一篇新聞",
        "返回上一頁相關文章",
        "【 第1页 第2页 】",
        "640 (5).png",
        "关注更多岛屿战报，请持续锁定本频道！",
    ],
)
def test_what_a_page_ends_on_is_no_news(line: str) -> None:
    assert paragraphs(NEWS, MORE, line) == (NEWS, MORE)


def test_a_slash_after_a_dateline_goes_with_it() -> None:
    assert paragraphs(f"岛社东港5月9日电/据岛报报道，{NEWS}") == (f"据岛报报道，{NEWS}",)


def test_a_paper_and_a_date_before_the_text_are_its_dateline() -> None:
    assert paragraphs(f"島報 2023/05/31 {NEWS}", MORE) == (NEWS, MORE)


@pytest.mark.parametrize(
    "line",
    [
        "会议时间 | 2024年5月6日",
        "《岛上新闻》 20251218 21:00 首播新的一季",
        "2019年3月5日 老磨坊通车",
        "磨坊，2019年3月5日",
        "磨坊的网址是 www.mill.example",
        "12月5日 13:30 开幕",
    ],
)
def test_a_date_with_something_to_tell_is_no_stamp(line: str) -> None:
    assert stamp(line) < 0


@pytest.mark.parametrize(
    "line",
    [
        "老磨坊的石磨昨天重新转动，岛民排队参观。（市府提供）",
        "老磨坊的石磨昨天重新转动，岛民排队参观。圖／島報系資料照片",
        "老磨坊的石磨昨天重新转动，岛民排队参观。（示意圖／島庫）",
        "老磨坊的石磨昨天重新轉動，這些島民排隊參觀。（攝影／王小明）",
        "作者摄于老磨坊门前。",
        "磨坊主人王小明（右）和女儿在磨面。",
        "图①老磨坊的石磨",
        "磨坊現場（下同）",
        "老磨坊的石磨昨天重新转动。（王小明摄）",
    ],
)
def test_whose_picture_it_is_makes_a_caption(line: str) -> None:
    assert paragraphs(NEWS, line, MORE) == (NEWS, MORE)


def test_headlines_after_more_reports_of_a_station_go_with_it() -> None:
    assert paragraphs(NEWS, MORE, "更多島岸新聞網報導", "渡輪公司換老闆！船員說話了", "燈塔今年不開放") == (NEWS, MORE)


def test_a_picture_that_tells_the_news_is_the_news() -> None:
    told = "3月7日，岛民在老磨坊门前排队。当日，磨坊停业九年后重开，首日来了三百人，磨坊因此成为岛上第一座小博物馆。"
    assert paragraphs(f"{told}岛社记者 王小明 摄") == (told,)


@pytest.mark.parametrize("opening", ["(岛屿社讯息服务20240304 10:17:52)", "本报讯", "2024年03月04日 11:04"])
def test_a_papers_sign_before_a_text_is_its_dateline(opening: str) -> None:
    assert paragraphs(f"{opening}昨天上午，{NEWS}", MORE) == (f"昨天上午，{NEWS}", MORE)
