"""Publishing times as feeds and front matter write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

BEIJING = timezone(timedelta(hours=8))
"""Mainland China, Hong Kong and Taiwan share this offset, all year round."""
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
"""Zero epochs and the like are a program's way to say that it has no date."""
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LONGEST = 80
"""Characters; a longer text is not a date."""

_FLEXIBLE = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s*[T ]?\s*(?P<half>上午|下午)?\s*(?P<hour>\d{1,2})\s*[:：时]\s*(?P<minute>\d{1,2})"
    r"(?:\s*[:：分]\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?分?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_EPOCH = re.compile(r"\d{9,13}")


def parse_date(text: str | None, *, zone: timezone = UTC) -> datetime | None:
    """Read a date in RFC 822, ISO 8601, Chinese or epoch form; None where it is none or out of all reason.

    `zone` is meant where the text names none.
    """
    text = (text or "").strip()
    if not text or len(text) > LONGEST:
        return None
    for read in (_epoch, _iso, _flexible, _rfc822):
        try:
            moment = read(text)
            if moment is not None:
                aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
                moment = aware.astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue  # not this form, or a 31 February in it
        if moment is not None:
            return moment if EARLIEST <= moment < LATEST else None
    return None


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    number = int(text)
    return datetime.fromtimestamp(number / 1000 if len(text) > 10 else number, UTC)


def _iso(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if "-" in text and text[0].isdigit() else None


def _flexible(text: str) -> datetime | None:
    found = _FLEXIBLE.fullmatch(text)
    if not found:
        return None
    hour = int(found["hour"] or 0)
    if found["half"] == "下午" and hour < 12:
        hour += 12
    moment = datetime(  # noqa: DTZ001  # the zone, if any, follows
        int(found["year"]), int(found["month"]), int(found["day"]), hour,
        int(found["minute"] or 0), int(found["second"] or 0),
    )  # fmt: skip
    if not found["zone"]:
        return moment
    if found["zone"] in ("Z", "UTC", "GMT"):
        return moment.replace(tzinfo=UTC)
    return datetime.fromisoformat(f"{moment.isoformat()}{found['zone']}")


def _rfc822(text: str) -> datetime | None:
    return parsedate_to_datetime(text)
