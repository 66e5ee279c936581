"""Text that was read in the wrong encoding once and written again: `portâ€™s` for `port’s`, `FÃ¤hre` for `Fähre`."""

from __future__ import annotations

import html
import re

_MARKS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What Windows-1252 has where Latin-1 has control characters."""
_GOES_ON = f"[\x80-\xbf{_MARKS}]"
"""A continuation byte of UTF-8, read as a character of Windows-1252 or Latin-1."""
_SPOILT = re.compile(
    rf"â[€\x80]{_GOES_ON}|ð[Ÿ\x9f]{_GOES_ON}{{2}}"
    rf"|(?<=[a-z])Ã{_GOES_ON}|Ã{_GOES_ON}(?=[a-z])|(?<=[a-z\d.,;:!?])Â[\xa0-\xbf]"
    rf"|(?:[Â-ß]{_GOES_ON}){{3}}|(?:[à-ï]{_GOES_ON}{{2}}){{2}}"
)
"""What nobody writes: quotes and dashes, emoji, single letters of Latin beside small ones, words of other scripts."""
_PLACE = re.compile(rf"(?:[Â-ß]{_GOES_ON}|[à-ï]{_GOES_ON}{{2}}|[ð-ô]{_GOES_ON}{{3}})+")
"""Any place that may be spoilt, asked about in a text where one surely is."""
_SIGNS = ("â€", "â\x80", "ð", "Ã", "Â", "Ð", "Ø", "Î", "æ", "å", "ã")
"""One of these is in any of it; the pattern alone would be tried at every character."""


_REFERENCES = ("acirc;", "Acirc;", "Atilde;", "#226;", "#195;", "#194;")
_REFERRED = re.compile(
    r"&(?:amp;){0,2}(?:acirc|Acirc|Atilde|#226|#195|#194);(?:&(?:amp;){0,2}(?:#\d{3}|[A-Za-z]{2,6});){1,3}"
)
"""The like, written as references: `&acirc;&#128;&#153;`."""


def mended(text: str) -> str:
    """Give a text with such places as they were meant; what does not decode stays."""
    if any(sign in text for sign in _REFERENCES):
        text = _REFERRED.sub(_referred, text)
    spoilt = any(sign in text for sign in _SIGNS) and _SPOILT.search(text)
    return _PLACE.sub(_meant, text) if spoilt else text


def _referred(found: re.Match[str]) -> str:
    characters = html.unescape(found[0].replace("amp;", ""))
    return _PLACE.sub(_meant, characters) if _SPOILT.fullmatch(characters) else found[0]


def _meant(found: re.Match[str]) -> str:
    try:
        return b"".join(char.encode("cp1252" if char in _MARKS else "latin-1") for char in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
