"""What the text itself tells about an article: dateline, reporters, editor, original title, true source.

All patterns are bounded and look at a paragraph's first characters or at short lines only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ledebot.bot.model import Dateline
from ledebot.bot.text import credit_lines
from ledebot.bot.text.agencies import AGENCIES, AGENCY, OWN
from ledebot.bot.text.rules import fold

_EDITORS = (
    "责任编辑|责编|值班编辑|执行编辑|网络编辑|本文编辑|每经编辑|实习编辑|新媒体编辑|视频编辑|文字编辑|图片编辑|编辑|编审|主编|"
    "执行主编|副主编|Editor|Editing"
)
_WRITERS = (
    "本报记者|特约记者|特派记者|实习记者|见习记者|首席记者|每经记者|财经记者|全媒体记者|总台央视记者|央视记者|总台记者|记者|"
    "通讯员|实习生|采写|撰文|撰稿|主笔|作者|文字|文图|图文|文|本刊记者"
)
_ORIGINS = (
    "文章来源|本文来源|稿件来源|信息来源|新闻来源|内容来源|消息来源|资料来源|数据来源|来源|稿源|转自|转载自|来自|综合自|首发|出处|"
    "Source"
)
_OTHERS = (
    "责任校对|校对|复核|审核|审校|审读|终审|初审|复审|一审|二审|三审|审签|签发|签审|监制|总监制|执行监制|制片人|制片|出品人|出品|总策划|策划|统筹|"
    "供稿|校稿|审稿|流程编辑|值班编委|值班主任|值班主编|编委|版面编辑|版式|排版|美编|美术编辑|设计|视觉|海报|制图|制表|图表|图片|图|摄影|摄像|摄|拍摄|剪辑|视频|配音|播音|"
    "画面来源|部分画面来源|摄制|本版制图|本版设计|排版设计|翻译|编译|译者|译|整理|编写|编导|导演|主持|制作|后期|美工|运营|数据|插画|漫画|动画|题图|头图|封面图|封面|摄影师|素材|微信编辑|主播|配乐|海报设计|数据支持|资深编辑|责任印制|投稿邮箱|邮箱|电话|邮编|地址|时间|日期|发布时间|发布日期"
)
_ROLE = rf"(?:{_EDITORS}|{_WRITERS}|{_ORIGINS}|{_OTHERS})"
_MARK = r"(?:[:：丨|｜/／]|(?<=\s)[-–—](?=\s)|I(?=\s?[\u4e00-\u9fff]|\s?[A-Z][a-z]))"
"""What stands between a role and its name; some type a capital I for a bar."""
_PAIR = re.compile(
    rf"({_ROLE})(?:[、/&和及]?{_ROLE}){{0,3}}\s{{0,3}}{_MARK}\s{{0,3}}(.{{0,60}}?)(?=[\s，,；;。|丨]{{0,4}}{_ROLE}\s{{0,3}}{_MARK}|$)"
)
_NOBODY = frozenset(("未知", "佚名", "匿名", "不详", "无"))
_CREDITS = re.compile(
    rf"(?:【纠错】)?[\[【（(「\s▲●◎*※#▌▎■◆—-]{{0,4}}(?:本[文版期刊])?{_ROLE}(?:[、/&和及]?{_ROLE}){{0,3}}\s{{0,3}}{_MARK}"
)
_CREDIT_SIGNS = frozenset(
    "[【（(「 ▲●◎*※#▌▎■◆—-本值见实执" + "".join(role[0] for role in _ROLE.strip("(?:)").split("|"))
)
"""How lines of credits can begin; asked first because most lines are prose."""
_CREDITS_IN = 12
"""Lines at each end of a body that may be credits because their neighbours are."""
_WRITTEN = re.compile(r"(?:译者|编译|翻译|校对|责编|责任编辑|(?:数据)?来源|摄影|制图|(?:本文)?作者|撰文)\s?[:：]")
"""What credits begin with that may end on a full stop; `记者：…。` is what a reporter asks."""
_SHORT_CREDIT = 60
_ONE_CREDIT = re.compile(r"[^\s，。：:|｜丨/]{2,8}\s?([|｜丨/])\s?[^，。！？：|｜丨/]{2,24}$")
_LONGEST_ONE = 35
_OUTLET = re.compile(
    rf"[^\s，。：|丨]{{2,8}}(?=(?:编辑|记者|作者)\s{{0,3}}[|丨｜])|[\u4e00-\u9fff·]{{2,4}}\s(?={_ROLE}\s?[:：])"
)
"""A paper's own name before its roles: `某某新闻编辑 | 李四`; a name whose own role stands in the line before."""
_BESIDE_ROLE = re.compile(r"[|丨｜：:]")
_AUTHOR_NOTE = re.compile(r"[（(\[【]?\s?(?:本文)?作者(?:系|为|是|简介|单位)")
_BYLINE = re.compile(
    r"[（(\[【■●▲◎\s]{0,3}(?:(?P<agency>[^\s，。：、？！（(]{0,14}?)\s?(?:特约|特派|实习|见习|首席|全媒体|高级|资深|驻\S{2,6})?记者|通讯员)"
    r"[\s丨|:：]{0,3}(?P<names>[\u4e00-\u9fff·、，,/\s]{2,36}?)"
    r"(?:[\s／/](?P<place>[\u4e00-\u9fff、/]{2,8}?)(?:综合|摄影|独家)?报[道导]|发自\S{2,6}|(?:综合|摄影)报[道导])?[）)\]】]?$"
)
_DESK = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:中心|组|部|社|报|网|新闻|台)\s?[/／]\s?(?:编辑部|(?P<names>[\u4e00-\u9fff、．·]{2,16}?))\s?"
    r"(?:[/／][^，。]{2,16}|(?:综合|整理|采访)?报[道导])?$"
    r"|[\u4e00-\u9fff]{2,6}\s?[/／]\s?(?:综合|采访|整理|[\u4e00-\u9fff]{2,4})报[道导]。?$"
    r"|(?P<who>[\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4}){0,3})\s?(?:综合|采访|特稿)?\s报[道导]"
    r"(?:\s?[/／]\s?(?P<place>[\u4e00-\u9fff]{2,6}))?$"
)
"""Of a desk and a name, or of names and a place, as stations sign their reports."""
_SOURCE = re.compile(r"(?<![图片])来源\s?[:：]\s{0,3}([^\s，。“”|丨（()）【】\[\]]{2,16})")
_NOT_SOURCE_END = re.compile(r"[。！？!?；;]")
_CODE = re.compile(r"\s{0,3}(?:[（(\[]?[A-Za-z]{1,4}[-_]?\d{1,6}[）)\]]?|[（(]EN\d{1,4}[）)])\s{0,2}$")
_ORIGINAL = re.compile(
    r"[（(【\[「]?\s?(?:(?:本文)?原标题|原题|原文标题|原文题目|英文原题)\s?(?:为|是)?\s?[:：]?\s?[《“\"]?(.{1,160}?)[》”\"]?\s?[）)】\]」]?$"
)

