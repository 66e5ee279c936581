"""Text to `Query`, in one pass; anything at all is a query, and what was not understood is remarked on."""

from __future__ import annotations

import re
from datetime import datetime
from unicodedata import normalize
from zoneinfo import ZoneInfo

from ledebot.bot.core.i18n import noop
from ledebot.bot.search.dates import span, zone_info
from ledebot.bot.search.query import (
    MAX_CLAUSES,
    MAX_LENGTH,
    MAX_READ,
    QUOTE_MARKS,
    QUOTES,
    Atom,
    Clause,
    Note,
    Period,
    Query,
    Source,
    Topic,
    Word,
)
from ledebot.bot.text.fold import bare

_FIELDS = {
    "source": "source", "来源": "source", "來源": "source",
    "topic": "topic", "主题": "topic", "主題": "topic", "话题": "topic", "話題": "topic",
    "栏目": "topic", "欄目": "topic",
    "title": "title", "标题": "title", "標題": "title",
    "after": "after", "之后": "after", "之後": "after",
    "before": "before", "之前": "before",
    "day": "day", "日期": "day", "时间": "day", "時間": "day",
}  # fmt: skip
_FIELD = re.compile(rf"\w{{1,{max(map(len, _FIELDS))}}}[:：]")
_OR = frozenset(("OR", "或", "或者"))
_AND = "AND"
_TOKEN = re.compile(rf"[^\s|｜{QUOTE_MARKS}]+")
_SPACE = re.compile(r"\s*")
_DASHES = re.compile("[-－−‐‑﹣]*")
_LETTER = re.compile(r"[^\s.,%]")

HALF_TYPED = noop("{what} needs a value, for example source:BBC, topic:business, day:3d or after:2022-01-31.")
NOT_A_DATE = noop("{what} is not a date, so it is searched as text. Try day:today, day:3d or after:2022-01-31.")
UNCLOSED = noop("A quotation mark is not closed, so its words are searched singly.")
LONELY_OR = noop("OR needs a word on both sides.")
OR_WITHOUT = noop("A minus next to OR counts for the whole query.")
NOTHING = noop("There is nothing to search for in {what}.")
APART = noop("No day matches all of these: {what}.")
TOO_MANY = noop("Only the first {what} words are searched.")
TOO_LONG = noop("Only the first {what} characters are searched.")
_EXCERPT = 40
"""Characters of the reader's text that a note repeats."""


def _plain(name: str) -> str:
    """Give a field's name as the table has it: half width, lower case."""
    return normalize("NFKC", name).lower()


def parse(text: str, *, now: datetime, zone: str = "UTC") -> Query:
    """Read a query; takes time linear in its length and never raises. `zone` is IANA, for dates."""
    parser = _Parser(text, now, zone_info(zone))
    parser.run()
    return Query(tuple(parser.clauses), tuple(dict.fromkeys(parser.notes)))


