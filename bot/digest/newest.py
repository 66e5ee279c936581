"""The newest stories as pages, each a message in the digest's layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledebot.bot.core.telegram_html import bold, clip
from ledebot.bot.digest.blocks import number_buttons, story_buttons, story_lines
from ledebot.bot.digest.layout import Block, pack
from ledebot.bot.digest.look import MAX_SOURCE, Look
from ledebot.bot.model import Article, Message
from ledebot.bot.stories.grouping import group
from ledebot.bot.text.conversion import in_script

PAGE = 8
"""Stories on one page at most."""
MAX_LEDE = 320
"""UTF-16 units of a lede, as many as a short one has where words are spaced: one looks for what is new here, and opens
what one wants to read."""


def newest(
    articles: Sequence[Article], reports: Mapping[str, tuple[Article, ...]], look: Look, about: str
) -> tuple[Message, ...]:
    """Write articles, the newest first, as pages of stories; `about` names what they are all of.

    `reports` are those of each story, whatever they are of: all its sources are counted.
    """
    stories = dict(enumerate(group(articles, reports, {}), 1))
    blocks = [Block("\n".join(story_lines(at, story, look, MAX_LEDE)), "", at) for at, story in stories.items()]
    name = clip(in_script(about, look.convert), MAX_SOURCE)
    heading = f"🕘 {bold(' · '.join(filter(None, (look.t('Newest stories'), name))))}"
    pages = pack(blocks, header=heading, continued=heading, footer="", most=PAGE)
    return tuple(Message(page.html, number_buttons(page, stories) + story_buttons(page, stories)) for page in pages)