_MEDIUM = re.compile(r"..(?:网|报|社|新闻|客户端|财经)$")
_OUTLET_LINE = re.compile(
    rf"[（(【\[]?\s?(?:据|综合)?[:：]?\s?(?P<name>{AGENCIES}|BBC中文|凤凰卫视)(?:[、，/\s]\s?(?:{AGENCIES})){{0,4}}"
    r"\s?(?:综合)?(?:获悉|讯|电|消息|报道|官方微博|微信公众号|公众号|客户端)?(?:\s[\u4e00-\u9fff]{2,3})?\s?[）)】\]]?$"
    rf"|[（(]{AGENCY}[）)]$"
)
"""A line that is nothing but the name of a paper."""
_TAKEN = re.compile(
    r"[（(](?:[^（()）。，]{0,10}(?:来源于|来自|转自|摘自|取自|转载自|综合自)[^（()）。，]{2,24}|@[\w.]{2,30})[）)]$"
)
"""A remark in brackets that only says where something is from: `（简历来自岛城政府网）`, `（@island）`."""
_SPLIT_NAMES = re.compile(r"[\s、，,/和及]+")


@dataclass(slots=True)
class Gathered:
    """Collects what the lines of one body tell; the first word on each matter stands."""

    own: str = ""
    """The name of the feed the body came from."""
    original_title: str | None = None
    editor: str | None = None
    editor_rank: int = 9
    author: str | None = None
    source: str | None = None
    agency: str | None = None
    place: str | None = None
    date: str | None = None
    reporters: tuple[str, ...] = ()
    repeats_title: bool = False

    def dateline(self) -> Dateline:
        """Give what is known; the agency is the page's named source where no dateline named one."""
        return Dateline(self.agency or self.source, self.place, self.date, self.reporters)

    def restore(self, text: str) -> None:
        """Put back the traditional characters that were folded for matching, as `text` has them."""
        folded = fold(text)

        def original(value: str | None) -> str | None:
            at = folded.find(value) if value else -1
            return text[at : at + len(value)] if value and at >= 0 else value

        self.agency, self.place, self.date = original(self.agency), original(self.place), original(self.date)
        self.source, self.editor, self.author = original(self.source), original(self.editor), original(self.author)
        self.reporters = tuple(original(name) or name for name in self.reporters)

    def add_reporters(self, text: str) -> None:
        """Take names from a list such as `张三、李四`."""
        if not self.reporters:
            names = (_CODE.sub("", name.strip(" 　:：")) for name in _SPLIT_NAMES.split(text))
            people = (name for name in names if 2 <= len(name) <= 12 and not _MEDIUM.search(name))
            self.reporters = tuple(dict.fromkeys(people))[:12]


