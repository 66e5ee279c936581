"""Which story a report joins, and which stories it shows to be one.

A report joins a story by the average of what it has in common with the story's reports, of which a few stand for all:
similar chains to similar, and an average does not follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledebot.bot.stories.report import report
from ledebot.bot.stories.same_event import odds
from ledebot.bot.stories.sketch import Sketch

MAX_APART = 3 * 24.0
"""Hours between two reports of one event, at most."""
SAME = 0.0
"""The odds (their logarithm) from which a report joins another one."""
STORY = -0.7
"""The average odds from which it joins a story of several, which are surer than one: chosen on labelled events."""
ONE = -0.4
"""The average odds from which two stories are joined, which is harder to mend than two told for one event."""
MEMBERS = 6
"""Reports that stand for a story: its first three and its newest three."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is remembered of a report; `published` in epoch seconds."""

    story: str
    published: float
    sketch: Sketch


def belongs(new: Told, members: Sequence[Told]) -> float | None:
    """Tell by how much a report belongs to a story; below 0 it does not, None where no report is near in time."""
    found = _odds(new, members)
    if not found:
        return None
    return sum(found) / len(found) - (SAME if len(found) == 1 else STORY)


def joinable(new: Told, stories: Mapping[str, Sequence[Told]]) -> list[str]:
    """List the stories that a report belongs to, the likeliest first."""
    found = {story: by for story, members in stories.items() if (by := belongs(new, members)) is not None and by >= 0}
    return sorted(found, key=lambda story: (-found[story], story))


def one_story(one: Sequence[Told], two: Sequence[Told]) -> bool:
    """Decide whether two stories are one: their reports must belong together on average."""
    found = [each for new in one for each in _odds(new, two)]
    return bool(found) and sum(found) / len(found) >= ONE


def _odds(new: Told, members: Sequence[Told]) -> list[float]:
    mine = report(new.sketch)
    return [
        odds(mine, report(member.sketch), hours)
        for member in members
        if (hours := abs(new.published - member.published) / 3600) <= MAX_APART
    ]
