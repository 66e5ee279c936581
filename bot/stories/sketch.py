"""A report's sketch: the hashed facts of its title and opening, by which same_event.py compares two reports.

Made in two steps, because how telling its words are is asked of the store in between: a draft names the facts, a
sketch weighs them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ledebot.bot.stories.facts import NAMED, Fact, Kind, Weight, Word, capitals, fact, han_words, latin_words
from ledebot.bot.stories.figures import classes, numbers
from ledebot.bot.stories.frequencies import HAN, LATIN, LEVELS, Frequencies, places
from ledebot.bot.stories.times import times
from ledebot.bot.text.fold import fold

MAX_FACTS = 140
MAX_TITLE = 200
"""Characters of a title; what goes beyond is read as text."""
MAX_TEXT, MAX_HAN = 1000, 600
"""Characters of the body that are read for words; Chinese needs fewer for as many."""
MAX_FIGURES = 400
"""Characters of the body that are read for numbers and times."""
LEAD = 160
"""Characters of the body that count as its lead."""
BANDS = 12
"""Keys under which a sketch can be found again."""
TELLING = 6
"""The level from which a word tells something: one text in fifty holds it."""
LEAST = 15
"""A report whose telling facts have fewer levels than these is only compared as a whole."""
LEAST_LETTERS = 8
"""Letters and digits of title and lead that a report must have to be compared: `快讯` twice is no story."""

TITLE_FLAG, LEAD_FLAG, NAME_FLAG, FIRST_FLAG = 1, 2, NAMED, 8
"""In the title; in the lead; a name; the day named first."""
_ONCE_MORE, _MOST = 16, 48
_TIMES = tuple(1 + math.log(1 + n) for n in range(4))
_IN_TITLE, _IN_LEAD = 1.5, 1.2
"""What a fact counts more for finding a report by it."""
_WIDE = re.compile("[\u2e81-\U0010ffff]+")
_LETTERS = re.compile(r"[^\W_]+")
_READ = re.compile(r"[a-z0-9\u3400-\u9fff\uf900-\ufaff]+")
"""Scripts whose words are known."""

Sketch = tuple[int, ...]
"""Facts of 42 bits: the id (32), the level (4), how often it stands there beyond once (2), and flags (4)."""
FACT, LEVEL = 10, 6
"""The bits at which the id and the level of a packed fact begin."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The facts of a report by id, with how often and where they stand; its words are not weighed yet."""

    words: dict[int, int]
    """Without their levels."""
    figures: dict[int, int]
    han: tuple[int, ...]
    latin: tuple[int, ...]
    copy: int
    """The fact that title and lead are these; 0 where they are too short for it."""
    places: tuple[int, ...] = ()
    """The counters of all its words, and of texts of its scripts."""


def draft(title: str, paragraphs: Sequence[str]) -> Draft:
    """Name the facts of a report. In a script of which no words are known the only fact is the text itself."""
    text = "\n".join((title[MAX_TITLE:], *paragraphs)).lstrip()[:MAX_TEXT]
    if sum(map(len, _WIDE.findall(text[:LEAD]))) > LEAD / 4:
        text = text[:MAX_HAN]
    title = title[:MAX_TITLE]
    names = capitals(f"{title}\n{text}")
    head, body = fold(title), fold(text)
    opening = f"{head}\n{body[:LEAD]}"
    letters = "".join(_LETTERS.findall(opening))
    copy = fact(Kind.COPY, letters, LEVELS).id if len(letters) >= LEAST_LETTERS else 0
    if 2 * sum(map(len, _READ.findall(opening))) < len(letters):  # most of it in scripts whose words are not known
        return Draft({}, {}, (), (), copy)
    words: dict[int, int] = {}
    han: list[int] = []
    latin: list[int] = []
    for part, flag in ((head, TITLE_FLAG), (body[:LEAD], LEAD_FLAG), (body[LEAD:], 0)):
        han += _add(words, han_words(part), flag)
        latin += _add(words, latin_words(part, names), flag)
    scripts = [HAN] * (len(han) > 1) + [LATIN] * (len(latin) > 1)
    counters = (*places((*han, *latin)), *scripts)
    return Draft(words, _figures(head, body), tuple(han), tuple(latin), copy, counters)


