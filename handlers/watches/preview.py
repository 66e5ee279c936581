"""What a watch would have found lately, and whether that is nearly everything."""

from __future__ import annotations

from datetime import timedelta

from ledebot.bot.core.errors import LedebotError
from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import TITLE, clip, escape, link
from ledebot.bot.model import Found
from ledebot.bot.search.match import timeless
from ledebot.bot.watches.types import Watch, can_watch
from ledebot.handlers.base.request_context import RequestContext

LATELY = timedelta(days=7)
PREVIEW = f"day:{LATELY.days}d"
EXAMPLES = 3
TOO_MUCH = 0.5
"""Share of the last week's articles from which a watch tells hardly more than that there is news."""
ENOUGH = 20
"""Articles of the last week from which their share says something."""


async def lately(request: RequestContext, one: Watch) -> Found | None:
    """Find what a watch would have told of the last week; None where nobody can say."""
    if not can_watch(one.query):
        return None  # brought by a file of an earlier version: it never matches
    try:
        query = f"{PREVIEW} {timeless(one.query)}"  # first, so that no long query crowds it out
        return await request.services.search.find(query, limit=EXAMPLES, newest=True, zone=request.zone)
    except LedebotError:
        return None  # the watch itself does not need the index


async def warning(request: RequestContext, one: Watch) -> list[str]:
    """Warn of a watch that would have matched a good part of all that came in the last week; nothing for others."""
    tried = await request.services.composer.try_rule(str(timeless(one.query)), since=LATELY)
    if tried.total < ENOUGH or tried.passed < TOO_MUCH * tried.total:
        return []
    text = request.t(
        "⚠️ This would have matched {share} % of all articles of the last 7 days. Add a word that tells yours apart, "
        "or have it in the digest.",
        share=100 * tried.passed // tried.total,
    )
    return [escape(text)]


def count(t: Translator, found: Found | None) -> list[str]:
    """Say how many stories that were."""
    if found is None:
        return []
    return [t.plural("{n} story in the last 7 days", "{n} stories in the last 7 days", found.whole)]


def examples(request: RequestContext, found: Found | None) -> list[str]:
    """The same, with the newest of them."""
    hits = () if found is None else found.hits[: found.whole]
    told = [f"• {link(clip(request.in_script(hit.title), TITLE), hit.url)}" for hit in hits]
    return count(request.t, found) + told
