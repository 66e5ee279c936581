"""Stories joined and reports parted by an operator's word, from the chat and the command line alike.

Reports are named by their id, their address, or a link to their page in the bot. Both functions raise RefusedError, one
line that says why, and StoreUnavailableError.
"""

from __future__ import annotations

import re
from datetime import datetime

from ledebot.bot.core.errors import RefusedError
from ledebot.bot.core.i18n import noop
from ledebot.bot.model import Article
from ledebot.bot.stories.ports import ArticleReader, StoryMender

UNKNOWN = noop("No report of this id or address is kept: {name}")
ONE_ALREADY = noop("These reports are of one story already.")
KEPT_APART = noop("These stories stay two: they were told apart before, or one has more than 1,000 reports.")
ALONE = noop("That report stands alone already.")
_LINK = re.compile(r"start=(?:story|read)_([0-9a-f]{1,64})$")
LONGEST = 80
"""Characters of an unknown name that are said again."""


async def join(mender: StoryMender, articles: ArticleReader, one: str, two: str, now: datetime) -> list[Article]:
    """Make one story of the stories of two reports; gives all its reports, oldest first."""
    first, second = [await _named(mender, articles, name) for name in (one, two)]
    if first.story == second.story:
        raise RefusedError(ONE_ALREADY)
    if not await mender.join(first.story, second.story, now):
        raise RefusedError(KEPT_APART)
    return await articles.story((await _named(mender, articles, first.id)).story)


async def part(mender: StoryMender, articles: ArticleReader, name: str, now: datetime) -> Article:
    """Part a report from its story, for everybody and for good; gives the report."""
    article = await _named(mender, articles, name)
    if not await mender.separate(article.id, now):
        raise RefusedError(ALONE)
    return article


async def _named(mender: StoryMender, articles: ArticleReader, name: str) -> Article:
    linked = _LINK.search(name)
    article_id = await mender.find(linked[1] if linked else name)
    found = await articles.get([article_id]) if article_id else []
    if not found:
        raise RefusedError(UNKNOWN, name=name[:LONGEST])
    return found[0]
