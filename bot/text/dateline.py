"""Datelines: the words with which a report opens before it begins, such as `新华社北京1月24日电（记者伍某）`."""

from __future__ import annotations

import re

from ledebot.bot.text.agencies import AGENCY, OWN
from ledebot.bot.text.dateline_abroad import abroad
from ledebot.bot.text.dateline_english import english
from ledebot.bot.text.metadata import Gathered
from ledebot.bot.text.normalized_equal import tells
from ledebot.bot.text.rules import fold

_TEN = "[一二三四五六七八九十]"
_DATE = rf"(?:(?:20\d\d年)?\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|{_TEN}{{1,2}}月{_TEN}{{1,3}}日|\d{{1,2}}\s?日)"
_VERB = r"(?:综合|专|特|快|早间|午间|晚间|上午|下午|凌晨|中午|晚|最新|独家)?(?:电讯|电|快讯|讯|消息|报道)"
_PLACE = r"[\u4e00-\u9fff·/／、—“”]{0,16}?"  # a ship has its name in quotes
_NOTE = r"(?:[（(【\[]\s?(?P<{0}>[^（()）】\]【]{{0,80}})[）)】\]])?"
_AFTER = r"\s{0,3}[，,：:|丨｜/／—–-]{0,3}\s{0,3}"
_WIRED = r"(?<![停来供断发充用漏核水火风光])电"
"""A wire's word for itself, and not for what lamps burn."""
_CHINESE = re.compile(
    r"(?:据(?=[^，。]{2,30}日(?:电|讯|專電)))?[（(【\[〔]?\s?(?!据)(?:"
    rf"(?P<a1>{AGENCY})\s?{_NOTE.format('n1')}\s?(?:讯\s)?(?P<p1>{_PLACE})\s?(?P<d1>{_DATE})\s?{_VERB}"
    rf"|(?P<a2>{AGENCY})\s?{_NOTE.format('n2')}\s?(?P<p2>[\u4e00-\u9fff]{{0,4}}?)(?:(?:讯|電|快讯|消息|获悉)(?=\s?[，,：:（(【\[]|\s|[】\]）)])|报[道导](?=[：:\s]|[（(]记者))"
    r"|(?P<a7>本[报站网](?=讯[昨今近前日\d])|[\u4e00-\u9fff]{2,8}(?=讯\s{1,3}(?:[昨今]|近日|日前|\d{1,2}月)))讯"
    rf"|(?P<a3>{AGENCY})\s?(?P<d3>{_DATE})\s?(?=[丨|｜])"
    rf"|(?P<a4>{AGENCY})(?P<p4>[\u4e00-\u9fff]{{2,6}}){_WIRED}(?=\s?[（(]\s?记者|\s{{1,3}}[\u4e00-\u9fff“《])"
    r"|(?P<a5>[^\s，。：:、“”《》]{2,8}快讯)(?=[，,：:])"
    r"|(?P<a8>[\u4e00-\u9fff]{2,4}(?:科技|娱乐|体育|财经|汽车|教育|健康|时尚|游戏|旅游|数码|公益))讯(?=\s)"
    r"|(?P<a6>[\u4e00-\u9fff]{1,6}[报网社台])\s(?P<d6>20\d\d[/.-]\d{1,2}[/.-]\d{1,2})\s"
    r"|(?:(?:北京|当地|美东|东京)时间\s?)?(?P<d4>"
    + _DATE
    + r")(?:(?:上午|下午|晚间|早间|凌晨|晚)?消息|讯(?=\s)|电(?=\s?[（(]))"
    r")[】\]）)〕]?\s?" + _NOTE.format("n5") + _AFTER + r"(?:(?<=[：:])[（(]\s?(?P<n6>记者[^（()）]{1,30})[）)]\s?)?"
)
_HEADLINE = re.compile(r"(?:(?P<certain>题)|通讯|特写|综述|述评|侧记|随笔|专访|记者手记)\s?[:：][^。！？]{2,60}$")
"""What a wire sets beside its dateline, or on a line of its own, before its report: the kind and the headline."""
_FLASH = re.compile(
    rf"(?!据)(?P<agency>[\u4e00-\u9fffA-Za-z·《》]{{2,12}}?)\s?(?P<date>{_DATE})"
    r"(?:(?:快|特|专)?(?:讯|電|电)(?:\s?[，,：:]\s?|\s{1,3})|消息\s{1,3})"
)
"""Any name that signs a flash: `某某3月5日讯，`."""
_SITE_FLASH = re.compile(
    rf"【?(?P<agency>[A-Za-z][A-Za-z.]{{2,14}})】?\s?(?P<date>{_DATE})?消息\s?[，,：:]\s?(?:{_DATE}[，,]\s?)?"
)
"""A site with a Latin name that does so: `Some.COM 3月5日消息，`."""
_CLOCKED = re.compile(
    r"20\d\d[年/.-]\d{1,2}[月/.-]\d{1,2}日?\s{1,3}\d{1,2}:\d\d(?::\d\d)?\s{0,3}(?=[\u4e00-\u9fff【〔（])"
)
"""A day with its clock, run into the text that it stood over."""
_ROLE = r"(?:(?:特约|特派|实习|见习|首席|全媒体)?记者|通讯员|实习生)"
_PERSON = rf"(?!{_ROLE})[\u4e00-\u9fff·]{{2,4}}?"
_PERSONS = rf"{_ROLE}\s?{_PERSON}(?:[\s、]{_PERSON})?"
_AFTER_AGENCY = re.compile(
    rf"(?P<names>{_PERSONS}(?:[\s、，]{{1,2}}{_PERSONS}){{0,3}})(?:\s?(?:摄影|综合)?报[道导][：:]|\s)\s?"
)
"""Who report, where a paper has signed before: `某报讯 记者张三 通讯员李四 `."""
_PAPER = re.compile(rf"(?P<agency>[^\s，。：、？！]{{2,10}})讯\s{{1,3}}{_AFTER_AGENCY.pattern}")
"""The same of a paper of any name."""
_ROLES = re.compile(_ROLE)
_ABROAD = re.compile(r"(?P<place>[\u4e00-\u9fff·]{2,8})\s[—–]{1,2}\s?(?=\S)(?![^。！？]{0,60}[—–])")
"""A broadcaster's dateline is a place and a dash: `某城 — `; two dashes set words apart."""
_SIGNED = re.compile(
    rf"\s?(?:(?P<place>{_PLACE})\s?(?P<date>{_DATE})\s?{_VERB}|(?:快讯|电讯|讯|消息)(?=\s?[，,：:（(]|\s))"
    rf"\s?{_NOTE.format('note')}{_AFTER}"
)
"""What follows a feed's own name where it signs its reports, with a place and a day or without."""
_BRACKETED = re.compile(
    r"[【〔\[（(]\s?(?P<inner>[^【】〔〕\[\]（）()。！？]{2,40}?)\s?[】〕\]）)]\s?(?:讯|电(?![\u4e00-\u9fff]))?"
    + _AFTER
)
_COUNTIES = "台北|新北|桃园|新竹|苗栗|台中|彰化|南投|云林|嘉义|台南|高雄|屏东|宜兰|花莲|台东|澎湖|金门"
_TAIWAN = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,5}?)记者(?P<names>[\u4e00-\u9fff、]{2,12}?)"
    rf"(?P<place>{_COUNTIES}|(?![\u4e00-\u9fff]{{1,2}}(?:{_COUNTIES}))[\u4e00-\u9fff]{{2,4}})"
    rf"(?P<date>{_DATE})(?:电|專电|综合)"
)
"""The wire of Taipei writes reporter, place and day in one bracket: `中央社記者張三台北24日電`."""
_BRACKET_SIGNS = re.compile(
    r"[社报網网台刊]\s[\u4e00-\u9fff·]{2,4}$|记者|报[道导]|综合|客户端$|新闻$|通讯员|文[/／]|编译|讯$|电$|消息$|社$|网$|专电$|特稿|特约$|[^。，]台$|频道$|[日晚早时商青都]报$|[时日週周]報$|周刊$"
    r"|^\D{2,20}[\d /.-]{6,20}:\d\d(?::\d\d)?$"
)
_INLINE_BYLINE = re.compile(
    r"(?P<agency>[^\s，。：、？！]{0,16}?)\s?(?:\([\w.]{4,40}\)|（[\w.]{4,40}）)?\s?(?:特约|特派|实习|见习|首席|全媒体)?(?:记者|通讯员)[\s丨|:：]{0,2}"
    r"(?P<names>[\u4e00-\u9fff·、\s]{2,24}?)\s?"
    r"(?:(?P<place>[\u4e00-\u9fff]{2,6})?(?:综合|摄影|独家)?报[道导]" + _AFTER + r"|(?<=[\u4e00-\u9fff]{2})[:：]\s?"
    r"|[／/]\s?[\u4e00-\u9fff]{0,4}?(?:综合|即时)?报[道导]\s?(?=[\u4e00-\u9fff]{4}))"
)
_NAMED_INLINE = re.compile(
    r"(?P<agency>[^\s，。：、？！]{0,10}?)\s?(?:(?:编辑|通讯员)\s?[:：|｜丨]|记者\s?[|｜丨]|记者\s)\s?"
    r"(?P<names>[\u4e00-\u9fff·]{2,4}(?:\s[\u4e00-\u9fff·]{2,3})?)\s{1,3}(?=[\u4e00-\u9fff\d“《])"
)
"""Who wrote, before the report in its line, with a space on both sides: `某某新闻记者 张三 `."""
_SITED = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,5}[网社报])(?:记者|编译)(?P<names>[\u4e00-\u9fff]{2,4})\s{1,3}"
    rf"(?:(?P<place>{_COUNTIES})|综合报[道导]|整理)\s{{1,3}}(?=\S)"
)
"""A site of Taiwan's signs with spaces: `某某網記者張三 台北 `."""
_ACCORDING = re.compile(rf"据(?P<agency>{AGENCY})(?:电|讯|消息)\s{{1,3}}(?=[\u4e00-\u9fff“《\d])")
"""A paper that prints a wire's report: `据某某社电　`."""
_DESKED = re.compile(r"(?P<agency>[^\s，。：／/]{2,8})[／/](?:综合|即时|国际|体育)报[道导]\s?(?=\S)")
"""A desk instead of a reporter: `某某新聞網／綜合報導`."""
_WHO = re.compile(
    r"(记者|编辑|通讯员|作者|文[/／]|编译)[\s:：/／丨|]{0,2}([\u4e00-\u9fff·A-Za-z][\u4e00-\u9fff·、，,\sA-Za-z]{1,40})"
)
_DATELINE_SIGNS = (
    "讯",
    "电",
    "消息",
    "报道",
    "获悉",
    "記者",
    "记者",
    "电",
    "電",
    "丨",
    "｜",
    "】",
    "）",
    "〕",
    "报导",
    "報導",
    "報道",
    *(f"{name} 20" for name in "报報网網社台"),
)