class _Parser:
    def __init__(self, text: str, now: datetime, zone: ZoneInfo) -> None:
        self.text = text[:MAX_LENGTH]
        self.now = now
        self.zone = zone
        self.at = 0
        self.count = self.read = 0
        self.after_or = False
        self.alike = ""
        """The field that holds on behind a bar without spaces: `source:新浪|财新` is either source."""
        self.unclosed: set[str] = set()
        self.clauses: list[Clause] = []
        self.said: set[Clause] = set()
        self.notes: list[Note] = []
        self.empty: list[str] = []
        """What holds nothing to search for; worth a word only where nothing else is asked."""
        if len(text) > MAX_LENGTH:
            self.note(TOO_LONG, str(MAX_LENGTH))

    def note(self, message: str, what: str = "") -> None:
        self.notes.append(Note(message, what if len(what) <= _EXCERPT else what[: _EXCERPT - 1] + "…"))

    def run(self) -> None:
        self.skip(_SPACE)
        while self.at < len(self.text):
            if self.count == MAX_CLAUSES or self.read == MAX_READ:
                self.note(TOO_MANY, str(self.count))
                return
            self.item()
            self.skip(_SPACE)
        if self.after_or:
            self.note(LONELY_OR)
        if apart := self.dates_apart():
            self.note(APART, apart)
        if not self.clauses and not self.notes and (asked := self.text.strip()):
            self.note(NOTHING, self.empty[0] if self.empty else asked)

    def dates_apart(self) -> str:
        """Give the dates that no moment meets together; empty if there is one."""
        alone = [clause.options[0] for clause in self.clauses if len(clause.options) == 1 and not clause.negated]
        left = Query(tuple(self.clauses)).period
        apart = left is not None and left.since and left.until and left.since >= left.until
        return " ".join(str(atom) for atom in alone if isinstance(atom, Period)) if apart else ""

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Step over what the pattern matches here; returns it."""
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def item(self) -> None:
        if self.text[self.at] in "|｜":
            self.at += 1
            self.conjoin()
            return
        alike, self.alike = self.alike, ""
        negated = bool(self.skip(_DASHES))
        while self.lonely_mark():
            negated |= bool(self.skip(_DASHES))
        written = self.field()
        field = _FIELDS[_plain(written[:-1])] if written else alike
        if written:
            self.skip(_SPACE)  # `来源： 新浪` is typed with a space as often as not
            while self.lonely_mark():
                self.skip(_SPACE)
        phrase = self.phrase()
        value = phrase if phrase is not None else self.skip(_TOKEN)
        word = phrase is None and not negated and not field
        if word and normalize("NFKC", value) in _OR:
            self.conjoin()
        elif word and value == _AND:
            return  # all words hold anyway
        elif not value:
            if written:
                self.note(HALF_TYPED, written)
            elif phrase is not None:
                self.empty.append('""')
        else:
            self.take(self.atom(field, value, phrase is not None), negated)
            if self.at < len(self.text) - 1 and self.text[self.at] in "|｜" and not self.text[self.at + 1].isspace():
                self.alike = field

    def field(self) -> str:
        """Step over the name of a field with its colon, as it was written; empty if none stands here."""
        match = _FIELD.match(self.text, self.at)
        if match is None or _plain(match[0][:-1]) not in _FIELDS:
            return ""
        self.at = match.end()
        return match[0]

    def closing(self) -> int:
        """Find the end of the phrase that begins here; -1 when none does."""
        closer = QUOTES.get(self.text[self.at : self.at + 1], "")
        if not closer or closer in self.unclosed:
            return -1
        end = self.text.find(closer, self.at + 1)
        if end < 0:
            self.unclosed.add(closer)  # or each of a thousand marks would be searched to the end
        return end

    def lonely_mark(self) -> bool:
        """Step over a quotation mark that has no partner."""
        mark = self.text[self.at : self.at + 1]
        if not mark or mark not in QUOTE_MARKS or self.closing() >= 0:
            return False
        self.note(UNCLOSED)
        self.at += 1
        return True

    def phrase(self) -> str | None:
        """Read a quoted phrase if one stands here."""
        end = self.closing()
        if end < 0:
            return None
        inner = self.text[self.at + 1 : end]
        self.at = end + 1
        return " ".join(inner.replace('"', " ").replace("＂", " ").split())

    def atom(self, field: str, value: str, exact: bool) -> Atom | None:
        if not _LETTER.search(bare(value)):
            self.empty.append(value)
            return None
        if field == "source":
            return Source(value)
        if field == "topic":
            return Topic(value)
        if field in ("after", "before", "day"):
            return self.period(field, value, exact)
        return Word(value, exact, title=field == "title")

    def period(self, field: str, value: str, exact: bool) -> Atom:
        found = span(value, self.now, self.zone)
        if found is None:
            self.note(NOT_A_DATE, f"{field}:{value}")
            return Word(value, exact=True) if exact else Word(f"{field}:{value}")
        start, end = found
        since = None if field == "before" else start
        until = {"before": start, "day": end, "after": None}[field]
        return Period(field, value, since, until)

    def conjoin(self) -> None:
        if not self.clauses:
            self.note(LONELY_OR)
        else:
            self.after_or = True

    def take(self, atom: Atom | None, negated: bool) -> None:
        conjoined, self.after_or = self.after_or, False
        self.read += 1
        if atom is None:
            return
        if conjoined and (negated or self.clauses[-1].negated):
            self.note(OR_WITHOUT)
        elif conjoined:
            if atom not in self.clauses[-1].options:
                self.count += 1
                self.clauses[-1] = Clause((*self.clauses[-1].options, atom))
            return
        clause = Clause((atom,), negated)
        if clause not in self.said:  # what is said again says nothing more
            self.count += 1
            self.said.add(clause)
            self.clauses.append(clause)
