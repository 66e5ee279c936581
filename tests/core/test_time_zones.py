"""First guesses of a reader's time zone, without a network."""

from __future__ import annotations

import pytest

from ledebot.bot.core.time_zones import CITIES, LARGEST_ZONES, OFFERED_ZONES, nearest_zone, usual_zone
from ledebot.bot.digest.schedule import zones

PLACES = {
    "Chengdu": (30.66, 104.08, "Asia/Shanghai"),
    "Kashgar": (39.47, 75.99, "Asia/Shanghai"),
    "Lhasa": (29.65, 91.12, "Asia/Shanghai"),
    "Harbin": (45.75, 126.65, "Asia/Shanghai"),
    "Shenzhen": (22.60, 114.05, "Asia/Shanghai"),
    "Xiamen": (24.48, 118.09, "Asia/Shanghai"),
    "Hong Kong": (22.28, 114.16, "Asia/Hong_Kong"),
    "Kaohsiung": (22.62, 120.31, "Asia/Taipei"),
    "Osaka": (34.69, 135.50, "Asia/Tokyo"),
    "Seoul": (37.57, 126.98, "Asia/Seoul"),
    "Hanoi": (21.03, 105.85, "Asia/Ho_Chi_Minh"),
    "Delhi": (28.61, 77.21, "Asia/Kolkata"),
    "Manchester": (53.48, -2.24, "Europe/London"),
    "Munich": (48.14, 11.58, "Europe/Berlin"),
    "Boston": (42.36, -71.06, "America/New_York"),
    "Houston": (29.76, -95.37, "America/Chicago"),
    "Denver": (39.74, -104.99, "America/Denver"),
    "Seattle": (47.61, -122.33, "America/Los_Angeles"),
    "Auckland": (-36.85, 174.76, "Pacific/Auckland"),
    "Suva, beyond the date line": (-18.14, 178.44, "Pacific/Fiji"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_location_gives_its_zone(name: str) -> None:
    latitude, longitude, zone = PLACES[name]
    assert nearest_zone(latitude, longitude) == zone


@pytest.mark.parametrize(("latitude", "longitude"), [(90, 0), (-90, 0), (0, 180), (0, -180), (1e9, 1e9)])
def test_any_location_gives_some_zone(latitude: float, longitude: float) -> None:
    assert nearest_zone(latitude, longitude) in zones()


def test_languages_give_their_usual_zone() -> None:
    guesses = {
        "zh-hans": "Asia/Shanghai",
        "zh-hant": "Asia/Taipei",
        "zh-hk": "Asia/Hong_Kong",
        "zh_TW": "Asia/Taipei",
        "en": "UTC",
        "en-US": "America/New_York",
        "pt-br": "America/Sao_Paulo",
        "ja": "Asia/Tokyo",
        "ru": "Europe/Moscow",
        "": "Asia/Shanghai",
        "tlh": "Asia/Shanghai",
    }
    assert {code: usual_zone(code) for code in guesses} == guesses
    assert usual_zone(None) == "Asia/Shanghai"


def test_every_zone_named_here_exists() -> None:
    named = {
        *(zone for offered in OFFERED_ZONES.values() for zone in offered),
        *LARGEST_ZONES.values(),
        *(zone for zone, *_ in CITIES),
    }
    assert named <= zones()
