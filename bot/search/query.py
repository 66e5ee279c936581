"""The query language: what a query says, and how it is written.

    央行 降息              all words must hold
    "存款准备金"           exactly this, in this order; also “…”, 「…」 and 『…』
    -美联储                without
    降息 OR 降准           one of them; also 或 and | between words
    title:茅台             in the title
    source:新浪 topic:金融 narrowed; Chinese names and full-width letters work: 来源：新浪 主题：金融
    source:新浪|财新       a bar without spaces keeps the operator
    after:2022-01-01 before:2022-02 day:today day:3d day:2w day:上个月

`str(query)` writes a query such that parsing it again gives an equal one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

MAX_LENGTH = 4096
"""Characters of a query that are read; Telegram's messages have no more."""
MAX_CLAUSES = 32
"""Clauses of a query that count: nobody asks for more, and each one costs."""

MAX_READ = 128
"""Clauses that are read for those: what was said before says nothing more."""


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text to be found; `exact` where it stood in quotes."""

    text: str
    exact: bool = False
    title: bool = False

    def __str__(self) -> str:
        return ("title:" if self.title else "") + (f'"{self.text}"' if self.exact else self.text)


@dataclass(frozen=True, slots=True)
class Source:
    """Articles of a source whose name holds this."""

    name: str

    def __str__(self) -> str:
        return f"source:{_quoted(self.name)}"


@dataclass(frozen=True, slots=True)
class Topic:
    """Articles of the section of this name, or of a topic whose name holds it."""

    name: str

    def __str__(self) -> str:
        return f"topic:{_quoted(self.name)}"


@dataclass(frozen=True, slots=True)
class Period:
    """Articles published in [since, until); `operator` and `text` as they were written."""

    operator: str
    text: str
    since: datetime | None = None
    until: datetime | None = None

    def __str__(self) -> str:
        return f"{self.operator}:{self.text}"


Atom: TypeAlias = Word | Source | Topic | Period


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: any of `options` holds; or, `negated`, its only one does not."""

    options: tuple[Atom, ...]
    negated: bool = False

    def __str__(self) -> str:
        return ("-" if self.negated else "") + " OR ".join(map(str, self.options))


@dataclass(frozen=True, slots=True)
class Note:
    """A friendly remark on a query: an English message id for the interface, and what fills its `{what}`."""

    message: str
    what: str = ""

    def __str__(self) -> str:
        return self.message.format(what=self.what)


@dataclass(frozen=True, slots=True)
class Query:
    """Clauses that must all hold. Notes are remarks on how it was written and do not count for equality."""

    clauses: tuple[Clause, ...] = ()
    notes: tuple[Note, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return not self.clauses

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that may hold, in order."""
        return tuple(
            atom for clause in self.clauses if not clause.negated for atom in clause.options if isinstance(atom, Word)
        )

    def narrowed(self, atom: Source | Topic) -> Query:
        """Add one more condition, once."""
        clause = Clause((atom,))
        return self if clause in self.clauses else Query((*self.clauses, clause))

    @property
    def limits(self) -> tuple[Source | Topic, ...]:
        """The sources and topics that it is narrowed to."""
        alone = [clause.options[0] for clause in self.clauses if len(clause.options) == 1 and not clause.negated]
        return tuple(atom for atom in alone if isinstance(atom, Source | Topic))

    @property
    def period(self) -> Period | None:
        """The span that all its dates leave; None without any."""
        alone = [clause.options[0] for clause in self.clauses if len(clause.options) == 1 and not clause.negated]
        periods = [atom for atom in alone if isinstance(atom, Period)]
        if not periods:
            return None
        since = max((period.since for period in periods if period.since), default=None)
        until = min((period.until for period in periods if period.until), default=None)
        return replace(periods[0], since=since, until=until)

    def without(self, atom: Source | Topic) -> Query:
        """Take back what narrows it."""
        return Query(tuple(clause for clause in self.clauses if clause != Clause((atom,))))


QUOTES = {'"': '"', "＂": "＂", "“": "”", "”": "”", "„": "“", "「": "」", "『": "』"}
"""What opens an exact phrase, and what closes it."""
QUOTE_MARKS = "".join(sorted({*QUOTES, *QUOTES.values()}))


def _quoted(name: str) -> str:
    return f'"{name}"' if any(c.isspace() or c in f"|｜{QUOTE_MARKS}" for c in name) else name
