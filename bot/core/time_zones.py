"""Where in the world a reader probably is: time zones from a language tag or a shared location, without a network.

Locations are compared with the principal cities of the IANA database (`zone.tab`, shipped with the `tzdata` package)
and with CITIES below. Countries wider than their zones need the latter: Chengdu lies nearer to Thimphu than to
Shanghai. Near a border the guess can be wrong; the reader is always shown it and can change it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from babel.core import get_global

DEFAULT_ZONE = "Asia/Shanghai"

OFFERED_ZONES = {
    "zh-hans": (
        *("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Tokyo"),
        *("Australia/Sydney", "Europe/London", "Europe/Paris", "America/New_York", "America/Los_Angeles"),
        "America/Vancouver",
    ),
    "zh-hant": (
        *("Asia/Taipei", "Asia/Hong_Kong", "Asia/Macau", "Asia/Shanghai", "Asia/Singapore", "Asia/Kuala_Lumpur"),
        *("Asia/Tokyo", "Australia/Sydney", "Europe/London", "America/New_York", "America/Los_Angeles"),
        "America/Vancouver",
    ),
    "en": (
        *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London"),
        *("Europe/Berlin", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo"),
        "Australia/Sydney",
    ),
}
"""Offered as buttons, by the language of the interface; any other zone can be typed."""

LARGEST_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}
"""Countries of several zones: the zone in which most people live."""

CITIES = (
    # China keeps one civil time from border to border.
    ("Asia/Shanghai", (39.90, 116.41), (30.57, 104.07), (29.56, 106.55), (25.04, 102.72), (34.34, 108.94)),
    ("Asia/Shanghai", (36.06, 103.83), (22.82, 108.37), (23.13, 113.26), (22.54, 114.06), (30.59, 114.30)),
    ("Asia/Shanghai", (45.80, 126.53), (41.80, 123.43), (36.62, 101.78), (40.84, 111.75), (29.65, 91.14)),
    ("Asia/Shanghai", (26.65, 106.63), (20.04, 110.34), (38.49, 106.23), (26.07, 119.30), (43.82, 125.32)),
    ("Asia/Shanghai", (40.12, 124.39), (43.55, 129.50), (22.01, 100.80), (24.44, 98.59), (40.14, 94.66)),
    # Xinjiang's own zone is unofficial; its cities go by Beijing time in print.
    ("Asia/Shanghai", (43.83, 87.62), (39.47, 75.99), (43.91, 81.32), (37.11, 79.92), (41.17, 80.26)),
    ("Asia/Kolkata", (28.61, 77.21), (19.08, 72.88), (12.97, 77.59), (13.08, 80.27), (17.39, 78.49)),
    ("Asia/Kolkata", (26.14, 91.74), (31.63, 74.87), (34.08, 74.80), (9.93, 76.27), (23.02, 72.57)),
    ("Asia/Kolkata", (27.33, 88.61), (24.82, 93.94), (23.83, 91.28), (25.61, 85.14), (26.73, 88.40)),
    ("Asia/Tokyo", (43.06, 141.35), (34.69, 135.50), (33.59, 130.40), (26.21, 127.68), (38.27, 140.87)),
    ("Asia/Seoul", (35.18, 129.08), (33.50, 126.53)),
    ("Asia/Ho_Chi_Minh", (21.03, 105.85), (16.05, 108.20), (22.49, 103.97)),
    ("Asia/Bangkok", (18.79, 98.99), (7.88, 98.39), (17.41, 102.79), (15.24, 104.85)),
    ("Asia/Yangon", (21.98, 96.08), (20.79, 97.04)),
    ("Asia/Karachi", (31.55, 74.34), (33.68, 73.05), (34.01, 71.58)),
    ("Asia/Kuala_Lumpur", (5.41, 100.33), (1.50, 103.74)),
    ("Asia/Jakarta", (3.59, 98.67), (-7.26, 112.75)),
    ("Europe/London", (53.48, -2.24), (55.95, -3.19), (51.45, -2.59)),
    ("Europe/Paris", (43.30, 5.37), (48.58, 7.75), (50.63, 3.06), (43.60, 1.44), (48.39, -4.49)),
    ("Europe/Berlin", (48.14, 11.58), (50.94, 6.96), (53.55, 10.0), (50.11, 8.68), (48.00, 7.84)),
    ("Europe/Madrid", (41.39, 2.17), (37.39, -5.99), (43.26, -2.93), (42.24, -8.72)),
    ("Europe/Rome", (45.46, 9.19), (40.85, 14.27), (38.12, 13.36)),
    ("Europe/Moscow", (59.93, 30.34), (56.33, 44.0), (55.79, 49.12), (43.60, 39.73), (54.71, 20.51)),
    ("Europe/Kyiv", (49.84, 24.03), (46.48, 30.73), (49.99, 36.23)),
    ("America/New_York", (38.91, -77.04), (25.76, -80.19), (42.36, -71.06), (33.75, -84.39), (39.95, -75.17)),
    ("America/New_York", (40.44, -80.0), (41.50, -81.69), (39.96, -83.0), (35.23, -80.84), (30.33, -81.66)),
    ("America/Chicago", (29.76, -95.37), (32.78, -96.80), (44.98, -93.27), (29.95, -90.07), (39.10, -94.58)),
    ("America/Chicago", (38.63, -90.20), (36.16, -86.78), (41.26, -95.93), (35.15, -90.05), (43.04, -87.91)),
    ("America/Denver", (40.76, -111.89), (35.08, -106.65), (31.76, -106.49), (46.87, -113.99), (41.14, -104.82)),
    ("America/Los_Angeles", (37.77, -122.42), (47.61, -122.33), (45.52, -122.68), (32.72, -117.16), (36.17, -115.14)),
    ("America/Toronto", (45.42, -75.70), (45.50, -73.57), (46.81, -71.21), (42.31, -83.04)),
    ("America/Vancouver", (48.43, -123.37), (53.92, -122.75)),
    (
        "America/Edmonton",
        (51.05, -114.07),
    ),
    (
        "America/Winnipeg",
        (49.90, -97.14),
    ),
    ("America/Mexico_City", (20.66, -103.35), (19.05, -98.20), (21.12, -101.68)),
    ("America/Sao_Paulo", (-22.91, -43.17), (-15.79, -47.88), (-30.03, -51.23), (-19.92, -43.94)),
    (
        "Australia/Sydney",
        (-35.28, 149.13),
    ),
    (
        "Australia/Brisbane",
        (-16.92, 145.77),
    ),
)
"""Big cities that a principal city of another zone might claim: zone, then (latitude, longitude) in degrees."""


def usual_zone(language_code: str | None) -> str:
    """Guess the zone of a reader from Telegram's language tag: the country it names or is mostly spoken in."""
    tag = (language_code or "").replace("_", "-")
    parts = tag.split("-")
    territory = next((part.upper() for part in parts[1:] if len(part) == 2), None)
    if territory is None and tag:
        likely = get_global("likely_subtags").get("_".join((parts[0].lower(), *map(str.title, parts[1:]))))
        likely = likely or get_global("likely_subtags").get(parts[0].lower(), "")
        territory = likely.rpartition("_")[2]
    if parts[0] == "en" and len(parts) == 1:
        return "UTC"  # spoken everywhere: no honest guess
    zone = LARGEST_ZONES.get(territory or "") or _first_zone(territory or "")
    return zone or DEFAULT_ZONE