def original_title(text: str, folded: str, gathered: Gathered) -> bool:
    """Take a line `原标题：…`, with or without the colon; `folded` is the line in simplified characters."""
    if "原" not in text[:4] or not (found := _ORIGINAL.match(folded)):
        return False
    gathered.original_title = gathered.original_title or text[found.start(1) : found.end(1)].strip()
    return True


def credit_line(text: str, gathered: Gathered) -> bool:
    """Take a line of roles and names: `责任编辑：刘某 SF014`, `记者丨张三 编辑丨李四`, `来源：某某网`."""
    if len(text) > 160:
        return False
    if text[0] not in _CREDIT_SIGNS:
        outlet = _OUTLET.match(text) if _BESIDE_ROLE.search(text) else None
        if outlet is None:
            return False
        return credit_line(text[outlet.end() :], gathered)
    if _AUTHOR_NOTE.match(text):
        return True
    if not _CREDITS.match(text):
        return False
    if "；" in text and len(text) <= _SHORT_CREDIT:  # `校对：王小明；排版：李华`
        return all(bool(part.strip()) and credit_line(part.strip(), gathered) for part in text.split("；"))
    if _NOT_SOURCE_END.search(text[:-1] if len(text) <= _SHORT_CREDIT and _WRITTEN.match(text) else text):
        return False
    for role, value in _PAIR.findall(text):
        _credit(role, value, gathered)
    return True


def credited(text: str, gathered: Gathered) -> bool:
    """Take a line of nothing but roles, names and houses, however it is set."""
    found = credit_lines.pairs(text)
    for role, name in found or ():
        if not _is_writer(role):
            _credit(role, name, gathered)
    gathered.add_reporters("、".join(name for role, name in found or () if _is_writer(role)))
    return found is not None


def credited_head(text: str, gathered: Gathered) -> int:
    """Measure the credit before a colon or in brackets that a line begins with; who wrote is gathered."""
    bracket, person = credit_lines.signed(text)
    if bracket:
        _credit("作者", person, gathered)
        return bracket
    at = credit_lines.head(text)
    return at if at and credited(text[: at - 1], gathered) else 0


def credited_tail(text: str, gathered: Gathered) -> int:
    """Find where the credit begins that follows a line's last sentence; who wrote is gathered."""
    at = credit_lines.tail(text)
    return at if at < len(text) and credited(text[at:].strip(), gathered) else len(text)


def credits_beside(texts: Sequence[str]) -> frozenset[int]:
    """Find lines at a body's ends that are credits because those next to them are, whatever the role is called:
    `录音丨李华` under `编辑丨王小明`.
    """
    foot = max(len(texts) - _CREDITS_IN, _CREDITS_IN)
    ends = [(0, texts[:_CREDITS_IN]), (foot, texts[foot:])]
    return frozenset(start + at for start, lines in ends for at in _set_like_credits(lines))


