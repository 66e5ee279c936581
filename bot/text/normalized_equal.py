"""Whether two texts say the same in other clothes."""

from __future__ import annotations

import re
from functools import lru_cache

from ledebot.bot.text.script import case_folded, caseless

_TAG = re.compile(r"\s{0,4}(?:【[^】]{1,20}】|\[[^\]]{1,20}\]\s|[\u4e00-\u9fff]{2,12}[丨｜])\s{0,2}")
"""A column's name before a title: `【评论】`, `某某鲜报丨`."""
_THEME = re.compile(r"\s{0,2}(?:题|題|标题|標題)\s?[:：]\s?")
"""A wire's word before its headline: `题：`."""
_CUT = ("…", "...")
"""How a title ends that was cut: a text that goes on where it breaks off says more."""
_HEADLINE, _SAYS_SO, _SAYS = 8, 20, 60
"""Letters of a headline, those before it in a line that says whose it is, and those between it and its paper."""
_DESK, _NAME = 5, 4
"""Words of a paper's name with its desk, and letters of its first one."""
_PAPER, _PARTS = 12, "-–—|｜丨：:>＞"
"""Characters of a paper's name before a headline, and what stands between them."""
_PIECE = 8
"""Characters of a line that a title is set in."""
_STOPS = "。！？.!?…"
BRACKETED = re.compile(r"【([^【】]{2,80})】\s{0,3}|\[([^\[\]]{4,80})\]\s{0,3}")
"""A headline in brackets before a flash."""
_AFTER_TITLE = tuple(" \u3000|｜丨")
"""What stands between a title and the text that a line goes on with."""
_WORDS = re.compile(r"[^\W_]+")
_NOISE = re.compile(r"[\W_][\W_]*")  # a class alone is what the engine skips to


def bare(text: str) -> str:
    """Give a text without punctuation and spaces, case folded."""
    return case_folded(_NOISE.sub("", text))


def same(text: str, title: str) -> bool:
    """Tell whether a text is only the title again, perhaps cut, with a few characters or a clock more."""
    if len(text) > 2 * len(title) + 10 or (len(text) > len(title) and title.rstrip().endswith(_CUT)):
        return False
    one, other = _told(text), _told(title)
    if not one or not other:
        return not one
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 8 or not longer.startswith(shorter):
        return False
    return len(shorter) * 5 >= len(longer) * 4 or longer[len(shorter) :].isdecimal()


def says(text: str, title: str, source: str) -> bool:
    """Tell whether a line is only the title, or the title with its paper after or before it."""
    if len(text) > 2 * len(title) + 2 * len(source) + 12:
        return False
    paper = text[: -len(title)].rstrip() if text.endswith(title) else ""
    if 0 < len(paper) <= _PAPER and paper[-1] in _PARTS and len(title) >= _HEADLINE:
        return True
    return same(text, title) or bool(source and same(text, f"{title} {source}"))


def part_of(text: str, title: str) -> bool:
    """Tell whether a line is one of those in which a long title is set: a piece of it, without a stop."""
    return _PIECE <= len(text) < len(title) and text[-1] not in _STOPS and bare(text) in _told(title)


def after_title(text: str, title: str) -> int:
    """Find where a text goes on that begins with a title parted from it; 0 where it goes on with it as its sentence."""
    if not title or not text.startswith(title):
        return 0
    rest = text[len(title) :]
    if not rest.startswith(_AFTER_TITLE):
        run_together = rest[:1].isupper() and (title[-1].islower() or title[-1].isdigit())  # by an extraction
        return len(title) * run_together
    goes_on = rest[0] == " " and (rest[1:2].islower() or caseless(rest[1:2]))
    return 0 if goes_on else len(text) - len(rest.lstrip("".join(_AFTER_TITLE)))


def signed(line: str, title: str, source: str) -> bool:
    """Tell whether a line at a text's end only says whose its headline is (`… was first seen on Island Post.`), was cut
    while it did (`The post …`), or names the paper and its desk (`Island Post Medical News`).
    """
    post = line[9:].rstrip("…. ") if line.startswith("The post ") else ""
    if min(len(post), len(title)) >= _HEADLINE and title[: len(post)] == post[: len(title)]:
        return True
    if not source:
        return False
    if len(title) >= _HEADLINE and 0 <= (at := line.find(title)) <= _SAYS_SO:
        between, paper, _ = line[at + len(title) :].partition(source)
        return bool(paper) and len(between) <= _SAYS and not any(char.isdigit() or char in _STOPS for char in between)
    words = line.split()
    named = len(words) <= _DESK and line[-1] not in _STOPS and words[0] == source.split()[0] and len(words[0]) >= _NAME
    return named and all(word[0].isupper() for word in words)


def unsigned(line: str, title: str, source: str) -> int:
    """Find where the news ends before the sentence that closes a line and says whose its headline is, in whatever
    words: `… in the town […] The post Ferry sails appeared first on Island Post.`
    """
    at = line.rfind(title) if source and len(title) >= _HEADLINE else -1
    between, paper, rest = line[at + len(title) :].partition(source) if at > 0 else ("", "", "")
    ends = paper and (not rest or rest[0] in _STOPS) and max(len(between), len(rest)) <= _SAYS
    if not ends or any(char.isdigit() or char in _STOPS for char in between):
        return len(line)
    begins = max(line.rfind(mark, 0, at) for mark in (*_STOPS, "]")) + 1
    return begins if begins > 0 and at - begins <= _SAYS_SO else len(line)


