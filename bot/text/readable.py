"""Which articles are in a language that a reader wants, and which come first."""

from __future__ import annotations

from collections.abc import Iterable

from ledebot.bot.model import Article, Subscriber


def is_foreign(article: Article, language: str) -> bool:
    """Tell whether an article is known to be in another language than an interface; both Chinese scripts are one."""
    return bool(language and article.language) and not (article.language or "").lower().startswith(language[:2])


def readable(articles: Iterable[Article], reader: Subscriber) -> list[Article]:
    """Give the articles in languages that a reader wants, those in the interface's own first, in order otherwise."""
    wanted = [article for article in articles if reader.languages.cover(article.language)]
    return sorted(wanted, key=lambda article: is_foreign(article, reader.language))
