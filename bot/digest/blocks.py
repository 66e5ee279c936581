"""One story as a message shows it: its title, who told it, its lede; and the numbered buttons under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ledebot.bot.core.telegram_html import clip, escape, link, quote, units
from ledebot.bot.digest.callback_data import read_data, story_data
from ledebot.bot.digest.layout import Part
from ledebot.bot.digest.look import Look, address, one_line, source_name, time_of
from ledebot.bot.model import Article, Button, Keyboard
from ledebot.bot.stories.grouping import Story
from ledebot.bot.text.conversion import in_script
from ledebot.bot.text.kind import Kind, kind_of

MAX_TITLE = 200
MAX_LEDE = 1200
"""UTF-16 units of a title and a lede; longer ones end in an ellipsis."""
NAMED = 4
"""Further sources named; the rest are counted."""
FOLD = 90
"""Units from which a lede is folded to its first lines; shorter ones would only gain a button."""
PER_ROW = 6


def story_lines(number: int, story: Story, look: Look, most: int = MAX_LEDE) -> list[str]:
    """Write a story's numbered title, who told it, and its lede as a quote, where it has one.

    Of the ledes up to the reader's length it is the longest that has `most` UTF-16 units at most.
    """
    article = story.shown
    title = clip(in_script(one_line(article.title or article.lede.short or article.source), look.convert), MAX_TITLE)
    mark = "".join(f"{escape(each)} · " for each in _marks(story, look))
    lines = [f"{number}. {mark}<b>{link(title, address(article))}</b>", _told_by(story, look)]
    if lede := clip(in_script(article.lede.within(look.length, most), look.convert), most):
        lines.append(quote(lede, expandable=units(lede) > FOLD))
    return lines


def _marks(story: Story, look: Look) -> list[str]:
    """Name what a story is besides a new report."""
    article = story.shown
    kinds = {Kind.OPINION: look.t("Opinion"), Kind.LIVE: look.t("Live")}
    kind = kinds.get(kind_of(article.title, article.topics, article.url))
    return [*([look.t("Update")] if story.update else ()), *([kind] if kind else ())]


def _told_by(story: Story, look: Look) -> str:
    article = story.shown
    pieces = [escape(source_name(article, look))]
    if article.dated:
        pieces.append(time_of(article.published, look))
    return " · ".join(filter(None, (*pieces, further_sources(story.others, look))))


def further_sources(others: Sequence[Article], look: Look) -> str:
    """Count and name the other sources of a story, each linked to its report, as HTML; nothing where there are none."""
    if not others:
        return ""
    t = look.t
    count = escape(t.plural("+{n} source", "+{n} sources", len(others)))
    named = [link(source_name(other, look), address(other)) for other in others[:NAMED]]
    more = "…" if len(others) > NAMED else ""
    return f"{count}{escape(t(': '))}{escape(t(', ')).join(named)}{more}"


def signed(footer: str, look: Look) -> str:
    """Put a channel's signature under a digest's last line."""
    return f"{footer}\n<i>{escape(look.signature)}</i>" if look.signature else footer


def number_buttons(part: Part, by_number: Mapping[int, Story], data: Callable[[str], str] = read_data) -> Keyboard:
    """Give the buttons of a message's numbers, in even rows; `data` is made of the shown report's id."""
    return _even([Button(str(block.number), data=data(by_number[block.number].shown.id)) for block in part.blocks])


def story_buttons(part: Part, by_number: Mapping[int, Story]) -> Keyboard:
    """Give the buttons that open the pages of a message's stories which several sources tell."""
    told = [(block.number, by_number[block.number]) for block in part.blocks]
    return _even([Button(f"📚 {number}", data=story_data(story.shown.id)) for number, story in told if story.others])


def _even(buttons: Sequence[Button]) -> Keyboard:
    rows = -(-len(buttons) // PER_ROW) or 1
    wide = -(-len(buttons) // rows) or 1
    return tuple(tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide))
