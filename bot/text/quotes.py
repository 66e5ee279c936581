"""Quotes and brackets as they open and close in a text, each language with its own: “…”, „…“, „…”, «…», »…«, ”…”, ‘…’,
'…', 「…」, and the ’…‘ of Urdu.

The same sign opens in one language and closes in another: it closes what waits for it, else opens where a word begins.
"""

from __future__ import annotations

import re

LIMIT = 240
"""Characters after which an open quote is taken for an unclosed one."""
_CLOSERS = {
    "“": "”",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "《": "》",
    "〈": "〉",
    "[": "]",
    "〔": "〕",
    "«": "»",
    "„": "“”",
    "‚": "‘’",
    "‘": "’",
    "»": "«",
    "”": "”“",
    "’": "’‘",
    "'": "'",
}
_AT_WORDS = "»”’'"
"""Signs that mostly close, and open only where a word begins."""
SIGNS = '“”„‚«»「」『』（）()【】《》‘"'
SINGLE = "’'"
"""Signs that are mostly apostrophes; they are looked at in texts only where one may be a quote (`has_single`)."""
_ALL = frozenset(SIGNS + SINGLE)
CLOSING = frozenset("”’」』）)】》»\"'“‘«\xa0\u202f")
"""What may stand right after a stop and close with it; French has a narrow space before its sign."""
_SWALLOWED = frozenset("”’」』）)】》»")
"""What stands right after a stop is closed with it, whether it was open or not."""
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])'(?!\w)")
_ENDS = ".,;:!?…—–-"
"""What a quote may end on, and what may follow it, besides words and spaces."""
_BEFORE_WORDS = " \t\n\u3000\xa0([（—–-:：„“"


def has_single(text: str) -> bool:
    """Tell whether apostrophes of a text may be quotes."""
    return "‘" in text or "‚" in text or " '" in text or " ’" in text or text[:1] in ("'", "’")


def opens(text: str, at: int) -> str:
    """Tell what would close the quote that the sign at a place opens; empty where it opens none."""
    char = text[at]
    closers = _CLOSERS.get(char, "")
    before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2]
    if char == "‘":
        return closers if not before.isalnum() and not after.isdigit() else ""
    if char not in _AT_WORDS:
        return closers
    if before not in _BEFORE_WORDS or not after.isalnum() or after >= "\u2e80":
        return ""
    if char == "’":
        return closers if "\u0600" <= after <= "\u06ff" else ""
    return closers if char != "'" or _SINGLE_CLOSE.search(text, at + 1, at + LIMIT) else ""


def closes_curly(text: str, at: int) -> bool:
    """Tell whether a straight sign stands where a word or stop ends, and may close what a curly one opened: `“No."`,
    and in scripts that write on without a space `“크다"라고`.
    """
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (before.isalnum() or before in _ENDS) and (
        not after or after.isspace() or after in _ENDS or after >= "\u3040"
    )


class Quotes:
    """Which quotes are open where a text is read from its beginning on."""

    __slots__ = ("_text", "opened", "straight", "waiting")

    def __init__(self, text: str) -> None:
        self._text = text
        self.waiting: list[str] = []
        """What would close each open quote, the outermost first."""
        self.straight = False
        """Whether a straight quote is open."""
        self.opened = 0
        """Where the outermost open quote began."""

    def meet(self, at: int) -> None:
        """Open or close a quote with the sign at a place."""
        char = self._text[at]
        if char == '"':
            if not self.straight and self.waiting[-1:] == ["”"] and closes_curly(self._text, at):
                self.waiting.pop()
            elif not self._gershayim(at):
                self.straight = not self.straight
                self.opened = at
        elif not self._close(char, at) and (closers := opens(self._text, at)):
            self.opened = self.opened if self.waiting else at
            self.waiting.append(closers)

    def close_after(self, at: int) -> int:
        """Close what closes right after a stop that ends at a place; tells where that ends."""
        text = self._text
        for _ in range(4):
            char = text[at : at + 1]
            if char in ("\xa0", " ", "\u202f") and text[at + 1 : at + 2] == "»" and self._close("»", at + 1):
                at += 2
            elif char == '"' and (self.straight or not text[at + 1 : at + 2].isalnum()):
                if not self.straight and self.waiting[-1:] == ["”"]:
                    self.waiting.pop()
                self.straight = False
                at += 1
            elif char in _ALL and (self._close(char, at) or char in _SWALLOWED):
                at += 1
            else:
                break
        return at

    def forget(self) -> None:
        """Take what is open for unclosed."""
        self.waiting.clear()
        self.straight = False

    def _close(self, char: str, at: int) -> bool:
        if not any(char in closers for closers in self.waiting[-2:]) or (char in SINGLE and self._apostrophe(at)):
            if char != "”" or self.waiting[-1:] != ["’"]:
                return False
            self.waiting.pop()  # signs of two kinds: `‘Nobody came.”`
            return True
        while char not in self.waiting.pop():
            pass
        return True

    def _apostrophe(self, at: int) -> bool:
        return self._text[at - 1 : at].isalnum() and self._text[at + 1 : at + 2].isalnum()

    def _gershayim(self, at: int) -> bool:
        """Whether a straight quote is the mark of a Hebrew abbreviation: ד"ר."""
        before, after = self._text[at - 1 : at] if at else "", self._text[at + 1 : at + 2]
        return "\u05d0" <= before <= "\u05ea" and "\u05d0" <= after <= "\u05ea"
