"""Where the sentences of prose end, in any script.

A sentence ends where its mark stands outside quotes and brackets: `他说：“好。”` is one sentence, and so is
`“好。”他说。` Decimals, abbreviations, ordinals, initials and addresses do not end one.
"""

from __future__ import annotations

import re

from ledebot.bot.text.abbreviations import ends_sentence
from ledebot.bot.text.quotes import CLOSING, LIMIT, SIGNS, SINGLE, Quotes, has_single
from ledebot.bot.text.script import caseless
from ledebot.bot.text.unstopped import is_unstopped, pieces

_LIMIT = 4000
"""Characters of a paragraph looked at; no lede is longer, and hostile paragraphs cost no more."""

OTHER_STOPS = "؟۔।॥։።፧။។᙮᠃᠉\u037e"
"""Sentence_Terminal of Unicode beyond Latin and Chinese: Arabic, Urdu, Devanagari, Armenian, Ethiopic, Burmese, Khmer,
Mongolian, and the Greek question mark."""
_WIDE_STOPS = "。！？｡．"
_END = re.compile(
    rf"۔{{2,8}}|(?:[{_WIDE_STOPS}{OTHER_STOPS}]|[!?](?=[\s”’」』）)»\"'!?‘“«]|$|[\u3400-\u9fff（]))[。！？!?]{{0,8}}"
    r"|…{1,6}(?=[”’」』）)»“]|$|\s[^\W\d_a-z])"
    r"|(?<=[\u0370-\u03ff\u1f00-\u1fff]);(?=[\s»”\"]|$)"
    r"|(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff]|\s|$)|(?<=[\u0620-\u064a]{3})\.(?=[\u0620-\u064a]{3})|(?<=[\u05d0-\u05ea]{3})\.(?=[\u05d0-\u05ea]{3})"
    r"|(?<=[\uac00-\ud7a3]다)\.(?=[\uac00-\ud7a3]{2})|(?<=[а-яёіїє]{3})\.(?=[А-ЯЁІЇЄ][а-яёіїє])|\.{1,6}(?=[”’\"')\]»“«‘]{0,3}(?:\s|$))"
)
_QUOTES = re.escape(SIGNS)
_SIGN = re.compile(rf"[…!?.;{_WIDE_STOPS}{OTHER_STOPS}{_QUOTES}]")
_SIGN_SINGLE = re.compile(rf"[…!?.;{_WIDE_STOPS}{OTHER_STOPS}{_QUOTES}{SINGLE}]")
"""What a mark begins with: a class alone is sought many times faster than the alternatives are tried."""
_QUOTE_SIGNS = frozenset(SIGNS + SINGLE)
_SAID = re.compile(
    r"[^，。！？“”]{0,24}(?:说|表示|指出|强调|介绍|称|认为|问道|回应|写道|补充|高喊|喊道|感叹|回忆|坦言|補充|説|說|道)(?:道)?[。，！：]"
)
_NAME = r"(?:[A-Z][a-z]{0,4}\.(?:[A-Z]\.){0,3}|[\w’'-]{1,20})"
_SAID_EN = re.compile(
    rf"\s?(?:(?:he|she|it|they|the|[A-Z]\.|{_NAME})\s){{0,1}}(?:{_NAME}\s){{0,4}}?"
    r"(?:said|says|told|added|wrote|asked|asks)\b"
)
_ASKS_EN = re.compile(
    rf"\s(?!(?:It|This|That|The (?:answer|reply))\b)(?=[A-Z“]|(?:he|she|it|they|we)\b)“?{_NAME}(?:,?\s{_NAME}){{0,9}}?"
    r",?\s(?:said|asked|asks|replied|wondered|wrote|shouted|exclaimed|demanded|cried|recalled)\b"
)
"""Who said what is quoted, named at length: only after a question or a call, which ends no sentence by itself."""
_GOES_ON = re.compile(r"[とてっなにのをはがもでやかさし(（]|\s[—–-]\s")
"""What follows a quotation in its own sentence: Japanese particles, a gloss, the dash of Russian and Polish."""
_ASKED = re.compile(r"\s[—–-]\s?(?=[^\W\d_])[^A-ZÀ-ÞА-ЯІЇЄҐ\u0370-\u03ab\u0590-\uffef]")
"""How a sentence goes on in which a dash, not a quote, marks what somebody asked."""
_INSIDE = ",;:،؛、，；：."
"""What stands only inside a sentence: whatever stops before it, goes on. Before a full stop it is a spaced ellipsis."""
_LEFT_OPEN = re.compile(
    r"\b(?:and|or|but|the|an?|of|to|with|for|from|in|at|as|that|my|your|his|her|our|their)\s?$", re.IGNORECASE
)
"""What an ellipsis only halts after: `it was… and… Jane Doe`."""
_HAN_NEXT = re.compile(r"[\u3400-\u9fff]")
_HAN_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def sentences(text: str) -> list[str]:
    """Split a paragraph into its sentences, white space at their ends removed. Linear; the rest of a very long
    paragraph is left out.
    """
    text = text[:_LIMIT]
    if is_unstopped(text):
        return pieces(text.strip())
    found: list[str] = []
    start = past = 0
    quotes = Quotes(text)
    for sign in (_SIGN_SINGLE if has_single(text) else _SIGN).finditer(text):
        at = sign.start()
        if at < past:
            continue
        if sign[0] in _QUOTE_SIGNS:
            quotes.meet(at)
            continue
        if not (mark := _END.match(text, at)):
            continue
        past = mark.end()
        if text[past : past + 1] in CLOSING or text.startswith(" »", past):
            past = quotes.close_after(past)
        if (quotes.waiting or quotes.straight) and past - quotes.opened > LIMIT:
            quotes.forget()
        if not quotes.waiting and not quotes.straight and _ends(text, mark, past):
            found.append(text[start:past].strip())
            start = past
    if rest := text[start:].strip():
        found.append(rest)
    return found


