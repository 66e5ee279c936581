"""Time zones as dates name them: offsets, abbreviations, names of the tz database."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

_NAMING = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage"),
    *("Pacific/Honolulu", "America/Halifax", "America/St_Johns", "Europe/London", "Europe/Lisbon", "Europe/Paris"),
    *("Europe/Helsinki", "Europe/Moscow", "Asia/Kolkata", "Asia/Karachi", "Asia/Jerusalem", "Asia/Hong_Kong"),
    *("Asia/Tokyo", "Asia/Seoul", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Africa/Johannesburg"),
    *("Africa/Nairobi", "Africa/Lagos", "Africa/Maputo", "Australia/Sydney", "Australia/Adelaide"),
    *("Australia/Darwin", "Australia/Brisbane", "Australia/Perth", "Pacific/Auckland", "Pacific/Guam"),
)
"""Zones whose abbreviations are in use; of two with the same one the first is meant, if no language says otherwise."""
_NUMBERED = {
    "SGT": 480, "MYT": 480, "PHT": 480, "BJT": 480, "ICT": 420, "MMT": 390, "BDT": 360, "NPT": 345, "UZT": 300,
    "AZT": 240, "GST": 240, "IRST": 210, "TRT": 180, "SAMT": 240, "YEKT": 300, "OMST": 360, "KRAT": 420,
    "IRKT": 480, "YAKT": 540, "VLAT": 600, "BRT": -180, "ART": -180, "UYT": -180, "CLT": -240, "CLST": -180,
    "BOT": -240, "VET": -240, "COT": -300, "PET": -300, "MEZ": 60, "MESZ": 120, "МСК": 180,
    "北京时间": 480, "北京時間": 480, "中国标准时间": 480, "香港时间": 480, "香港時間": 480, "台北时间": 480,
    "台北時間": 480, "东京时间": 540, "日本時間": 540, "한국시간": 540,
}  # fmt: skip
"""Minutes east of Greenwich, for names that the tz database gives as numbers or that belong to one language."""
_MEANT = {
    ("CST", "zh"): "Asia/Shanghai",
    ("CDT", "zh"): "Asia/Shanghai",
    ("IST", "he"): "Asia/Jerusalem",
    ("IST", "ga"): "Europe/Dublin",
    ("PST", "tl"): "Asia/Manila",
    ("PST", "fil"): "Asia/Manila",
    ("AST", "ar"): "Asia/Riyadh",
    ("BST", "bn"): "Asia/Dhaka",
}
"""What an ambiguous abbreviation means in a source of one language."""
_MEANT_IN = {
    ("CST", "cn"): "Asia/Shanghai",
    ("CST", "tw"): "Asia/Taipei",
    ("PST", "ph"): "Asia/Manila",
    ("IST", "ie"): "Europe/Dublin",
    ("BST", "bd"): "Asia/Dhaka",
}
"""What it means in a region behind another language (`en-PH`): some codes of the two are the same, of others."""
_GENERAL = {
    **dict.fromkeys(("美东时间", "美東時間", "ET", "EASTERN"), "America/New_York"),
    **dict.fromkeys(("CT", "CENTRAL"), "America/Chicago"),
    **dict.fromkeys(("MT", "MOUNTAIN"), "America/Denver"),
    **dict.fromkeys(("美西时间", "美西時間", "PT", "PACIFIC"), "America/Los_Angeles"),
    "KYIV": "Europe/Kyiv",
}
"""Names that stand for standard and summer time alike."""
_TZ_NAME = re.compile(
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:/[A-Za-z_-]{2,30}){1,2}"
    r"|\b(?:EST5EDT|CST6CDT|MST7MDT|PST8PDT)\b"
)
_AT_HOME = {
    "zh": 480, "ja": 540, "ko": 540, "vi": 420, "th": 420, "lo": 420, "km": 420, "my": 390, "hi": 330, "mr": 330,
    "te": 330, "ml": 330, "kn": 330, "gu": 330, "si": 330, "ne": 345, "tr": 180, "be": 180, "fa": 210, "ka": 240,
    "hy": 240, "az": 240, "uz": 300, "kk": 300,
}  # fmt: skip
"""Minutes east of Greenwich, for languages that are written in one zone all year round."""
_OF_REGION = {
    **dict.fromkeys(("cn", "hk", "mo", "my", "ph", "sg", "tw"), 480),
    **dict.fromkeys(("bh", "by", "iq", "ke", "kw", "qa", "ru", "sa", "tz", "ug"), 180),
    **dict.fromkeys(("ar", "br", "uy"), -180),
    **dict.fromkeys(("bo", "do", "ve"), -240),
    **dict.fromkeys(("co", "ec", "pa", "pe"), -300),
    "ae": 240, "bd": 360, "id": 420, "in": 330, "jp": 540, "lk": 330, "ng": 60, "pk": 300, "za": 120,
}  # fmt: skip
"""The like for regions, behind a language written in many: where the capital's clock is one all year round."""
FARTHEST = timedelta(hours=14)