def bracketed(folded: str, title: str) -> int:
    """Measure a bracketed headline that opens a flash: `【央行开展逆回购】…` repeats the title."""
    found = BRACKETED.match(folded) if folded[:1] in ("【", "[") else None
    if not found or found.end() == len(folded):
        return 0
    inner = found[1] or found[2]
    if title:
        return found.end() if same(inner, title) or inner[:12] in title else 0
    return found.end() if len(inner) >= 8 else 0


def tells(text: str, title: str) -> bool:
    """Tell whether a text speaks of what a title does: whether it has a third of its pairs of characters."""
    pairs = _pairs(title)
    return bool(pairs) and 3 * sum([pair in text for pair in pairs]) >= len(pairs)


def shares(text: str, title: str) -> bool:
    """Tell whether a text has anything of a title: two characters in a row, or the beginning of a word."""
    return any(part in text for part in _parts(title))


@lru_cache(maxsize=64)
def _parts(title: str) -> tuple[str, ...]:
    words = (word[:8] for word in _WORDS.findall(title) if len(word) >= 5 and word.isascii())
    return (*words, *(pair for pair in _pairs(title) if not pair.isascii()))


@lru_cache(maxsize=64)
def _pairs(title: str) -> frozenset[str]:
    return frozenset(word[i : i + 2] for word in _WORDS.findall(title) for i in range(len(word) - 1))


@lru_cache(maxsize=64)
def _told(text: str) -> str:
    """Give what counts of a text; remembered, because one title is compared with every line of its body."""
    tag = _TAG.match(text) or _THEME.match(text)
    return bare(text[tag.end() :] or text if tag else text)


_CLOCK = re.compile(r"^\d{2}[_:：]\d{2}\s{1,4}(?=\S)")
"""A flash's time before its title: `19:15 某币跌破260美元`, as a file's name has to write it `19_15`."""
_PAGE = re.compile(
    r"^(?:(?:第\s?)?[A-Z]?\d{1,3}\s?版\s{0,3}[-—–·|｜丨:：]\s{0,3}(?=\S)"
    r"|(?:[A-D]0[1-9]|[A-Z]?0[1-9]\s?版)\s{1,3}(?=[\u3400-\u9fff]))"
)
"""A paper's page before its title: `02版 - `, `A05 `; the nought tells it from aircraft and roads."""
_COUNTER = re.compile(r"(?:\d{1,2}[:_：]\d{1,2}|.{0,12}\d{1,3}\s?(?:秒|分钟|小时|天)前)$")
_SITE = re.compile(r"\s{0,2}(?:[-–—|｜丨_·•«»‹›]|::)\s{0,2}$")
_SECTION = re.compile(r"\s{0,2}(?P<mark>[_|｜»·])\s{0,2}(?:[^\s_|｜»·]{1,12}|[\w&’']{1,12}(?: [\w&’']{1,12}){1,2})$")
"""A site's part between title and site: `…_城市频道_港口时报网`, `… | News | Island Post`."""
_MOTTO = re.compile(r"\s?[|｜丨]\s?|\s[-–—·:]\s")
_PASSED_ON = re.compile(r"^(?:RT by|R to) @\w{1,30}:\s{1,3}(?=\S)")
"""How a mirror of short posts says who passed one on."""
_UNSEEN = re.compile("[\xad\u200b\u202a-\u202e\u2060-\u2069\ufeff]")


def tidy_title(title: str, source: str = "") -> str:
    """Make one line of a title: of several the first that is not a clock or a counter, without a clock or a page before
    it and its source's name after it.
    """
    title = _UNSEEN.sub("", title).strip("\u200e\u200f ")
    lines = [tidy for line in title.splitlines() if (tidy := " ".join(line.split()))]
    line = next((line for line in lines if not _COUNTER.match(line)), lines[0] if lines else "")
    line = _PASSED_ON.sub("", _PAGE.sub("", _CLOCK.sub("", line))).lstrip(":：|｜ ") or line
    if (
        source
        and line[:1] in ("[", "【")
        and line[1:].startswith(source)
        and line[len(source) + 1 :][:1] in ("]", "】")
    ):
        line = line[len(source) + 2 :].lstrip() or line
    name = next((one for one in _names_of(source) if one and line.casefold().endswith(one.casefold())), "")
    if name and (mark := _SITE.search(line[: -len(name)])) and mark.start() >= 8:
        line = line[: mark.start()]
        section = _SECTION.search(line)
        parted = section and section["mark"] == mark[0].strip() and section.start() >= 8
        line = line[: section.start()] if section and parted else line
    return line


@lru_cache(maxsize=64)
def _names_of(source: str) -> tuple[str, str]:
    """Give a source's name whole, and without what it says of itself: `Island Post | News from the isles`."""
    return source, _MOTTO.split(source, maxsplit=1)[0]
