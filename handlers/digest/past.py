"""Days that can be read again: /digest with a day or the week, the last 24 hours by publishing time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unicodedata import normalize
from zoneinfo import ZoneInfo

from ledebot.bot.core.errors import InputError
from ledebot.bot.digest.callback_data import Published
from ledebot.bot.digest.past import week_before
from ledebot.bot.model import Digest
from ledebot.bot.search.dates import span
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button

AGAIN = timedelta(hours=24)
_DAY = timedelta(hours=26)
"""No day is longer, whatever the clocks do."""
_FIRST = datetime(1970, 1, 2, tzinfo=UTC)
"""Days before are not news, and the minutes of buttons count from there."""
WEEK = frozenset(
    (
        "week",
        "the week",
        "this week",
        "weekly",
        "一周",
        "一週",
        "本周",
        "本週",
        "这周",
        "這週",
        "周报",
        "週報",
        "最近一周",
    )
)
LAST_WEEK = frozenset(("last week", "上周", "上週", "上星期"))
"""What people may type for a week."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        button("again", again, Who.MEMBER, abroad=Who.ADMIN, cost=2),
        button("past", past, Who.MEMBER, abroad=Who.ADMIN, cost=2),
    )


async def past(request: RequestContext) -> None:
    """Tell a day again, as it looks from its end, or the week; nothing counts as delivered by it."""
    t, words, now = request.t, " ".join(request.args), request.services.clock.now()
    week = week_of(words, now, request.zone)
    if week is not None:
        digest = await request.services.composer.week(request.subscriber, *week)
        await tell(request, digest, t("Nothing that you follow was told in these days."))
        return
    day = day_of(words, now, request.zone)
    if day is None:
        examples = (t("/digest yesterday"), "/digest 2026-11-20", t("/digest week"))
        raise InputError(t("Which day? For example: {examples}", examples=t(", ").join(examples)))
    digest = await request.services.composer.part(request.subscriber, day)
    await tell(request, digest, t("Nothing that you follow is kept of that day."))


async def again(request: RequestContext) -> None:
    """Tell once more what was published in the last 24 hours; nothing moves."""
    now = request.services.clock.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
    digest = await request.services.composer.part(request.subscriber, Published(now - AGAIN, now))
    await tell(request, digest, request.t("There was nothing in the last 24 hours."))


async def tell(request: RequestContext, digest: Digest, nothing: str) -> None:
    """Show what was asked for to who asked, a channel's in private too, or say that there is nothing."""
    if digest.empty:
        await request.toast(nothing, alert=True)
        return
    for part in digest.parts:
        await request.say(part)


def week_of(text: str, now: datetime, zone: str) -> tuple[datetime, datetime] | None:
    """Read a week, in the reader's zone: today with the six days before it, or the last one from Monday on."""
    words = " ".join(normalize("NFKC", text).lower().split())
    if words in WEEK:
        return week_before(now, zone), now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return span("last-week", now, ZoneInfo(zone)) if words in LAST_WEEK else None


def day_of(text: str, now: datetime, zone: str) -> Published | None:
    """Read a day, in the reader's zone, by its name or date; None for anything else."""
    found = span(text.strip(), now, ZoneInfo(zone))
    if found is None or found[0] < _FIRST or found[1] - found[0] > _DAY:
        return None
    return Published(*found)
