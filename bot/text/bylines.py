"""How a source names who made an article: a form that stays (`文｜…`, `By …, Editor`) around names that change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LONGEST = 40
"""Characters of a line that can be a byline."""
_HAN = r"[\u4e00-\u9fff·]{2,4}"
_HANS = rf"{_HAN}(?:[\s、，,/&和]{_HAN}){{0,7}}"
_LATIN = (
    r"(?!(?:By|BY|From|Words|Text|Story|Written|Reporting|Photos?|Photograph)\b)"
    r"[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){1,3}"
)
_LATINS = rf"{_LATIN}(?:(?:,? and |, | & ){_LATIN}){{0,3}}"
_MARKS = r"\s?(?:[:：丨|｜/／]|(?<=[\u4e00-\u9fff])I)\s?"
_LED = re.compile(
    rf"([（(【\[#@]?(?:[^\s:：丨|｜/／，。]{{1,12}}?{_MARKS}|[^\s:：丨|｜/／，。]{{2,10}}\s))({_HANS})([）)】\]]?)"
)
"""`文｜王小明`, `摄影 李华、张伟`."""
_FOLLOWED = re.compile(rf"([（(【\[]?)({_HANS})(\s?[丨|｜/／]\s?[^\s，。]{{2,12}}|\s[^\s，。]{{2,12}})")
"""`王小明 报道`, `王小明｜岛报`."""
_BRACKETED = re.compile(r"([（(【\[])([^（(【\[）)】\]，。]{5,24})([）)】\]])")
_MARK = "\u2026"
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ROLE = re.compile(r"(?:责任|执行|新媒体|实习)?(?:编辑|记者|作者|监制|责编|校对|审核|通讯员|摄影|版式设计|撰文|文字)")
_NOT_WRITERS = re.compile(
    r"编辑|责编|校对|审|设计|版式|排版|[图圖]|摄|攝|监制|出品|策划|制作|(?i:edit|photo|illustrat|design|produc|graphic)"
)


def forms(line: str) -> Iterator[tuple[str, str]]:
    """List how a line may be a byline: its form, with a mark for the names, and the names in it."""
    return (
        ((form, names) for form, names in _forms(line) if not _ROLE.fullmatch(names))
        if len(line) <= LONGEST
        else iter(())
    )


def _forms(line: str) -> Iterator[tuple[str, str]]:
    if line.isascii() or line[:1].isascii():
        yield from _latin(line)
        if line.isascii():
            return
    for pattern in (_LED, _FOLLOWED):
        if found := pattern.fullmatch(line):
            yield f"{found[1]}{_MARK}{found[3]}", found[2]
    if found := _BRACKETED.fullmatch(line):
        names = found[2]
        for end in (2, 3, 4):  # nothing parts the last name from what follows
            if len(names) - end >= 2 and (people := re.match(rf"(?:{_HAN}[、，,\s])*[\u4e00-\u9fff·]{{{end}}}", names)):
                yield f"{found[1]}{_MARK}{names[people.end() :]}{found[3]}", people[0]


def _latin(line: str) -> Iterator[tuple[str, str]]:
    runs = list(re.finditer(_LATINS, line))
    for run in runs[:1] + runs[1:][-1:]:
        form = f"{line[: run.start()]}{_MARK}{line[run.end() :]}"
        if _LETTERS.search(form):
            yield form, run[0]


def named(line: str, known: Sequence[str]) -> tuple[str, str] | None:
    """Find the form of a line among known ones, and the names in it; of several the first of the known."""
    return min((one for one in forms(line) if one[0] in known), key=lambda one: known.index(one[0]), default=None)


def writes(form: str) -> bool:
    """Tell whether the names in a form are those of writers: not of editors, photographers, designers."""
    return not _NOT_WRITERS.search(form)
