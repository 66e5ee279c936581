"""New reports of followed stories, sent as they arrive to those who asked for that.

A report is sent if it says what none before it did, once; what was sent counts as seen, so no digest tells it again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Container, Mapping, Sequence

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.core.i18n import DEFAULT_LANGUAGE, translator
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape, link, moment
from ledebot.bot.delivery.ports import Outbox, Subscriptions
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Article, Button, Message, Subscriber, Target
from ledebot.bot.stories.marked import MarkBook
from ledebot.bot.stories.ports import ArticleReader, Followers
from ledebot.bot.stories.same_event import repeats
from ledebot.bot.text.conversion import in_script
from ledebot.bot.watches.alerts import LEDE_SHOWN, asleep

log = logging.getLogger(__name__)
ABREAST = 32
"""Followers told at one time: the store answers each of them while it is asked for the next."""


class FollowUps:
    """Queues what is new in followed stories."""

    def __init__(
        self,
        followers: Followers,
        marks: MarkBook,
        articles: ArticleReader,
        outbox: Outbox,
        clock: Clock,
        subscribers: Subscriptions,
    ) -> None:
        self._followers = followers
        self._marks = marks
        self._articles = articles
        self._outbox = outbox
        self._clock = clock
        self._subscribers = subscribers

    async def tell(self, articles: Sequence[Article], alerted: Mapping[Target, Container[str]]) -> None:
        """Queue those of new articles that join a story which somebody follows so.

        `alerted` are the ids of articles that a chat is alerted to anyway. One reader's trouble is logged.
        """
        for article in articles:
            reports = [] if article.story == article.id else await self._articles.story(article.story)
            if not _is_new(article, reports):
                continue
            ids = [one.id for one in reports]
            followers = list((await self._followers.followers(ids)).items())
            for start in range(0, len(followers), ABREAST):
                some = followers[start : start + ABREAST]
                told = (self._tell(reader, language, article, ids, alerted) for reader, language in some)
                for failed in await asyncio.gather(*told, return_exceptions=True):
                    if failed is not None:
                        raise failed

    async def _tell(
        self,
        reader: int,
        language: str,
        article: Article,
        ids: Sequence[str],
        alerted: Mapping[Target, Container[str]],
    ) -> None:
        try:
            if article.id not in alerted.get(Target(reader), ()):
                await self._send(Target(reader), language, article)
            await self._followers.see(reader, ids, article.fetched)
        except StoreUnavailableError:
            raise
        except Exception:
            log.exception("chat %s cannot be told of a story it follows; the others are", reader)

    async def _send(self, target: Target, language: str, article: Article) -> None:
        reader = await self._subscribers.get(target) or Subscriber(target, language=language or DEFAULT_LANGUAGE)
        marked = await self._marks.of(target)
        if article.story in marked.at_once and reader.languages.cover(article.language):
            message = follow_up(article, reader, silent=asleep(reader.schedule, self._clock.now()))
            await self._outbox.enqueue(target, [message], kind=Kind.ALERT, key=f"follow:{article.id}")


def _is_new(article: Article, reports: Sequence[Article]) -> bool:
    """Tell whether a report of a story says what none before it did; not where that cannot be told, which is logged."""
    before = [one for one in reports if one.id != article.id and one.fetched <= article.fetched]
    try:
        return bool(reports) and not any(repeats(article.sketch, one.sketch) for one in before)
    except Exception:
        log.exception("report %s cannot be compared; the others are", article.id)
        return False


def follow_up(article: Article, reader: Subscriber, *, silent: bool) -> Message:
    """Write a new report of a followed story."""
    t, script = translator(reader.language), reader.script
    title, source, lede = (
        in_script(text, script) for text in (article.title, article.source, article.lede.short or article.lede.medium)
    )
    lines = [
        f"🔔 {bold(t('New in a story that you follow'))}",
        link(clip(title, TITLE), article.url),
        f"{escape(clip(source, TITLE))} · {moment(t, article.published, reader.schedule.zone)}",
        *([escape(clip(lede, LEDE_SHOWN))] if lede else []),
    ]
    buttons = (
        Button(t("📖 Read"), data=f"ld:r:{article.id}"),
        Button(t("📚 The story"), data=f"ld:story:{article.id}"),
        Button(t("✕ End"), data=f"ld:mark:{article.id}:0"),
    )
    return Message("\n".join(lines), (buttons,), silent=silent)
