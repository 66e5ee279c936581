"""What a page in Chinese, Japanese or Korean tells of its article by labels, however these are set: in one line, in
elements or cells of their own, with a colon or without: `作者：` `发布时间：` `글쓴이` `公開日`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ledebot.bot.sources.words import one_line

_BEFORE, _AFTER, _KNOWN = 4000, 800, 12
"""Characters before an article's first paragraph and after its last in which labels are looked for, and those by which
the paragraphs are found again.
"""
_LONGEST, _TITLE, _NAME, _LINE = 60, 5, 24, 120
"""Characters of a value, of a title at least, of a name at most, and of a line of nothing but labels and values."""
_LABELS = {
    "author": r"(?:原作|作|撰|著|執筆)\s?者|撰文|执笔|作成者|글쓴이|작성자|등록자|기자명|書いた人",
    "poster": r"发布[者人]|發[佈布][者人]|发表人|投稿者|张贴者|張貼者",
    "date": r"(?:发布|發[佈布]|发表|發表|刊登|创建|上传)(?:日期|时间|時間|于|於)?|公開日時?|投稿日時?|掲載日時?"
    r"|作成日|작성일시?|등록일?시?|게시일|입력일?시?|송고시간|승인",
    "time": r"时间|時間|日期|日付|날짜",
    "changed": r"(?:最[后終终])?(?:更新|修改|编辑|編輯)(?:日期|时间|時間|于|於)|(?:最終)?更新日時?|수정일?시?|최종수정",
    "title": r"(?:文章|公告|新聞|新闻)?(?:标\s{0,4}题|標\s{0,4}題|主旨)|题目|題名|タイトル|제목",
    "other": r"来源|來源|信息来源|稿源|出处|文章来源"
    r"|[发發][布佈文](?:[单單]位|[机機][关關])|(?:浏览|瀏覽|点击|點擊|阅读|點[閱阅])(?:[次人][数數]|量|率|数)?"
    r"|人气|分类|分類|标签|標籤|(?:相关)?(?:热词|关键词|关键字)(?:搜索)?|栏目|编辑|編輯|责任编辑|責任編輯|审核|字号|字體|字体|评论数?"
    r"|カテゴリー?|タグ|조회수?|추천|댓글|분류",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\s|｜丨/•·,，;；（(【\[]))(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items())
    + ")"
    r"(?:\s{0,3}[:：]\s{0,3}|\s[|｜]\s"
    r"|\s{0,2}(?=(?:19|20)\d\d[-/.년年]|令和|平成|民國)|\s{0,2}$)"
)
_NEXT = re.compile(r"\s?[|｜丨;；•]\s?|\s[/·]\s|\s(?=[^\s\d:：]{1,8}\s?[:：])")
"""What ends a value."""
_DAY = re.compile(
    r"((?:19|20)\d\d)\s?[-/.년年]\s?(\d{1,2})\s?[-/.월月]\s?(\d{1,2})(?!\d)\s?[일日]?\.?\s{0,3}"
    r"(?:[(（][^()（）]{1,3}[)）]\s?|(?:星期|周)[一二三四五六日天]\s?)?((?:上午|下午|午前|午後|오전|오후)?\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?!\d))?"
)
_SHORT_DAY = re.compile(r"\d\d-\d\d-\d\d \d\d:\d\d(?!\d)")
_REIGN = re.compile(r"(?:令和|平成|民國)\s?(?:\d{1,3}|元)\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
"""A day of a year without its century, and of one counted otherwise."""
_YEAR, _GOES_ON = re.compile(r"(?:19|20)\d\d年?"), re.compile(r"(?<=\S)[^\W\d]")
"""How a sentence goes on after a day or year that only begins it: `创建于2019年3月5日的公司…`."""
_CLAUSE = re.compile(r"[^\s，:：|｜丨/]{10,40}，")
"""What stands after a label that opens a sentence: `编辑：我们为什么要写这座桥，…`."""
_ELEMENT = re.compile(
    r"<(?:script|style)\b[^<>]{0,500}>[^<]{0,5000}</(?:script|style)[^<>]{0,9}>|<[^<>]{0,1000}>", re.IGNORECASE
)
_HEADING = re.compile(
    r"<h[1-6]\b[^<>]{0,200}>([^<>]{5,120})</h[1-6]\s?>(?:\s{0,99}<[^<>]{0,200}>){1,8}\s{0,99}(?=(?:"
    + "|".join(words for kind, words in _LABELS.items() if kind != "title")
    + r")\s{0,3}[:：])"
)
"""A heading that a label follows right away."""
_SENTENCE = re.compile(r"[。！？!?，]|\d{3}")
"""What no name has."""
_COMMENTS = re.compile(r"\b(?:id|class)\s?=\s?[\"'](?:[\w-]{0,40}[\s_-])?comment", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What labels tell: empty where none does. `changed` is when the page was last edited, `heading` what stands right
    over the labels.
    """

    title: str = ""
    heading: str = ""
    author: str = ""
    date: str = ""
    changed: str = ""


