"""The full text of items whose feed carries a teaser only: the linked page, fetched politely."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import replace

from ledebot.bot.core.errors import SourceError
from ledebot.bot.model import FullText, Item
from ledebot.bot.sources import page
from ledebot.bot.sources.ports import Getter
from ledebot.bot.sources.words import rough

log = logging.getLogger(__name__)

TEASER = 360
"""Weight below which a body counts as a teaser: 120 Chinese characters or 360 letters."""
GAIN = 1.2
"""How much more a page must say than the teaser to take its place."""
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:阅读|閱讀|查看|点击|點擊)?(?:全文|原文|更多)|read more|continue reading)"
    r"[\s»>→.…]*$",
    re.IGNORECASE,
)


def wanted(item: Item, mode: FullText) -> bool:
    """Tell whether the linked page should be asked for an item's text."""
    if mode is FullText.NEVER or not item.url:
        return False
    if mode is FullText.ALWAYS:
        return True
    text = rough(item.html)
    return weight(text) < TEASER or bool(_CUT.search(text[-60:]))


async def fetch_full(item: Item, fetcher: Getter) -> Item | None:
    """Fetch the page and give the item with its text; None where the teaser stays, for whatever reason."""
    if not item.url:
        return None
    try:
        answer = await fetcher.get(item.url)
        found = await asyncio.to_thread(page.parse, answer.body, url=answer.url, content_type=answer.content_type)
    except SourceError:
        return None
    except Exception:  # logged in full; a bug that one page wakes costs this page only
        log.exception("the page of %s cannot be read", item.ref)
        return None
    if weight(rough(found.html)) < GAIN * weight(rough(item.html)):
        return None
    return replace(
        item,
        html=found.html,
        published=item.published or found.published,
        author=item.author or found.author,
        image=item.image or found.image,
        base=found.base,
    )


def weight(text: str) -> int:
    """Measure how much a text says: a Chinese character counts as three letters."""
    return len(text) + 2 * len(_WIDE.findall(text))
