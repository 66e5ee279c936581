"""A reaction to a story counts like its button, where Telegram tells the bot: in the private chat."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from telegram import ReactionType, ReactionTypeEmoji
from telegram.error import BadRequest

from ledebot.bot.delivery.telegram_args import markup
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import PRIVATE, Route, Trigger
from ledebot.handlers.stories.reading import view
from ledebot.handlers.stories.voting import cast, shown

VALUES = {"❤": 1, "👍": 1, "👎": -1}
"""What reactions say of a story; others say nothing."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (partial(Route, Trigger.REACTION)("story", reacted, Who.EVERYBODY, kinds=PRIVATE, cost=1),)


async def reacted(request: RequestContext) -> None:
    """Record the vote that a reaction is, and show it on the story's button."""
    change = request.update.message_reaction
    if change is None or (told := await shown(request, change.message_id)) is None:
        return
    before, now = _value(change.old_reaction), _value(change.new_reaction)
    article = next(iter(await request.services.articles.get([told[0]])), None)
    if before == now or article is None:
        return
    await cast(request, article, now)
    if told[1] >= 0:
        keyboard = markup((await view(request, article, told[1])).keyboard)
        with suppress(BadRequest):  # the message is gone, or too old to be changed
            await request.bot.edit_message_reply_markup(
                request.origin.chat_id, change.message_id, reply_markup=keyboard
            )


def _value(given: tuple[ReactionType, ...]) -> int:
    emojis = (one.emoji.replace("\ufe0f", "") for one in given if isinstance(one, ReactionTypeEmoji))
    return next((VALUES[emoji] for emoji in emojis if emoji in VALUES), 0)
