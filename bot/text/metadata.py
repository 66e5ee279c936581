"""What the text itself tells about an article: dateline, reporters, editor, original title, true source.

All patterns are bounded and look at a paragraph's first characters or at short lines only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.model import Dateline

_EDITORS = (
    "责任编辑|责编|值班编辑|执行编辑|网络编辑|本文编辑|每经编辑|实习编辑|新媒体编辑|视频编辑|文字编辑|图片编辑|编辑|编审|主编|"
    "执行主编|副主编|Editor|Editing"
)
_WRITERS = (
    "本报记者|特约记者|特派记者|实习记者|见习记者|首席记者|每经记者|财经记者|全媒体记者|总台央视记者|央视记者|总台记者|记者|"
    "通讯员|实习生|采写|撰文|撰稿|作者|文字|文图|图文|文|本刊记者"
)
_ORIGINS = (
    "文章来源|本文来源|稿件来源|信息来源|新闻来源|内容来源|消息来源|资料来源|数据来源|来源|稿源|转自|转载自|来自|综合自|首发|出处|"
    "Source"
)
_OTHERS = (
    "责任校对|校对|复核|审核|审校|审读|终审|初审|复审|一审|二审|三审|审签|签发|签审|监制|总监制|执行监制|制片人|制片|出品人|出品|总策划|策划|统筹|"
    "流程编辑|值班编委|值班主任|值班主编|编委|版面编辑|版式|排版|美编|美术编辑|设计|视觉|海报|制图|制表|图表|图片|图|摄影|摄像|摄|拍摄|剪辑|视频|配音|播音|"
    "翻译|编译|译者|译|整理|编写|编导|导演|主持|运营|数据|插画|漫画|动画|题图|封面|素材|微信编辑|责任印制|投稿邮箱|邮箱|电话|邮编|地址|时间|日期|发布时间|发布日期"
)
_ROLE = rf"(?:{_EDITORS}|{_WRITERS}|{_ORIGINS}|{_OTHERS})"
_PAIR = re.compile(
    rf"({_ROLE})(?:[、/&和及]{_ROLE}){{0,3}}\s{{0,3}}[:：丨|｜/／]\s{{0,3}}(.{{0,60}}?)(?=[\s，,；;。|丨]{{0,4}}{_ROLE}\s{{0,3}}[:：丨|｜/／]|$)"
)
_CREDITS = re.compile(rf"[\[【（(「\s▲●◎*※#—-]{{0,4}}{_ROLE}(?:[、/&和及]{_ROLE}){{0,3}}\s{{0,3}}[:：丨|｜/／]")
_SPACED = re.compile(rf"[\[【（(]\s?({_EDITORS}|{_WRITERS}|{_ORIGINS})\s{{1,3}}([^。！？，：]{{2,40}}?)\s?[\]】）)]?$")
_CREDIT_SIGNS = frozenset("[【（(「 ▲●◎*※#—-本" + "".join(role[0] for role in _ROLE.strip("(?:)").split("|")))
"""How lines of credits can begin; asked first because most lines are prose."""
_AUTHOR_NOTE = re.compile(r"[（(\[【]?\s?(?:本文)?作者(?:系|为|是|简介|单位)")
_BYLINE = re.compile(
    r"[（(\[【■●▲◎\s]{0,3}(?:(?P<agency>[^\s，。：、？！（(]{0,14}?)\s?(?:特约|特派|实习|见习|首席|全媒体|高级|资深|驻\S{2,6})?记者|通讯员)"
    r"[\s丨|:：]{0,3}(?P<names>[\u4e00-\u9fff·、，,/\s]{2,36}?)"
    r"(?:\s(?P<place>[\u4e00-\u9fff、/]{2,8}?)(?:综合|摄影|独家)?报道|发自\S{2,6}|(?:综合|摄影)报道)?[）)\]】]?$"
)
_NOT_SOURCE_END = re.compile(r"[。！？!?；;]")
_CODE = re.compile(r"\s{0,3}(?:[（(\[]?[A-Za-z]{1,4}[-_]?\d{1,6}[）)\]]?|[（(]EN\d{1,4}[）)])\s{0,2}$")
_ORIGINAL = re.compile(
    r"[（(【\[「]?\s?(?:原标题|原题|原文标题|原文题目|原題|英文原题)\s?(?:为|是)?\s?[:：]?\s?[《“\"]?(.{1,160}?)[》”\"]?\s?[）)】\]」]?$"
)

_AGENCIES = (
    "新华社|新华网|新华财经|新华每日电讯|新华视点|新华|中新社|中新网|中新财经|中新经纬|中国新闻网|中国新闻社|人民网|人民日报客户端|人民日报|央视网|央视新闻客户端|央视新闻|央视财经|"
    "央视|央广网|央广|国际在线|环球网|环球时报|参考消息网|参考消息|海外网|光明网|光明日报|中国网|中国日报网|中国日报|中国青年报客户端|中国青年报|中青报|中青网|中青在线|"
    "经济日报|经济参考报|工人日报|法治日报|科技日报|农民日报|解放军报|解放日报|文汇报|北京日报|北京青年报|北青报|新京报快讯|新京报贝壳财经|新京报|北京商报|澎湃新闻|"
    "第一财经日报|第一财经|界面新闻|界面|财联社|《科创板日报》|科创板日报|e公司|证券时报网|证券时报e公司|证券时报·e公司|证券时报|上海证券报|上证报中国证券网|上证报|中国证券网|"
    "中国证券报·中证网|中国证券报|中证报中证网|中证报|中证网|中证金牛座|证券日报网|证券日报|每经AI快讯|每经快讯|每经网|每经|每日经济新闻|21世纪经济报道|21财经|经济观察网|经济观察报|"
    "华夏时报|中国经营报|中国基金报|券商中国|蓝鲸财经|蓝鲸|智通财经APP|智通财经|格隆汇|金十数据|金色财经|币世界|巴比特|新浪财经|新浪科技|新浪娱乐|新浪体育|凤凰网财经|凤凰网科技|凤凰网|"
    "腾讯科技|腾讯财经|腾讯新闻|网易科技|网易财经|网易|搜狐科技|搜狐财经|观察者网|观网|封面新闻|红星新闻|红星资本局|极目新闻|上游新闻|潮新闻|大河报|南方都市报|南都|南方日报|南方网|羊城晚报|"
    "36氪|钛媒体|华尔街见闻|虎嗅|IT之家|雷锋网|雷锋网|TechWeb|DoNews|Tech星球|鞭牛士|站长之家|快科技|驱动之家|cnBeta|新智元|量子位|机器之心|亿邦动力|亿欧|"
    "香港中通社|大公文汇全媒体|大公网|文汇网|香港01|香港電台|中央社|中央廣播電臺|联合早报|聯合早報|法新社|路透社|路透|美联社|塔斯社|俄新社|卫星通讯社|共同社|韩联社|朝中社|彭博社|彭博|德新社|埃菲社|安莎社|"
    "美國之音|德國之聲|德国之声|BBC中文|本报|本刊|本网|本台|本社|本站"
)
_MEDIA = (
    "社|网|報|报|家|财经|新闻|快讯|时报|科技|资讯|证券|APP|App|app|周刊|客户端|电视台|频道|星球|"
    "局|观察|头条|见闻|讯|在线|数据|传媒|日報|新聞|網|电台|广播"
)
_AGENCY = rf"(?:{_AGENCIES}|[^\s，。：:、；？！（()）“”【】\d]{{1,12}}?(?:{_MEDIA}))"
_DATE = r"(?:(?:20\d\d年)?\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{1,2}\s?日)"
_VERB = r"(?:综合|专|特|快|早间|午间|晚间|上午|下午|凌晨|中午|晚|最新|独家)?(?:电讯|电|快讯|讯|消息|报道)"
_PLACE = r"[\u4e00-\u9fff·/／、—]{0,16}?"
_NOTE = r"(?:[（(【\[]\s?(?P<{0}>[^（()）】\]【]{{0,80}})[）)】\]])?"
_AFTER = r"\s{0,3}[，,：:|丨｜—–-]{0,3}\s{0,3}"
_CHINESE = re.compile(
    r"(?:据(?=[^，。]{2,30}日(?:电|讯|專電)))?[（(【\[〔]?\s?(?!据)(?:"
    rf"(?P<a1>{_AGENCY})\s?{_NOTE.format('n1')}\s?(?P<p1>{_PLACE})\s?(?P<d1>{_DATE})\s?{_VERB}"
    rf"|(?P<a2>{_AGENCY})\s?{_NOTE.format('n2')}\s?(?P<p2>[\u4e00-\u9fff]{{0,4}}?)(?:讯|電|快讯|消息|获悉)(?=\s?[，,：:（(【\[]|\s|[】\]）)])"
    rf"|(?P<a3>{_AGENCY})\s?(?P<d3>{_DATE})\s?(?=[丨|｜])"
    r"|(?:北京|当地|美东|东京)时间\s?(?P<d4>" + _DATE + r")(?:上午|下午|晚间|早间|凌晨|晚)?消息"
    r")[】\]）)〕]?\s?" + _NOTE.format("n5") + _AFTER
)
_BRACKETED = re.compile(
    r"[【〔\[（(]\s?(?P<inner>[^【】〔〕\[\]（）()。！？]{2,40}?)\s?[】〕\]）)]\s?(?:讯|电)?" + _AFTER
)
_BRACKET_SIGNS = re.compile(r"记者|報導|报道|综合|通讯员|文[/／]|编译|讯$|电$|社$|网$|中文網$|專電$|电头|特稿")
_INLINE_BYLINE = re.compile(
    r"(?P<agency>[^\s，。：、？！]{0,16}?)\s?(?:\([\w.]{4,40}\)|（[\w.]{4,40}）)?\s?(?:特约|特派|实习|见习|首席|全媒体)?(?:记者|通讯员)[\s丨|:：]{0,2}"
    r"(?P<names>[\u4e00-\u9fff·、\s]{2,24}?)\s?(?P<place>[\u4e00-\u9fff]{2,6})?(?:综合|摄影|独家)?报道" + _AFTER
)
_NAMES_IN_NOTE = re.compile(
    r"(?:记者|编辑|通讯员|作者|文[/／]|编译)[\s:：/／丨|]{0,2}([\u4e00-\u9fff·A-Za-z][\u4e00-\u9fff·、，,\sA-Za-z]{1,40})"
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_ENGLISH = re.compile(
    r"(?P<place>[A-Z][A-Z.'’/ -]{2,30}(?:,\s(?:[A-Z][a-z]{1,12}\.?\s?){1,3})?|[A-Z][A-Z.'’/ -]{2,30})?"
    rf"(?:,?\s{{0,2}}(?P<date>(?:{_MONTHS}\s\d{{1,2}}|\d{{1,2}}\s{_MONTHS})(?:,?\s\d{{4}})?))?\s{{0,2}}"
    r"(?:\((?P<agency>[A-Z][\w .&'/-]{1,30})\)|/(?P<wire>[\w .-]{3,24})/)?\s{0,2}"
    r"(?:—|–|--|-|―|:)\s{1,2}(?=[A-Z\"“‘'\d$£€])"
)
_SPLIT_NAMES = re.compile(r"[\s、，,/和及]+")
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
    "報導",
    "報道",
)
_OWN = ("本报", "本刊", "本网", "本台", "本社", "本站")


@dataclass(slots=True)
class Gathered:
    """Collects what the lines of one body tell; the first word on each matter stands."""

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

    def add_reporters(self, text: str) -> None:
        """Take names from a list such as `张三、李四`."""
        if not self.reporters:
            names = (_CODE.sub("", name.strip(" 　:：")) for name in _SPLIT_NAMES.split(text))
            self.reporters = tuple(dict.fromkeys(name for name in names if 2 <= len(name) <= 12))[:12]


def original_title(text: str, gathered: Gathered) -> bool:
    """Take a line `原标题：…`, with or without the colon."""
    if "原" not in text[:4] or not (found := _ORIGINAL.match(text)):
        return False
    gathered.original_title = gathered.original_title or found[1].strip()
    return True


def credit_line(text: str, gathered: Gathered) -> bool:
    """Take a line of roles and names: `责任编辑：刘某 SF014`, `记者丨张三 编辑丨李四`, `来源：某某网`."""
    if text[0] not in _CREDIT_SIGNS:
        return False
    if _AUTHOR_NOTE.match(text):
        return True
    if not _CREDITS.match(text):
        spaced = _SPACED.match(text)
        if spaced:
            _credit(spaced[1], spaced[2], gathered)
        return spaced is not None
    if _NOT_SOURCE_END.search(text):
        return False
    for role, value in _PAIR.findall(text):
        _credit(role, value, gathered)
    return True


def _credit(role: str, value: str, gathered: Gathered) -> None:
    value = _CODE.sub("", value.strip(" 　[]【】（）()「」，,;；|丨")).strip()
    if not value:
        return
    if re.fullmatch(_EDITORS, role):
        rank = 0 if role.startswith("责") else 1
        if rank < gathered.editor_rank:
            gathered.editor, gathered.editor_rank = value, rank
    elif re.fullmatch(_ORIGINS, role):
        gathered.source = gathered.source or re.split(r"[\s、/，,;；]", value)[0]
    elif role == "作者":
        gathered.author = gathered.author or value
    elif re.fullmatch(_WRITERS, role) or role.endswith("记者"):
        gathered.add_reporters(value)


def byline(text: str, gathered: Gathered) -> bool:
    """Take a line that only names reporters: `新华社记者孙某　陈某`, `本报记者 张三 北京报道`."""
    if len(text) > 60 or ("记者" not in text and "通讯员" not in text) or not (found := _BYLINE.match(text)):
        return False
    gathered.add_reporters(found["names"])
    if found["agency"] and not found["agency"].startswith(_OWN):
        gathered.agency = gathered.agency or found["agency"]
    gathered.place = gathered.place or found["place"]
    return True


def dateline(text: str, gathered: Gathered) -> int:
    """Read the dateline that opens a paragraph; returns where the report itself begins, 0 if there is none."""
    opening = text[:60]
    if text[:1].isascii():
        if at := _english(text, gathered):
            return at
    elif not any(sign in opening for sign in _DATELINE_SIGNS):
        return 0
    if found := _CHINESE.match(text):
        return _chinese(found, gathered)
    if (
        text[:1] in ("【", "〔", "[", "（", "(")
        and (found := _BRACKETED.match(text))
        and _BRACKET_SIGNS.search(found["inner"])
    ):
        inner = found["inner"]
        if nested := _CHINESE.match(inner + "："):
            _chinese(nested, gathered)
        else:
            head = re.match(rf"(?:文[/／])?(?P<a>{_AGENCY})", inner)
            if head and not head["a"].startswith(_OWN):
                gathered.agency = gathered.agency or head["a"]
        if names := _NAMES_IN_NOTE.search(inner):
            gathered.add_reporters(names[1])
        return found.end() if found.end() < len(text) else 0
    if "报道" in opening and (found := _INLINE_BYLINE.match(text)) and found.end() < len(text):
        gathered.add_reporters(found["names"])
        if found["agency"] and not found["agency"].startswith(_OWN):
            gathered.agency = gathered.agency or found["agency"]
        gathered.place = gathered.place or found["place"]
        return found.end()
    return 0


def _chinese(found: re.Match[str], gathered: Gathered) -> int:
    agency = found["a1"] or found["a2"] or found["a3"]
    if agency and not agency.startswith(_OWN):
        gathered.agency = gathered.agency or agency.strip("《》")
    gathered.place = gathered.place or (found["p1"] or "").strip() or None
    gathered.date = gathered.date or next((d for k in ("d1", "d3", "d4") if (d := found[k])), None)
    for note in (found["n1"], found["n2"], found["n5"]):
        if note and (names := _NAMES_IN_NOTE.search(note)):
            gathered.add_reporters(names[1])
    return found.end()


def _english(text: str, gathered: Gathered) -> int:
    found = _ENGLISH.match(text)
    if not found:
        return 0
    agency = found["agency"] or found["wire"]
    place = (found["place"] or "").strip(" ,") or None
    if not agency and not (place and len(place) >= 4 and (found["date"] or ":" not in found[0])):
        return 0
    gathered.agency = gathered.agency or agency
    gathered.place = gathered.place or place
    gathered.date = gathered.date or found["date"]
    return found.end()


def tail(text: str, gathered: Gathered) -> None:
    """Learn from what was cut off a paragraph's end: `（责任编辑：王五）`, `（记者 张三）`, `（某某社）`."""
    inner = text.strip(" 　[]【】（）()")
    if credit_line(inner, gathered) or credit_line(f"（{inner}）", gathered):
        return
    if "记者" in inner:
        who, _, names = inner.partition("记者")
        gathered.add_reporters(names)
        if who and not who.startswith(_OWN):
            gathered.source = gathered.source or who.strip()
    elif re.fullmatch(rf"(?:据|来源|转自|综合)?\s?({_AGENCY})", inner):
        gathered.source = gathered.source or re.sub(r"^(?:据|来源|转自|综合)\s?", "", inner)