def _add(facts: dict[int, int], words: Iterable[Word], flag: int) -> list[int]:
    """Add words to the facts, which stand where `flag` says; give those that are new, in order."""
    new = []
    for word, named in words:
        if word in facts:
            held = facts[word]
            facts[word] = (held + _ONCE_MORE if held < _MOST else held) | flag | named
        else:
            facts[word] = flag | named
            new.append(word)
    return new


def weigh(drafts: Sequence[Draft], frequencies: Frequencies) -> list[Sketch]:
    """Make the drafts' sketches, the copy first; of too many facts those of title and lead and the telling ones stay.

    Empty where there is too little to compare.
    """
    levels: dict[int, int] = {}
    for held, is_han in (([made.han for made in drafts], True), ([made.latin for made in drafts], False)):
        words = set(chain.from_iterable(held))
        levels.update(zip(words, frequencies.levels(words, han=is_han), strict=True))
    return [_weighed(made, levels) for made in drafts]


def _weighed(made: Draft, levels: Mapping[int, int]) -> Sketch:
    if not made.copy:
        return ()
    packed = [each << FACT | levels[each] << LEVEL | rest for each, rest in made.words.items()]
    packed += [each << FACT | rest for each, rest in made.figures.items()]
    if len(packed) > MAX_FACTS:
        packed.sort(key=lambda each: _KEEPING[each & BELOW], reverse=True)
        del packed[MAX_FACTS:]
    if sum([level for each in packed if (level := each >> LEVEL & LEVELS) >= TELLING]) < LEAST:
        packed = []
    return (made.copy << FACT | LEVELS << LEVEL, *packed)


def sketch(title: str, paragraphs: Sequence[str]) -> Sketch:
    """Reduce a report to its facts as a store would that has seen nothing yet."""
    return weigh([draft(title, paragraphs)], Frequencies())[0]


def _figures(head: str, body: str) -> dict[int, int]:
    """Give the facts that are figures, with their levels."""
    facts: dict[int, int] = {}
    weights: dict[int, int] = {}
    first_day = 0
    for part, flag in ((head, TITLE_FLAG), (body[:LEAD], LEAD_FLAG), (body[LEAD:MAX_FIGURES], 0)):
        for each in _figures_of(part, title=flag == TITLE_FLAG):
            if flag or each.weight > Weight.FAINT:
                facts[each.id] = facts.get(each.id, 0) | flag
                weights[each.id] = each.weight
                if flag and not first_day and each.kind is Kind.DAY:
                    first_day = each.id
    if first_day:
        facts[first_day] |= FIRST_FLAG
    return {each: weights[each] << LEVEL | rest for each, rest in facts.items()}


def _figures_of(text: str, *, title: bool) -> Iterator[Fact]:
    return chain(numbers(text), times(text), classes(text) if title else ())


def bands(sketched: Sketch) -> tuple[str, ...]:
    """Name the keys under which a sketch is filed: its most telling facts, those of title and lead before others."""
    telling = [packed for packed in sketched if packed >> LEVEL & LEVELS >= TELLING]
    telling.sort(key=lambda packed: _SEARCH_WEIGHTS[packed & BELOW], reverse=True)
    return tuple([f"{packed >> FACT:x}" for packed in telling[:BANDS]])


BELOW = (1 << FACT) - 1
"""What a packed fact holds below its id."""
WEIGHTS = tuple([(low >> LEVEL) * _TIMES[low >> 4 & 3] for low in range(BELOW + 1)])
"""How much a fact says of its report, by what it holds below its id: how telling it is, and how often it is there."""
_KEPT = [(bool(low & (TITLE_FLAG | LEAD_FLAG)), weight) for low, weight in enumerate(WEIGHTS)]
_KEEPING = tuple(map({rank: place for place, rank in enumerate(sorted(set(_KEPT)))}.__getitem__, _KEPT))
"""What is kept of too many facts, by the same: a number for each, which is compared in a third of a pair's time."""
_SEARCH_WEIGHTS = tuple(
    [
        weight * (_IN_TITLE if low & TITLE_FLAG else _IN_LEAD if low & LEAD_FLAG else 1.0)
        for low, weight in enumerate(WEIGHTS)
    ]
)