def nearest_zone(latitude: float, longitude: float) -> str:
    """Guess the zone of a location (degrees) from the nearest city known."""
    return min(_cities(), key=lambda city: _distance(latitude, longitude, city[1], city[2]))[0]


def _first_zone(territory: str) -> str | None:
    zones = get_global("zone_territories")
    return next((zone for zone, where in zones.items() if where == territory and not zone.startswith("Etc/")), None)


@cache
def _cities() -> tuple[tuple[str, float, float], ...]:
    listed = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in listed.splitlines() if line and not line.startswith("#")]
    principal = [(row[2], *_degrees(row[1])) for row in rows if row[2] != "Asia/Urumqi"]
    return (*principal, *((zone, *place) for zone, *places in CITIES for place in places))


def _degrees(text: str) -> tuple[float, float]:
    """Read ISO 6709 `±DDMM[SS]±DDDMM[SS]`."""
    match = re.fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?([+-])(\d{3})(\d\d)(\d\d)?", text)
    if match is None:
        raise ValueError(f"not a position: {text}")
    values = []
    for sign, degrees, minutes, seconds in (match.groups()[:4], match.groups()[4:]):
        size = int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600
        values.append(-size if sign == "-" else size)
    return values[0], values[1]


def _distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance in radians (haversine)."""
    here, there = radians(latitude), radians(other_latitude)
    arc = sin((there - here) / 2) ** 2
    arc += cos(here) * cos(there) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * asin(sqrt(min(1.0, arc)))
