"""Getting updates: polling, webhooks, and who the bot is."""

from __future__ import annotations

from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments
from ledebot.sandbox.server.errors import Json, bad


@method("getMe")
def get_me(api: BotApi, args: Arguments) -> Json:
    """Tell who the bot is and what it may do."""
    return {
        **api.world.bot_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not api.privacy,
        "supports_inline_queries": api.inline.enabled,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("getUpdates")
async def get_updates(api: BotApi, args: Arguments) -> list[Json]:
    """Hand out updates, waiting for them if asked to."""
    kinds = args.json("allowed_updates", "allowed updates")
    if kinds is not None and not isinstance(kinds, list):
        raise bad("allowed_updates must be an Array of String")
    if kinds is not None and not api.webhook.url:
        api.updates.allow(kinds)
    limit = args.integer("limit", 100, 1, 100)
    return await api.updates.poll(args.integer("offset"), limit, args.integer("timeout", 0, 0, 50))


@method("logOut")
@method("close")
def close(api: BotApi, args: Arguments) -> bool:
    """Leave the server; nothing to do here."""
    return True
