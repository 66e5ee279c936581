"""Which sentences of a report can stand alone on a story's page: whole, of today's news, told rather than talked about.

Rules of Chinese and English news writing; where they are unsure they say no, since a page may show less.
"""

from __future__ import annotations

import re
from datetime import timedelta

from zhconv_rs import zhconv

from ledebot.bot.model import Article
from ledebot.bot.stories.named_days import named_days
from ledebot.bot.text.leaning import points_back

PAST = timedelta(days=2)
"""A sentence whose latest day is longer ago than this tells what led to the news, not the news."""
_QUOTED = re.compile(r"“[^”]{0,400}”|「[^」]{0,400}」|\"[^\"]{0,400}\"|``[^`']{0,400}''")
_TALK = re.compile(
    # words to the reader, and what a commentator says
    r"[！!？?~]|我(?![国省市县])|咱|[您你]|大家|网友|网民|小编|本文|读者|点赞|关注|热搜|热议|词条|话题|鲜为人知|可圈可点|"
    r"其实|毕竟|可谓|岂|难道|吗|呢|究竟|到底|说白了|不得不|令人|让人|众所周知|按照.{0,9}逻辑|的话|意味着|由此|可见|说明|无疑|"
    r"一般而言|总的来说|首先|其次|最后|必须|值得|显然|事件回顾|甚至|更是|原来|终于|遗憾|可惜|不幸的是|幸运|当之无愧|翻盘|云云|"
    r"老调重弹|记者提?问|问及|外媒|多家媒体|荒诞|来看，|看来，|并不能|并非|巨大|本来|竟|居然|不料|简直|实在|不难|不免|难免|就连|连.{1,6}都|何况|哪怕|无非|"
    r"不过是|所谓|殊不知|虽然|尽管|为了|不仅|不但|没错|[再又]次(?:公开|引发)|[引激][发起].{0,12}(?:风波|议论|讨论|争议|反响|回响|共鸣)|"
    # guesses, states rather than acts, rules quoted
    r"可能|恐|^展望|预计[^，。]{0,6}[会将]|也许|或许|仿佛|似乎|想必|应该|如果|^目前|目前来|现在|如今|根据《|相关规定|(?:记者会|发布会|答记者问)。$|"
    # official praise
    r"进一步|蓬勃|奋进|新气象|有力支撑|砥砺|携手|美好|辉煌|勾勒|强有力|深入贯彻|高度重视|新征程|不断提|持续提|彰显|坚决|坚定|"
    r"决心|零容忍|工作专班|工作方案|丰硕|卓有成效|赋能|千行百业|千家万户|新动能|凸显|基调|走深走实|切实|扎实|毫不动摇|震撼|守护|谱写|更加|不得人心|充耳不闻|自食恶果|倒行逆施|险恶|"
    # voices without a name
    r"(?<![所持])有人|有分析|分析人士|分析[称指认]|舆论|外界|业内|有观点|有消息|有评论|专家[，：认指表]|"
    r"\b(?:i|we|you|our|(?-i:us|may)|my|your|of course|would|could|might|should|perhaps|seems?|appears?|arguably|"
    r"reportedly|certainly|just another|lived? up to|rumou?rs?|likely|unlikely|probably|apparently|believed|"
    r"thought to|unclear|expected|"
    r"an? (?:spokes(?:man|woman|person)|official|source|insider|expert|analyst) (?:said|says|told)|"
    r"(?:experts|analysts|observers|critics|sources|insiders) (?:said|says?|told|noted?|believe|warn(?:ed)?))\b",
    re.IGNORECASE,
)
"""What is said about news rather than told, outside quotation marks."""
_CAPTION = re.compile(
    r"图[据自源为：:]|截图|延伸阅读|记者[^，。]{2,4}摄|图片|资料图|来源[：:]|记者[：:]|热线|邮箱|视频(?!通话|会|连线)|直播|作者|编辑|"
    r"https?\b|www\.|photograph|file photo|\b(?:getty|reuters|afp)\b|pictured|flutters|is seen|are seen|is shown|"
    r"^\(|via AP\b|CREDIT|\bphoto\b|\((?:left|right|cent(?:er|re)|top|bottom|second|l|r|c)\)"
    r"|, (?:left|right|cent(?:er|re)),|\b(?:poses?|gestures?) |\bmakes? a toast\b|\bshakes? hands\b",
    re.IGNORECASE,
)
_OPENS = ("“", "「", '"', "``", "'")
_GLUED = re.compile(
    r"^[^，。：、“”《》]{8,60}(?:近日|当地时间|此外|刚刚|(?<![依根证数])据[^，。]{2,16}(?:报道|消息|介绍|报导))"
    r"|^.{8,60}?[^\s，。、；：（“《\d至到在于从截是为定间日年月](?:\d{1,2}月)?\d{1,2}日(?:\d{1,2}[时点])?，"
    r"|日\d{1,2}月\d{1,2}日|^[^，。：“]{2,16}：(?![“「])|^.{4,40}[）)]据|^[^，。]{0,8}?([\u4e00-\u9fff]{4}).{0,14}\1"
    r"|[^，。、；：“（(\s依根证数占论票单收凭]据[^，。]{2,20}(?:报道|消息|介绍|报导|数据|通报)"
    r"|^[^，。“]{0,20}?([\u4e00-\u9fff]{3})[^，。“]{2,30}?\2|^[^，]{2,20}日电(?![，：])"
    r"|[^\d.][2-9][.、][“\u4e00-\u9fff]|^(?:[A-Z]{3,}[ :]){2}|[”’][A-Z]{2}"
    r"|[.!?][’'\"”][A-Z]|^[A-Z][a-z]{2}[A-Z][a-z]{2}|[a-z][“\"][A-Z]|[a-z]{3}[A-Z][a-z]|\)[A-Z][a-z]|[a-z]\d{1,2}[A-Z][a-z]{2}|\b[a-z]{2}[A-Z][a-z]{3}"
)
"""A heading, a caption or a name that runs into the text without a mark."""
_CUT = re.compile(r"^\d{1,2}%|^[^\w“「『《（【(\[\"'$€£`#@-]|\b(?:[A-Z]|[DM]rs?|Ms|Prof|Gen|Sen|Gov|Rev|Lt|Sgt) ?\.$")
"""What begins in mid-sentence, or ends at an abbreviation."""
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*(?:%|万|亿|元|人|名))(?=年|s?\b)")
_BACKGROUND = re.compile(
    r"去年|前年|同年|本月\d{1,2}日|年前|上世纪|历史上|曾|一直|以来|近年|往年|此前|早前|之前|上[周月]|前不久|前段时间|前几|早在|当年|"
    r"的[一二三两几十\d]{1,4}年[里中间]|[一二三两几十\d]{1,4}[年月周天]前|由.{2,40}组成|"
    r"出生于|毕业于|\bprior to\b|\bcareer\b|\boriginally\b|\bborn\b|"
    r"\blast (?:year|week|month|summer|winter|spring|fall|autumn|season|time)|"
    r"\b(?:years?|months?|weeks) (?:ago|after|before)\b|"
    r"\bhad (?:\w{2,9} )?(?:told|said|given|begun|taken|made)\b|\b(?:has|have) already\b|"
    r"\bonce\b|formerly|previous|earlier|\bhad (?:\w{2,9} )?\w{2,12}ed\b|\bhad been\b|\bcurrent|recalled|in recent|"
    r"in the past|\bsince\b|\b[a-z]{2,12}ed\b[^.,]{0,40} in (?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b(?! \d)|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) of\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\d{1,2}[日号时]|今[天日晨晚早]|昨[天日晚夜]|当地时间|上午|下午|凌晨|傍晚|截[至止]|(?:周|星期)[一二三四五六日天]|"
    r"(?<![占数证依根收单票])据(?![点守有此])|称|表示|宣布|通报|公告|指出|透露|发布|决定|召开|证实|确认|批准|介绍|"
    r"下令|签署|裁定|判处|强调|披露|警告|指责|呼吁|拒绝|致电|逮捕|拘留|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:said|says|told|announced|confirmed|according|reported|charged|arrested|approved|agreed|ordered|"
    r"ruled(?! out)|signed|filed|sentenced|warned|urged|accused|claimed|rejected|"
    r"convicted|seized|rescued|evacuated|suspended)\b|\d(?:%(?=[，。；、）\u4e00-\u9fff])|万|亿)|\d\d[起例]",
    re.IGNORECASE,
)
"""A sign that something is reported: a day, a source, an act, a figure of statistics."""
_LEANS = re.compile(
    r"[^，。“]{0,14}(?<!对)(?:[也则还亦]|就此|对此|为此|随即|同样|此次|另一)|[^，]{0,6}(?:最后|随后|之后)[，，]|"
    r".{0,80}(?:此事|这(?!些?[天年])|该[^局])|据(?:消息|报道|介绍|了解|悉|称|传|媒体)|根据(?:要求|规定|计划|安排)|报[道导][称说]|"
    r".{0,20}当时|[^，。\d]{0,8}当[天日晚年月季]，|(?:[^，。]{0,24}，){1,3}[^，。]{0,14}(?:还(?!款)|也(?!许|门))|"
    r"消息称|有(?:消息|媒体)|所以|一切|除此|以[至致]|因而|从中|经测算|获悉|会上，|"
    r"(?:the|a) (?:report|statement|newspaper|source|company|firm|man|woman|agency|group|move|decision|suspect)\b|"
    r".{0,200}, (?:it|he|she|they) said\b|in fact\b|indeed\b|in another\b|.{0,60}\blater (?!this|today|on\b|in )|"
    r".{0,200}\b(?:made the \w+|those (?:\w+s|people|children|men|women)\b(?! (?:who|that|of|in|with))"
    r"|this (?!(?:week|weekend|month|year|morning|afternoon|evening|spring|summer|autumn|fall|winter|season|time)\b)"
    r"|the (?:two|three|four|five|six|seven|eight|nine|ten) (?!(?:\w+ )?(?:hours|days|weeks|months|years)\b))|"
    r"[^,]{0,40}\b(?:also|too|then|added|meanwhile)\b|[^,]{0,60}\b(?:he|she|they|him|them|his|her|their)\b",
    re.IGNORECASE,
)
"""What points to something told before, beyond what a lede has to fear."""


