"""What an extraction, trafilatura, finds in a page, whose tree is cut to its article before."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from typing import Any

from ledebot.bot.core.errors import ParseError
from ledebot.bot.sources import page_around, page_deck, page_region, page_short, page_text, page_tree

_WHOLE = 60
"""Characters of a text that is taken as found: trafilatura runs the paragraphs of those below 250 together."""
_SET_ASIDE, _TEXT = re.compile(r"(</?)(?:footer|aside)\b", re.IGNORECASE), 200
"""What an extraction leaves out, whatever stands in it, and the characters of a text that may stand there."""
_APART = f"//*[@{page_around.APART}]"

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints reach the operator as ParseError
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Extract:
    """What is found in a page: its article as the extraction has it, and by blocks; the links of a page that may be a
    list of them; what is under its heading; the element that holds its text, None where none is known.
    """

    found: Any = None
    blocks: list[page_text.Block] = field(default_factory=list)
    listed: frozenset[str] = frozenset()
    deck: page_deck.Deck = field(default_factory=page_deck.Deck)
    element: Any = None


def find(text: str, url: str, base: str | None) -> Extract:
    """Give what is found in a page, or in what is set aside in it where there is nothing else."""
    first = _extracted(_without_footer(text), url, base)
    if _length(first.found) >= _WHOLE or not _SET_ASIDE.search(text):
        return first
    again = _extracted(_SET_ASIDE.sub(r"\1div", text), url, base)
    return again if _length(again.found) >= _TEXT else first


def _length(found: Any) -> int:
    return len(found.text or "") if found else 0


def _extracted(text: str, url: str, base: str | None) -> Extract:
    import trafilatura  # takes 0.15 s to load, and pages are rare
    from trafilatura.settings import Extractor

    options = Extractor(
        output_format="python",
        comments=False,
        images=True,
        with_metadata=True,
        url=base,
        # Without it htmldate takes any year that it finds, a copyright's too.
        date_params={"extensive_search": False, "original_date": True},  # type: ignore[dict-item]  # find_date's own
    )
    options.min_extracted_size = _WHOLE
    try:
        tree = trafilatura.load_html(text)
        if tree is None:
            return Extract()
        listed = page_region.headlines(tree)
        deck, main = page_tree.gather(tree)
        holder = page_short.holder(tree) if main is None else main
        found: Any = trafilatura.bare_extraction(tree, options=options, prune_xpath=_APART)
        blocks = page_text.blocks(found.body) if found else []
        if found and page_text.is_run_together(found.body):
            blocks = page_short.blocks(holder, tree, blocks)
    except Exception as error:  # noqa: BLE001  # whatever its parsers choke on costs this page only
        raise ParseError(f"{url}: the page cannot be read ({type(error).__name__} in trafilatura)") from None
    return Extract(found, blocks, listed, deck, holder)


def _without_footer(text: str) -> str:
    """Cut out the page's footer after its article: its dates and names are the site's."""
    lower = text.lower()
    start = lower.rfind("<footer")
    end = lower.find("</footer>", start)
    after = max(lower.rfind("</article", 0, max(start, 0)), lower.rfind("</main", 0, max(start, 0)))
    return text[:start] + text[end:] if 0 <= after < start < end else text