def named(name: str, language: str | None = None) -> tzinfo | None:
    """Give the zone of an abbreviation (`CST`, `Z`) or general name in a source of a language; None if unknown."""
    name = name.upper().replace(".", "")
    speech, region = _parts(language)
    if meant := _MEANT.get((name, speech)) or _MEANT_IN.get((name, region)):
        return ZoneInfo(meant)
    if general := _GENERAL.get(name):
        return ZoneInfo(general)
    return _abbreviations().get(name)


def of_name(name: str | None) -> tzinfo | None:
    """Give the zone of a name of the tz database, as a setting holds it; None for no name or one that it has not."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # a KeyError where the database has no such zone
        return None


def of_tz_database(text: str) -> tuple[tzinfo, str] | None:
    """Find a name like `Asia/Shanghai` or `EST5EDT` in a text; gives the zone and the text without it."""
    found = _TZ_NAME.search(text) if "/" in text or "DT" in text else None
    if not found:
        return None
    zone = of_name(found[0])
    return (zone, text[: found.start()] + " " + text[found.end() :]) if zone else None


def offset(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    """Give the zone that many hours and minutes east (`+`) or west of Greenwich; None for what none has.

    Hours that no zone has are one that was written with its zero behind it (`+8000`).
    """
    east = int(hours)
    if east > 14 and east % 10 == 0 and not int(minutes or 0):
        east //= 10
    distance = timedelta(hours=east, minutes=int(minutes or 0))
    if distance > FARTHEST or int(minutes or 0) >= 60:
        return None
    if not distance:
        return UTC
    return timezone(distance if sign == "+" else -distance)


def at_home(language: str | None) -> tzinfo | None:
    """Give the zone in which a language, or what its region has of it (`pt-BR`), is written all year round."""
    speech, region = _parts(language)
    minutes = _AT_HOME.get(speech) or _OF_REGION.get(region)
    return timezone(timedelta(minutes=minutes)) if minutes else None


def _parts(language: str | None) -> tuple[str, str]:
    """Part a tag like `pt-BR` into its language and region; either may be empty."""
    speech, *others = (language or "").lower().replace("_", "-").split("-")
    return speech, others[-1] if others else ""


def spoken(zone: tzinfo, moment: datetime) -> str:
    """Name a zone for a person, as `UTC+08:00`."""
    distance = zone.utcoffset(moment) or timedelta()
    sign, minutes = "-" if distance < timedelta() else "+", abs(distance) // timedelta(minutes=1)
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"


@cache
def _abbreviations() -> dict[str, tzinfo]:
    """Ask the tz database what each abbreviation stands for, in January and in July of a recent year."""
    found: dict[str, tzinfo] = {"Z": UTC, "UT": UTC, "UTC": UTC, "GMT": UTC}
    for name in _NAMING:
        zone = ZoneInfo(name)
        for month in (1, 7):
            moment = datetime(2024, month, 1, tzinfo=zone)
            found.setdefault(str(moment.tzname()), timezone(moment.utcoffset() or timedelta()))
    for short, minutes in _NUMBERED.items():
        found.setdefault(short, timezone(timedelta(minutes=minutes)))
    return found
