"""Lines that only say when and where a text was put online: a date, an address, a clock, labels and a paper's name.

`新闻网 www.example.org 2013年04月21日 11时26分 来源：某某社`, `28.02.2018 21:33`, `《岛报》（2025年12月18日 第02版）`,
`《岛上新闻》 20251218 21:00`.
"""

from __future__ import annotations

import re

_LONGEST = 90
"""Characters of such a line."""
_NAME, _NAMED = 12, 24
"""Characters of a name that ends as papers' names do, and of names beside an address or after a label."""
_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)\d\d"
    r"|(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2},?|\b\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6},?) (?:19|20)\d\d"
)
_PROGRAMME = re.compile(
    r"《[^》]{2,16}》\s?(?:19|20)\d\d[-/年]?\d{1,2}[-/月]?\d{1,2}日?\s\d{1,2}:\d\d(?:\s⏱?[\d:]{4,9})?$"
)
"""A programme's own entry in the list of what it had."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#-]+")
_LABEL = re.compile(
    r"来源\s?[:：]|来[源自]\s|稿源\s?[:：]|\bBy\b|记者|发布[人者]|(?:阅读|浏览|点击|访问)次?[数量]?\s?[:：]|\d{1,9}\s?[人次]{0,2}(?:阅读|浏览|点击)"
)
_UPDATED = re.compile(r"\d{1,2}\s?月\s?\d{1,2}\s?日\s?\d{1,2}\s?[:：]\s?\d\d\s?更新(?:报[道导])?")
_BESIDE = re.compile(
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b|\b(?:GMT|UTC)\b|[+-]\d{4}\b|\d{1,2}\s?[:：时]\s?\d\d(?:\s?[:：分]\s?\d\d)?\s?[分秒]?|第?\s?[A-Z]?\d{1,3}\s?版|\d{1,3}\s?(?:年|个?月|天|小时|分钟)\s?前|"
    r"(?:发[布表]|更新|刊登|公[开開])[于在]?|时间|日期|星期[一二三四五六日]|[上下]午|[\W_]"
)
_LABELS = re.compile(
    r"(?:(?:出版|发[布表]|更新|来源|作者|编辑|时间|日期|评论|(?:浏览|阅读|访问|点击)次?[数量]?|分享|字[号体]|(?:文字)?[级級][数數]|标签|记者)\s?[:：]\s?){1,6}$"
)
"""Labels whose values are missing."""
_COUNT = re.compile(
    r"(?:(?:浏览|阅读|访问|点[阅击])次?[率量数]?\s?[:：]\s?)\d{1,9}次?$|(?!(?:19|20)\d\d$)\d{3,6}$|\d{1,3} \d{3}$"
    r"|\d{1,6}\s?[条则則个個]?(?:留言|评论|回应|回复)$"
)
"""How often a page was read."""
_BY = re.compile(r"(?:(?!时间|日期|期限|截止)[^·•|｜丨]){2,24}\s?[·•|｜丨]\s?(?:[A-Z][a-z]{2,8},\s)?$")
"""What stands before the day of a post in a list of them: whose it is."""
_SENTENCE = tuple("。，！？；")
_PAPER = tuple("报网社台刊站")
_PART, _UNDER = re.compile(r"[\u3400-\u9fff]{2,4}$"), 20
"""A part of a paper that stands over a report: `港闻`, and characters of the line under it."""


def stamp(line: str) -> int:
    """Tell where the date or address of such a line begins, in simplified characters; -1 for any other line."""
    if len(line) > _LONGEST:
        return -1
    if line.startswith("《") and _PROGRAMME.match(line):
        return 0
    if any(mark in line for mark in _SENTENCE):
        return -1
    if _LABELS.match(line) or _COUNT.match(line):
        return 0
    dated = _DATE.search(line) or _UPDATED.search(line)
    found = dated or _ADDRESS.search(line)
    if not found:
        return -1
    rest = _UPDATED.sub("", _ADDRESS.sub("", _DATE.sub("", line)))
    name = _BESIDE.sub("", _LABEL.sub("", rest))
    known = len(name) <= _NAME and name.endswith(_PAPER)
    bracketed = line[0] in "（(" and line[-1] in "）)"
    named = dated and len(name) <= _NAMED and (bracketed or _LABEL.search(rest) or _ADDRESS.search(line))
    posted = dated and len(name) <= _NAMED and _BY.match(line[: found.start()])
    return found.start() if len(name) < 2 or known or named or posted else -1


def part_over(line: str, under: str) -> bool:
    """Whether a line is only the part of the paper that the report under it stands in."""
    return len(under) >= _UNDER and bool(_PART.match(line))
