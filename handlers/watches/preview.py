"""What a watch would have found lately, and whether that is nearly everything."""

from __future__ import annotations

from datetime import timedelta

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import TITLE, clip, escape, link
from ledebot.bot.digest.select import Passed
from ledebot.bot.watches.types import Watch, can_watch, standing
from ledebot.handlers.base.request_context import RequestContext

LATELY = timedelta(days=7)
TOO_MUCH = 0.5
"""Share of the last week's stories from which a watch tells hardly more than that there is news."""
ENOUGH = 20
"""Stories of the last week from which their share says something."""


async def lately(request: RequestContext, one: Watch) -> Passed | None:
    """Find what a watch would have told of the last week, by the very test that it is; None for one of no use."""
    if not can_watch(one.query):
        return None  # brought by a file of an earlier version: it never matches
    query, languages = str(standing(one.query)), request.subscriber.languages
    return await request.services.composer.try_rule(query, since=LATELY, languages=languages)


def warning(t: Translator, found: Passed | None) -> list[str]:
    """Warn of a watch that would have matched a good part of all that came in the last week; nothing for others."""
    if found is None or found.total < ENOUGH or found.passed < TOO_MUCH * found.total:
        return []
    text = t(
        "⚠️ This would have matched {share} % of all stories of the last 7 days. Add a word that tells yours apart, "
        "or have it in the digest.",
        share=100 * found.passed // found.total,
    )
    return [escape(text)]


def count(t: Translator, found: Passed | None) -> list[str]:
    """Say how many stories that were."""
    if found is None:
        return []
    return [t.plural("{n} story in the last 7 days", "{n} stories in the last 7 days", found.passed)]


def examples(request: RequestContext, found: Passed | None) -> list[str]:
    """The same, with the newest of them."""
    hits = () if found is None else found.examples
    told = [f"• {link(clip(request.in_script(hit.title), TITLE), hit.url)}" for hit in hits]
    return count(request.t, found) + told
