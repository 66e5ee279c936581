"""Fields without a fence at a post's beginning, one a line, as Pelican, Nikola and programs for notes write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MAX_LINES = 60
"""Lines in which the fields stand."""
_LONGEST = 2000
"""Characters of a line that is one field."""
_FORMS = (
    re.compile(r"\s{0,99}\.\. ([a-z][\w-]{0,40}):(?!:)\s{0,9}(.*)"),
    re.compile(r"([^\W\d][\w-]{0,40})::\s{1,9}(.*)"),
    re.compile(r"#\+([A-Za-z]\w{0,40})(?:\[\])?:\s{0,9}(.*)"),
    re.compile(r":([A-Za-z][\w-]{0,40}):\s{0,9}(.*)"),
    re.compile(r"([^\W\d_][\w ]{0,30}):(?!//)\s{0,9}(.*)"),
)
"""`.. title: …` is Nikola's, `title:: …` Logseq's, `#+TITLE: …` Org's,
`:date: …` reStructuredText's, AsciiDoc's, `Created: …` Notion's."""
_PLAIN = _FORMS[-1]
_OF_POSTS = frozenset(
    (
        *("date", "created", "createdtime", "published", "modified"),
        *("authors", "author", "tags", "category", "slug", "status", "summary", "url"),
    )
)
"""Fields of which one stands among them; others may be sentences."""
_SHARP = re.compile(r"[#=] (\S.{0,300})")
_RULE = re.compile(r"([=\-#~*^\"'`+])\1{2,300}\s{0,9}")


def read(text: str) -> tuple[dict[str, str], str] | None:
    """Read the fields, names as written, the heading above them as `title`, and the body after them; None for none."""
    lines = text.split("\n", MAX_LINES)
    title, at = _heading(lines)
    at = _past(lines, at, ("", "<!--"))
    for form in _FORMS:
        if form is _PLAIN and not title:
            continue  # `header.py` reads these with continued lines
        fields = dict(_fields(lines[at:], form))
        if len(fields) < 1 + (form is _PLAIN or not title) or not _of_post(fields):
            continue
        end = _past(lines, at + len(fields), ("-->",))
        if "title" not in fields and title:
            fields["title"] = title
        return (fields, "\n".join(lines[end:])) if "title" in fields else None
    return None


def _heading(lines: list[str]) -> tuple[str, int]:
    """Give a heading in the first lines and how many these are: `# …`, `= …`, or one with a rule under and above it."""
    if found := _SHARP.fullmatch(lines[0].rstrip()):
        return found[1], 1
    above = len(lines) > 1 and bool(_RULE.fullmatch(lines[0]))
    name, *under = lines[above : above + 2]
    return (name.strip(), above + 2) if name.strip() and under and _RULE.fullmatch(under[0]) else ("", 0)


def _fields(lines: list[str], form: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Give the fields that lines of one form are, up to the first other line."""
    named: set[str] = set()
    for line in islice(lines, MAX_LINES - 1):
        found = form.fullmatch(line) if len(line) < _LONGEST else None
        if not found or found[1].lower() in named:
            return
        named.add(found[1].lower())
        yield found[1].lower(), found[2].strip()


def _of_post(fields: dict[str, str]) -> bool:
    return any(name.replace(" ", "") in _OF_POSTS for name in fields)


def _past(lines: list[str], at: int, skipped: tuple[str, ...]) -> int:
    """Count on over lines that are nothing else."""
    while at < len(lines) and lines[at].strip() in skipped:
        at += 1
    return at
