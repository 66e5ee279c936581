"""Votes for stories, by a button or by a reaction, and which message shows which story."""

from __future__ import annotations

from telegram import MaybeInaccessibleMessage

from ledebot.bot.model import Article, Vote
from ledebot.handlers.base.request_context import RequestContext


async def cast(request: RequestContext, article: Article, value: int) -> Vote:
    """Record 👍 (1), 👎 (-1) or neither (0)."""
    now = request.services.clock.now()
    vote = Vote(article.id, article.title, value, article.source, article.topics, now, article.section)
    await request.services.readers.vote(request.origin.chat_id, vote)
    return vote


async def remember(
    request: RequestContext, message: MaybeInaccessibleMessage | None, article_id: str, page: int = 0
) -> None:
    """Remember which story, and which page of it, a message shows, for a reaction to it; page -1: what many tell."""
    if message is not None:
        key = _key(request.origin.chat_id, message.message_id)
        await request.services.states.put(request.origin.chat_id, {"story": article_id, "page": page}, key=key)


async def shown(request: RequestContext, message_id: int) -> tuple[str, int] | None:
    """Tell which story a message shows, and which page of it; None where that is not known any more."""
    held = await request.services.states.get(_key(request.origin.chat_id, message_id)) or {}
    return (str(held["story"]), int(held["page"])) if "story" in held else None


def _key(chat_id: int, message_id: int) -> str:
    return f"shows:{chat_id}:{message_id}"
