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

from ledebot.bot.text.affixes import first_sentence, heads, last_sentence, opening, shape, tails
from ledebot.bot.text.bylines import forms, named, writes
from ledebot.bot.text.normalized_equal import bare, shares, tells

ENOUGH, SHARE = 3, 0.05
"""In how many articles of a source, and in what share of them, something stands that is its furniture."""
STATEMENT_ENOUGH, STATEMENT_SHARE = 5, 0.3
"""The same for a sentence that does not speak of the page: a slogan."""
PAGE_SHARE, PAGE_LENGTH = 0.01, 12
"""The share, and the characters, of a sentence that speaks of the page and of no news."""
AFFIX_SHARE = 0.5
"""The share of titles with words around them that are the source's; numbers and dates need SHARE only."""
BYLINE_SHARE = 0.02
"""The share of articles in which a form around names is how the source signs; many articles are not signed."""
LONGEST = 200
"""Characters of a line that can be furniture."""
FIRST, LAST, SHORT = 2, 8, 40
"""Lines at a body's ends that are counted whatever they are, and the characters of a line that is counted anywhere."""
_OPENINGS = 3
"""Lines one of which may be the first after a banner and a byline, and open with a label."""
A_BODY = 24
"""Short lines counted between a body's ends."""
_TOP, _FOOT = 3, 4
"""Lines at a body's ends one of which may name who made it."""
WINDOW = 400
"""Articles after which all counts are halved."""
MOST = 800
"""Things remembered of a source; of those seen once the oldest go first."""

