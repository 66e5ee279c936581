"""The interface in the reader's language: gettext catalogues in `bot/core/locale`, read by Babel.

Message ids are the English texts. Catalogues are `.po` files, compiled in memory when first asked for.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ledebot.bot.core.errors import LedebotError

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = {"zh-hans": "zh_Hans_CN", "zh-hant": "zh_Hant_TW", "en": "en"}
"""Interface languages and their Babel locales."""

DEFAULT_LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True)
class Translator:
    """Texts and dates of one interface language."""

    language: str
    locale: Locale
    catalogue: gettext.NullTranslations

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate an English text; `{name}` fields are filled from `values`."""
        text = self.catalogue.gettext(message)
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Translate a text that counts; `{n}` is the number."""
        return self.catalogue.ngettext(one, many, n).format(n=n, **values)

    def date(self, moment: datetime, zone: str, skeleton: str = "MMMd HH:mm", *, now: datetime | None = None) -> str:
        """Format a time in the reader's zone; `skeleton` in Unicode's date field symbols.

        With `now`, a time of another year is told with its year instead of the hour.
        """
        local = moment.astimezone(ZoneInfo(zone))
        if skeleton == "MMMd HH:mm" and now is not None and local.year != now.astimezone(ZoneInfo(zone)).year:
            skeleton = "yMMMd"
        pattern = {
            "MMMd HH:mm": "M月d日 HH:mm" if self.language.startswith("zh") else "MMM d, HH:mm",
            "date": "y年M月d日 EEE" if self.language.startswith("zh") else "EEE, MMM d, y",
            "day": "M月d日 EEE" if self.language.startswith("zh") else "EEE, MMM d",
            "MMMd": "M月d日" if self.language.startswith("zh") else "MMM d",
            "weekday": "EEE" if self.language.startswith("zh") else "EEEE",
            "yMMMd": "y年M月d日" if self.language.startswith("zh") else "MMM d, y",
            "time": "HH:mm",
        }.get(skeleton, skeleton)
        from babel.dates import format_datetime  # who translates nothing need not wait for it

        return format_datetime(local, pattern, locale=self.locale)


@cache
def translator(language: str) -> Translator:
    """Give the translator of an interface language; an unknown one gets the default."""
    if language not in LANGUAGES:
        language = DEFAULT_LANGUAGE
    from babel import Locale
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    locale = Locale.parse(LANGUAGES[language])
    source = files("ledebot.bot.core") / "locale" / language / "LC_MESSAGES" / "ledebot.po"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    if source.is_file():
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=locale))
        compiled.seek(0)
        catalogue = gettext.GNUTranslations(compiled)
    return Translator(language, locale, catalogue)


def from_telegram(code: str | None) -> str:
    """Map Telegram's `language_code` (an IETF tag) to an interface language."""
    tag = (code or "").lower()
    if tag.startswith("zh"):
        return "zh-hant" if any(part in tag for part in ("hant", "tw", "hk", "mo")) else "zh-hans"
    return "en" if tag else DEFAULT_LANGUAGE


def explain(t: Translator, error: LedebotError) -> str:
    """Give an error's line in the reader's language; one with a `template` and `values` is translated."""
    template: str | None = getattr(error, "template", None)
    if template is None:
        return str(error)
    values: dict[str, object] = getattr(error, "values", {})
    return t(template, **values)


def noop(message: str) -> str:
    """Mark a text for the catalogues that is translated later, where it is shown."""
    return message
