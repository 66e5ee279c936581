"""A story's page: its timeline as pages of Telegram HTML, all of it quoted and linked.

Each quoted sentence stands under its time and source. A part is absent where there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledebot.bot.core.telegram_html import bold, clip, escape, link, quote, units
from ledebot.bot.digest.layout import Block, pack
from ledebot.bot.digest.look import Look, address, one_line, source_name, time_of
from ledebot.bot.model import Article
from ledebot.bot.stories.figures_differ import Differing
from ledebot.bot.stories.timeline import Quoted, Timeline
from ledebot.bot.text.conversion import in_script

MAX_TITLE, MAX_LEDE, MAX_FIGURE = 200, 1200, 100
"""UTF-16 units of the title, the lede and a figure's words; longer ones end in an ellipsis."""
MOST = 8
"""Sentences on one page: some two screens of a phone."""
_FOLD = 90
"""Units from which a lede is folded to its first lines."""


def story_pages(told: Timeline, look: Look) -> tuple[str, ...]:
    """Write a story's pages, one at least, each fit for one message."""
    t = look.t
    blocks = [
        *_sentences(t("What later reports added"), told.added, look),
        *_figures(told.figures, look),
        *_sentences(t("In their own words"), told.quotes, look),
        *_sentences(t("Only in one report"), told.only, look),
    ]
    title = clip(in_script(one_line(told.best.title), look.convert), MAX_TITLE)
    parts = pack(blocks, header=_opening(told, title, look), continued=f"📚 {bold(title)}", footer="", most=MOST)
    return tuple(part.html for part in parts)


def _opening(told: Timeline, title: str, look: Look) -> str:
    t = look.t
    reports = t.plural("{n} report", "{n} reports", len(told.reports))
    sources = t.plural("{n} source", "{n} sources", len({report.source for report in told.reports}))
    lines = [
        f"📚 <b>{link(title, address(told.best))}</b>",
        escape(t("{reports} from {sources}", reports=reports, sources=sources)),
    ]
    if told.first is not None:
        lines.append(f"{escape(t('Told first'))}{escape(t(': '))}{_by(told.first, look)}")
    if lede := clip(in_script(told.lede, look.convert), MAX_LEDE):
        lines.append(f"{escape(t('Told best'))}{escape(t(': '))}{_by(told.best, look)}")
        lines.append(quote(lede, expandable=units(lede) > _FOLD))
    return "\n".join(lines)


def _sentences(heading: str, quoted: Sequence[Quoted], look: Look) -> Iterator[Block]:
    for each in quoted:
        text = escape(in_script(one_line(each.text), look.convert))
        yield Block(f"{_by(each.report, look)}\n{text}", f"▍{bold(heading)}")


def _figures(figures: Sequence[Differing], look: Look) -> Iterator[Block]:
    for differing in figures:
        lines = [
            f"{_by(figure.report, look)}{escape(look.t(': '))}"
            f"<b>{escape(clip(in_script(one_line(figure.words), look.convert), MAX_FIGURE))}</b>"
            for figure in differing.told
        ]
        yield Block("\n".join(lines), f"▍{bold(look.t('Where the figures differ'))}")


def _by(report: Article, look: Look) -> str:
    source = link(source_name(report, look), address(report))
    return f"{time_of(report.published, look)} · {source}" if report.dated else source
