"""What the sentences of a story's reports tell, measured by the words and pairs of characters in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhconv_rs import zhconv

from ledebot.bot.model import Article
from ledebot.bot.text.fold import bare
from ledebot.bot.text.leaning import points_back
from ledebot.bot.text.script import unit, width
from ledebot.bot.text.segment import stream
from ledebot.bot.text.statements import statements

Words = frozenset[str]
_SHORT = re.compile(r"[a-z]{1,3}")
"""Words of Latin script that tell nothing: articles, prepositions, auxiliaries."""
LONGEST, SHORTEST = 100, 12
"""Chinese characters, or the same reading time, of a sentence that is shown: some five lines of a phone."""
_PAIR = 0.7
_QUOTED = re.compile(r"“[^”]{0,400}”|「[^」]{0,400}」|\"[^\"]{0,400}\"")
_TALK = re.compile(
    r"[！!？?~]|我|咱|[您你]|大家|网友|小编|本文|读者|点赞|关注|其实|毕竟|也许|或许|可谓|岂|难道|吗|呢|究竟|到底|说白了|"
    r"不得不|令人|让人|众所周知|按照.{0,9}逻辑|如果|的话|意味着|由此|可见|说明|无疑|一般而言|总的来说|首先|其次|最后|"
    r"可能|恐|应该|必须|值得|显然|事件回顾|甚至|更是|原来|终于|有人|热搜|热议|词条|话题|网民|鲜为人知|当之无愧|可圈可点|"
    r"翻盘|云云|老调重弹|荒诞|(?:记者会|发布会|答记者问)。$|根据《|相关规定|"
    r"\b(?:i|we|you|our|us|my|your|of course|would|could|might|may|should|perhaps|seems?|arguably|given)\b",
    re.IGNORECASE,
)
"""What a commentator says rather than a reporter: calls, guesses, words to the reader; outside quotation marks."""
_CAPTION = re.compile(
    r"图[据自源为：:]|截图|延伸阅读|记者[^，。]{2,4}摄|图片|资料图|来源[：:]|记者[：:]|热线|邮箱|视频|直播"
    r"|photograph|file photo|\b(?:getty|reuters|afp)\b"
    r"|pictured|flutters|is seen|are seen|is shown",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"^[^，。：、“”《]{8,60}(?:近日|当地时间|此外|刚刚|(?<![依根证数])据[^，。]{2,16}(?:报道|消息|介绍|报导))"
    r"|^.{8,60}?[^\s，。、；：（“《\d至到在于从截是为定间日年月](?:\d{1,2}月)?\d{1,2}日(?:\d{1,2}[时点])?，"
    r"|^[^，。：“]{2,16}：(?![“「])|^.{4,40}[）)]据|^[^，。]{0,8}?([\u4e00-\u9fff]{4}).{0,14}\1"
    r"|^(?:[A-Z]{3,}[ :]){2}|[”’][A-Z]{2}"
)
"""A heading, a caption or a name that runs into the text without a mark."""
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*(?:%|万|亿|元|人|名))(?=年|\b)")
_BACKGROUND = re.compile(
    r"去年|前年|同年|年前|上世纪|历史上|曾|一直|以来|近年|往年|此前|的[一二三两几十\d]+年[里中间]|"
    r"last year|years ago|\bonce\b|formerly|"
    r"in recent years|(?:january|february|march|april|may|june|july|august|september|october|november|december) of\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\d|据|称|表示|宣布|通报|公告|指出|透露|发布|决定|召开|证实|确认|批准|"
    r"\b(?:said|says|told|announced|confirmed|according|reported|charged|arrested|approved|agreed|ordered|ruled|plans?|police)\b"
)
"""A sign that something is reported: a figure, a date, a source, an act."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence as a report has it; `reports`: it can be read alone, and tells news rather than talks of it."""

    text: str
    report: Article
    words: Words
    place: int
    """Among the report's sentences, from 0."""
    reports: bool


def words_in(text: str) -> Words:
    """Give the telling words of a text: words and numbers, pairs of characters where there are no spaces."""
    return frozenset(word for word in stream(bare(text)).split() if not _SHORT.fullmatch(word))


def about(sentence: Sentence, subject: Words) -> float:
    """Count the words of a story's subject in a sentence; a pair of characters is less than a word."""
    return sum(1 if word.isascii() else _PAIR for word in sentence.words & subject)


def in_simplified(text: str) -> str:
    """Write a text in simplified characters, which the patterns are in; as it is where its length would change."""
    converted = str(zhconv(text, "zh-hans"))
    return converted if len(converted) == len(text) else text


def sentences_of(report: Article) -> Iterator[Sentence]:
    """Give the whole statements of a report's first paragraphs, in order."""
    for place, said in enumerate(statements(report.paragraphs, report.title)):
        fits = len(said.text) >= SHORTEST and width(said.text, unit(said.text)) <= LONGEST
        if fits and _whole(said.text):
            alone = not (said.weak or said.apart or points_back(said.text))
            yield Sentence(said.text, report, words_in(said.text), place, alone and _reports(said.text, report))


def _whole(text: str) -> bool:
    """Whether every quotation and bracket that opens is closed, and no heading runs into the sentence."""
    pairs = (("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"))
    even = text.count('"') % 2 == 0 and all(text.count(opens) == text.count(closes) for opens, closes in pairs)
    return even and not _GLUED.match(text)


def _reports(text: str, report: Article) -> bool:
    text = in_simplified(text)
    outside = _QUOTED.sub("“”", text)
    talks = _TALK.search(outside) or _CAPTION.search(text)
    return not talks and not is_background(text, report) and bool(_REPORTED.search(text))


def is_background(text: str, report: Article) -> bool:
    """Tell whether a sentence speaks, outside quotation marks, of another year than its report's, or of long ago."""
    outside = _QUOTED.sub("“”", in_simplified(text))
    years = {found[0] for found in _YEAR.finditer(outside)}
    return not years <= {str(report.published.year)} or bool(_BACKGROUND.search(outside))
