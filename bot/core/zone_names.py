"""Time zones by the names people have for them: a city in the reader's language, or the distance from UTC."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel.core import get_global
from babel.dates import get_timezone_location

from ledebot.bot.core.i18n import LANGUAGES, Translator, noop, translator

_FIXED = re.compile(r"Etc/GMT(?:([+-])(\d{1,2}))?|UTC|Etc/UTC|GMT")
_OWN_NAMES = {"Asia/Shanghai": noop("Beijing")}
"""Where people say another city than Unicode's lists (CLDR): China's clock is Beijing time."""


def zone_name(t: Translator, zone: str) -> str:
    """Name an IANA zone: `Tokyo`, `东京`, `UTC+8`."""
    if fixed := _FIXED.fullmatch(zone):
        # POSIX counts west of Greenwich as positive.
        return f"UTC{'+' if fixed[1] == '-' else '-'}{fixed[2]}" if fixed[1] and fixed[2] != "0" else "UTC"
    if zone in _OWN_NAMES:
        return t(_OWN_NAMES[zone])
    for name in (zone, *_former_names().get(zone, ())):
        if city := t.locale.time_zones.get(name, {}).get("city"):
            return str(city)
    # CLDR names no city that is written like the zone itself in this language.
    return str(get_timezone_location(zone, locale=t.locale, return_city=True)).rpartition("/")[2]


@cache
def zones_by_city() -> Mapping[str, str]:
    """Give the IANA zone of each city's case-folded name, in every language of the interface."""
    cities = [zone for zone in get_global("zone_territories") if not zone.startswith("Etc/")]
    return {zone_name(t, zone).casefold(): zone for t in map(translator, LANGUAGES) for zone in cities}


@cache
def _former_names() -> Mapping[str, tuple[str, ...]]:
    """Give the names that a zone had before: CLDR files cities under those."""
    found: dict[str, tuple[str, ...]] = {}
    for former, now in get_global("zone_aliases").items():
        found[now] = (*found.get(now, ()), former)
    return found