def _set_like_credits(lines: Sequence[str]) -> set[int]:
    found = [_ONE_CREDIT.match(line) if len(line) <= _LONGEST_ONE else None for line in lines]
    marks = [one[1] if one else "" for one in found]
    known = [at for at, mark in enumerate(marks) if mark and _CREDITS.match(fold(lines[at]))]
    beside: set[int] = set()
    for at in known:
        for step in (-1, 1):
            here = at + step
            while 0 <= here < len(marks) and marks[here] == marks[at] and here not in beside:
                beside.add(here)
                here += step
    return beside.difference(known)


def _credit(role: str, value: str, gathered: Gathered) -> None:
    value = re.split(r"[（()）\[\]【】]", value.lstrip("（([【 "))[0]
    value = _CODE.sub("", value.strip(" 　[]【】（）()「」，,;；|丨")).strip()
    if not value or value in _NOBODY:
        return
    if re.fullmatch(_EDITORS, role) or role.endswith("编辑"):
        rank = 0 if role.startswith("责") else 1
        if rank < gathered.editor_rank:
            gathered.editor, gathered.editor_rank = value, rank
    elif re.fullmatch(_ORIGINS, role):
        gathered.source = gathered.source or re.split(r"[\s、/，,;；]", value)[0]
    elif role == "作者":
        gathered.author = gathered.author or value
    elif _is_writer(role):
        gathered.add_reporters(value)


def _is_writer(role: str) -> bool:
    return role != "作者" and bool(re.fullmatch(_WRITERS, role) or role.endswith(("记者", "讯", "报道", "报导")))


def glean(text: str, gathered: Gathered) -> None:
    """Learn the source from a line of page furniture: `2023-07-03 08:15 来源：某某日报`."""
    if len(text) <= 80 and (text[0].isdigit() or text[0] in "（(") and (found := _SOURCE.search(text)):
        gathered.source = gathered.source or found[1]


def byline(text: str, gathered: Gathered) -> bool:
    """Take a line that only names reporters: `新华社记者孙某　陈某`, `本报记者 张三 北京报道`."""
    if len(text) > _SHORT_CREDIT:
        return False
    if ("记者" not in text and "通讯员" not in text) or not (found := _BYLINE.match(text)):
        return _desk_byline(text, gathered)
    gathered.add_reporters(found["names"])
    if found["agency"] and not found["agency"].startswith(OWN):
        gathered.agency = gathered.agency or found["agency"]
    gathered.place = gathered.place or found["place"]
    return True


def _desk_byline(text: str, gathered: Gathered) -> bool:
    """Take a line that names a desk and who wrote, or who reports from where: `财经中心／王小明报道`."""
    found = _DESK.match(text)
    if not found:
        return False
    gathered.add_reporters(found["names"] or found["who"] or "")
    gathered.place = gathered.place or found["place"]
    return True


def tail(text: str, gathered: Gathered) -> None:
    """Learn from what was cut off a paragraph's end: `（责任编辑：王五）`, `（记者 张三）`, `（某某社）`."""
    inner = text.strip(" 　[]【】（）()")
    if credit_line(inner, gathered) or credit_line(f"（{inner}）", gathered):
        return
    if "记者" in inner:
        who, _, names = inner.partition("记者")
        gathered.add_reporters(names)
        if who and not who.startswith(OWN):
            gathered.source = gathered.source or who.strip()
    elif re.fullmatch(rf"(?:据|来源|转自|综合)?\s?({AGENCY})", inner):
        gathered.source = gathered.source or re.sub(r"^(?:据|来源|转自|综合)\s?", "", inner)


def outlet(line: str, gathered: Gathered) -> bool:
    """Read a line that only names the paper, as at the head or foot of a copied page."""
    if gathered.own and line[:1] in "(（" and line[1:-1] == gathered.own:
        return True
    found = _OUTLET_LINE.match(line) if len(line) <= 30 else None
    if not found:
        return line[:1] in "(（" and bool(_TAKEN.match(line))
    name = found["name"]
    if name and not name.startswith(OWN):
        gathered.source = gathered.source or name
    return True
