"""Dates that are told from when they are read: `3小时前`, `昨天 10:20`, `2 hours ago`.

They mean something only where that time is known. Weeks, months and years ago are too rough to be a date.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from ledebot.bot.sources.written import Written, clock


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split("_")) for name in text.split())


_UNITS = (
    (
        timedelta(seconds=1),
        _names(
            """
            秒 秒钟 秒鐘 초 s sec secs second seconds sekunde sekunden seconde secondes seconden segundo segundos
            secondo secondi секунду секунды секунд saniye detik giây
            """
        ),
    ),
    (
        timedelta(minutes=1),
        _names(
            """
            分 分钟 分鐘 분 m min mins minute minutes minuten minuto minutos minuti minuut minut minuter minutter
            minutę minuty мин минуту минуты минут хв хвилин хвилини хвилину dakika menit phút λεπτό λεπτά دقيقة دقائق
            دقیقه मिनट דקה דקות
            """
        ),
    ),
    (
        timedelta(hours=1),
        _names(
            """
            小时 小時 钟头 鐘頭 時間 시간 h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur
            timme timmar time timer godzinę godziny godzin час часа часов годину години годин saat jam giờ ώρα ώρες
            ساعة ساعات ساعت घंटे घंटा שעה שעות
            """
        ),
    ),
    (
        timedelta(days=1),
        _names(
            """
            天 日 일 d day days tag tage tagen jour jours día días dia dias giorno giorni dag dagen dagar dage dager
            dzień dni день дня дней днів дні gün hari ngày ημέρα ημέρες μέρες يوم أيام روز दिन יום ימים
            """
        ),
    ),
)
_ONE = _names(
    """
    一 a an one um uma un une una uno ein eine einer einem einen een en ett jeden jedną bir satu một ένα μία один одну
    """
)
_BEFORE = r"(?:vor|il y a|hace|há|fa|πριν(?: από)?|منذ|قبل|לפני)\s"
_AFTER = (
    r"\s?(?:之前|以前|前|전|ago|назад|тому|fa|atrás|geleden|önce|temu|yang lalu|lalu|trước|sedan|siden|پیش|पहले|قبل)"
)
_COUNT = r"(?:(?:about|around|约|約|大约|etwa|environ|circa|около)\s?)?(\d{1,3}|半|一|[^\W\d_]{1,6}(?=\s))\s?[个個]?"
_AGO = re.compile(rf"{_BEFORE}{_COUNT}(\D{{1,14}})|{_COUNT}(\D{{1,14}}?){_AFTER}")
_NOW = _names("刚刚 刚才 剛剛 剛才 just_now たった今 방금 방금_전 только_что à_l'instant gerade_eben")
_DAYS = (
    _names(
        """
        今天 今日 오늘 today heute aujourd'hui hoy hoje oggi vandaag idag сегодня сьогодні bugün dzisiaj dziś اليوم آج
        """
    ),
    _names(
        """
        昨天 昨日 어제 yesterday gestern hier ayer ontem ieri gisteren igår вчера вчора dün wczoraj kemarin أمس دیروز
        """
    ),
    _names("前天 一昨日 그저께 vorgestern anteayer anteontem eergisteren позавчера"),
)
_TIMED = re.compile(
    r"(\D{1,14}?)(?:,?\s?(?:at|um|à|às|alle|a las|в|om)?\s?(\d{1,2})[:h点時时](\d{2})(?::(\d{2}))?)?\s?(am|pm)?"
)

_NO_YEAR = re.compile(r"(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]\s?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_MOST = timedelta(days=31)


def read(text: str, now: datetime) -> Written | None:
    """Read a date that is told from `now`, an aware time in the source's zone; None for any other."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").strip(" .")
    if text in _NOW:
        return Written(_wall(now), now.tzinfo, about=True)
    if ago := _ago(text):
        return Written(_wall(now - ago), now.tzinfo, about=True)
    return _named(text, now) or _no_year(text, now)


def _wall(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, microsecond=0)


def _ago(text: str) -> timedelta | None:
    found = _AGO.fullmatch(text)
    if not found:
        return None
    count, unit = (found[1], found[2]) if found[2] else (found[3], found[4])
    length = next((length for length, names in _UNITS if unit in names), None)
    times = 0.5 if count == "半" else 1 if count in _ONE else int(count) if count.isdecimal() else None
    if length is None or times is None or length * times > _MOST:
        return None
    return length * times


def _named(text: str, now: datetime) -> Written | None:
    """Read a day by name, with the time or without: `昨天 10:20`, `yesterday`."""
    found = _TIMED.fullmatch(text)
    if not found:
        return None
    back = next((back for back, names in enumerate(_DAYS) if found[1].strip(" ,") in names), None)
    if back is None:
        return None
    day = now - timedelta(days=back)
    hour, minute, second = (int(part or 0) for part in found.group(2, 3, 4))
    if found[5]:
        hour = hour % 12 + 12 * (found[5] == "pm")
    return Written(clock(day.year, day.month, day.day, hour, minute, second))


def _no_year(text: str, now: datetime) -> Written | None:
    """Read month and day: the last such day is meant."""
    found = _NO_YEAR.fullmatch(text)
    if not found:
        return None
    month, day, *time = (int(part or 0) for part in found.groups())
    tomorrow = _wall(now) + timedelta(days=1)
    wall = clock(now.year, month, day, *time)
    return Written(wall if wall <= tomorrow else clock(now.year - 1, month, day, *time))
