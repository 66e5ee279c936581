"""A host bot with a command of its own, and Ledebot beside it. It needs TELEGRAM_BOT_TOKEN."""

from __future__ import annotations

import os
from typing import Any

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler
from telegram.ext.filters import ALL

from bot.config import load
from bot.plugin import ALLOWED_UPDATES, install


async def dice(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the host's own command."""
    if update.message is not None:
        await update.message.reply_dice()


async def count(_: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Count every update, as a host's own bookkeeping might."""
    context.bot_data["updates"] = context.bot_data.get("updates", 0) + 1


def build(token: str, environ: dict[str, str]) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build the host's application with Ledebot installed."""
    application = Application.builder().token(token).build()
    application.add_handler(CommandHandler("dice", dice))
    application.add_handler(MessageHandler(ALL, count), group=1)
    install(application, load(environ))
    return application


if __name__ == "__main__":
    build(os.environ["TELEGRAM_BOT_TOKEN"], dict(os.environ)).run_polling(
        allowed_updates=list(ALLOWED_UPDATES), bootstrap_retries=-1
    )
