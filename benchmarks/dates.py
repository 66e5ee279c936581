"""How many written dates are read right, wrong or not at all, and what one costs, beside two libraries.

Baselines, in the same run: `email.utils`, which reads what RFC 822 says, and dateparser, told the feed's language and
to take nothing for granted that is not written. A date counts as right if it names the moment that a reader of the
language would take it for; texts that are no dates are right if nothing is read.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import dateparser  # type: ignore[import-untyped]  # it has no annotations

from ledebot.bot.sources.dates import customs, read

Reader = Callable[[str, str], datetime | None]
MOMENT = datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)
MINUTE, DAY = MOMENT.replace(second=0), datetime(2025, 10, 7, tzinfo=UTC)
FORMS: tuple[tuple[str, str, datetime | None], ...] = (
    ("Tue, 07 Oct 2025 14:30:15 +0800", "zh", MOMENT),
    ("2025-10-07T06:30:15Z", "en", MOMENT),
    ("Tue Oct 7 14:30:15 CST 2025", "zh", MOMENT),
    ("Tue, 07 Oct 2025 12:00:15 IST", "en", MOMENT),
    ("Tue, 07 Oct 2025 09:30:15 EEST", "en", MOMENT),
    ("2025年10月7日 星期二 下午2:30:15", "zh", MOMENT),
    ("2025年10月7日 15時30分15秒", "ja", MOMENT),
    ("2025년 10월 7일 오후 3:30:15", "ko", MOMENT),
    ("周二, 07 十月 2025 14:30:15 +0800", "zh", MOMENT),
    ("mar., 07 oct. 2025 08:30:15 +0200", "fr", MOMENT),
    ("Вт, 07 окт 2025 09:30:15 +0300", "ru", MOMENT),
    ("7 de octubre de 2025 6:30", "es", MINUTE),
    ("October 7, 2025 6:30 am", "en", MINUTE),
    ("07.10.2025 06:30", "de", MINUTE),
    ("7.10.2025 klo 06.30", "fi", MINUTE),
    ("2025. október 7., 06:30", "hu", MINUTE),
    ("วันอังคารที่ 7 ตุลาคม 2568 06:30 น.", "th", MINUTE),
    ("07/10/2025", "fr", DAY),
    ("20251007", "en", DAY),
    ("Invalid Date", "en", None),
    ("03/04/2025", "en", None),
    ("now", "en", None),
    ("2025", "en", None),
    ("Tue, 07 Oct 2025 25:30:00 GMT", "en", None),
)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dates", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="readings of each form that are timed")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    print(f"{len(FORMS)} forms\n\n{'':<14} {'right':>6} {'wrong':>6} {'unread':>6} {'microseconds each':>18}")
    costs = {}
    for name, reader in (("email.utils", _email), ("dateparser", _dateparser), ("ledebot", _ledebot)):
        found = [(reader(text, language), meant) for text, language, meant in FORMS]
        right = sum(got == meant for got, meant in found)
        wrong = sum(got is not None and got != meant for got, meant in found)
        rounds = options.rounds if name != "dateparser" else 1
        started = time.process_time()
        for _ in range(rounds):
            for text, language, _meant in FORMS:
                reader(text, language)
        costs[name] = (time.process_time() - started) / rounds / len(FORMS) * 1e6
        print(f"{name:<14} {right:>6} {wrong:>6} {len(FORMS) - right - wrong:>6} {costs[name]:>18,.1f}")
    print(f"\ndateparser takes {costs['dateparser'] / costs['ledebot']:,.0f} times as long")
    return 0


def _email(text: str, language: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _dateparser(text: str, language: str) -> datetime | None:
    moment: datetime | None = dateparser.parse(
        text, languages=[language], settings={"REQUIRE_PARTS": ["day", "month", "year"]}
    )
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=customs((), language=language).zone)).astimezone(UTC)


def _ledebot(text: str, language: str) -> datetime | None:
    return customs((), language=language).moment(read(text, language))


if __name__ == "__main__":
    raise SystemExit(main())
