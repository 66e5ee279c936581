"""A moment ahead as people say it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from ledebot.bot.core.i18n import Translator


def coming_time(t: Translator, moment: datetime, zone: str, now: datetime) -> str:
    """Write a moment ahead in the reader's zone: `today 20:00`, `tomorrow 08:00`, else with its date."""
    local = ZoneInfo(zone)
    days = (moment.astimezone(local).date() - now.astimezone(local).date()).days
    if days not in (0, 1):
        return t.date(moment, zone, now=now)
    time = t.date(moment, zone, "time")
    return t("tomorrow {time}", time=time) if days else t("today {time}", time=time)