def dateline(text: str, gathered: Gathered) -> int:
    """Read the dateline that opens a paragraph; returns where the report itself begins, 0 if there is none."""
    if text.startswith("20") and (clocked := _CLOCKED.match(text)):
        return clocked.end() + dateline(text[clocked.end() :], gathered)
    opening = text[:60]
    latin = text[:1].isascii()
    if not latin and (at := _abroad(text, gathered)):
        return at
    if at := _signed(text, gathered) or (english(text, gathered) if text[:1] != "(" and latin else 0):
        return at
    if at := abroad(text, gathered) or (english(text, gathered) if latin else 0):
        return at
    if not latin and not any(sign in opening for sign in _DATELINE_SIGNS):
        return 0
    found = _BRACKETED.match(text) if text[:1] in ("【", "〔", "[", "（", "(") else None
    if found and _BRACKET_SIGNS.search(found["inner"]):
        _bracketed(found["inner"], gathered)
        return found.end() + dateline(text[found.end() :], gathered) if found.end() < len(text) else 0
    if found := _CHINESE.match(text) or _FLASH.match(text) or _SITE_FLASH.match(text):
        return _chinese(found, gathered)
    if found := _DESKED.match(text) or _ACCORDING.match(text):
        gathered.agency = gathered.agency or found["agency"]
        return found.end()
    return _inline(text, opening, gathered)


