"""Entities that Telegram finds in plain text by itself: links, mentions, hashtags, commands and the like. Pure."""

from __future__ import annotations

import re

from ledebot.sandbox.server.entities import Entity, order

# Bare hosts count as links under these endings; Telegram knows every top-level domain.
_ENDINGS = (
    "com|org|net|io|cn|gov|edu|me|info|dev|app|news|co|tv|hk|tw|jp|uk|de|fr|eu|ru|us|fi|ch|in|it|nl|se|es|br|ca"
    "|au|kr|sg"
)
_HOST = r"(?:[\w-]{1,63}\.){1,40}"
_URL = re.compile(
    rf"(?<![\w@/.])(?:(?:https?|tg|ton|tonsite|ftp)://(?:[^\s/?#<>\"'«»“”‘’()，。；、！？（）【】《》]+)"
    rf"|{_HOST}(?:{_ENDINGS})(?![\w@]))"
    r"(?::\d{1,5})?(?:[/?#][^\s<>\"«»“”‘’，。；、！？（）【】《》]*)?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,24}(?![\w-])", re.ASCII)
_MENTION = re.compile(r"(?<![\w@/])@([a-zA-Z0-9_]{4,32})(?!\w)")
_COMMAND = re.compile(r"(?<![\w/<>])/([a-zA-Z0-9_]{1,64})(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")
_HASHTAG = re.compile(r"(?<![\w#])#(\w{1,256})(?![\w#])")
_CASHTAG = re.compile(r"(?<![\w$])\$([A-Z]{1,8})(?![\w$])")
_TRAILING = ".,:;!?'\""


def find(text: str) -> list[Entity]:
    """Find the entities of a wide text; none of them overlap."""
    found: list[Entity] = []
    if "." in text or "://" in text:
        found += _urls(text)
        if "@" in text:
            found += _all("email", _EMAIL, text)
    if "@" in text:
        found += _all("mention", _MENTION, text)
    if "/" in text:
        found += _all("bot_command", _COMMAND, text)
    if "#" in text:
        found += [e for e in _all("hashtag", _HASHTAG, text) if not text[e.offset + 1 : e.end].isdecimal()]
    if "$" in text:
        found += _all("cashtag", _CASHTAG, text)
    kept: list[Entity] = []
    for entity in order(found):
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _all(kind: str, pattern: re.Pattern[str], text: str) -> list[Entity]:
    return [Entity(kind, m.start(), m.end() - m.start()) for m in pattern.finditer(text)]


def _urls(text: str) -> list[Entity]:
    out = []
    for match in _URL.finditer(text):
        url = match[0].rstrip(_TRAILING)
        while url.endswith(")") and url.count("(") < url.count(")"):
            url = url[:-1].rstrip(_TRAILING)
        host = re.sub(r"^\w+://", "", url)
        if "." in re.split(r"[/?#]", host)[0]:
            out.append(Entity("url", match.start(), len(url)))
    return out
