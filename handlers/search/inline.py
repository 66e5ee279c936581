"""Inline mode: `@bot words` in any chat gives stories to share there."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import InlineQueryHandler

from ledebot.bot.core.errors import LedebotError
from ledebot.bot.core.i18n import Translator, from_telegram, translator
from ledebot.bot.core.telegram_html import bold, clip, escape, link
from ledebot.bot.core.time_zones import usual_zone
from ledebot.bot.core.web_addresses import is_web_address
from ledebot.bot.delivery.telegram_args import preview
from ledebot.bot.model import Article, Schedule, Subscriber, Target
from ledebot.bot.text.conversion import in_script
from ledebot.bot.text.readable import readable
from ledebot.handlers.base.allowance import Allowance, too_much
from ledebot.handlers.base.context import AnyContext, AnyHandler, Services
from ledebot.handlers.base.keyboards import number
from ledebot.handlers.search.search import HELP

RESULTS = 20
"""Cards at once; scrolling asks for more, up to Telegram's 50."""
MOST = 50
LATEST = 200
"""Newest articles among which those of one story are one card."""
FRESH = 30
"""Seconds that Telegram may give the same answer to the same words."""
DESCRIPTION = 120
LEDE = 500

SHARED = "story:"
"""What begins an inline query for one story, with its id after it."""
_SHARED = re.compile(rf"{SHARED}([0-9a-f]{{16}})")

log = logging.getLogger(__name__)


def handlers(services: Services) -> list[AnyHandler]:
    """Route inline queries."""
    desk = Inline(services)
    return [InlineQueryHandler(desk.answer)]


@dataclass(frozen=True, slots=True)
class _Page:
    articles: list[Article]
    more: bool
    relaxed: bool = False


class Inline:
    """Answers inline queries; they come from no chat of ours, so nothing is sent but the answer."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._allowance = Allowance()

    async def answer(self, update: Update, _: AnyContext) -> None:
        """Answer with cards; in trouble with a line that says so, which lets the reader type on."""
        query = update.inline_query
        if query is None:
            return
        t = translator(from_telegram(query.from_user.language_code))
        try:
            if wait := self._allowance.spend(query.from_user.id, 1):
                await _quietly(query, [], "", fresh=ceil(wait), button=_patience(t, ceil(wait)))
                return
            if not await self._admitted(query.from_user.id):
                await _quietly(query, [], "", fresh=0)
                return
            offset = number(query.offset)
            reader = await self._reader(query.from_user.id, query.from_user.language_code)
            t = translator(reader.language)
            page = await self._find(query.query, min(offset, MOST), reader)
        except LedebotError as error:
            log.warning("an inline query is answered with nothing: %s", error)
            trouble = t("Search is not available just now. Please try again in a minute.")
            await _quietly(query, [], "", fresh=0, button=InlineQueryResultsButton(trouble, start_parameter=HELP))
            return
        now = self._services.clock.now()
        cards = [_card(article, t, reader, now) for article in page.articles]
        next_offset = str(offset + RESULTS) if page.more else ""
        await _quietly(query, cards, next_offset, button=None if offset else _remark(page, t))

    async def _admitted(self, user_id: int) -> bool:
        settings = self._services.settings
        if not settings.allowlist or user_id in settings.admin_ids:
            return True
        return await self._services.access.allowed(user_id)

    async def _reader(self, user_id: int, code: str | None) -> Subscriber:
        """Load the reader with all settings, or think one up for who is unknown."""
        known = await self._services.subscribers.get(Target(user_id))
        usual = Schedule(zone=usual_zone(code))
        return known or Subscriber(Target(user_id), language=from_telegram(code), schedule=usual)

    async def _find(self, words: str, offset: int, reader: Subscriber) -> _Page:
        end = min(offset + RESULTS, MOST)
        articles = self._services.articles
        if shared := _SHARED.fullmatch(words.strip()):
            return _Page(await articles.get([shared[1]]), more=False)
        marked = await self._services.marked(reader.target)
        if words.strip():
            zone = reader.schedule.zone
            found = await self._services.search.find(words, limit=end - offset, offset=offset, zone=zone)
            hits = await articles.get(hit.id for hit in found.hits)
            shown = [article for article in readable(hits, reader) if not marked.hides(article)]
            return _Page(shown, more=min(found.total, MOST) > end, relaxed=not found.whole)
        by_story: dict[str, Article] = {}
        for article in readable(await articles.latest(LATEST), reader):
            if not marked.hides(article):
                by_story.setdefault(article.story, article)  # the newest report of each
        latest = list(by_story.values())[:MOST]
        return _Page(latest[offset:end], more=len(latest) > end)


async def _quietly(
    query: InlineQuery,
    cards: list[InlineQueryResultArticle],
    next_offset: str,
    *,
    fresh: int = FRESH,
    button: InlineQueryResultsButton | None = None,
) -> None:
    """Answer; who typed on meanwhile needs this answer no more."""
    try:
        # Personal: dates are in the reader's zone, words in their language.
        await query.answer(cards, cache_time=fresh, is_personal=True, next_offset=next_offset, button=button)
    except TelegramError as error:
        log.info("an inline query went unanswered: %s", error)


def _patience(t: Translator, wait: int) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(too_much(t, wait), start_parameter=HELP)


def _remark(page: _Page, t: Translator) -> InlineQueryResultsButton | None:
    """Say above the cards what they do not say themselves; a tap leads to how to search."""
    if not page.articles:
        text = t("Nothing found – how to search")
    elif page.relaxed:
        text = t("No story has all of it. These come nearest:")
    else:
        return None
    return InlineQueryResultsButton(text, start_parameter=HELP)


def _thumbnail(url: str | None) -> str | None:
    return url if url is not None and url.startswith("https://") and is_web_address(url) else None


def _card(article: Article, t: Translator, reader: Subscriber, now: datetime) -> InlineQueryResultArticle:
    """Make a card: what is shared is the story's lede, whatever words found it."""
    title, source, lede = (
        in_script(text, reader.script) for text in (article.title, article.source, article.lede.medium)
    )
    heading = link(title, article.url) if article.url else bold(title)
    facts = f"{source} · {t.date(article.published, reader.schedule.zone, now=now)}"
    text = f"{heading}\n{escape(facts)}"
    if lede:
        text += f"\n{escape(clip(lede, LEDE))}"
    return InlineQueryResultArticle(
        id=article.id[:64],
        title=title,
        description=f"{facts}\n{lede}"[:DESCRIPTION],
        thumbnail_url=_thumbnail(article.image),
        input_message_content=InputTextMessageContent(
            text, parse_mode=ParseMode.HTML, link_preview_options=preview(article.url)
        ),
    )
