"""What a source repeats: its share prompts, copyright lines, labels, banners, pictures, and what it puts around titles.

A line that stands in several of a source's articles is the source's, not the news'. It is learned from the articles
themselves, a few suffice, and forgotten when the source gives it up. Nothing is learned from one article told twice,
from a sentence that speaks of what its articles' titles do, or from one that tells when or how much: such a sentence
carries news, however often it stands there. What an operator has called news stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import islice

from ledebot.bot.text.affixes import heads, opening, shape, tails
from ledebot.bot.text.normalized_equal import bare, shares, tells

ENOUGH, SHARE = 3, 0.05
"""In how many articles of a source, and in what share of them, something stands that is its furniture."""
STATEMENT_ENOUGH, STATEMENT_SHARE = 5, 0.3
"""The same for a sentence that does not speak of the page: a slogan."""
AFFIX_SHARE = 0.5
"""The share of titles with words around them that are the source's; numbers and dates need SHARE only."""
LONGEST = 200
"""Characters of a line that can be furniture."""
FIRST, LAST, SHORT = 2, 8, 40
"""Lines at a body's ends that are counted whatever they are, and the characters of a line that is counted anywhere."""
_OPENINGS = 3
"""Lines one of which may be the first after a banner and a byline, and open with a label."""
A_BODY = 8
"""Short lines counted between a body's ends."""
WINDOW = 400
"""Articles after which all counts are halved."""
MOST = 800
"""Things remembered of a source; of those seen once the oldest go first."""

