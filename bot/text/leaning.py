"""Sentences that lean on another: they open with a pronoun or connective and make no sense without what went before."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from ledebot.bot.text.rules import fold
from ledebot.bot.text.script import full_commas

_CHINESE = (
    r"(?:据(?:悉|了解|介绍)，(?=[这那该此其])|有?鉴于此|[他她它牠]们?|在(?:[那这此]|此)(?:之[前后]|期间|背景下|基础上)|其(?!中国|实施|乐)|该|此(?!间|次)|[这那](?!(?:些|几|两|一|个)?(?:天|年|个?月|周|段时间|[春夏秋冬]|假期|世界))|也[^许]|又|还[^款]|"
    r"[^，。]{1,14}还[^，。]{0,8}(?:称|说|表示|指出|透露|介绍|强调|写道)|同时|与此同时|对此|得知[^，。]{0,6}后|为此|因此|所以|于是|由此|从而|如此|具体(?:如下|来看|而言|来说|地说)|"
    r"原来(?!的|是)|除此(?:之外|以外)?|奈何|所幸|好在|尤其|生前，|[^，。“：]{1,8}的是，|本是|原本是?|随后|不久后?，?|很快，?|随之|这时|此时|届时|身后|背后是|接着|其间|期间|其中|此外|另(?:外|[，有悉据])|再者|并且?[，、]?|而且?|进而|继而|首先|其次|最后|然后|最终|不过|但是?|然而|可是|尽管如此|即便如此|否则|"
    r"例如|比如|譬如|换言之|也就是说|换句话说|总之|事实上|实际上|当然|显然|可见|相反|反之|相比之下|类似的?|同样|同理|正因如此|究其原因|"
    r"以上|上述|下面|如下|如上|前者|后者|至此|此后|之后|此前|当时|当天|当日|当晚|次日|话音|对方|双方)"
)
_ENGLISH = (
    r"(?!It(?:[’']?s|\s[’']s| is| was| has been)?\s(?:seems?|appears?|turn(?:s|ed) out|takes|took|"
    r"(?:(?:been|not|now|no|an?)\s){0,3}(?:long|sad|great|time|hard|difficult|easy|official|clear|secret|surprise|"
    r"wonder|every|often|impossible|rare)\b))"
    r"(?!This\s(?:week(?:end)?|month|year|season|morning|afternoon|evening|spring|summer|autumn|fall|winter|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"update|post|article|issue|episode|edition|newsletter"
    r"|(?:is|was) (?:my|our|the (?:\d+(?:st|nd|rd|th)|first|second|third|last|latest)))\b)"
    r"(?:It|Its|He|His|She|Her|They|Their|Them|This|That|These|Those|But|However|And|So|Then|Also|Yet|Still|"
    r"Instead(?! of)|Meanwhile|Moreover|Furthermore|Therefore|Thus|Hence|Nevertheless|Nonetheless|Otherwise|Besides|"
    r"Similarly|Likewise|Such|Here(?:’s|'s)?|There(?:’s|'s)?|Both|Neither|Or|Nor|Because of this|"
    r"For example|For instance|In addition|In contrast|By contrast|On the other hand|As a result(?! of)|"
    r"After that|Now|Why(?! (?:do|does|did|is|are|was|were|has|have|can|should|would)\b))\b(?!’(?!s\b)|-)"
    r"|If (?:so|not),"
    r"|(?:Upon|After|With|Following|Under|In|At|By|From|For)\s(?:[\w’'-]+\s){0,4}(?:that|those|these)\s[a-z]+,"
)
_POINTS_NOWHERE = re.compile(r"[“\"‘']?(?:There|It)(?:[’']s|\s(?:is|are|was|were|has|have)\b)(?!\s(?:all|also|part)\b)")
"""A sentence whose subject is no more than that; the first of a text may be one, though a later one mostly leans."""
_SECOND = r"(?:[2-9]|1\d)\s?[.、．)）](?!\d)|[二三四五六七八九]、|[②-⑳]|第[二三四五][，、]|(?:Second|Third)(?:ly)?,"
"""An item of a list that is not its first."""
_LEANS = re.compile(rf"[“「『\"'‘]?(?:{_CHINESE}|{_ENGLISH}|{_SECOND})")
_POINTS = re.compile(
    r"这[种一些类样番场项家款次轮波则名位份笔起座]|此[类次番]|上述|前述|后者|前者|两者|该[公项机部计方企基产银行品校院局案车药店]"
)
_OPENS_POINTING = re.compile(
    r"[本此]次|[^，]{0,8}(?:次年|翌年|同年)，|(?:根据|按照?)(?:协议|报告|计划|方案|通知|规定|声明|公报|公告|判决)[^，]{0,6}，|[一二三四五六]是|.{1,4}[他她它]|[^，]{2,10}也(?!许)|[^，]{5,9}[他她它]"
    r"|[两二三四五六七八九](?:只|家|人|者|名|位|款|项|大|个)|[^，]{2,24}，?分别(?:是|为|代表|对应|来自)"
    r"|[^，。]{1,12}则(?:[认是在被将从以由更没不有会可需显指强选表称说]|通过)|(?:要(?![闻点求塞价素])|必须|应当)|以[^，]{1,24}为例|(?:活动|会议|论坛|大会|仪式|展览|此举)(?:旨在|由)|(?:活动|仪式|演出|比赛|会议)?现场，"
    r"|在[^，]{2,16}(?:领域|方面|环节|层面|的?同时)，"
)
"""What points back wherever it stands near a beginning, and what does so at the beginning itself."""
_TAKES_UP = re.compile(r"另|[^，]{1,8}?同时|第[二三四五]|[^，]{0,12}方面，|对于|也|[^，]{0,30}?(?:[他她它]|其(?!中))")
_TOLD_BY = re.compile(r"[^“「：]{4,80}(?:[^传傳听聽据據小]说|[^传傳听聽据據小]說|表示)。$")
_TELLS = ("说。", "說。", "表示。")
"""A sentence that only tells who said what stood before it, and how it ends."""
_ANSWERS, _ANSWER = re.compile(r"(?:[对對]此|[针針][对對]此[事一]?|就此|有?[鉴鑒]于此)[，,]"), 15
"""Words that answer what was told before, and characters of what makes sense without them."""
_LINK = re.compile(
    r"(?:[随隨]后|[随隨]後|最[终終]|最后|最後|此外|另外|同[时時]|[与與]此同[时時]|[具]?[体體][来來]看|具体而言|其中|[当當][日天]|据悉|據悉|[随隨]即)[，,]"
    r"|(?:然而|不[过過])[，,]|但是?(?![这那這就也都更还還])|而(?![且是这這那今后後])"
)
"""Connectives that can be spared."""
_ECHO = re.compile(
    r"[“「]?[这這那](?:(?:便|就|正|也|不)?(?:是|意味|说明|說明|表明)|[些个個一](?:追问|追問|问题|問題|疑问|疑問|质疑|答案))"
)
_CONNECTIVE = re.compile(rf"(?:{_CHINESE})[^，。]{{0,2}}$|^.{{1,3}}$")


_ALTERNATIVE = re.compile(r"(?:[^|()]|\((?:[^()]|\([^()]*\))*\))+")
_QUOTES = tuple("“„«»‚‘\"'¿¡(")
_KANA = re.compile(r"[\u3041-\u30fa]")


def leans(sentence: str, at: int = 0) -> bool:
    """Tell whether a sentence, from `at` on, leans on the one before it and so cannot open a lede."""
    return _opening_leans(sentence[at : at + 60])


def opens_leaning(sentence: str) -> bool:
    """Tell whether the first sentence of a text leans on what stood before that: `There are…` then does not."""
    return leans(sentence) and not _POINTS_NOWHERE.match(sentence)


@lru_cache(maxsize=64)
def _opening_leans(opening: str) -> bool:
    # Remembered, because a lede is chosen in several steps that ask it of the same sentences.
    return bool(_LEANS.match(full_commas(fold(opening)))) or _leans_abroad(opening)


def _leans_abroad(opening: str) -> bool:
    """Tell whether a sentence opens with a word of openings.toml."""
    start = 1 if opening[:1] in _QUOTES else 0
    letter = opening[start : start + 1].lower()
    if not letter or ("\u3400" <= letter <= "\u9fff" and not _KANA.search(opening)):
        return False
    known = _beginning(letter)
    return bool(known and known.match(opening, start))


@lru_cache(maxsize=256)  # compiled when a sentence begins so: most texts have the letters of one language
def _beginning(letter: str) -> re.Pattern[str] | None:
    words = _abroad().get(letter)
    return re.compile("|".join(words), re.IGNORECASE) if words else None


@cache
def _abroad() -> dict[str, list[str]]:
    """Give the openings of openings.toml by the letter that they begin with."""
    tables = tomllib.loads(Path(__file__).with_name("openings.toml").read_text(encoding="utf-8"))
    by_letter: dict[str, list[str]] = {}
    for kind, end in (("spaced", r"(?=[\s,،:;]|$)"), ("unspaced", "")):
        for words in tables[kind].values():
            for word in _ALTERNATIVE.findall(words):
                by_letter.setdefault(word[0], []).append(word + end)
    return by_letter


@lru_cache(maxsize=64)
def points_back(sentence: str) -> bool:
    """Tell whether a sentence speaks, near its beginning, of something that was told before it."""
    opening = full_commas(fold(sentence[:40]))
    return leans(sentence) or bool(_POINTS.search(opening) or _OPENS_POINTING.match(opening)) or told_by(sentence)


def takes_up(sentence: str) -> bool:
    """Tell whether a sentence only makes sense after others, even under its headline: `另一位…`, `乘客把他们…`.

    Less than `points_back` finds: `本次…` and `三家公司…` are explained by the headline.
    """
    return bool(_TAKES_UP.match(full_commas(fold(sentence[:40]))))


def answer(sentence: str) -> str:
    """Give a sentence without the words with which it only answers the one before it: `对此，港务局表示…`."""
    said = _ANSWERS.match(sentence[:8])
    rest = sentence[said.end() :] if said else ""
    return rest if len(rest) >= _ANSWER and not leans(rest) else sentence


def unlinked(sentence: str) -> str:
    """Give a sentence without the connective that it opens with, if it can do without: `随后，渡轮复航。`."""
    link = _LINK.match(sentence)
    rest = sentence[link.end() :] if link else ""
    return rest if len(rest) >= _ANSWER and not leans(rest) else answer(sentence)


def told_by(sentence: str) -> bool:
    """Tell whether a sentence only says who said what stood before it."""
    return sentence.endswith(_TELLS) and bool(_TOLD_BY.match(sentence))


def echoes(sentence: str) -> bool:
    """Tell whether a sentence only says what the one before it means: `这便是…`, `这意味着…`."""
    return bool(_ECHO.match(sentence))


def connective(clause: str) -> bool:
    """Tell whether a clause is nothing but a connective or too little to stand at a lede's end: `其间`, `对此`."""
    return bool(_CONNECTIVE.match(fold(clause.strip()[:40])))
