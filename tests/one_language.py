"""What a reader of one language should not be shown: words of another, or characters of the other Chinese script."""

from __future__ import annotations

import re

from ledebot.bot.text.conversion import in_script

HAN, LATIN = re.compile("[\u3400-\u9fff]+"), re.compile(r"[A-Za-z]+")
ADDRESS = re.compile(r"https?://\S+|/[a-z]+|@\w+")
"""Addresses, commands and people's names for themselves are the same in every language."""
ALLOWED = {
    "Ledebot": "the bot's own name",
    "English": "a language is called what its speakers call it",
    **dict.fromkeys(("简体中文", "繁體中文", "简体", "繁體", "中文"), "likewise"),
    **dict.fromkeys(("ID", "UTC", "GDP"), "said so in Chinese as well"),
    **dict.fromkeys(("Markdown", "HTML"), "formats of a file"),
    **dict.fromkeys(("OR", "utc"), "what the reader typed, told back"),
}
"""What is foreign and stays, with the reason."""


def foreign(text: str, language: str) -> list[str]:
    """List what in a text is of another language or script than the reader's."""
    for allowed in ALLOWED:
        text = re.sub(rf"\b{allowed}\b" if allowed.isascii() else allowed, " ", text)
    if language == "en":
        return HAN.findall(text)
    other = "zh-hans" if language == "zh-hant" else "zh-hant"
    text = ADDRESS.sub(" ", text)
    odd = [sign for sign in text if in_script(sign, language) != sign and in_script(sign, other) == sign]
    return [*LATIN.findall(text), *odd]
