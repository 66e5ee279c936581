"""The time zone that a text begins with: an IANA name, a city in a language of the interface, or another name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ledebot.bot.core.zone_names import zones_by_city

NAMES = {
    **dict.fromkeys(("北京", "中国", "中國", "深圳", "广州", "廣州", "china", "cst"), "Asia/Shanghai"),
    **dict.fromkeys(("hongkong",), "Asia/Hong_Kong"),
    **dict.fromkeys(("台湾", "taiwan", "臺北", "臺灣", "台灣"), "Asia/Taipei"),
    **dict.fromkeys(("日本", "japan"), "Asia/Tokyo"),
    **dict.fromkeys(("英国", "英國", "uk"), "Europe/London"),
    **dict.fromkeys(("德国", "德國", "germany"), "Europe/Berlin"),
    **dict.fromkeys(("旧金山", "舊金山", "san francisco"), "America/Los_Angeles"),
    **dict.fromkeys(("雪梨",), "Australia/Sydney"),
    "z": "UTC",
}
"""What is said for a zone besides its cities."""
WORDS, CHARACTERS = 4, 10
"""The longest names: words of a Latin one, characters of a Chinese one."""
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff][^\s,;、，；。\u3400-\u9fff]*")
_CHINESE = re.compile(r"[\u3400-\u9fff·]+")
_TIME = re.compile(r"时间|時間|\s{0,9}time(?![a-z])")
"""What may follow: `东京时间`, `Tokyo time`."""


def zone_at(text: str, zones: Mapping[str, str]) -> tuple[str, int] | None:
    """Read the zone that a case-folded text begins with, by its longest name; gives it and the length of the name.

    `zones` gives the IANA name of each name that is known (`names_of`).
    """
    for name in _beginnings(text):
        if found := zones.get(name):
            follows = _TIME.match(text, len(name))
            return found, follows.end() if follows else len(name)
    return None


def names_of(zones: frozenset[str]) -> Mapping[str, str]:
    """Give each case-folded name of these IANA zones: its own, its cities' where only one is called so, and NAMES."""
    ends = Counter(zone.rpartition("/")[2].casefold() for zone in zones)
    alone = {end: zone for zone in zones if ends[end := zone.rpartition("/")[2].casefold()] == 1}
    spaced = {end.replace("_", " "): zone for end, zone in alone.items()}
    cities = {city: zone for city, zone in zones_by_city().items() if zone in zones}
    return {**spaced, **alone, **cities, **NAMES, **{zone.casefold(): zone for zone in zones}}


def _beginnings(text: str) -> list[str]:
    """List the beginnings of a text that may be a name, the longest first."""
    if chinese := _CHINESE.match(text):
        run = chinese[0][:CHARACTERS]
        return [run[:length] for length in range(len(run), 0, -1)]
    ends: list[int] = []
    at = 0
    while len(ends) < WORDS and (word := _WORD.match(text, at)):
        ends.append(word.end())
        at = word.end() + 1 if text[word.end() : word.end() + 1] == " " else len(text)
    return [text[:end] for end in reversed(ends)]
