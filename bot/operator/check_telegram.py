"""What Telegram says of the bot, and which mistakes that shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledebot.bot.core.config import Settings
from ledebot.bot.operator.findings import Finding, fail, ok, warn

LATER = "from the webhook: 429"
"""What Telegram tells of an update that the bot has in hand and takes no time to answer."""


@dataclass(frozen=True, slots=True)
class BotFacts:
    """What Telegram tells of a bot."""

    name: str
    inline: bool = True
    groups: bool = True
    webhook: str = ""
    """Where its updates are sent; empty: they are polled."""
    webhook_error: str | None = None
    """Why the last update could not be delivered there."""
    waiting: int = 0
    """Updates that nobody has taken."""
    rival: bool = False
    """Whether another program takes its updates."""


def check(facts: BotFacts, settings: Settings) -> Iterator[Finding]:
    """Judge them."""
    yield ok("token", f"@{facts.name} answers at {settings.api_url}")
    if settings.webhook_url is None:
        if facts.webhook:
            text = f"another program has updates sent to {facts.webhook}: stop it; `ledebot run` takes them over"
            yield warn("updates", text)
        elif facts.rival:
            text = "another program takes this bot's updates: stop it, or let @BotFather /revoke the token"
            yield fail("updates", text)
    elif facts.webhook != settings.webhook_url:
        yield warn("webhook", "not set at Telegram yet: `ledebot run` does that")
    elif facts.webhook_error and LATER not in facts.webhook_error:
        text = f"Telegram could not deliver: {facts.webhook_error} ({facts.waiting} wait): mend proxy or certificate"
        yield fail("webhook", text)
    if not facts.inline:
        yield warn(
            "inline mode",
            "off, so stories cannot be shared by @name: `ledebot run` switches it on, or @BotFather /setinline",
        )
    if not facts.groups:
        yield warn("groups", "the bot may not be added to groups: send @BotFather /setjoingroups")
