"""Dates as sources write them: read as meant, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.sources.dates import customs, parse_date, read
from ledebot.bot.sources.persian import gregorian

MOMENT = datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)
MINUTE = MOMENT.replace(second=0)
DAY = datetime(2025, 10, 7, tzinfo=UTC)


def meant(text: str, language: str | None = None) -> datetime | None:
    """The moment that a date names in a source of a language that says no more."""
    return customs((), language=language).moment(read(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tue, 07 Oct 2025 14:30:15 +0800", None),
        ("Tue, 07 Oct 2025 14:30:15 +8000", None),
        ("20251007T143015+0800", None),
        ("07/Oct/2025:14:30:15 +0800", None),
        ("2025-10-07 06:30:15 +0000 UTC m=+0.1", None),
        ("Tue, 7 Oct 2025 06:30:15 GMT", None),
        ("2025-10-07T14:30:15+08:00", None),
        ("2025-10-07T06:30:15.000Z", None),
        ("2025-10-07 14:30:15 +0800", None),
        ("20251007T063015Z", None),
        ("20251007143015", "zh"),
        ("1759818615", None),
        ("1759818615000", None),
        ("1759818615.0", None),
        ("Tue, 07 Oct 2025 06:30:15 UT", None),
        ("Tue, 07 Oct 2025 14:30:15 0800", None),
        ("Tue, 07 Oct 2025 14:30:15 GMT 0800", None),
        ("2025-10-07T14:30:15 08:00", None),
        ("Tue, 07 Oct 2025 07:30:15 CET", None),
        ("pet, 07 okt 2025 08:30:15 +0200", "sr"),
        ("Tue Oct 07 2025 14:30:15 GMT+0800 (中国标准时间)", None),
        ("Tue Oct 7 14:30:15 CST 2025", "zh-CN"),
        ("Tue Oct 7 01:30:15 CDT 2025", "en"),
        ("Tue, 07 Oct 2025 14:30:15 PST", "en-PH"),
        ("2025-10-07 14:30:15 香港時間", "zh-HK"),
        ("2025年10月7日 2:30:15（美东时间）", "zh"),
        ("Tue, 07 Oct 2025 14:30:15 (CST)", "en-CN"),
        ("Tue, 07 Oct 2025 14:30:15 GMT+8", None),
        ("Tue, 07 Oct 2025 12:00:15 IST", "en"),
        ("Tue, 07 Oct 2025 09:30:15 IDT", "he"),
        ("Tue, 07 Oct 2025 09:30:15 EEST", None),
        ("Tue, 07 Oct 2025 07:30:15 BST", "en"),
        ("Tue, 07 Oct 2025 07:30:15 BST", "ms-BN"),
        ("Tue, 07 Oct 2025 09:30:15 мск", "ru"),
        ("2025-10-07 14:30:15 Asia/Shanghai", None),
        ("2025-10-07T14:30:15+08:00[Asia/Shanghai]", None),
        ("2025年10月7日 星期二 下午2:30:15", "zh"),
        ("Di, 07 Okt. 2025 08:30:15 +0200", "de"),
        ("Ti, 07 Lok 2025 09:30:15 +0300", "fi"),
        ("۱۵ مهر ۱۴۰۴ ۱۰:۰۰:۱۵", "fa"),
        ("1404/7/15 10:00:15", "fa"),
        ("7 أكتوبر 2025 6:30:15 ص", "ar"),
        ("7 EKİM 2025 09:30:15", "tr"),
        ("terça-feira, 7 de outubro de 2025 06:30:15", "pt"),
        ("Sel, 07 Okt 2025 13:30:15 WIB", "id"),
        ("2025-10-07 6:30:15 a. m.", "es"),
        ("2025年10月7日（火）15時30分15秒", "ja"),
        ("2025년 10월 7일 화요일 오후 3:30:15", "ko"),
        ("二〇二五年十月七日 14时30分15秒", "zh"),
        ("民國114年10月7日 14:30:15", "zh-TW"),
        ("114年10月7日 14:30:15", "zh-TW"),
        ("114/10/07 14:30:15", "zh-TW"),
        ("२०२५-१०-०७ १२:००:१५", "hi"),
        ("Oct 7, 2025 @ 2:30:15 AM EDT", "en"),
        ("周二, 07 十月 2025 14:30:15 +0800", "zh"),
        ("mar., 07 oct. 2025 08:30:15 +0200", "fr"),
        ("Mar 07 ott 2025 08:30:15 +0200", "it"),
        ("Вт, 07 окт 2025 09:30:15 +0300", "ru"),
        ("Di, 07 Okt 2025 08:30:15 +0200", "de"),
        ("7 de octubre de 2025 8:30:15 CEST", "es"),
        ("Tue, 7 October 2025 2:30:15 AM EDT", "en"),
        ("Tues,07 Oct 2025, 06:30:15 Z", "en"),
        ("07-Oct-2025 06:30:15 UTC", None),
        ("יום ג', 07 אוק 2025 09:30:15 +0300", "he"),
        ("יום ג׳, 07 אוק׳ 2025 09:30:15 +0300", "he"),
        ("อังคาร, 07 ต.ค. 2025 13:30:15 +0700", "th"),
        ("2025-W41-2T06:30:15Z", None),
        ("/Date(1759818615000)/", None),
        ("den 7 oktober 2025 kl. 08.30.15 +0200", "sv"),
        ("/Date(1759818615000+0800)/", None),
        ("10/7/25, 6:30:15 AM", "en-US"),
        ("Tue, 07 Oct 2025 06:30:15 N", "fr"),
        ("7.10.2025 08:30:15 CEST+02:00", "de"),
        ("Tue, 07 Oct 2025 02:30:15 EST5EDT", "en"),
        ("Tue, 07 Oct 25 08:30:15 +0200 +0200", None),
        ("7/10/25 06:30:15", "en-GB"),
        ("07.10.25 08:30:15 +0200", "de"),
        ("Weds, 7 Oct 2025 06:30:15 GMT", "en"),
        ("Thur, 7 Oct 2025 06:30:15 GMT", "en"),
    ],
)
def test_forms_to_the_second(text: str, language: str | None) -> None:
    assert meant(text, language) == MOMENT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("October 7, 2025 6:30 am", "en"),
        ("Tuesday, October 7th, 2025 - 06:30", "en"),
        ("07.10.2025 06:30", "de"),
        ("7. Oktober 2025, 06:30 Uhr", "de"),
        ("7.10.2025 klo 06.30", "fi"),
        ("mardi 7 octobre 2025 à 6h30", "fr"),
        ("2025. október 7., 06:30", "hu"),
        ("2025 m. spalio 7 d. 06:30", "lt"),
        ("7 октября 2025 г., 06:30", "ru"),
        ("Thứ Ba, 07/10/2025, 13:30 (GMT+7)", "vi"),
        ("7 tháng 10, 2025 13:30", "vi"),
        ("วันอังคารที่ 7 ตุลาคม 2568 13:30 น.", "th"),
        ("٧ أكتوبر ٢٠٢٥ 06:30", "ar"),
        ("7 באוקטובר 2025, 06:30", "he"),
        ("07 Ekim 2025 Salı 09:30", "tr"),
        ("2025/10/7 14:30", "zh"),
        ("7 de outubro de 2025 às 3h30", "pt-BR"),
        ("7 October 2025 12:00 hrs", "en-IN"),
        ("2025-10-07 09:30", "ru_RU"),
        ("2025-10-07 06:30", "en-US"),
        ("2025年10月7日 下午2点半", "zh"),
        ("Last updated: October 7, 2025 6:30 am", "en"),
        ("发布时间：2025-10-07 14:30", "zh"),
    ],
)
def test_forms_to_the_minute(text: str, language: str) -> None:
    assert meant(text, language) == MINUTE


@pytest.mark.parametrize("text", ["2025-10-07", "2025.10.7", "20251007", "7 Oct 2025", "Oct 7, 25", "2025-10-07+00:00"])
def test_days(text: str) -> None:
    assert meant(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "yesterday", "3小时前", "5 minutes ago", "Invalid Date", "0000-00-00 00:00:00", "2025",
        "October 2025", "7 October", "31 Feb 2025", "Tue, 07 Oct 2025 25:30:00 GMT", "Tue, 07 Oct 2025 06:30:15 QXZ",
        "version 10.7.2025b", "2025-13-01", "1.2.3", "© 2019", "12 listopad 2025", "2025年10月7日 晚上12:30 中午",
        "x" * 500, "Tue, 07 Oct 2025 06:30:15 +9900",
        "Wed, 21 Jan 1970 08:50:18 GMT", "25/10/07", "07/10/25", "7-10-25", "07.10.25", "1.2.24",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_no_date(text: str) -> None:
    assert meant(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("中午11:30", 11),
        ("中午12:30", 12),
        ("中午1:30", 13),
        ("傍晚6:30", 18),
        ("晚8时30分", 20),
        ("凌晨0:30", 0),
        ("晚間 9點30分", 21),
    ],
)
def test_parts_of_a_chinese_day(text: str, hour: int) -> None:
    assert meant(f"2025年10月7日{text}", "zh") == datetime(2025, 10, 7, hour, 30, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize("text", ["晚上12:30", "深夜1点", "30 مهر 1404 25:00", "31 اسفند 1404"])
def test_a_time_on_both_sides_of_midnight_is_no_date(text: str) -> None:
    assert meant(f"2025年10月7日{text}" if text[0] > "一" else text, "zh") is None


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1403, 12, 30, date(2025, 3, 20)),
        (1404, 1, 1, date(2025, 3, 21)),
        (1399, 12, 30, date(2021, 3, 20)),
        (1370, 6, 31, date(1991, 9, 22)),
    ],
)
def test_days_of_the_persian_calendar(year: int, month: int, day: int, expected: date) -> None:
    assert gregorian(year, month, day) == expected


def test_a_month_that_is_two_needs_its_language() -> None:
    assert meant("12 listopad 2025", "pl") == datetime(2025, 11, 12, tzinfo=UTC)
    assert meant("12 listopad 2025", "hr") == datetime(2025, 10, 12, tzinfo=UTC)


def test_a_word_for_noon_beside_its_hour_adds_nothing() -> None:
    assert meant("October 7, 2025 12:30 noon", "en") == DAY + timedelta(hours=12, minutes=30)


def test_the_end_of_a_day_and_of_a_leap_minute() -> None:
    assert meant("2025-10-06 24:00") == DAY
    assert meant("2025年10月6日24:00", "zh") == DAY - timedelta(hours=8)
    assert meant("Mon, 06 Oct 2025 23:59:60 GMT") == DAY - timedelta(seconds=1)


def test_which_figure_is_the_month_is_learned_or_left_open() -> None:
    unclear = "03/04/2025"
    assert meant(unclear) is meant(unclear, "en") is None
    assert meant(unclear, "en-US") == datetime(2025, 3, 4, tzinfo=UTC)
    assert meant(unclear, "en-GB") == meant(unclear, "fr") == datetime(2025, 4, 3, tzinfo=UTC)
    learned = customs([read("17/04/2025"), read(unclear)], language="en")
    assert learned.moment(read(unclear)) == datetime(2025, 4, 3, tzinfo=UTC)


def test_a_zone_that_is_not_named_is_the_setting_s_the_other_dates_or_the_language_s() -> None:
    bare, zoned = read("2025-10-07 14:30:15"), read("Tue, 07 Oct 2025 01:00:00 +0300")
    assert customs([bare, zoned], language="zh").moment(bare) == MOMENT + timedelta(hours=5)
    assert customs([bare], language="zh-cn").moment(bare) == MOMENT
    assert customs([bare], language="de").moment(bare) == MOMENT + timedelta(hours=8)
    setting = timezone(timedelta(hours=8))
    assert customs([bare, zoned], language="ja", zone=setting).moment(bare) == MOMENT


@given(st.text(max_size=110), st.sampled_from([None, "zh", "en", "fr", "xx", "en_US"]))
def test_any_text_is_a_sane_date_or_none(text: str, language: str | None) -> None:
    found = meant(text, language)
    assert found is None or (found.tzinfo is UTC and 1970 <= found.year < 2100)


PIECES = (
    *("2025", "10", "7", "07", "oct", "octubre", "年", "月", "日", "14:30", "14:30:15", "pm", "下午", "cst", "+0800"),
    *("/", "-", ".", ",", "(", ")", "t", "z", "星期二", "24:00"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.sampled_from([None, "zh", "es"]))
def test_shuffled_pieces_of_dates_never_raise(text: str, language: str | None) -> None:
    found = read(text, language)
    assert found is None or found.wall.tzinfo is None


moments = st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1))  # noqa: DTZ001  # as on a wall


@given(moments, st.integers(-12 * 60, 14 * 60))
def test_what_programs_write_is_read_back(wall: datetime, minutes: int) -> None:
    written = wall.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    forms = ("%a, %d %b %Y %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%z", "%A, %d %B %Y %H:%M:%S %z", "%Y年%m月%d日 %H:%M:%S %z")
    assert {parse_date(written.strftime(form)) for form in forms} == {written.astimezone(UTC)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tue, 10/07/2025", "en"),
        ("Tue, 07/10/2025", "en"),
        ("Tuesday 10/07/2025", "de"),
        ("Di., 07.10.2025", "de"),
        ("Donnerstag, 07.10.2025", "de"),
    ],
)
def test_a_weekday_tells_which_of_two_figures_is_the_month(text: str, language: str) -> None:
    assert meant(text, language) == DAY


def test_a_weekday_that_fits_neither_order_tells_nothing() -> None:
    assert meant("Mon, 10/07/2025", "en") is None
    assert meant("Mon, 07/10/2025", "en-GB") == DAY
