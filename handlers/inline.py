"""Inline mode: `@bot words` in any chat gives stories to share there."""

from __future__ import annotations

import logging

from telegram import InlineQuery, InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import InlineQueryHandler

from bot.delivery.outgoing import preview
from bot.errors import LedebotError
from bot.i18n import Translator, from_telegram, translator
from bot.markup import bold, escape, link
from bot.model import Hit, Target
from bot.places import usual_zone
from handlers.context import AnyContext, AnyHandler, Services

RESULTS = 20
"""Cards at once; scrolling asks for more, up to Telegram's 50."""
MOST = 50
FRESH = 30
"""Seconds that Telegram may give the same answer to the same words."""
DESCRIPTION = 120
LEDE = 500

log = logging.getLogger(__name__)


def handlers(services: Services) -> list[AnyHandler]:
    """Route inline queries."""
    desk = Inline(services)
    return [InlineQueryHandler(desk.answer)]


class Inline:
    """Answers inline queries; they come from no chat of ours, so nothing is sent but the answer."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def answer(self, update: Update, _: AnyContext) -> None:
        """Answer with cards; in trouble with none, which lets the reader type on."""
        query = update.inline_query
        if query is None:
            return
        if not await self._admitted(query.from_user.id):
            await _quietly(query, [], "", fresh=0)
            return
        try:
            offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
            t, zone = await self._reader(query.from_user.id, query.from_user.language_code)
            hits, more = await self._find(query.query, min(offset, MOST), zone)
        except LedebotError as error:
            log.warning("an inline query is answered with nothing: %s", error)
            await _quietly(query, [], "", fresh=0)
            return
        await _quietly(query, [_card(hit, t, zone) for hit in hits], str(offset + len(hits)) if more else "")

    async def _admitted(self, user_id: int) -> bool:
        settings = self._services.settings
        if not settings.allowlist or user_id in settings.admin_ids:
            return True
        return await self._services.access.allowed(user_id)

    async def _reader(self, user_id: int, code: str | None) -> tuple[Translator, str]:
        known = await self._services.subscribers.get(Target(user_id))
        if known is not None:
            return translator(known.language), known.schedule.zone
        return translator(from_telegram(code)), usual_zone(code)

    async def _find(self, words: str, offset: int, zone: str) -> tuple[tuple[Hit, ...], bool]:
        limit = min(RESULTS, MOST - offset)
        if limit <= 0:
            return (), False
        if words.strip():
            found = await self._services.search.find(words, limit=limit, offset=offset, zone=zone)
            return found.hits, found.total > offset + limit and offset + limit < MOST
        latest = await self._services.articles.latest(min(offset + limit + 1, MOST))
        page = latest[offset : offset + limit]
        hits = tuple(
            Hit(one.id, one.title, one.source, one.published, one.url, 0.0, one.lede.medium, image=one.image)
            for one in page
        )
        return hits, len(latest) > offset + limit


async def _quietly(
    query: InlineQuery, cards: list[InlineQueryResultArticle], next_offset: str, *, fresh: int = FRESH
) -> None:
    """Answer; who typed on meanwhile needs this answer no more."""
    try:
        # Personal: dates are in the reader's zone, words in their language.
        await query.answer(cards, cache_time=fresh, is_personal=True, next_offset=next_offset)
    except TelegramError as error:
        log.info("an inline query went unanswered: %s", error)


def _card(hit: Hit, t: Translator, zone: str) -> InlineQueryResultArticle:
    heading = link(hit.title, hit.url) if hit.url else bold(hit.title)
    facts = f"{hit.source} · {t.date(hit.published, zone)}"
    text = f"{heading}\n{escape(facts)}"
    if hit.snippet:
        text += f"\n{escape(hit.snippet[:LEDE])}"
    return InlineQueryResultArticle(
        id=hit.id[:64],
        title=hit.title,
        description=f"{facts}\n{hit.snippet}"[:DESCRIPTION],
        thumbnail_url=hit.image if (hit.image or "").startswith("https://") else None,
        input_message_content=InputTextMessageContent(
            text, parse_mode=ParseMode.HTML, link_preview_options=preview(hit.url)
        ),
    )
