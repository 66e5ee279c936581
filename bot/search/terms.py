"""What of an article is searched, and what tokens a word of a query asks for. The index and the watches share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ledebot.bot.model import Article
from ledebot.bot.search.query import Word
from ledebot.bot.search.spellings import joined, spellings
from ledebot.bot.text.fold import bare
from ledebot.bot.text.segment import GAP, characters, fragments, is_unspaced, piece, stream, words

PHRASE_TOKENS = 64
"""Tokens of a phrase that are compared; longer ones are told apart by then."""
CUT_FROM = 4
"""Characters from which an unspaced run is cut into words; anything shorter is one."""
SEAM = 8
"""Characters on each side of where two sentences of a lede meet that a piece across it may have."""
LONGEST_SPELT = 40
"""Characters of a run up to which its other spellings are looked for as a whole."""
LONGEST = 256
"""Characters of a run that are read: by then it has as many words as count."""
MOST_WORDS = 32
"""Different words of a run or a query that count, as many as it has conditions: who pastes a page means its start."""
LONGEST_WHOLE = 40
"""Characters of a run up to which it may be a title, so that it counts extra where it stands as it is."""
LONG_RUN = 4
"""Words from which a run is long."""
_PARTICLES = frozenset("的了在是和与及同对将为被把从向等也都就而并或之其到")


@dataclass(frozen=True, slots=True)
class Fields:
    """An article's searchable text, as tokens joined by white space."""

    text: str
    """Everything: title, original title, paragraphs, and the lede where it is not part of them."""
    title: str
    lede: str
    characters: str
    """The single letters and digits of title and lede, for queries of one."""
    fragments: str
    """Character pairs inside the words and numbers of title and lede, with a gap between two of these."""


def fields(article: Article) -> Fields:
    """Prepare an article for the index or for matching."""
    title = bare(article.title)
    lede = bare(article.lede.medium)
    short = bare(article.lede.short or article.lede.medium)
    body = bare("\n".join(article.paragraphs))
    extra = bare(article.original_title or "")
    if lede not in body:
        extra += "\n" + _missing(lede, body)
    title_tokens = stream(title)
    head = f"{title}\n{lede}"
    return Fields(
        text=" ".join((title_tokens, stream(f"{extra}\n{body}" if extra else body))),
        title=title_tokens,
        lede=stream(short),
        characters=characters(head),
        fragments=fragments(head),
    )


def _missing(lede: str, body: str) -> str:
    """Give what of a lede is not in the body, where most of its sentences stand: others, and the seams between two."""
    runs = lede.split("\n")
    missing = [run for run in runs if run not in body]
    missing += [f"{a[-SEAM:]}\n{b[:SEAM]}" for a, b in pairwise(runs) if a and b and f"{a}\n{b}" not in body]
    return "\n".join(missing)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must be found: all `phrases`, each a run of neighbouring tokens; or a single character."""

    text: str
    tied: tuple[str, ...] = ()
    """Its run of pairs in unspaced script."""
    runs: tuple[tuple[str, ...], ...] = ()
    """Its runs of words and numbers."""
    character: str = ""
    fragments: tuple[tuple[str, ...], ...] = ()
    """The neighbouring pairs of each of its words and numbers, or the one character that it is: they stand in for
    `runs` where it was cut out of the middle of a longer one."""
    cut: bool = False
    """Whether that is likely, because scripts meet in the query's word or it is a number: `22年` may be out of
    `2022年`, `3%` out of `4.3%`."""

    literal: str = ""
    """Characters that stand in every text which holds it."""
    plain: bool = False
    """Whether that is all: a bare text with these characters holds it, and no other does."""
    others: tuple[Part, ...] = ()
    """The same, spelt otherwise; any will do."""

    @property
    def every(self) -> tuple[Part, ...]:
        """It, and its other spellings."""
        return (self, *self.others)

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """All the runs of tokens that must hold."""
        return (self.tied, *self.runs) if self.tied else self.runs


@dataclass(frozen=True, slots=True)
class Terms:
    """A word of a query: parts that must all hold, and the whole, which counts extra where it is more than one."""

    parts: tuple[Part, ...]
    whole: Part | None = None
    loose: tuple[Part, ...] = ()
    """What is left of it where too little holds all parts: its words of more than a character."""


def analysed(words: Iterable[Word]) -> dict[Word, Terms]:
    """Tell what each of a query's words asks for, as long as they are not more than count."""
    found: dict[Word, Terms] = {}
    parts = 0
    for word in words:
        if parts >= MOST_WORDS:
            break
        found[word] = analyse(word)
        parts += len(found[word].parts)
    return found


