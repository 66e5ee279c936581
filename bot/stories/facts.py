"""What a report says that could tell its event from another: facts, and the words and names among them.

Works on folded text (bot/text/fold.py). Every fact is a short string that is equal in two texts when
they say the same; numbers, days and the like are found by bot/stories/figures.py.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Container, Iterator
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from ledebot.bot.core.remembered import Remembered
from ledebot.bot.text import dictionary
from ledebot.bot.text.fold import fold
from ledebot.bot.text.stem import stem


class Kind(IntEnum):
    """What a fact is about.

    TOLL are numbers of casualties and the like, which grow while the event stays the same; CLASS are words of which
    one rules out the others of its group: up and down, opening and closing, the colours of a warning. COPY is title and
    lead as a whole.
    """

    # Every fact is looked up by its kind, and an enum's own hash is a function of Python's.
    __hash__ = int.__hash__

    WORD = 0
    NUMBER = 1
    TOLL = 2
    DAY = 3
    WEEKDAY = 4
    PERIOD = 5
    ORDINAL = 6
    CLASS = 7
    CLOCK = 8
    COPY = 9


class Weight(IntEnum):
    """How much it says that two reports share a figure, in the levels that words have (frequencies.py)."""

    __hash__ = int.__hash__

    FAINT = 1
    WEAK = 4
    FAIR = 10


class Fact(NamedTuple):
    """One fact, as `fact` makes it; a tuple, because a text has a hundred of them.

    `id` is equal for equal facts: a hash of 28 bits and the kind in 4.
    """

    id: int
    kind: Kind
    key: str
    weight: int


_SEEDS = {kind: zlib.crc32(b"%d:" % kind) for kind in Kind}


def fact(kind: Kind, key: str, weight: int) -> Fact:
    """Make a fact; facts of one kind and key are equal."""
    return Fact(_id(kind, key), kind, key, weight)


def word_id(key: str) -> int:
    """Give the id of a word's fact; words have no weight of their own."""
    return _id(Kind.WORD, key)


def _id(kind: Kind, key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "replace"), _SEEDS[kind]) & ~15 | kind


_QUOTED = re.compile(r"《([^《》]{1,24})》")
_HAN = re.compile(r"{0}{0}*".format("[\u3400-\u9fff\uf900-\ufaff]"))  # one first: the engine skips to it
_LATIN = re.compile(r"[a-z][a-z0-9'’&.-]*[a-z0-9]")
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_ALIASES = {
    "央行": ("人民银行",), "中国人民银行": ("人民银行",), "中国央行": ("人民银行",),
    "美联储": ("联储",), "联邦储备委员会": ("联储",), "美国联邦储备": ("联储",), "联邦储备": ("联储",),
    "降准": ("存款准备金率", "下调"), "存准率": ("存款准备金率",), "准备金率": ("存款准备金率",),
    "国家统计局": ("统计局",), "工业和信息化部": ("工信部",), "工业和信息化": ("工信部",),
    "国家发展和改革委员会": ("发改委",), "国家发展改革委": ("发改委",), "国家发改委": ("发改委",),
    "发展改革委": ("发改委",),
    "中国证监会": ("证监会",), "证券监督管理委员会": ("证监会",), "新冠": ("新冠肺炎",), "新冠疫情": ("新冠肺炎",),
    "奥运会": ("奥运",), "冬奥会": ("冬奥",), "世界卫生组织": ("世卫",), "世卫组织": ("世卫",),
    "人社部": ("人力资源",), "欧洲联盟": ("欧盟",), "欧洲中央银行": ("欧洲央行",), "欧央行": ("欧洲央行",),
}  # fmt: skip


NAMED = 4
"""What marks a word as a name: of people, places, companies."""
Word = tuple[int, int]
"""The id of a word, and NAMED or 0. They lie ready in a table, as a text has two hundred of them."""


def han_words(text: str) -> Iterator[Word]:
    """Give the Chinese words of a folded text; also titles in 《》."""
    quoted = [(word_id(f"《{work[1]}"), NAMED) for work in _QUOTED.finditer(text)] if "《" in text else ()
    # One call for all runs; the line ends between them come back as words of no key.
    runs = "\n".join(_HAN.findall(text))
    return chain(quoted, chain.from_iterable(map(_han_table.__getitem__, dictionary.cut(runs, True))))


def latin_words(text: str, names: Container[str] = frozenset()) -> Iterator[Word]:
    """Give the words in Latin letters of a folded text; `names` are those from `capitals`."""
    known = map(_latin_table.__getitem__, _LATIN.findall(text))
    return chain.from_iterable([as_name if base in names else plain for base, plain, as_name in known])


def _han(word: str) -> tuple[Word, ...]:
    keys = _forms(word)
    if not keys:
        return ()
    # A tag is the word's own: asked for each word once, it costs half of what tagging every text does.
    tags = dictionary.tag(word)
    named = NAMED if len(tags) == 1 and tags[0][1].startswith(_NAME_TAGS) else 0
    return tuple([(word_id(key), named) for key in keys])


def _forms(word: str) -> tuple[str, ...]:
    """Give the keys of a word: its common short form, and for long ones the words inside, which others use alone."""
    if word in _ALIASES:
        return _ALIASES[word]
    if len(word) == 3 and word[2] in "省市县区州镇":
        return (word[:2],)
    if len(word) < 4:
        return (word,) if len(word) > 1 else ()
    inside = [part for part in dictionary.cut_for_search(word) if 1 < len(part) < len(word)]
    return tuple(dict.fromkeys(key for part in inside for key in _ALIASES.get(part, (part,)))) or (word,)


def _latin(word: str) -> tuple[str, tuple[Word, ...], tuple[Word, ...]]:
    """Give a word without its 's, and what it is where it is no name, and where it is one."""
    base = _base(word)
    if len(base) < 2:
        return base, (), ()
    ids = [word_id(key) for key in _ALIASES.get(base, (stem(base),))]
    return base, tuple([(each, 0) for each in ids]), tuple([(each, NAMED) for each in ids])


_han_table, _latin_table = Remembered(_han), Remembered(_latin)


def _base(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


_UPPER = re.compile(r"[A-Za-z](?:(?<=[A-Z])|\d)")
_CAPITAL = re.compile(
    r"(?<=[a-z0-9,;] )[A-Z][A-Za-z0-9'’&.-]*"  # inside a sentence
    r"|\b[A-Z][A-Za-z'’-]+(?= [A-Z][a-z])"  # before another one
    r"|\b[A-Z][A-Z0-9&]+\b|\b[A-Za-z]+\d+\b"  # an acronym, a model's number
)


def capitals(text: str) -> frozenset[str]:
    """Find words of a text as written that are capitalised inside a sentence, folded."""
    if not _UPPER.search(text):
        return frozenset()
    return frozenset(fold(_base(word)) for word in _CAPITAL.findall(text))
