"""Reports of a column's series: the day's market reports, a daily round-up, explainers under one name.

Each tells of many things or of its own day, so what one of them adds to another is not news of their story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ledebot.bot.model import Article

_NAME = re.compile(r"\s{0,4}[【\[]?(?P<name>[^|｜丨【】\[\]]{2,24}?)\s?[|｜丨】\]]")
"""A column's name before a title: `盘中必读｜`, `【收评】`, `Market Wrap |`."""
_DAILY = re.compile(
    r"(?:早|午|晚|日|周|晨)报$|早餐$|早知道$|盘[前中后]|[早午收]评|复盘$"
    r"|\b(?:briefing|round-?up|digest|market wrap|markets? live)$",
    re.IGNORECASE,
)


def out_of_series(reports: Sequence[Article]) -> list[Article]:
    """Leave out daily columns, and what stands under a column's name that its source gives several of the reports."""
    names = [_column(report) for report in reports]
    count = Counter((report.source, name) for report, name in zip(reports, names, strict=True))
    return [
        report
        for report, name in zip(reports, names, strict=True)
        if not name or (count[report.source, name] == 1 and not _DAILY.search(name))
    ]


def _column(report: Article) -> str:
    named = _NAME.match(report.title)
    return named["name"] if named else ""
