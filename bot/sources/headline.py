"""A title for an item that has none, from how its body begins."""

from __future__ import annotations

import re

from ledebot.bot.sources.words import one_line, plain

_LOOKED_AT = 4000
"""Characters of markup in which a title is sought."""
_LONGEST = 60
"""Characters of a title, one more with its full stop; what is longer is cut between words."""
_LINE, _LINES = 8, 6
"""Characters of a line that may be a title, and lines looked at; shorter ones go with what follows."""
_BRACKETED = re.compile(r"\s{0,99}(?:<p>\s{0,9})?【([^【】<>]{8,60})】(?=[^\s<])")
_HEADED = re.compile(
    r"\s{0,99}(?:<p>\s{0,9})?<(h[1-6]|b|strong)\b[^<>]{0,200}>([^<]{4,120})</\1>\s{0,9}(?:</p>|<br|(?<=</h\d>))",
    re.IGNORECASE,
)
"""How a body begins that has its heading in it."""
_BEFORE = re.compile(
    r"\s{0,99}(?:<p>\s{0,9}<strong>[^<]{2,40}[:：]</strong>[^<]{0,200}</p>\s{0,9}<hr\b[^<>]{0,9}>"
    r"|<p>\s{0,9}<a\b[^<>]{0,300}>[^<]{1,60}</a>\s?[:：]\s{0,9}</p>(?=\s{0,9}<blockquote))",
    re.IGNORECASE,
)
"""What stands before a post: a warning of what is in it, above a line; whose post is repeated."""
_LEADS = re.compile(
    r"(?:\s(?:the|an?|of|to|in|on|at|for|from|with|by|and|or|but|as|that|its|his|her|their|our|my|your)){1,3}$",
    re.IGNORECASE,
)
"""Small words that only lead to what a cut leaves out."""
_LINE_END = re.compile(r"<br\b[^<>]{0,99}>|</(?:p|div|li|h[1-6]|blockquote)\s{0,9}>", re.IGNORECASE)
_SHOWN = re.compile(r"<img\b[^<>]{0,1000}?\balt\s{0,3}=\s{0,3}[\"']([^\"'<>]{2,80})[\"']", re.IGNORECASE)
"""What a picture shows, which is all that there is of a post without a word."""
_ADDRESS = re.compile(r"https?://\S{1,500}")
_ADDRESS_FIRST = re.compile(r"^https?://\S{1,500}\s{1,9}(?=\S)")
_ADDRESS_LAST = re.compile(r"(?<=\S)\s{1,9}https?://\S{1,500}$")


def headline(markup: str) -> str:
    """Make a title for an item that has none: the heading of its body, its first sentence or line, or what fits, cut
    between words.
    """
    markup = markup[:_LOOKED_AT]
    if before := _BEFORE.match(markup):
        markup = markup[before.end() :]
    if (found := _HEADED.match(markup)) and (heading := one_line(plain(found[2]))):
        return heading
    if found := _BRACKETED.match(markup):
        return one_line(plain(found[1]))
    lines = map(plain, _LINE_END.split(markup, maxsplit=_LINES))
    text = next((line for line in lines if len(line) >= _LINE and not _ADDRESS.fullmatch(line)), "") or plain(markup)
    if not text and (shown := _SHOWN.search(markup)):
        return one_line(plain(shown[1]))
    text = _first_sentence(_ADDRESS_LAST.sub("", _ADDRESS_FIRST.sub("", text)))
    if len(text) <= _LONGEST + 1:
        return one_line(text)
    cut = text[: _LONGEST + 1].rpartition(" ")[0] if text[_LONGEST].isascii() else text[:_LONGEST]
    return one_line(f"{_LEADS.sub('', cut or text[:_LONGEST]).rstrip(' ,;:，、；：')}…")


def _first_sentence(text: str) -> str:
    """Give a text's first sentence, with the next where it is only a word or two: `Yes! The mill is open.`"""
    from ledebot.bot.text.sentences import sentences  # few items need it, and it takes time to load

    ends = 0
    for sentence in sentences(text):
        ends = text.index(sentence, ends) + len(sentence)
        if ends >= _LINE:
            break
    return text[:ends] or text