def _ends(text: str, mark: re.Match[str], past: int) -> bool:
    """Whether a mark outside quotes ends its sentence; `past` is where what closes with it ends."""
    end, closing, following = mark[0], text[mark.end() : past], text[past : past + 60]
    after = following.lstrip()[:1]
    if after and (after in _INSIDE or (end[-1] in ".!?…;" and after.islower())):
        return False
    if end[-1] in "!?" and following[:1] in SINGLE and following[1:2].strip():
        return False  # a name in single signs: `'가자!'는`
    if (closing and _GOES_ON.match(following)) or (end[-1] in "?!…" and _ASKED.match(following)):
        return False
    if end == "." and not ends_sentence(text, mark.start(), following):
        return False
    if end == "．" and following[:1].isdigit():
        return False
    halts = end[-2:] in ("..", "۔۔") or end[-1] == "…"
    if halts and after and _LEFT_OPEN.search(text, max(mark.start() - 8, 0), mark.start()):
        return False
    if caseless(after) and halts:
        return False  # where there are no capitals, only a paragraph's end tells that an ellipsis is one
    return not closing or _ends_after(end, closing, following, after)


def _ends_after(end: str, closing: str, following: str, after: str) -> bool:
    """Whether a sentence ends with its closed quote: not where the words after it only tell who spoke."""
    if following[:1].isalpha() and not following[0].isupper() and not _HAN_KANA.match(following):
        return False
    if caseless(after) and end[-1] in "?؟!" and closing[-1] not in ")）":
        return False
    if _SAID.match(following) or _SAID_EN.match(following) or (end[-1] in "?!" and _ASKS_EN.match(following)):
        return False
    # A question, a call or what breaks off goes on where it is quoted at once: `“下雨怎么办？”成了热门话题`.
    return not (end[-1] in "？！…" and closing[0] in "”」』" and _HAN_NEXT.match(following))
