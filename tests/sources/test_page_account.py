"""Pages of a WeChat account: what their scripts say, where what is to be seen says nothing."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.sources import page, page_account
from ledebot.bot.text.document import read

TEXT = "渔港的新灯塔上周六点亮，守塔人说，二十海里外的船也看得见它。"


def account(head: str = "", meta: str = "", script: str = "", title: str = "渔港的新灯塔亮了") -> Item:
    heading = f"<h1 class='rich_media_title' id='activity-name'>{title}</h1>" if title else ""
    source = (
        f"<html><head>{head}</head><body><div id='img-content'>{heading}{meta}"
        f"<div class='rich_media_content' id='js_content'><p>{TEXT}</p>"
        f"<section>灯高三十米，由附近三个村子凑钱修成。</section></div></div><script>{script}</script></body></html>"
    )
    return page.parse(source.encode(), url="gang.html")


def test_an_account_wrote_what_no_person_signed() -> None:
    one = account(meta="<a id='js_name'>渔港 Weekly </a><em id='publish_time'>昨天</em>")
    assert (one.author, one.source) == ("渔港 Weekly", "渔港 Weekly")
    signed = account(meta="<span class='rich_media_meta rich_media_meta_text'>老船长</span><a id='js_name'>渔港</a>")
    assert (signed.author, signed.source) == ("老船长", "渔港")


@pytest.mark.parametrize(
    ("script", "day"),
    [
        ("var ct = '1710000000';", "2024-03-09T16:00"),
        ('var publish_time = "2024-03-10 08:30:00";', "2024-03-10T00:30"),
        ('var createTime = "1710000000" * 1;', "2024-03-09T16:00"),
        ("var act = '1710000000';", None),
    ],
)
def test_the_script_says_when(script: str, day: str | None) -> None:
    published = account(meta="<em id='publish_time'>昨天</em>", script=script).published
    assert (published and published.isoformat()[:16]) == day


def test_the_day_that_is_shown_goes_before_the_script_s() -> None:
    one = account(meta="<em id='publish_time'>2024年03月08日 07:00</em>", script="var ct = '1710000000';")
    assert one.published is not None
    assert one.published.isoformat()[:16] == "2024-03-07T23:00"


def test_the_script_names_a_page_that_only_the_platform_names() -> None:
    script = 'var msg_title = \'灯塔亮了\'; var nickname = htmlDecode("渔港 &amp; 海"); var msg_cdn_url = "https://p.example/0?f=jpeg";'
    one = account("<title>微信公众平台</title>", script=script, title="")
    assert (one.title, one.author, one.image) == ("灯塔亮了", "渔港 & 海", "https://p.example/0?f=jpeg")


def test_text_in_sections_is_whole() -> None:
    assert read(account()).paragraphs == (TEXT, "灯高三十米，由附近三个村子凑钱修成。")


def test_other_pages_have_no_account() -> None:
    assert page_account.read("<script>var ct = '1710000000'; var nickname = 'gang';</script>") == page_account.Account()