def is_headline(text: str, title: str, *, beside: bool) -> bool:
    """Tell whether what follows a dateline (`beside`), or a line, is a wire's kind and headline and no report.

    In a line of its own a kind may be the label of a trade or column over news: `通讯：…` has to tell of the `title`.
    """
    found = _HEADLINE.match(text)
    return bool(found and (beside or found["certain"] or (title and tells(text, title))))


def _inline(text: str, opening: str, gathered: Gathered) -> int:
    """Read who wrote, before the report in its line."""
    if "讯" in opening and (found := _PAPER.match(text)) and found.end() < len(text):
        gathered.add_reporters(_ROLES.sub(" ", found["names"]))
        if not found["agency"].startswith(OWN):
            gathered.agency = gathered.agency or found["agency"]
        return found.end()
    if ("报" in opening or "记者" in opening) and (found := _INLINE_BYLINE.match(text)) and found.end() < len(text):
        gathered.add_reporters(found["names"])
        if found["agency"] and not found["agency"].startswith(OWN):
            gathered.agency = gathered.agency or found["agency"]
        gathered.place = gathered.place or found["place"]
        return found.end()
    if found := _SITED.match(text):
        gathered.agency, gathered.place = gathered.agency or found["agency"], gathered.place or found["place"]
        gathered.add_reporters(found["names"])
        return found.end()
    if found := _NAMED_INLINE.match(text):
        gathered.add_reporters(found["names"])
        return found.end()
    return 0