@lru_cache(maxsize=2048)
def analyse(word: Word) -> Terms:
    """Tell what a word asks for.

    A long unspaced run is cut into words that may stand apart (`央行降息` also finds 央行今天宣布降息); single
    characters never stand alone in it but are glued to a neighbour, so that scattered ones are no match.
    """
    folded = bare(word.text[:LONGEST]).strip(" \n.,")
    cut = any(map(is_unspaced, folded)) or not any(map(str.isalpha, folded))
    whole = _part(folded, cut, exact=word.exact)
    chunks = [chunk for chunk in folded.split() if chunk.strip(".,")]
    pieces = [text for chunk in chunks for text in _cut(chunk)]
    standing = [text for text in pieces if len(text) > 1 or not is_unspaced(text)]
    if len(standing) >= LONG_RUN:
        pieces = standing
    loose = [text for chunk in chunks for text in (joined(words(chunk)) if len(chunk) >= CUT_FROM else [chunk])]
    parts = tuple(_part(text, cut) for text in list(dict.fromkeys(loose))[:MOST_WORDS] if len(text) > 1)
    if word.exact:
        return Terms((whole,), loose=parts or (whole,))
    if len(pieces) < 2 or any(len(text) == 1 and is_unspaced(text) for text in pieces):
        return Terms((whole,), loose=parts or (whole,))
    together = whole if len(folded) <= LONGEST_WHOLE else None
    return Terms(tuple(_part(text, cut) for text in list(dict.fromkeys(pieces))[:MOST_WORDS]), together, loose=parts)


@lru_cache(maxsize=8192)
def _part(folded: str, cut: bool, *, exact: bool = False) -> Part:
    others = () if exact or len(folded) > LONGEST_SPELT else spellings(folded)
    return replace(_spelt(folded, cut), others=tuple(_spelt(other, cut) for other in others))


def _spelt(folded: str, cut: bool) -> Part:
    if len(folded) == 1 and is_unspaced(folded):
        return Part(folded, character=folded, literal=folded)
    tied, found = piece(folded)
    # A lone letter or digit tied to its neighbour is covered by the tie; it may be the end of a longer word.
    runs = [tuple(run[:PHRASE_TOKENS]) for run in found if not (tied and len(run) == 1 and len(run[0]) == 1)]
    pairs = [tuple(run.split()[:PHRASE_TOKENS]) for run in fragments(folded).split(GAP) if run]
    pieces = tuple(pairs) or tuple((run[0],) for run in runs if len(run[0]) == 1)
    tied = tied[:PHRASE_TOKENS]
    plain = 1 < len(folded) <= PHRASE_TOKENS and all(map(is_unspaced, folded))
    literal = folded if plain else _literal(tied, runs)
    return Part(folded, tuple(tied), tuple(runs), fragments=pieces, cut=cut, literal=literal, plain=plain)


def _literal(tied: list[str], runs: list[tuple[str, ...]]) -> str:
    # A fragment stands in for runs only beside ties or as a whole, so a tie of two characters is certain.
    certain = [token for token in tied if len(token) == 2 and all(map(is_unspaced, token))]
    if certain:
        return certain[len(certain) // 2]
    if tied or not runs:
        return ""
    longest = max(runs[0], key=len)
    if longest[0].isdigit():
        return longest[0]  # a thousands comma may follow
    return longest[:-1]  # a stem is how a word begins, but for its last letter: y may be i, and an e put back


def _cut(chunk: str) -> list[str]:
    """Cut a run into words; particles between words go, other single characters join a neighbour, a number first.

    In a long run they are left out as well: whoever types most of a headline need not get every character right.
    """
    found = joined(words(chunk)) if len(chunk) >= CUT_FROM else [chunk]
    whole_words = [text for text in found if len(text) > 1]
    if len(whole_words) >= LONG_RUN:
        return whole_words
    out: list[str] = []
    held = ""
    for at, text in enumerate(found):
        alone = (at == 0 or len(found[at - 1]) > 1) and (at + 1 == len(found) or len(found[at + 1]) > 1)
        if len(text) == 1 and at and found[at - 1].isdecimal() and is_unspaced(text):  # what is counted: 3月, 2022年
            out, held = [*out, held + text] if held else [*out[:-1], out[-1] + text], ""
            continue
        if text in _PARTICLES and alone and len(found) > 1:
            continue
        held += text
        if len(text) > 1:
            out.append(held)
            held = ""
    if held:
        out = [*out[:-1], out[-1] + held] if out else [held]
    return out