def in_simplified(text: str) -> str:
    """Write a text in simplified characters, which the patterns are in; as it is where its length would change."""
    converted = str(zhconv(text, "zh-hans"))
    return converted if len(converted) == len(text) else text


def is_whole(text: str) -> bool:
    """Whether every quotation and bracket that opens is closed, and no heading runs into the sentence."""
    pairs = (("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"), ("《", "》"))
    even = text.count('"') % 2 == 0 and all(text.count(opens) == text.count(closes) for opens, closes in pairs)
    return even and not _CUT.search(text) and not _GLUED.search(in_simplified(text))


def leans(text: str) -> bool:
    """Tell whether a sentence points, outside quotation marks, to something that was told before it."""
    return bool(_LEANS.match(_QUOTED.sub("“”", in_simplified(text)))) or points_back(text)


def reports(text: str, report: Article) -> bool:
    """Tell whether a sentence tells news of its report's day, and can be read without the one before it."""
    simplified = in_simplified(text)
    outside = _QUOTED.sub("“”", simplified)
    if _TALK.search(outside) or _CAPTION.search(simplified) or leans(text) or text.startswith(_OPENS):
        return False
    return bool(_REPORTED.search(outside)) and not is_background(text, report)


def is_background(text: str, report: Article) -> bool:
    """Tell whether a sentence speaks, outside quotation marks, of another year than its report's, or of days ago."""
    outside = _QUOTED.sub("“”", in_simplified(text))
    years = {found[0] for found in _YEAR.finditer(outside)}
    if not years <= {str(report.published.year)} or _BACKGROUND.search(outside):
        return True
    named = named_days(outside, report.published.date())
    return bool(named) and max(named) < report.published.date() - PAST