def _bracketed(inner: str, gathered: Gathered) -> None:
    """Read who signs in a bracket: `中央社記者張三台北24日電`, `某报记者 张三`."""
    if taiwan := _TAIWAN.match(inner):
        gathered.agency, gathered.place, gathered.date = taiwan["agency"], taiwan["place"], taiwan["date"]
        gathered.add_reporters(taiwan["names"])
    elif nested := _CHINESE.match(inner + "："):
        _chinese(nested, gathered)
    else:
        head = re.match(rf"(?:文[/／])?(?P<a>{AGENCY})", inner)
        if head and not head["a"].startswith(OWN):
            gathered.agency = gathered.agency or head["a"]
    _note(inner, gathered)


def _signed(text: str, gathered: Gathered) -> int:
    """Read the dateline of a feed that signs with its own name, whatever it is called."""
    name = next((own for own in (gathered.own, fold(gathered.own)) if own and text.startswith(own)), "")
    found = _SIGNED.match(text, len(name)) if name else None
    if not found:
        return 0
    gathered.agency, gathered.place, gathered.date = name, (found["place"] or "").strip() or None, found["date"]
    _note(found["note"] or "", gathered)
    return found.end()


def _abroad(text: str, gathered: Gathered) -> int:
    found = _ABROAD.match(text)
    if found:
        gathered.place = gathered.place or found["place"]
    return found.end() if found else 0


def _chinese(found: re.Match[str], gathered: Gathered) -> int:
    if found.re is not _CHINESE:
        gathered.agency, gathered.date = gathered.agency or found["agency"], gathered.date or found["date"]
        return found.end()
    agency = next(filter(None, found.group("a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8")), None)
    if agency and not agency.startswith(OWN):
        gathered.agency = gathered.agency or agency.strip("《》")
    gathered.place = gathered.place or (found["p1"] or found["p4"] or "").strip() or None
    gathered.date = gathered.date or next(filter(None, found.group("d1", "d3", "d4", "d6")), None)
    for note in (found["n1"], found["n2"], found["n5"], found["n6"]):
        _note(note or "", gathered)
    who = _AFTER_AGENCY.match(found.string, found.end())
    if who:
        gathered.add_reporters(_ROLES.sub(" ", who["names"]))
    return who.end() if who else found.end()


def _note(note: str, gathered: Gathered) -> None:
    """Take the names of a bracket: `记者 张三`, `编辑 李四`."""
    if not (who := _WHO.search(note)):
        return
    if who[1] == "编辑":
        gathered.editor = gathered.editor or who[2].strip()
    else:
        gathered.add_reporters(who[2])
