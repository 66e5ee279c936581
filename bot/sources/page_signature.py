"""How a line of a page names who wrote it, or the paper that it is from."""

from __future__ import annotations

import re

from ledebot.bot.sources.people import joined
from ledebot.bot.text.byline_english import PERSONS, english_byline
from ledebot.bot.text.metadata import Gathered

_POSTED = re.compile(r"([^\s:：，。]{2,20}) {0,2}(?:发表于|發表於) ?\d")
"""How a forum names who wrote."""
_LABELLED = re.compile(
    r"(?:^文|作\s?者|撰文|撰稿|發[布佈]者|发布者|張貼者|发布人)\s{0,2}[:：]\s{0,3}"
    r"(?:[^\s:：，。]{2,12}(?:[学學]院|[部处處科系社报報网網局委办辦台站]|中心|公司|集[团團])\s{1,3}(?=[\u4e00-\u9fff]{2,4}(?:$|\s)))?"
    r"([^\s:：|丨/，,;；()（）。、]{2,20}(?:[\s、][\u4e00-\u9fff]{2,3}(?=$|[\s、])(?!\s{0,3}[:：])){0,3})(?=$|[\s|丨/，,;；(（])(?!\s{0,3}[:：])"
    r"|(?:^|\s)(?:記者|记者)\s{1,3}([\u4e00-\u9fff]{2,4})(?=\s(?!\S{1,6}[:：，])|$)"
    r"|^[\u4e00-\u9fff]{2,8}(?:記者|记者)\s{1,3}([\u4e00-\u9fff]{2,4})$"
    r"|^(?:작성자|글쓴이|등록자|기자)\s{0,2}[:：]?\s{0,3}([\uac00-\ud7af]{2,4})(?=$|\s?[·|,/])"
    r"|^([\uac00-\ud7af]{2,4}) 기자(?=$|\s(?:기자|\S{1,30}@))"
    r"|^(?:Автор|Текст)\s?:\s?([А-ЯЁІЇЄ][\w’-]{1,20}(?: [А-ЯЁІЇЄ][\w’-]{1,20}){1,2})$"
    r"|[|｜]\s?作者\s{0,2}([\u4e00-\u9fff]{2,4})(?=$|\s?[|｜])"
)
_FROM = re.compile(r"(?:来源|來源|稿源)\s{0,2}[:：]\s{0,3}([^\s:：|丨/，,;；()（）。、]{2,20})(?=$|[\s|丨/，,;；(（])")
"""How a page in Chinese names the paper that it has its article from."""
_SPOKEN = re.compile(
    rf"(?:(?:(?:Publié|Posté|Écrit|Rédigé) )?[Pp]ar|(?:Veröffentlicht )?[Vv]on|(?:Publicado )?[Pp]or|Door|[Dd]i"
    rf"|By|Autore?|Auteur|Text) ?:? ({PERSONS})(?:$|\s?[,|·•–—].{{0,80}}$| (?:le|am|el|em|op|il) \d.{{0,60}}$"
    rf"| \S{{0,40}}@\S{{2,60}}(?: [A-Z][a-z]{{2,14}}){{0,3}}$)"
)
_SIGNED = re.compile(rf"(?:Publicado|Publié|Veröffentlicht|Pubblicato)\b.{{1,60}} (?:por|par|von|da) ({PERSONS})$")
"""The like of `By Jane Roe` in languages near English."""
_BESIDE = re.compile(r"\s?[·•|]\s?")
_TIMED = re.compile(r"(?:\d{4}|\d[:.]\d\d(?: ?[ap]\.?m\.?| Uhr)?)$")
"""A year or clock, which a name beside a time has at its end."""
_NAME_AND_TIME = re.compile(
    r"([\u4e00-\u9fff]{2,10})\s{1,3}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{1,3}\d{1,2}:\d\d(?::\d\d)?"
)
_HOUSE = re.compile(
    r"[网網报報社台部局委办辦厅廳院站室科处處]$|新闻|新聞|日报|晚报|都市|在线|频道|客户端|中心|发布|發布|更新|时间|時間"
)
"""How houses, which are the source of an article, are called, and words that stand before a time."""
_PERSONS = re.compile(PERSONS)
SECTION = re.compile(
    r"\b(?:News|World|Politics|Business|Sports?|Opinion|Culture|Life|Science|Tech|Health|Local|Press|Desk|Team|Time|Times"
    r"|Post|Read|Updated|Published|Share)\b"
)
"""Words of sections and papers, which stand where a name might."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LISTED = re.compile(r"(?<=[\u4e00-\u9fff])[\s、](?=[\u4e00-\u9fff])")
"""What stands between names without spaces of their own."""
_CLOSED = re.compile(
    r"\b(?:posted|written|published|geschrieben|verfasst|veröffentlicht|publié|rédigé|publicado|escrito) (?:.{0,60} )?"
    r"(?:by|von|par|por) (?P<after>\w[\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2})"
    r"(?= (?:at|on|am|um|le|el|in|à|a las|und|and)\b|[.,|]|$)"
    r"|\bvon (?P<before>\w[\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2}) (?:geschrieben|verfasst|veröffentlicht)\b",
    re.IGNORECASE,
)
"""How a line under a post tells who wrote it."""


def beside_time(line: str) -> str | None:
    """Give the name in a line of nothing but a Chinese name and a time, which may be an account's but no house's."""
    found = _NAME_AND_TIME.fullmatch(line)
    return found[1] if found and not _HOUSE.search(found[1]) else None


def closing(line: str) -> str | None:
    """Give who wrote a post as a line under it tells."""
    found = _CLOSED.search(line)
    return found["after"] or found["before"] if found else None


def paper(line: str) -> str:
    """Give the paper that a line says an article is from; empty if it says none."""
    found = _FROM.search(line)
    return found[1] if found else ""


def labelled(name: str) -> str | None:
    """Give who wrote as a label tells, without the house before a name."""
    return named(f"作者：{name}") if _HAN.search(name) else joined([name])


def named(line: str) -> str | None:
    """Give who wrote as a line under a heading, or a text's first or last, tells."""
    gathered = Gathered()
    if english_byline(line, gathered):
        return gathered.author
    if not line.endswith("。") and (
        found := _LABELLED.search(line) or _SPOKEN.match(line) or _SIGNED.match(line) or _POSTED.match(line)
    ):
        return joined(_LISTED.split(found[found.lastindex or 0]))
    parts = _BESIDE.split(line)
    people = [part for part in parts if _PERSONS.fullmatch(part) and not SECTION.search(part)]
    return people[0] if len(people) == 1 and any(map(_TIMED.search, parts)) else None
