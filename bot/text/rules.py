"""Every rule of what is not news on a page. The rules stand in one table, rules.toml, beside this file.

To teach Ledebot a new one, add an entry there: a name, an effect, a list of patterns (any of them will do), and the
example that called for it; tests/text/test_rules.py holds every rule to its example. Patterns are written in
simplified characters: lines in traditional ones are folded before matching (`fold`). Patterns must be linear:
bounded repetitions, none nested.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SHORT_LINE = 160
"""Boilerplate is short; longer paragraphs (characters) are never dropped as a whole by a LINE or PART rule."""


class Effect(StrEnum):
    """What a rule does where it matches."""

    LINE = "line"
    """Drops a short paragraph that begins so."""
    PART = "part"
    """Drops a short paragraph that holds this anywhere."""
    TAIL = "tail"
    """Cuts this from a paragraph's end."""
    HEAD = "head"
    """Cuts this from a paragraph's beginning."""
    LINKS = "links"
    """Drops this heading and the links and headlines that follow it."""
    SKIP = "skip"
    """Stays in the body, never comes into a lede."""
    WEAK = "weak"
    """Comes into a lede only where a body has no better paragraph."""
    LABEL = "label"
    """Cut from the beginning of a lede: a label, not a statement."""
    LEADIN = "leadin"
    """Cut from the beginning of a short lede, where every character counts: when, and how it was heard."""
    ASIDE = "aside"
    """Cut likewise, also right after `X表示，`: why, and on what occasion."""
    ELEMENT = "element"
    """Drops an HTML element whose class or id holds this, in lower case, as a whole word."""
    IMAGE = "image"
    """An image address that shows no news."""


_BRACKETS_AND_BULLETS = r"[（(\[【<《★●■▼▲△◆◎※*#\s]{0,4}"
_DATE_AND_TIME = r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?(?:\s?\d{1,2}:\d\d(?::\d\d)?)?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule and the example that called for it.

    `opened`: brackets, bullets and spaces may stand before it. `<TIME>` in a pattern stands for a date and time.
    """

    name: str
    effect: Effect
    pattern: tuple[str, ...]
    example: str
    ignore_case: bool = False
    opened: bool = False

    @property
    def regex(self) -> str:
        """The rule's patterns as one regular expression."""
        whole = "|".join(self.pattern).replace("<TIME>", _DATE_AND_TIME)
        flags = "i" if self.ignore_case else ""
        return f"{_BRACKETS_AND_BULLETS if self.opened else ''}(?{flags}:{whole})"


def _load() -> tuple[Rule, ...]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(**{**entry, "effect": Effect(entry["effect"]), "pattern": tuple(entry["pattern"])})
        for entry in table["rule"]
    )


RULES = _load()

_TRADITIONAL = (
    "責編輯來訊電報導記圖攝標題關閱讀鏈連線點擊載資聲權轉發視頻錄號讓經聞網據時間說問請為體設計劃訂購買費會員場證險議僅參評論"
    "贊獨實習審監製翻譯綜現環華國際臺專雜誌總後長頁頭廣開戶進還與從應該個們這對話無當處觀眾戰輛萬億"
)
_SIMPLIFIED = (
    "责编辑来讯电报导记图摄标题关阅读链连线点击载资声权转发视频录号让经闻网据时间说问请为体设计划订购买费会员场证险议仅参评论"
    "赞独实习审监制翻译综现环华国际台专杂志总后长页头广开户进还与从应该个们这对话无当处观众战辆万亿"
)
_FOLD = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def fold(text: str) -> str:
    """Fold the traditional characters that rules speak of, one to one, so that positions stay true."""
    return text.translate(_FOLD)


def union(effect: Effect) -> re.Pattern[str]:
    """Join all patterns of one effect; the name of the group that matched is the rule's name."""
    return re.compile("|".join(f"(?P<{rule.name}>{rule.regex})" for rule in RULES if rule.effect is effect))
