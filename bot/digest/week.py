"""The week's stories that most sources told, each with what became of it: as values, and as messages.

What became of a story is told in its reports' own sentences, the newest that say what none before did; where there are
none, by the title of a report of a later day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ledebot.bot.core.telegram_html import bold, clip, escape, link
from ledebot.bot.digest.blocks import number_buttons, signed, story_lines
from ledebot.bot.digest.callback_data import story_data
from ledebot.bot.digest.layout import Block, pack
from ledebot.bot.digest.look import Look, address, one_line, source_name, time_of
from ledebot.bot.digest.rank import voice
from ledebot.bot.digest.select import Matcher
from ledebot.bot.model import Article, Message
from ledebot.bot.stories.grouping import Story, others
from ledebot.bot.stories.timeline import Quoted, Timeline
from ledebot.bot.text.conversion import in_script
from ledebot.bot.text.readable import is_foreign

BECAME = 2
"""Sentences of what became of a story, the newest."""
LATER = timedelta(hours=12)
"""How long after its first report a story's newest one stands for what became of it by its title."""
MAX_LEDE, MAX_SENTENCE = 400, 240
"""UTF-16 units of a lede and of a sentence."""
MAX_URL = 400
"""Bytes of an address that is linked beside those of the story itself: all must fit what a message may link."""


@dataclass(slots=True)
class Tally:
    """Who told each story of a time, counted while its articles pass by; `language` is the interface's."""

    language: str = ""
    voices: dict[str, set[str]] = field(default_factory=dict)
    newest: dict[str, datetime] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    native: set[str] = field(default_factory=set)
    """Those told in the interface's language, or in one that nobody could tell."""

    def add(self, articles: Iterable[Article], wanted: Matcher) -> None:
        """Count articles; a story is wanted if one of its reports is."""
        for article in articles:
            story = article.story
            self.voices.setdefault(story, set()).add(voice(article))
            self.newest[story] = max(article.published, self.newest.get(story, article.published))
            if not is_foreign(article, self.language):
                self.native.add(story)
            if story not in self.wanted and wanted(article):
                self.wanted.add(story)

    def ranked(self) -> tuple[str, ...]:
        """List the wanted stories: the interface's language first, then what most told, then the newest.

        Those of one voice only where all are.
        """
        several = [story for story in self.wanted if len(self.voices[story]) > 1]
        return tuple(sorted(sorted(several or self.wanted), key=self._place))

    def _place(self, story: str) -> tuple[bool, int, float]:
        return story not in self.native, -len(self.voices[story]), -self.newest[story].timestamp()


@dataclass(frozen=True, slots=True)
class Week:
    """What was told from `since` until just before `until`: stories with all their reports, in order."""

    since: datetime
    until: datetime
    stories: tuple[Timeline, ...]


def render_week(week: Week, look: Look) -> tuple[Message, ...]:
    """Render it, with buttons that open each story's page; without a story, one message that says so."""
    t = look.t
    if not week.stories:
        return (Message(escape(t("Nothing that you follow was told in these days."))),)
    stories = {number: _story(each) for number, each in enumerate(week.stories, 1)}
    blocks = [
        Block("\n".join(_lines(number, story, told, look)), "", number)
        for (number, story), told in zip(stories.items(), week.stories, strict=True)
    ]
    opening = f"🗓 {bold(_title(week, look))}"
    header = f"{opening}\n{escape(t('What most sources told, and what became of it'))}"
    packed = pack(blocks, header=header, continued=opening, footer=signed(escape(t("That is all.")), look))
    return tuple(Message(part.html, number_buttons(part, stories, story_data)) for part in packed)


def _title(week: Week, look: Look) -> str:
    last = week.until - timedelta(minutes=1)
    first, last_day = (look.t.date(moment, look.zone, "MMMd") for moment in (week.since, last))
    return f"{look.title or look.t('The week')} · {first} – {last_day}"


def _story(told: Timeline) -> Story:
    return Story(told.best.story, told.best, others(told.best, told.reports))


def _lines(number: int, story: Story, told: Timeline, look: Look) -> Iterator[str]:
    lines = story_lines(number, story, look, MAX_LEDE)
    yield from lines
    lede = told.best.lede.within(look.length, MAX_LEDE)
    became = [each for each in told.added if each.text not in lede][-BECAME:]
    for each in became or _later(told):
        source = source_name(each.report, look)
        linked = link(source, address(each.report), MAX_URL)
        text = escape(clip(in_script(one_line(each.text), look.convert), MAX_SENTENCE))
        yield f"→ {time_of(each.report.published, look)} · {linked}{escape(look.t(': '))}{text}"


def _later(told: Timeline) -> Sequence[Quoted]:
    """Give the title of the newest report, if it came long after the first and is not the one shown."""
    newest = told.reports[-1]
    if told.first is None or newest.published - told.first.published < LATER or newest.title == told.best.title:
        return ()
    return (Quoted(newest.title, newest),)
