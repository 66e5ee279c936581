"""Every rule of what is not news on a page. The rules stand in one table, rules.toml, beside this file.

To teach Ledebot a new one, add an entry there: a name, an effect, a list of patterns (any of them will do), and the
example that called for it; tests/text/test_rules.py holds every rule to its example. Patterns are written in
simplified characters: lines in traditional ones are folded before matching (`fold`). Patterns must be linear:
bounded repetitions, none nested.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from ledebot.bot.text import expressions
from ledebot.bot.text.script import case_folded

SHORT_LINE = 400
"""Boilerplate is short, and the longest are disclaimers: longer paragraphs (characters) are never dropped whole."""
SHORT_PART = 64
"""Only so short a paragraph is dropped for what it holds somewhere: news, too, speaks of apps and of logging in."""


class Effect(StrEnum):
    """What a rule does where it matches."""

    LINE = "line"
    """Drops a short paragraph that begins so."""
    PART = "part"
    """Drops a very short paragraph that holds this anywhere."""
    END = "end"
    """Drops a short paragraph that ends so."""
    SENTENCE = "sentence"
    """Drops a sentence that holds this anywhere: of a body's first and last lines, or of any line in Latin letters."""
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


SEARCHED = frozenset((Effect.PART, Effect.SENTENCE, Effect.TAIL, Effect.END, Effect.IMAGE, Effect.ELEMENT))
"""Effects whose patterns may match anywhere in a text; the others look at its beginning."""
LOWERED = frozenset((Effect.IMAGE, Effect.ELEMENT))
"""Addresses and names of elements are asked in small letters, which is sooner done than to ignore their case."""
BULLETS = "（([【<《★●■▼▲△◆◎※*# \u3000—–-=~①②③④⑤⑥⑦⑧⑨⑩"
"""What may stand before a LINE or LINKS rule's words."""
_DATE_AND_TIME = (
    r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?(?:[\sT]?\d{1,2}:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule and the example that called for it."""

    name: str
    effect: Effect
    pattern: tuple[str, ...]
    example: str
    ignore_case: bool = False
    """Such rules speak English; they are only asked about lines that begin with a letter, digit or ASCII mark."""


def _load() -> tuple[Rule, ...]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            **{
                **entry,
                "effect": Effect(entry["effect"]),
                "pattern": tuple(one.replace("<TIME>", _DATE_AND_TIME) for one in entry["pattern"]),
            }
        )
        for entry in table["rule"]
    )


@cache
def rules() -> tuple[Rule, ...]:
    """Give all rules; they are read when they are first asked for."""
    return _load()


_TRADITIONAL = (
    "責編輯來訊電報導記圖攝標題關閱讀鏈連線點擊載資聲權轉發視頻錄號讓經聞網據時間說問請為體設計劃訂購買費會員場證險議僅參評論"
    "贊獨實習審監製翻譯綜現環華國際臺專雜誌總後長頁頭廣開戶進還與從應該個們這對話無當處觀眾戰輛萬億繼續優惠獎壇團內薦過熱見謝樂題"
    "並佈併係備傳價儘兩冊別刪則剛創劇劉動務匯區卻單嚴圍園執孫寫將尋屆層屬師帳帶幫張強復徹愛態慮掃採換擔擬擴數於暫書東條業極構樣機檢檯歡歷"
    "歸氣決沒況準漲濟營爲獲獻產畫盡盤瞭確碼礎種稱穫筆節範簡簽籌籤約純級終組結絕絡給統絲維緩繞繫義聯聽腦舉蓮藍藥蘇蘭術衛衝裏補裝裡複規親覺"
    "討訪許註詞認語誰調諾講謹識護讚負財貢貼賓賞質賬賽蹤車輕輪輸辦迴週運達違遞選郵釋針銀錯鍵鎖鏡鐘鑑門閉陳陸隊階隨隻雖雙雲響頂項須預領類顧"
    "顯風饋馬駐驗魯鳳麵麼糾︰∕╱"
)
_SIMPLIFIED = (
    "责编辑来讯电报导记图摄标题关阅读链连线点击载资声权转发视频录号让经闻网据时间说问请为体设计划订购买费会员场证险议仅参评论"
    "赞独实习审监制翻译综现环华国际台专杂志总后长页头广开户进还与从应该个们这对话无当处观众战辆万亿继续优惠奖坛团内荐过热见谢乐题"
    "并布并系备传价尽两册别删则刚创剧刘动务汇区却单严围园执孙写将寻届层属师帐带帮张强复彻爱态虑扫采换担拟扩数于暂书东条业极构样机检台欢历"
    "归气决没况准涨济营为获献产画尽盘了确码础种称获笔节范简签筹签约纯级终组结绝络给统丝维缓绕系义联听脑举莲蓝药苏兰术卫冲里补装里复规亲觉"
    "讨访许注词认语谁调诺讲谨识护赞负财贡贴宾赏质账赛踪车轻轮输办回周运达违递选邮释针银错键锁镜钟鉴门闭陈陆队阶随只虽双云响顶项须预领类顾"
    "显风馈马驻验鲁凤面么纠：//"
)
_FOLD = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_FOLDED = re.compile(f"[{_TRADITIONAL}]")


def fold(text: str) -> str:
    """Fold the traditional characters that rules speak of, one to one, so that positions stay true."""
    # Most texts hold none, and to look for them takes an eighth of looking every character up.
    return text if text.isascii() or not _FOLDED.search(text) else text.translate(_FOLD)


class Patterns:
    """All patterns of one effect, sorted by the two characters they begin with.

    A text then meets the few that can match in it instead of hundreds, and only those are ever compiled.
    """

    def __init__(self, effect: Effect, *, ignore_case: bool = False) -> None:
        self._effect = effect
        self._ignore_case = ignore_case
        self._flags = re.IGNORECASE if ignore_case else re.NOFLAG
        self._lines = effect is Effect.SENTENCE  # asked often, and flags of the kind are slow to ask
        if self._lines:
            self._flags |= re.MULTILINE
        self._compiled: dict[str, re.Pattern[str]] = {}

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the beginning of a text."""
        # Asked for every line: most calls are spared here.
        if (text[:2].lower() if self._ignore_case else text[:2]) in self._by_pair and (found := self._match(text, 0)):
            return found
        return self._others.of(text).match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match anywhere in a text."""
        other = self._anywhere.of(text).search(text)
        if (opening := self._opening(text)) and not (other and other.start() < opening.start()):
            other = opening
        for beginning in self._beginnings.finditer(text, 0, other.start() + 2 if other else len(text)):
            if found := self._match(text, beginning.start()):
                return found
        return other

    def _opening(self, text: str) -> re.Match[str] | None:
        """Find what only a text's beginning may hold, or a line's: `^` would be tried at every place otherwise."""
        if self._openings is None:
            return None
        openings = self._openings.of(text)
        found, at = openings.match(text), 0
        while not found and self._lines and (at := text.find("\n", at) + 1):
            found = openings.match(text, at)
        return found

    def joined(self) -> str:
        """Give them all as one expression."""
        return "|".join(_patterns(self._effect, self._ignore_case)) or r"(?!)"

    def _match(self, text: str, at: int) -> re.Match[str] | None:
        pair = text[at : at + 2].lower() if self._ignore_case else text[at : at + 2]
        if pair not in self._by_pair:
            return None
        pattern = self._compiled.get(pair)
        if pattern is None:
            pattern = self._compiled[pair] = re.compile("|".join(self._by_pair[pair]), self._flags)
        return pattern.match(text, at)

    def _key(self, pair: str) -> str:
        return pair.lower() if self._ignore_case else pair

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        by_pair: dict[str, list[str]] = {}
        for pattern in _patterns(self._effect, self._ignore_case):
            if pair := expressions.pair_of(pattern):
                by_pair.setdefault(self._key(pair), []).append(pattern)
        return by_pair

    @cached_property
    def _others(self) -> _Joined:
        return self._joined(self._unsorted)

    @cached_property
    def _openings(self) -> _Joined | None:
        openings = [one[1:] for one in self._unsorted if one.startswith("^")]
        return self._joined(openings) if openings else None

    @cached_property
    def _anywhere(self) -> _Joined:
        return self._joined([one for one in self._unsorted if not one.startswith("^")])

    @cached_property
    def _unsorted(self) -> list[str]:
        return [one for one in _patterns(self._effect, self._ignore_case) if not expressions.pair_of(one)]

    def _joined(self, patterns: Sequence[str]) -> _Joined:
        return _Joined(patterns, self._flags)

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        """Where two characters stand that may be one of the pairs, some only where a word begins."""
        places: dict[str, set[str]] = {}
        for pair, held in self._by_pair.items():
            before = {expressions.opened(one)[0] for one in held}
            places.setdefault(before.pop() if len(before) == 1 else "", set()).add(pair)
        found = [before + expressions.one_of(pairs) for before, pairs in places.items()]
        return re.compile("|".join(found) or r"(?!)", self._flags)


class _Joined:
    """Patterns as one expression, without those that could begin anyhow where a text has none of their words."""

    def __init__(self, patterns: Sequence[str], flags: re.RegexFlag) -> None:
        self._patterns, self._flags = patterns, flags
        self._anyhow = {one: expressions.words_of(one) for one in patterns if expressions.begins_anyhow(one)}
        folds = case_folded if flags & re.IGNORECASE else str  # at least as far as the engine folds
        words = dict.fromkeys(folds(word) for held in self._anyhow.values() for word in held)
        self._folds = folds
        self._ascii = tuple(filter(str.isascii, words))
        self._word = re.compile("|".join(map(re.escape, words))) if words else None

    def of(self, text: str) -> re.Pattern[str]:
        """Give what is to be tried on a text."""
        if self._word is None:
            return self._few
        text = self._folds(text)
        # Where their letters are everywhere, words are sought one by one; elsewhere few places can begin one.
        held = any(map(text.__contains__, self._ascii)) if text.isascii() else self._word.search(text)
        return self._all if held else self._few

    @cached_property
    def _few(self) -> re.Pattern[str]:
        return self._compiled([one for one in self._patterns if not self._anyhow.get(one)])

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return self._compiled(self._patterns)

    def _compiled(self, patterns: Sequence[str]) -> re.Pattern[str]:
        return re.compile("|".join(patterns) or r"(?!)", self._flags)


@cache
def _patterns(effect: Effect, ignore_case: bool) -> list[str]:
    chosen = [rule for rule in rules() if rule.effect is effect and rule.ignore_case is ignore_case]
    return [each for rule in chosen for one in rule.pattern for each in expressions.flat(one)]


def matching(rule: Rule, text: str) -> bool:
    """Tell whether one rule, alone, finds what it looks for in a text."""
    flags = re.IGNORECASE if rule.ignore_case else 0
    patterns = [re.compile(one, flags) for one in rule.pattern]
    if rule.effect in SEARCHED:
        text = text.lower() if rule.effect in LOWERED else text
        return any(one.search(text) for one in patterns)
    return any(one.match(each) for one in patterns for each in (text, text.lstrip(BULLETS)))
