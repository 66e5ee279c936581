"""A query written in the reader's language: the operators have Chinese names, and mean the same."""

from __future__ import annotations

from ledebot.bot.search.query import Query

OPERATORS = {
    "zh-hans": {
        "title": "标题", "source": "来源", "topic": "主题", "OR": "或",
        "after": "之后", "before": "之前", "day": "日期",
    },
    "zh-hant": {
        "title": "標題", "source": "來源", "topic": "主題", "OR": "或",
        "after": "之後", "before": "之前", "day": "日期",
    },
}  # fmt: skip
"""Their names, of which the parser knows each; other languages write the English ones."""


def written(query: Query, language: str) -> str:
    """Write a query such that parsing it again gives an equal one but for the names of operators."""
    names = OPERATORS.get(language)
    if names is None:
        return str(query)
    clauses = []
    for clause in query.clauses:
        options = []
        for option in clause.options:
            text = str(option)
            name, colon, value = text.partition(":")
            known = colon and name in names and not text.startswith('"')
            options.append(f"{names[name]}：{value}" if known else text)
        clauses.append(("-" if clause.negated else "") + f" {names['OR']} ".join(options))
    return " ".join(clauses)