_KINDS = "lphtbas"
"""Lines, pictures, words before and after titles, labels, bylines in bodies, and signatures in author fields."""
_WHOLE = "="
"""What marks an author field as it stands among the forms of its kind."""
_ENDED = re.compile(r"[。！？.!?؟।۔][”」』\"’)）]?$")
_PAGE = re.compile(
    r"关注|订阅|報導|报道|版权|转载|编辑|记者|本报|本网|本站|本台|本刊|客户端|点击|欢迎|阅读|微信|微博|公众号|更多|原文|声明|来源|广告|扫码|下载|App|APP|投稿|"
    r"授权|观点|立场|投资建议|责任|开户|风险|字号|字体|網站|订户|会员|支持|分享|转发|点赞|喜欢|收藏|在看|留言|"
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
    author: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is known to be a source's furniture."""

    lines: frozenset[str] = frozenset()
    """Shapes of lines and of the sentences that open or close a body."""
    pictures: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    bylines: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    """Forms of lines that name who made an article, and of what a feed gives as its author; the commonest first."""

    def line(self, text: str) -> bool:
        """Tell whether a line is the source's."""
        return bool(self.lines) and len(text) <= LONGEST and _form(text) in self.lines

    def byline(self, text: str, *, edge: bool) -> tuple[bool, str]:
        """Tell whether a line, at a body's edge, names who made the article in the source's form; and the writers."""
        found = named(text, self.bylines) if edge and self.bylines and len(text) <= SHORT else None
        return found is not None, found[1] if found and writes(found[0]) else ""

    def author(self, given: str | None) -> str | None:
        """Give the name in what a feed gives as an author (`By Jane Doe`, `岛报 王小明`)."""
        found = named(given, self.signatures) if given and self.signatures else None
        return found[1] if found else given

    def within(self, text: str, *, first: bool, last: bool) -> tuple[int, int]:
        """Find what of a body's first or last line is the article's own."""
        start, end = 0, len(text)
        if first:
            if self.labels and (label := opening(text)) and shape(label) in self.labels:
                start = len(label)
            elif self.lines and (sentence := first_sentence(text)) and self.line(sentence):
                start = len(sentence)
        if last and self.lines and (sentence := last_sentence(text[start:])) and self.line(sentence):
            end -= len(sentence)
        return start, end

    def sift(self, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """Leave the source's lines out of a body; all of them stay where nothing else would."""
        kept: list[str] = []
        for number, text in enumerate(paragraphs):
            edge = number < _TOP or number >= len(paragraphs) - _FOOT
            if not (self.line(text.removeprefix("• ")) or self.byline(text, edge=edge)[0]):
                start, end = self.within(text, first=not kept, last=number >= len(paragraphs) - 2)
                kept += filter(None, [text[start:end].strip()])
        return tuple(kept) or paragraphs

    def labels_only(self) -> Furniture:
        """Give what can go even where nothing else stands: labels, and sentences that speak of the page."""
        return replace(self, lines=frozenset(one for one in self.lines if not _ended(one) or _PAGE.search(one)))

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
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for key, text, _ in repeated(habits):
        found[key[0]].append(text)
    lines, pictures, before, after, labels = (frozenset(found[kind]) for kind in _KINDS[:5])
    return Furniture(lines, pictures, before, after, labels, tuple(found["a"]), tuple(found["s"]))


def repeated(habits: Habits) -> list[tuple[str, str, int]]:
    """List a source's furniture, the commonest first: the name by which an operator may keep it, text, articles."""
    known = [
        (key, text, round(habits.counts[key][0]))
        for key, text in habits.texts.items()
        if key in habits.counts and key not in habits.kept and _is_furniture(key[0], text, habits, key)
    ]
    return sorted(known, key=lambda one: (-one[2], -len(one[1])))


def keep(habits: Habits, names: Iterable[str]) -> Habits:
    """Have what an operator names (see `repeated`) stay in articles from now on."""
    return replace(habits, kept=tuple(dict.fromkeys((*habits.kept, *names)))[-MOST:])


def _is_furniture(kind: str, text: str, habits: Habits, key: str) -> bool:
    held, told = habits.counts[key]
    share = BYLINE_SHARE if kind in "as" else PAGE_SHARE if kind == "l" and _of_page(text) else SHARE
    if held < ENOUGH or held < share * habits.items:
        return False
    if kind in "ap":
        return True
    if kind == "s":
        return not text.startswith(_WHOLE) and not _constant(text, held, habits)
    if kind in "ht":
        return _numbered(text) or held >= AFFIX_SHARE * habits.items
    if kind == "b":
        return held >= STATEMENT_SHARE * habits.items
    if not _ended(text):
        return 2 * told < held
    if 3 * told >= held:
        return False
    if _PAGE.search(text):
        return True
    return held >= max(STATEMENT_ENOUGH, STATEMENT_SHARE * habits.items) and not _NEWS.search(text) and told * 10 < held


def _of_page(line: str) -> bool:
    """Whether a line is a whole sentence about the page, which need not stand in many articles to be the source's."""
    return len(line) >= PAGE_LENGTH and _ended(line) and bool(_PAGE.search(line)) and not _NEWS.search(line)


def _constant(form: str, held: float, habits: Habits) -> bool:
    """Whether the names in an author field's form are mostly one: a desk, not people."""
    return any(
        2 * habits.counts[key][0] >= held and form in dict(forms(whole[1:]))
        for key, whole in habits.texts.items()
        if key[0] == "s" and whole.startswith(_WHOLE) and key in habits.counts
    )


def _numbered(affix: str) -> bool:
    """Whether what stands around a title is a number, a clock or a date: nothing that tells of the article."""
    return "0" in affix and len(re.sub(r"[\W\d_M]|[版期日月年时分秒钟小前第周星期一二三四五六天]", "", affix)) <= 1


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
        for sentence in (first_sentence(lines[0]), last_sentence(lines[-1])):
            if sentence and len(sentence) <= LONGEST:
                signs["l", _form(sentence)] = _tells(sentence, sample.title, source)
        labels = (label for line in lines[:_OPENINGS] if (label := opening(line)))
        signs |= {("b", shape(label)): False for label in labels}
    for line in (*lines[:_TOP], *lines[max(len(lines) - _FOOT, _TOP) :]):
        if len(line) <= SHORT and not _ended(line):
            signs |= {("a", form): False for form, _ in forms(line)}
    if sample.author:
        signs |= {("s", text): False for text in (_WHOLE + sample.author, *(form for form, _ in forms(sample.author)))}
    signs |= {("p", picture): False for picture in sample.pictures[:A_BODY]}
    signs |= {("h", shape(affix)): False for affix in heads(sample.title)}
    signs |= {("t", shape(affix)): False for affix in tails(sample.title)}
    return [(kind, text, told) for (kind, text), told in signs.items()]


def _tells(line: str, title: str, source: str) -> bool:
    told = line.replace(source, "") if source else line
    return shares(told, title) if _ended(line) else tells(told, title)


def _ended(text: str) -> bool:
    return bool(_ENDED.search(text[-3:]))


def _form(line: str) -> str:
    """Give the form in which a line is counted: a sentence as it is, a label with its numbers masked."""
    line = line.strip()
    return line if _ended(line) else shape(line)


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