_ENDED = re.compile(r"[。！？.!?؟।۔][”」』\"’)）]?$")
_PAGE = re.compile(
    r"关注|订阅|報導|报道|版权|转载|编辑|记者|本报|本网|本站|本台|本刊|客户端|点击|欢迎|阅读|微信|微博|公众号|更多|原文|声明|来源|广告|扫码|下载|App|APP|投稿|"
    r"授权|观点|立场|投资建议|责任|網站|订户|会员|支持|分享|转发|"
    r"(?i:subscri|newsletter|article|story|stories|reporting|copyright|rights|follow|sign up|read |app\b|e-?mail|"
    r"podcast|©|cookie|advert|sponsor|donat|support|website|editor|journalis|published|https?:)"
)
"""Words of a page about itself."""
_NEWS = re.compile(
    r"\d|今[天日年晚早]|目前|截至|仍|已经|正在|宣布|表示|昨|明天|[周週][一二三四五六日]|"
    r"\b(?:said|says|today|yesterday|remains?|still|will|has been|have been)\b"
)
"""What a sentence holds that tells news; it stays though it stands in many articles."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What was seen of one source, as it is stored. Counts fade: they are halved every WINDOW articles."""

    items: float = 0.0
    counts: dict[str, tuple[float, float]] = field(default_factory=dict)
    """By kind and digest: how many articles hold it, and of how many it tells what their title does."""
    texts: dict[str, str] = field(default_factory=dict)
    """What those are that were seen more than once, as an operator may read them."""
    seen: tuple[str, ...] = ()
    """Digests of the newest articles' titles: an article that comes again is not counted again."""
    kept: tuple[str, ...] = ()
    """What the operator says is news."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One article, as its source's habits are learned from it."""

    title: str
    lines: Sequence[str]
    pictures: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is known to be a source's furniture."""

    lines: frozenset[str] = frozenset()
    """Shapes of lines and of the sentences that open or close a body."""
    pictures: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()

    def line(self, text: str) -> bool:
        """Tell whether a line is the source's."""
        return bool(self.lines) and len(text) <= LONGEST and _form(text) in self.lines

    def within(self, text: str, *, first: bool, last: bool) -> tuple[int, int]:
        """Find what of a body's first or last line is the article's own."""
        start, end = 0, len(text)
        if first:
            if self.labels and (label := opening(text)) and shape(label) in self.labels:
                start = len(label)
            elif self.lines and (sentence := _first(text)) and self.line(sentence):
                start = len(sentence)
        if last and self.lines and (sentence := _last(text[start:])) and self.line(sentence):
            end -= len(sentence)
        return start, end

    def sift(self, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """Leave the source's lines out of a body; all of them stay where nothing else would."""
        kept: list[str] = []
        for number, text in enumerate(paragraphs):
            if not self.line(text.removeprefix("• ")):
                start, end = self.within(text, first=not kept, last=number >= len(paragraphs) - 2)
                kept += filter(None, [text[start:end].strip()])
        return tuple(kept) or paragraphs

    def labels_only(self) -> Furniture:
        """Give what can go even where nothing else stands: labels, and sentences that speak of the page."""
        return replace(self, lines=frozenset(one for one in self.lines if not _ENDED.search(one) or _PAGE.search(one)))

    def title(self, title: str) -> str:
        """Take the source's words off a title, as long as a title remains."""
        for affix in tails(title):
            if shape(affix) in self.tails and len(title) - len(affix) >= 4:
                title = title[: -len(affix)].rstrip()
                break
        for affix in heads(title):
            if shape(affix) in self.heads and len(title) - len(affix) >= 4:
                return title[len(affix) :].lstrip()
        return title


NONE = Furniture()


def learn(habits: Habits, samples: Iterable[Sample], source: str = "") -> Habits:
    """Count what articles show of their source; one whose title was counted before is passed over."""
    counts, texts = dict(habits.counts), dict(habits.texts)
    items, seen = habits.items, dict.fromkeys(habits.seen)
    for sample in samples:
        mark = _digest(bare(sample.title) or "".join(sample.lines[:1]))
        if mark in seen:
            continue
        seen[mark] = None
        items += 1
        for kind, text, told in _signs(sample, source):
            key = kind + _digest(text)
            held, told_of = counts.pop(key, (0.0, 0.0))
            counts[key] = held + 1, told_of + told
            if held:
                texts[key] = text
        if items >= WINDOW:
            items, counts = items / 2, {key: (a / 2, b / 2) for key, (a, b) in counts.items() if a > 1}
    counts = _bounded(counts)
    return Habits(
        items, counts, {key: texts[key] for key in counts if key in texts}, tuple(seen)[-WINDOW:], habits.kept
    )


def furniture(habits: Habits) -> Furniture:
    """Decide what of a source's habits is furniture."""
    found: dict[str, list[str]] = {"l": [], "p": [], "h": [], "t": [], "b": []}
    for key, text in habits.texts.items():
        if key in habits.counts and key not in habits.kept and _is_furniture(key[0], text, habits, key):
            found[key[0]].append(text)
    return Furniture(*(frozenset(found[kind]) for kind in "lphtb"))


def repeated(habits: Habits) -> list[tuple[str, str, int]]:
    """List a source's furniture, the commonest first: the name by which an operator may keep it, text, articles."""
    known = [
        (key, text, round(habits.counts[key][0]))
        for key, text in habits.texts.items()
        if key in habits.counts and key not in habits.kept and _is_furniture(key[0], text, habits, key)
    ]
    return sorted(known, key=lambda one: -one[2])


def keep(habits: Habits, names: Iterable[str]) -> Habits:
    """Have what an operator names (see `repeated`) stay in articles from now on."""
    return replace(habits, kept=tuple(dict.fromkeys((*habits.kept, *names)))[-MOST:])


def _is_furniture(kind: str, text: str, habits: Habits, key: str) -> bool:
    held, told = habits.counts[key]
    if held < ENOUGH or held < SHARE * habits.items:
        return False
    if kind in "ht":
        return _numbered(text) or held >= AFFIX_SHARE * habits.items
    if kind == "b":
        return held >= STATEMENT_SHARE * habits.items
    if kind == "p":
        return True
    if not _ENDED.search(text):
        return 2 * told < held
    if 3 * told >= held:
        return False
    if _PAGE.search(text):
        return True
    return held >= max(STATEMENT_ENOUGH, STATEMENT_SHARE * habits.items) and not _NEWS.search(text) and told * 10 < held


def _numbered(affix: str) -> bool:
    """Whether what stands around a title is a number, a clock or a date: nothing that tells of the article."""
    return "0" in affix and len(re.sub(r"[\W\d_M]|[版期日月年时分第周星期一二三四五六天]", "", affix)) <= 1


def _signs(sample: Sample, source: str) -> Iterable[tuple[str, str, bool]]:
    """List what may be habit in an article: kind, what is counted, and whether it tells what the title does."""
    signs: dict[tuple[str, str], bool] = {}
    lines = sample.lines
    inner = (line for line in lines[FIRST : max(len(lines) - LAST, FIRST)] if len(line) <= SHORT)
    edges = [*lines[:FIRST], *lines[max(len(lines) - LAST, FIRST) :]]
    for line in (*edges, *islice(inner, A_BODY)):
        if line and len(line) <= LONGEST:
            signs["l", _form(line)] = _tells(line, sample.title, source)
    if lines:
        for sentence in (_first(lines[0]), _last(lines[-1])):
            if sentence and len(sentence) <= LONGEST:
                signs["l", _form(sentence)] = _tells(sentence, sample.title, source)
        labels = (label for line in lines[:_OPENINGS] if (label := opening(line)))
        signs |= {("b", shape(label)): False for label in labels}
    signs |= {("p", picture): False for picture in sample.pictures[:A_BODY]}
    signs |= {("h", shape(affix)): False for affix in heads(sample.title)}
    signs |= {("t", shape(affix)): False for affix in tails(sample.title)}
    return [(kind, text, told) for (kind, text), told in signs.items()]


def _tells(line: str, title: str, source: str) -> bool:
    told = line.replace(source, "") if source else line
    return shares(told, title) if _ENDED.search(line) else tells(told, title)


def _form(line: str) -> str:
    """Give the form in which a line is counted: a sentence as it is, a label with its numbers masked."""
    line = line.strip()
    return line if _ENDED.search(line) else shape(line)


def _first(text: str) -> str:
    """Give a line's first sentence where another follows."""
    ends = [at + 1 for mark in ("。", "！", "!", ". ") if 0 < (at := text.find(mark)) < len(text) - 2]
    return text[: min(ends)] if ends else ""


def _last(text: str) -> str:
    """Give a line's last sentence where another stands before it."""
    start = max(text.rfind(mark, 0, max(len(text) - 2, 0)) for mark in ("。", "！", "？", ". ", "! ", "? "))
    return text[start + 1 :] if start > 0 else ""


def _bounded(counts: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Keep the newest of what was seen once, and all that was seen more often, within MOST."""
    over = len(counts) - MOST
    if over <= 0:
        return counts
    once = frozenset([key for key, (held, _) in counts.items() if held <= 1][:over])
    rest = {key: value for key, value in counts.items() if key not in once}
    return rest if len(rest) <= MOST else dict(sorted(rest.items(), key=lambda one: -one[1][0])[:MOST])


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
