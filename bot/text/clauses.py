"""Where a long sentence may end early: after a clause that says something whole, so that a short lede is one too.

Chinese news strings its clauses on commas, each after the first adding to it: `全年总值14万亿元，增长3.9%，…`. What is
only led in (`随着…，`), asked for more (`…表示，`) or taken back by the next clause (`，但…`) does not stand alone.
"""

from __future__ import annotations

import re

from ledebot.bot.text import english_clauses
from ledebot.bot.text.leaning import connective
from ledebot.bot.text.script import HAN, HANGUL

_OPEN, _CLOSE = "“「『（(【《〈[", "”」』）)】》〉]"
_LEADS_IN = re.compile(
    r"(?:随着|由于|因(?!此)|为(?:了|进一步|切实|更好|推动|深入|贯彻|落实)|如果|若|假如|一旦|当|虽然|尽管|即使|即便|不仅|不但|不论|无论|除|据|截至|通过|"
    r"针对|面对|对于?|关于|按照?|根据|依据|经(?!济|营|过多)|自|从|在|于|以|只要|只有|既|与其|比如|例如|与|和|受|围绕|鉴于|考虑到|作为|就|向|将|把|被)"
)
_OPEN_ENDED = re.compile(
    r"(?:后|时|之际|以来|以后|之后|期间|同时|前|之前|中|下|上|方面|表示|表態|称|稱|说|說|认为|認為|指出|显示|顯示|强调|強調|介绍|介紹|透露|宣布|写道|寫道|"
    r"包括|分别|以及|例如|比如|如|的|是|为|要|会|能|在|和|与|及|其中|起|看来|来看|来说|而言|获悉|了解到|发现|问|道|目的|问题|有关|要求|提出|规定|明确|"
    r"报道|消息|公告|通知|通报|数据|为例|日|月|年|晚间?|早间?|上午|下午|凌晨|近日|日前|近期|今天|昨天|目前|当前|如今|今年|去年)$"
)
_TAKEN_BACK = re.compile(
    r"(?:但|却|然而|不过|除非|否则|只是|前提|如果|并非|而(?!且)|以及|和|及|或|的|是否|才|便|就|则|也就|反而|其余|其它|其他|直到|尽管|虽然)"
)
_SAID = 10
"""Characters of a clause that says what is done with what it names: `将甲调整至乙`."""
_FROM = 15
"""Characters that an ending must leave; what is shorter tells nothing."""


def ended_early(sentence: str, length: int, each: float) -> str:
    """End a sentence after the last whole clause within a length, or give nothing where no clause stands alone."""
    room = min(int(length / each), len(sentence)) - 1
    if each >= HAN:
        return _chinese(sentence, room)
    return english_clauses.ended_early(sentence, room) if each < HANGUL else ""


def _chinese(sentence: str, room: int) -> str:
    depth = start = 0
    best = 0
    for at, char in enumerate(sentence[: room + 1]):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        elif char in "，；" and not depth:
            clause = sentence[start:at]
            if at >= _FROM and _stands(sentence[:at], clause, first=not start, rest=sentence[at + 1 : at + 8]):
                best = at
            start = at + 1
    return sentence[:best] + "。" if best else ""


_OBJECT = re.compile(r"(?:计划|拟|准备|打算|宣布|决定|考虑|正|将)[将把][^，]{1,12}$")
"""A clause that has named what something is done with, and not yet what is done."""


def _stands(head: str, clause: str, *, first: bool, rest: str) -> bool:
    if connective(clause) or _TAKEN_BACK.match(rest) or _OPEN_ENDED.search(head) or _OBJECT.search(clause):
        return False
    if not first and clause.startswith(("将", "將", "把")) and len(clause) >= _SAID:
        return True
    return not _LEADS_IN.match(clause) if not first else not _LEADS_IN.match(head)
