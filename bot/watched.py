"""The digest's own section for watches: what they found in its window, after the digest's stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.i18n import Translator, translator
from bot.markup import bold, clip, escape, link
from bot.model import Article, Button, Digest, Message, Subscriber, Target
from bot.ports import ArticleReader
from bot.watches import Match, Watch

MOST = 10
"""Stories of the section; the rest is counted."""
TITLE = 120
"""UTF-16 units of a title."""


class Found(Protocol):
    """Where the matches of watches wait for a digest."""

    async def of(self, target: Target) -> list[Watch]:
        """List a chat's watches."""
        ...

    async def matched(self, target: Target, *, after: str, up_to: str) -> list[Match]:
        """List what they found in the window (after, up_to] of the log, oldest first."""
        ...


class WatchSection:
    """Adds the section to a digest."""

    def __init__(self, found: Found, articles: ArticleReader) -> None:
        self._found = found
        self._articles = articles

    async def add(self, digest: Digest, subscriber: Subscriber, *, after: str, up_to: str) -> Digest:
        """Give the digest with a last part for what only the watches found; the digest itself where that is nothing."""
        matches = await self._found.matched(subscriber.target, after=after, up_to=up_to)
        if not matches:
            return digest
        queries = {watch.id: watch.query for watch in await self._found.of(subscriber.target)}
        why = {match.article_id: queries[match.watch_id] for match in matches if match.watch_id in queries}
        by_story = {
            article.story: article for article in await self._articles.get(why) if article.story not in digest.stories
        }
        if not by_story:
            return digest
        t = translator(subscriber.language)
        part = _part(list(by_story.values()), why, t, subscriber.schedule.zone)
        parts = digest.parts if digest.stories else ()  # instead of the word that there is nothing new
        return replace(digest, parts=(*parts, part), stories=(*digest.stories, *by_story))


def _part(articles: Sequence[Article], why: dict[str, str], t: Translator, zone: str) -> Message:
    newest_first = sorted(articles, key=lambda article: article.published, reverse=True)
    lines = ["🔔 " + bold(t("From your watches"))]
    for article in newest_first[:MOST]:
        facts = f"{article.source} · {t.date(article.published, zone)} · {why[article.id]}"
        lines.append(f"• {link(clip(article.title, TITLE), article.url)}\n{escape(facts)}")
    if more := len(articles) - MOST:
        lines += [t.plural("{n} more story", "{n} more stories", more)] if more > 0 else []
    buttons = tuple(Button(f"📖 {at}", data=f"ld:r:{one.id}") for at, one in enumerate(newest_first[:5], 1))
    return Message("\n".join(lines), (buttons, (Button(t("My watches"), data="ld:w"),)))
