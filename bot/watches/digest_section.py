"""The digest's own section for watches: what they found in its window, after the digest's stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from ledebot.bot.core.background import READERS
from ledebot.bot.core.i18n import translator
from ledebot.bot.core.telegram_html import LISTED_URL, bold, clip, escape, link, moment
from ledebot.bot.model import Article, Button, Change, Digest, Message, Subscriber, Target, position
from ledebot.bot.search.match import Matcher, Prepared
from ledebot.bot.stories.marked import Marked
from ledebot.bot.stories.ports import ArticleReader
from ledebot.bot.text.conversion import in_script
from ledebot.bot.text.readable import readable
from ledebot.bot.watches.alerts import found_data
from ledebot.bot.watches.matcher import BATCH
from ledebot.bot.watches.types import Match, Watch, hears, standing

NOTHING = Marked()
MOST = 10
"""Stories of the section; a button counts the rest, and lists all."""
PER_ROW = 5
TITLE = 120
"""UTF-16 units of a title."""
FACT = 80
"""UTF-16 units of a source's name or of a watch's words: ten stories with all of these at their longest fit."""


class Found(Protocol):
    """Where the matches of watches wait for a digest."""

    async def of(self, target: Target) -> list[Watch]:
        """List a chat's watches."""
        ...

    async def matched(self, target: Target, *, after: str, up_to: str) -> list[Match]:
        """List what they found in the window (after, up_to] of the log, oldest first."""
        ...

    async def cursor(self) -> str | None:
        """Tell up to which log entry articles have been matched; None before the first time."""
        ...


class WatchSection:
    """Adds the section to a digest."""

    def __init__(self, found: Found, articles: ArticleReader) -> None:
        self._found = found
        self._articles = articles
        self._matched = "0-0"
        """Up to where the matching is known to have come."""

    async def add(
        self, digest: Digest, subscriber: Subscriber, *, after: str, up_to: str, marked: Marked = NOTHING
    ) -> Digest:
        """Give the digest with a last part for what only the watches found; the digest itself where that is nothing.

        Nothing is said of what is muted.
        """
        found = await self._found.matched(subscriber.target, after=after, up_to=up_to)
        matches = [
            *(match for match in found if not match.counted),
            *await self._late(subscriber.target, after=after, up_to=up_to),
        ]
        if not matches:
            return digest
        queries = {watch.id: watch.query for watch in await self._found.of(subscriber.target)}
        why = {match.article_id: queries[match.watch_id] for match in matches if match.watch_id in queries}
        by_story = {
            article.story: article
            for article in readable(await self._articles.get(why), subscriber)
            if article.story not in digest.stories and not marked.hides(article)
        }
        if not by_story:
            return digest
        part = _part(list(by_story.values()), why, subscriber, found_data(after, up_to))
        parts = digest.parts if digest.stories else ()  # instead of the word that there is nothing new
        return replace(digest, parts=(*parts, part), stories=(*digest.stories, *by_story))

    async def _late(self, target: Target, *, after: str, up_to: str) -> list[Match]:
        """Match what came in since the matching's last step: no later digest would look at it."""
        if position(self._matched) < position(up_to):
            self._matched = await self._found.cursor() or up_to
        at = max(after, self._matched, key=position)
        if position(at) >= position(up_to):
            return []
        hearing = [one for one in await self._found.of(target) if one.when.in_digest]
        watches = await READERS.run(lambda: [(one, Matcher(standing(one.query))) for one in hearing])
        found: list[Match] = []
        while watches and (entries := await self._articles.log(at, up_to=up_to, limit=BATCH)):
            at = entries[-1].cursor
            new = {entry.article_id: entry.cursor for entry in entries if entry.change is Change.NEW}
            found += await READERS.run(_matches, watches, await self._articles.get(new), new)
        return found


def _matches(
    watches: Sequence[tuple[Watch, Matcher]], articles: Sequence[Article], cursors: Mapping[str, str]
) -> list[Match]:
    found: list[Match] = []
    for article in articles:
        prepared, cursor = Prepared(article), cursors[article.id]
        found += [
            Match(cursor, article.id, one.id)
            for one, matcher in watches
            if hears(one, cursor) and matcher.matches(prepared)
        ]
    return found


def _part(articles: Sequence[Article], why: dict[str, str], reader: Subscriber, data: str) -> Message:
    """Write the section; `data` is of the button that lists all, where there are more."""
    t, zone, script = translator(reader.language), reader.schedule.zone, reader.script
    newest_first = readable(sorted(articles, key=lambda article: article.published, reverse=True), reader)
    lines = ["🔔 " + bold(t("From your watches"))]
    for at, article in enumerate(newest_first[:MOST], 1):
        source, title = clip(in_script(article.source, script), FACT), clip(in_script(article.title, script), TITLE)
        facts = (escape(source), moment(t, article.published, zone), escape(clip(why[article.id], FACT)))
        lines.append(f"{at}. {link(title, article.url, LISTED_URL)}\n{' · '.join(facts)}")
    more = len(articles) - MOST
    lines += [t.plural("{n} more story", "{n} more stories", more)] if more > 0 else []
    shown = [Button(f"📖 {at}", data=f"ld:r:{one.id}") for at, one in enumerate(newest_first[:MOST], 1)]
    every = ((Button(t("Show all"), data=data),),) if more > 0 else ()
    read = tuple(tuple(shown[at : at + PER_ROW]) for at in range(0, len(shown), PER_ROW))
    return Message("\n".join(lines), (*read, *every, (Button(t("My watches"), data="ld:w"),)))
