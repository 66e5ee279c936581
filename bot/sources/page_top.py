"""What stands before a page's text in what is found of it: its title, menus, labels, who wrote and when; and labels
after it.
"""

from __future__ import annotations

import re

from ledebot.bot.sources import page_facts, page_text, page_title
from ledebot.bot.sources.items import script_language
from ledebot.bot.sources.words import one_line

_MENU, _WORD, _WORD_CJK, _WORDS = 12, 10, 6, 2
"""Blocks before a text that may be a menu, characters of one's word, of a label in Chinese, and words of one."""
_SIGNATURE = 60
_DAY = re.compile(
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d,?|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}.{0,4})"
    r"\s?\d{1,2}:\d\d"
)
"""Characters of a line that tells who wrote and when, and its time."""
_CRUMBS = re.compile(r"[^>›»]{1,40}(?:\s[>›»]\s[^>›»]{1,150}){2,6}|«\s.{1,300}\s»")
"""Where in a site a page is: `Home › News › Harbour`; what comes before and after it."""
_SAID = re.compile(
    r"(?:[^\W\d]{2,10},? )?\d{1,2}(?:er|\.)? (?:de )?[^\W\d]{3,10} (?:de )?(?:19|20)\d\d"
    r"(?:,? (?:par|von|by|por|di|da|door))?"
)
"""A day, and the word before who wrote, whose name is elsewhere."""
_TEXT = ("正文", "本文", "본문")
"""What a heading over a text says that is only read out."""
_STAMP = re.compile(r"[A-Z][a-z]{2,8} \d{1,2}, \d{4} at \d{1,2}:\d\d [AP]M \|.{0,120}")


def headed(blocks: list[page_text.Block], title: str, whole: str) -> int:
    """Count the blocks up to the title where it is among the first; before it stand words of a menu.

    A site's name, which is in <title>, `whole`, too, is none of the text either.
    """
    lines = [one_line(block.text).strip("| ") for block in blocks[:_MENU]]
    kicked = (at for at, line in enumerate(lines) if line.endswith(title) and len(line) <= len(title) + _WORD)
    at = next(kicked, -1) if title else -1
    if at < 0:
        return next((number for number, line in enumerate(lines) if not page_title.is_part(line, whole)), 0)
    return at + 1 if all(len(word) <= _WORD for line in lines[: max(at, 0)] for word in line.split("|")) else 0


def labelled(blocks: list[page_text.Block]) -> int:
    """Count the blocks before a text that are a word or two, its section, its paper, or tell who wrote and when."""
    for number, block in enumerate(blocks[:_MENU]):
        line = one_line(block.text)
        ended = line[-1:] in ":：.。!！?？…"
        if (
            (len(line) <= _SIGNATURE and not ended and _DAY.search(line))
            or _CRUMBS.fullmatch(line)
            or _STAMP.match(line)
            or _SAID.fullmatch(line)
            or page_facts.only(line)
        ):
            continue
        long = len(line) > (_WORD_CJK if script_language(line) else 2 * _WORD) or len(line.split()) > _WORDS
        after = blocks[number + 1].tag if number + 1 < len(blocks) else ""
        if (block.tag == "h2" and after != "h2" and line not in _TEXT) or long or ended:
            return number if number + 1 < len(blocks) else 0
    return 0


def unlabelled(blocks: list[page_text.Block]) -> int:
    """Tell before which block the tables of labels begin that end a text; never the first."""
    end = len(blocks)
    while end > 1 and "|" in blocks[end - 1].text and page_facts.only(one_line(blocks[end - 1].text)):
        end -= 1
    return end
