"""Setting and removing the webhook."""

from __future__ import annotations

from bot.sandbox.api import BotApi, method
from bot.sandbox.arguments import Arguments
from bot.sandbox.results import WithDescription


@method("deleteWebhook")
async def delete_webhook(api: BotApi, args: Arguments) -> WithDescription:
    """Go back to polling."""
    was = await api.webhook.remove()
    if args.flag("drop_pending_updates"):
        api.updates.clear()
    return WithDescription(True, "Webhook was deleted" if was else "Webhook is already deleted")
