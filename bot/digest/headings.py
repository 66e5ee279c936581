"""Under which heading a digest's stories stand: only what two of them share is one, the rest stand together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ledebot.bot.digest.rank import is_report
from ledebot.bot.model import Filters, Section
from ledebot.bot.stories.grouping import Story

FEWEST = 2
"""Stories that a heading stands over, at least."""
SEVERAL = 2
"""Sources that must share a topic for it to be a heading: one source's tags are its own words."""


class Common(StrEnum):
    """Headings that are no subject."""

    REST = "rest"
    COMMENTARY = "commentary"


@dataclass(frozen=True, slots=True)
class Part:
    """The stories under one heading, in order: a section, a topic's name, or what they have in common besides."""

    heading: Section | Common | str
    stories: tuple[Story, ...]


def parts(ranked: Sequence[Story], filters: Filters) -> tuple[Part, ...]:
    """Gather a page's ranked stories: by section, else by a topic they share, the rest and the commentary last.

    Headings stand where their first story stood. One part alone means that there is nothing to divide.
    """
    reports = [story for story in ranked if is_report(story)]
    commentary = tuple(story for story in ranked if not is_report(story))
    chosen = _by_section(reports)
    chosen |= _by_topic([story for story in reports if story.id not in chosen], filters)
    gathered: dict[Section | str, list[Story]] = defaultdict(list)
    rest: list[Story] = []
    for story in reports:
        heading = chosen.get(story.id)
        (rest if heading is None else gathered[heading]).append(story)
    if len(commentary) < FEWEST:
        rest += commentary
        commentary = ()
    last = ((Common.REST, tuple(rest)), (Common.COMMENTARY, commentary))
    return (
        *(Part(heading, tuple(stories)) for heading, stories in gathered.items()),
        *(Part(heading, stories) for heading, stories in last if stories),
    )


def _by_section(stories: Sequence[Story]) -> dict[str, Section | str]:
    """Give the section of each story that shares it with another."""
    sections = {story.id: found for story in stories if (found := _section(story))}
    counts = Counter(sections.values())
    return {story: section for story, section in sections.items() if counts[section] >= FEWEST}


def _by_topic(stories: Sequence[Story], filters: Filters) -> dict[str, Section | str]:
    """Give the most widespread topic of each story that shares one: with other sources, or one the reader follows."""
    counts = Counter(topic for story in stories for topic in dict.fromkeys(story.shown.topics))
    sources: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        for topic in story.shown.topics:
            sources[topic].add(story.shown.source)
    fit = {topic for topic in counts if topic in filters.topics or len(sources[topic]) >= SEVERAL}
    chosen: dict[str, Section | str] = {}
    # The largest first, so that no story leaves a heading with one story behind.
    for topic, _ in counts.most_common():
        new = [story.id for story in stories if topic in story.shown.topics and story.id not in chosen]
        if topic in fit and len(new) >= FEWEST:
            chosen |= dict.fromkeys(new, topic)
    return chosen


def _section(story: Story) -> Section | None:
    return story.shown.section or next((other.section for other in story.others if other.section), None)
