"""What a sentence takes as known: read alone, it does not say who `Ellin` is, nor which `the delivery`."""

from __future__ import annotations

import re

from ledebot.bot.stories.frequencies import LEVELS
from ledebot.bot.stories.telling import Words, words_in

_SAID = "said|says|told|added|wrote"
_LAST_NAME = re.compile(
    rf"(?:^|[,”\"] ?)(?:[A-Z][\w.&-]*[’']s )?(?P<name>[A-Z][a-z][\w-]*) (?:{_SAID})\b"
    rf"|\b(?:{_SAID}) (?P<last>[A-Z][a-z][\w-]*) ?\.$|\bM(?:r|s|rs)\. ?(?P<titled>[A-Z][\w-]+)"
)
"""A person by one word only: a report says at the first mention who that is, and later no more."""
_SOUNDS = (
    "阿埃艾安奥巴拜班贝本比彼宾波伯博布查达戴德迪丁杜顿多厄恩尔法菲费芬弗夫戈格古哈海赫霍基加贾杰金卡凯坎康考科克肯库奎拉莱兰朗劳"
    "勒雷里利列林卢鲁伦罗洛马迈曼梅门蒙米莫姆穆纳娜南内尼诺努佩皮普奇齐乔切琴萨塞桑瑟沙舍史斯苏索塔泰坦特提廷托图瓦万威韦维温沃武"
    "西希谢辛休雅亚延扬耶伊因英尤约扎泽兹祖佐"
)
"""Characters by which Chinese writes the sounds of foreign names."""
_BARE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{1,6}}(?:[·－-][\u4e00-\u9fff]{{1,6}}?){{1,2}}?|[\u4e00-\u9fff]{{1,4}}?|[{_SOUNDS}]{{5,8}})"
    r"(?<![部局委会院社司厅办府军方国团队党盟行报网台所校市省县区])"
    r"(?:当[天日晚]|\d{1,2}日|在|表示|说|称|指出|强调|透露|认为)"
)
_WHOLE = re.compile(rf"(?P<name>[A-Z][a-z][\w-]*(?: [A-Z][\w-]*){{1,2}}) (?:{_SAID}|confirmed|announced)\b")
"""A name, Chinese or English, without what its bearer is, at a sentence's beginning."""
_FAMOUS = 9
"""The level up to which a name needs no introduction: one text in four hundred holds it."""
_THE = re.compile(r"The (?P<thing>[a-z][\w’'-]*(?: of(?: the)?)?(?: [\w’'-]+)?)")


def takes_as_known(text: str, told: Words, shown: Words) -> bool:
    """Tell whether a sentence speaks of somebody or something by words that are new.

    People must be among the words `shown` above it, things among those `told` by several reports.
    """
    thing = _THE.match(text)
    if thing and words_in(thing["thing"]).isdisjoint(told):
        return True
    bare = _BARE.match(text) or _WHOLE.match(text)
    if bare and _unknown(name := words_in(bare["name"]), shown) and min(word & LEVELS for word in name) > _FAMOUS:
        return True
    people = (next(filter(None, found.groups())) for found in _LAST_NAME.finditer(text))
    return any(_unknown(words_in(person), shown) for person in people)


def _unknown(name: Words, shown: Words) -> bool:
    return bool(name) and name.isdisjoint(shown)