NO_FACTS = Facts()


def read(text: str, first: str, last: str) -> Facts:
    """Read the labels before an article's `first` paragraph in a page's source, and after its `last`."""
    found: dict[str, str] = {}
    for source in _around(text, first, last):
        for kind, value in _told(source):
            found.setdefault(kind, value)
    date = found.get("date") or (found.get("time", "") if len(found.keys() - {"time", "title"}) else "")
    over = next((_HEADING.search(source) for source in _around(text, first, "")), None)
    return Facts(
        title=found.get("title", ""),
        heading=one_line(html.unescape(over[1])) if over else "",
        author=found.get("author") or found.get("poster", ""),
        date=date,
        changed=found.get("changed", ""),
    )


def only(line: str) -> bool:
    """Whether a line is nothing but labels and what they tell of a page: `更新日:2019年9月2日 /著者:木村さち`."""
    if len(line) > _LINE or line.endswith(("。", "！", "？")) or not (label := _LABEL.match(line)):
        return False
    days = (_REIGN, _SHORT_DAY, _DAY, _YEAR) if label.lastgroup not in ("time", "title") else (_DAY,)
    day = next(filter(None, (day.match(line, label.end()) for day in days)), None)
    if day:
        return not _GOES_ON.match(line, day.end())
    clause = _CLAUSE.match(line, label.end())
    told = clause is not None and not _LABEL.match(line, clause.end())
    return label.lastgroup not in ("time", "title") and not told


def _around(text: str, first: str, last: str) -> Iterator[str]:
    body = max(text.lower().find("<body"), 0)
    start = text.find(html.escape(first, quote=False)[:_KNOWN], body) if first else -1
    if start >= 0:
        yield text[max(text.find("<", max(start - _BEFORE, body)), body) : start]
    end = text.rfind(html.escape(last, quote=False)[-_KNOWN:], body) if last else -1
    if end >= 0:
        after = text[text.find("<", end) : end + _AFTER] if "<" in text[end : end + _AFTER] else ""
        said = _COMMENTS.search(after)
        yield after[: said.start()] if said else after


def _told(source: str) -> Iterator[tuple[str, str]]:
    """Give the kinds of labels and their values, in order."""
    pieces = [piece for piece in (one_line(html.unescape(piece)) for piece in _ELEMENT.split(source)) if piece]
    for piece, after in pairwise((*pieces, "")):
        if len(piece) > 3 * _LONGEST:
            continue
        for label in _LABEL.finditer(piece):
            value = piece[label.end() :] or ("" if _LABEL.match(after) else after)
            kind = label.lastgroup or ""
            if told := _value(kind, value.strip(" :：")):
                yield kind, told


def _value(kind: str, value: str) -> str:
    if kind in ("date", "time", "changed"):
        if reign := _REIGN.match(value):
            return reign[0]
        if short := _SHORT_DAY.match(value):
            return f"20{short[0]}"
        day = _DAY.match(value)
        return "{}-{:0>2}-{:0>2} {}".format(*day.groups(default="")).strip() if day else ""
    value = _NEXT.split(value, maxsplit=1)[0]
    if kind == "title":
        return value if len(value) >= _TITLE else ""
    if kind in ("author", "poster"):
        name = re.split(r"\s?\d{4}", value, maxsplit=1)[0].strip(" ()（）")
        return name if 2 <= len(name) <= _NAME and not _SENTENCE.search(name) else ""
    return value
