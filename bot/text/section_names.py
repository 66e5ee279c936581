"""What the sections are called: in the reader's language, and by whoever types one."""

from __future__ import annotations

from functools import cache

from ledebot.bot.core.i18n import LANGUAGES, Translator, noop, translator
from ledebot.bot.model import Section
from ledebot.bot.text.fold import fold

NAMES = {
    Section.POLITICS: noop("Politics"),
    Section.WORLD: noop("World"),
    Section.BUSINESS: noop("Business"),
    Section.TECH: noop("Technology and science"),
    Section.SOCIETY: noop("Society"),
    Section.SPORTS: noop("Sports"),
    Section.ENTERTAINMENT: noop("Entertainment"),
    Section.CULTURE: noop("Culture"),
    Section.EDUCATION: noop("Education"),
    Section.HEALTH: noop("Health"),
    Section.MILITARY: noop("Military"),
    Section.LIFE: noop("Life"),
    Section.CARS: noop("Cars"),
    Section.PROPERTY: noop("Property"),
    Section.GAMES: noop("Games"),
}
"""Message ids."""
ALSO = {"technology": Section.TECH, "science": Section.TECH}
"""What people type for half of a section's name."""


def name_of(section: Section, t: Translator) -> str:
    """Name a section in the interface's language."""
    return t(NAMES[section])


def names() -> tuple[str, ...]:
    """List what sections are called in any language, a Chinese name in one script."""
    named = [name_of(section, translator(code)) for code in LANGUAGES for section in Section]
    return tuple({_plain(name): name for name in reversed(named)}.values())


def section_named(text: str) -> Section | None:
    """Find the section that is called so in any language, by half of its name or by its id; None if there is none."""
    return _by_name().get(_plain(text))


@cache
def _by_name() -> dict[str, Section]:
    named = {_plain(name_of(section, translator(code))): section for section in Section for code in LANGUAGES}
    return named | ALSO | {section.value: section for section in Section}


def _plain(text: str) -> str:
    return "".join(fold(text).split())
