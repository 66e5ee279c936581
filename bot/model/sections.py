"""The sections of the news: a fixed list, so that readers can rely on it whatever tags a source uses."""

from __future__ import annotations

from enum import StrEnum


class Section(StrEnum):
    """What part of the news an article belongs to; docs/digest.md maps each to IPTC Media Topics.

    In the order in which menus list them.
    """

    POLITICS = "politics"
    WORLD = "world"
    BUSINESS = "business"
    TECH = "tech"
    SOCIETY = "society"
    SPORTS = "sports"
    ENTERTAINMENT = "entertainment"
    CULTURE = "culture"
    EDUCATION = "education"
    HEALTH = "health"
    MILITARY = "military"
    LIFE = "life"
    CARS = "cars"
    PROPERTY = "property"
    GAMES = "games"
