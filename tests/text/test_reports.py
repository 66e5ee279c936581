"""News of newspapers, accounts, adverts and rights stays in a body; what a page says in the same words does not."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.reports import reports

_FIRST, _MORE = "渡轮公司周三宣布增开夜班。", "首班船下周一开出，票价六元。"
_NEWS = (
    "广告商撤回三份合同，收入减少一成。",
    "赞助商宣布退出今年的船赛。",
    "未经授权转载连环画的网站被判赔五万元。",
    "上述信息纯属捏造，警方已立案。",
    "市教育局公布举报电话，受理乱收费线索。",
    "老人点击短信链接后被骗走八万元。",
    "遇难的两人是《岛报》记者，当天在码头采访。",
    "转发、评论假消息的六人被罚。",
    "已有21人在沉船事故中获救。",
    "病例最早出现于去年秋天。",
    "该视频由算法生成，警方已辟谣。",
    "邮轮公司免责声明被法院裁定无效。",
    "游客购买船票后可观看灯塔展览。",
    "港务局开通船员投诉热线，首日受理四十件。",
    "LinkedIn被渡轮集团收购后裁员",
    "The mould first appeared in a cellar near the mill.",
    "The harbour bill is sponsored by three members of the council.",
    "The lighthouse can be reached by boat again.",
    "The port's website was fined for setting cookies without consent.",
    "Updated figures put the number of missing sailors at nine.",
    "Copyright cases have doubled since the ruling.",
    "Advertisements for loans will be banned on ferries.",
    "A judge ruled against Getty Images on Monday.",
    "All links to the islands are back up after the storm.",
    "Болезнь впервые появилась в порту.",
    "El hongo apareció por primera vez en el puerto.",
    "이 물고기는 1998년 처음 등장했다.",
    "유튜브 채널을 운영하던 선장이 구속됐다.",
    "メールマガジンの読者の住所が流出した。",
)


@pytest.mark.parametrize("sentence", _NEWS)
def test_what_is_reported_of_the_trade_stays_wherever_it_stands(sentence: str) -> None:
    for lines in ((_FIRST, sentence, _MORE), (_FIRST, _MORE, sentence), (sentence,)):
        document = read(Item("x", "岛报", "渡轮增开夜班", "".join(f"<p>{line}</p>" for line in lines)))
        assert document.paragraphs == lines


@pytest.mark.parametrize(
    "line",
    [
        "未经授权，任何网站不得转载本报内容。",
        "转载请注明出处，已获授权的除外。",
        "岛报新闻将持续关注。",
        "欢迎下载岛报App，已有三百万人安装。",
        "Jane Doe is a reporter based in Northport.",
        "This story was first published by Island Post.",
        "Story produced in partnership with Dock Weekly.",
        "Stay tuned.",
        "Advertisement",
        "© 2024 Island Post. All rights are reserved.",
    ],
)
def test_what_a_page_says_to_its_readers_reports_nothing(line: str) -> None:
    assert not reports(line)
    document = read(Item("x", "岛报", "渡轮增开夜班", f"<p>{_FIRST}</p><p>{_MORE}</p><p>{line}</p>"))
    assert document.paragraphs == (_FIRST, _MORE)
