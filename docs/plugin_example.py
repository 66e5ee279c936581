"""A host bot with handlers of its own, and Ledebot beside them. It needs TELEGRAM_BOT_TOKEN."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, TypeHandler

from ledebot import ALLOWED_UPDATES, Plugin, install, load_settings


async def ping(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the host's own command."""
    if update.message is not None:
        await update.message.reply_text("pong")


async def count(_: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Count every update, as a host's own bookkeeping might."""
    context.bot_data["updates"] = context.bot_data.get("updates", 0) + 1


def equip(application: Application[Any, Any, Any, Any, Any, Any], environ: Mapping[str, str]) -> Plugin:
    """Add the host's handlers, then Ledebot's."""
    application.add_handler(CommandHandler("ping", ping))
    application.add_handler(TypeHandler(Update, count), group=1)
    return install(application, load_settings(environ))


if __name__ == "__main__":
    host = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"]).build()
    equip(host, os.environ)
    host.run_polling(allowed_updates=list(ALLOWED_UPDATES), bootstrap_retries=-1)
