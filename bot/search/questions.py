"""Questions: which of their words ask and do not search, and what kind of answer they want."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from ledebot.bot.search.query import Clause, Query, Word
from ledebot.bot.text.fold import bare, fold
from ledebot.bot.text.segment import is_word


class Wanted(Enum):
    """What the answer to a question is."""

    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    PERSON = "person"
    ANYTHING = "anything"


_COUNTED = "[个次名人家枚条位架亿万元岁年天场只部分届国种号]"
_WHICH = "[里些个位家年天届支座国部场款队种项月所]"
_KINDS = {
    "number": rf"(?:[是为有达了]|达到|共有)?(?:多少{_COUNTED}?钱?|几{_COUNTED}|多[高长大远重快])",
    "time": r"[是在于将]?(?:什么时[候间]|何时|几时|几月几[日号]|几[月点号]|哪一?[年天月])|多久",
    "place": r"(?:[是在]|位于)?(?:什么地方|哪[里儿]|何[地处]|哪个?[座个](?:城市|国家))|在哪(?![吒怕])",
    "person": r"[是由]?(?:谁|何人|哪些?位|哪个人)是?",
    "anything": (
        rf"(?:[是为有叫]|叫做)?(?:什么(?:样的?|类型的?)?|哪一?{_WHICH}|怎么样?|怎样|如何|为[何什]么?"
        r"|是否|是不是|有没有|请问|分别)是?|[吗呢](?=[？?\s]|$)"
    ),
}
"""What asks in Chinese, by the kind of answer; simplified, since it is looked for in folded text."""
_NAMED_KINDS = {
    "time": "时间|日期",
    "place": "地点",
    "number": "人数|[数产销运容流][量额目]|营收|利润|票房|[^效]率|[^评]价[格位]?|比分|[震等]级|得分|指数",
}
"""What a query ends with that asks for such an answer without a word that asks."""
_LATIN_KINDS = {
    "number": r"how\s+(?:many|much|big|high|large|far|old)",
    "time": r"when|what\s+(?:time|day|date|year)|how\s+long",
    "place": r"where|(?:in\s+)?(?:what|which)\s+(?:country|city|place)",
    "person": r"who|whom|whose",
    "anything": r"what|which|why|how",
}


def _either(kinds: Mapping[str, str]) -> str:
    return "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())


_ASKING = re.compile(_either(_KINDS))
_NAMED = re.compile(f"(?:{_either(_NAMED_KINDS)})[？?]?$")
_ASKING_LATIN = re.compile(_either(_LATIN_KINDS), re.IGNORECASE)
_HELPING = re.compile(
    "an?|the|of|in|on|at|to|for|by|from|with|as|and|or|is|are|was|were|be|been|do|does|did|has|have|had|will|would|can"
    "|could|should|may|might|its?|this|that|these|those|there|many|much|s"
)
"""Words of an English question that every article holds."""
_LONG = 3
"""Words from which a query may be a question in English without a mark."""


def wanted(query: Query) -> Wanted | None:
    """Tell what kind of answer a query asks for, be it in so many words or by its last one; None for no question."""
    asked = [found.lastgroup or "" for word in _free(query) for found in _ASKING.finditer(fold(word.text))]
    if found := _asks_in_latin(query):
        asked.append(found.lastgroup or "")
    if not asked:
        asked = [found.lastgroup or "" for word in _free(query) if (found := _NAMED.search(fold(word.text)))]
    kinds = [Wanted(kind) for kind in asked]
    return next((kind for kind in kinds if kind is not Wanted.ANYTHING), kinds[0] if kinds else None)


def searched(query: Query) -> Query:
    """Give a question without the words that ask; the query itself if it has none, or nothing else."""
    latin = _asks_in_latin(query)
    clauses = tuple(kept for clause in query.clauses if (kept := _clause(clause, latin)) is not None)
    left = Query(clauses, query.notes)
    return left if left.words and left != query else query


def _free(query: Query) -> list[Word]:
    return [word for word in query.words if not (word.exact or word.title)]


def _asks_in_latin(query: Query) -> re.Match[str] | None:
    text = " ".join(word.text for word in _free(query))
    found = _ASKING_LATIN.match(text) or (text.rstrip().endswith("?") and _ASKING_LATIN.search(text))
    if not found or len(text.split()) < _LONG or (found.end() < len(text) and text[found.end()].isalnum()):
        return None
    return found


def _end(asking: re.Match[str]) -> int:
    """Tell where the asking ends: what seems to be counted may begin a word, as in 多少国际学生."""
    end, text = asking.end(), asking.string
    begins = re.match(_COUNTED, text[end - 1]) and text[end - 2 : end - 1] in ("少", "几")
    return end - 1 if begins and is_word(text[end - 1 : end + 1]) else end


def _clause(clause: Clause, latin: re.Match[str] | None) -> Clause | None:
    option = clause.options[0]
    if clause.negated or len(clause.options) > 1 or not isinstance(option, Word) or option.exact or option.title:
        return clause
    if latin and (
        _HELPING.fullmatch(bare(option.text).strip(" \n.,")) or option.text.lower() in latin[0].lower().split()
    ):
        return None
    folded = fold(option.text)
    asking = [(found.start(), _end(found)) for found in _ASKING.finditer(folded)]
    if not asking:
        return clause
    text = option.text if len(folded) == len(option.text) else folded  # as it was typed, for what is shown of it
    ends = (0, *(end for _, end in asking)), (*(start for start, _ in asking), len(text))
    left = " ".join(" ".join(text[end:start] for end, start in zip(*ends, strict=True)).split())
    return Clause((replace(option, text=left),)) if bare(left).strip(" \n.,") else None
