"""A ranked list of stories as Telegram messages, in the reader's language, script and time zone.

Each story: number, bold linked title, source · local time · "+3 sources" with their names linked, and the lede as a
quote that folds when it is long. Under each message its numbers as buttons that open the story in full, and 📚 with the
numbers of stories that further sources tell, whose pages they open; under the last one "more" where stories are left.
The buttons' data (`callback_data`): `ld:r:<article id>` reads in full, `ld:story:<article id>` opens its story's page,
`ld:d:more:…` or `ld:d:day:…` goes on (`Part`, `Composer.part`), `ld:d:why:<article id>` explains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ledebot.bot.core.telegram_html import bold, clip, escape
from ledebot.bot.digest.blocks import number_buttons, signed, story_buttons, story_lines
from ledebot.bot.digest.callback_data import Part
from ledebot.bot.digest.headings import Common, parts
from ledebot.bot.digest.layout import Block, pack
from ledebot.bot.digest.look import MAX_SOURCE, Look, address, time_of
from ledebot.bot.model import Button, Keyboard, Message, Section
from ledebot.bot.stories.grouping import Story
from ledebot.bot.text.conversion import in_script
from ledebot.bot.text.section_names import name_of


@dataclass(frozen=True, slots=True)
class Page:
    """The stories to show out of a window, and what is said of the rest."""

    stories: Sequence[Story]
    total: int
    window: Part
    """Its `skip` is how many stories were shown before this page."""
    clipped: int = 0
    """Older articles of the window that were not looked at."""
    since: datetime | None = None
    """When the window began that is told till now; None: with the archive, or it ended before."""
    closing: str = ""
    """The last line, plain text."""


def render(page: Page, look: Look) -> tuple[Message, ...]:
    """Render one page of a digest; with no story in it, one message that says so."""
    if not page.stories:
        return (Message(_empty(look)),)
    first = page.window.skip + 1
    blocks: list[Block] = []
    parted = parts(page.stories, look.filters)
    for part in parted:
        heading = _heading(part.heading, look) if len(parted) > 1 else ""
        blocks += [
            Block("\n".join(story_lines(number, story, look)), heading, number)
            for number, story in enumerate(part.stories, first + len(blocks))
        ]
    by_number = dict(enumerate((story for part in parted for story in part.stories), first))
    packed = pack(blocks, header=_header(page, look), continued=_continued(look), footer=_footer(page, look))
    preview = _preview(by_number[first])
    return tuple(
        Message(
            message.html,
            (
                *number_buttons(message, by_number),
                *story_buttons(message, by_number),
                *(_more(page, look) if at == len(packed) - 1 else ()),
            ),
            preview if at == 0 else None,
        )
        for at, message in enumerate(packed)
    )


def shown_order(page: Page, look: Look) -> tuple[str, ...]:
    """List the ids of a page's stories as they stand in its messages."""
    return tuple(story.id for part in parts(page.stories, look.filters) for story in part.stories)


# --- the texts --------------------------------------------------------------------------------------


def _header(page: Page, look: Look) -> str:
    t = look.t
    date = t.date(look.now, look.zone, "date")
    title = t("More stories") if page.window.skip else look.title or t("News digest")
    reports = [article for story in page.stories for article in (story.shown, *story.others)]
    sources = t.plural("{n} source", "{n} sources", len({article.source for article in reports}))
    shown = t.plural("{n} story", "{n} stories", len(page.stories))
    return f"🗞 {bold(f'{title} · {date}')}\n{escape(t('{stories} from {sources}', stories=shown, sources=sources))}"


def _continued(look: Look) -> str:
    return f"🗞 {bold(look.t('{name}, continued', name=look.title or look.t('News digest')))}"


def _footer(page: Page, look: Look) -> str:
    t = look.t
    lines = []
    if left := _left(page):
        lines.append(t.plural("{n} more story is waiting.", "{n} more stories are waiting.", left))
    elif page.since is None:
        lines.append(t("That is all."))
    else:
        lines.append(t("That is all since {time}.", time=time_of(page.since, look)))
    if page.clipped:
        lines.append(
            t.plural(
                "{n} older article was not looked at; /search finds it.",
                "{n} older articles were not looked at; /search finds them.",
                page.clipped,
            )
        )
    return signed("\n".join((*lines, *map(escape, filter(None, (page.closing,))))), look)


def _empty(look: Look) -> str:
    if look.filters.empty:
        return escape(look.t("You do not follow anything yet. Choose topics or sources with /subscribe."))
    return escape(look.t("Nothing new since the last digest."))


def _heading(heading: Section | Common | str, look: Look) -> str:
    if isinstance(heading, Section):
        name = name_of(heading, look.t)
    elif isinstance(heading, Common):
        name = look.t("Commentary and live blogs") if heading is Common.COMMENTARY else look.t("More news")
    else:
        name = clip(in_script(heading, look.convert), MAX_SOURCE)
    return f"▍{bold(name)}"


# --- the buttons ------------------------------------------------------------------------------------


def _more(page: Page, look: Look) -> Keyboard:
    left = _left(page)
    if not left:
        return ()
    window = replace(page.window, skip=page.window.skip + len(page.stories))
    return ((Button(look.t.plural("{n} more story", "{n} more stories", left), data=window.data()),),)


def _left(page: Page) -> int:
    return page.total - page.window.skip - len(page.stories)


def _preview(top: Story) -> str | None:
    """Choose the link whose preview opens the digest: of the story shown first, by a report with a picture if any."""
    reports = [report for report in (top.shown, *top.others) if address(report)]
    best = next((report for report in reports if report.image), reports[0] if reports else None)
    return address(best) if best else None
