"""Where the sentences of prose end, in any script.

A sentence ends where its mark stands outside quotes and brackets: `他说：“好。”` is one sentence, and so is
`“好。”他说。` Decimals, abbreviations, ordinals, initials and addresses do not end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LIMIT = 4000
"""Characters of a paragraph looked at; no lede is longer, and hostile paragraphs cost no more."""
_QUOTE_LIMIT = 240
"""A quote open for longer than this is taken for an unclosed one."""

OTHER_STOPS = "؟۔।॥։።፧။។᙮᠃᠉\u037e"
"""Sentence_Terminal of Unicode beyond Latin and Chinese: Arabic, Urdu, Devanagari, Armenian, Ethiopic, Burmese, Khmer,
Mongolian, and the Greek question mark."""
_WIDE_STOPS = "。！？｡．"
_PAIRS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "《": "》", "«": "»", "„": "“"}
_OPEN, _CLOSE = "".join(_PAIRS), "”」』）)】》»"
_MARK = re.compile(
    rf"(?P<end>(?:[{_WIDE_STOPS}{OTHER_STOPS}]|[!?](?=[\s”’」』）)»\"'!?]|$|[\u3400-\u9fff“「（]))[。！？!?]{{0,8}}"
    r"|…{1,6}(?=[”’」』）)]|$|\s[A-Z\u0410-\u042f])"
    r"|(?<=[\u0370-\u03ff\u1f00-\u1fff]);(?=[\s»”\"]|$)"
    r"|(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff]|\s|$)|\.{1,6}(?=[”’\"')\]»“]{0,3}(?:\s|$)))"
    r"(?P<closing>[”’」』）)】》»\"]{0,4})"
    rf"|(?P<open>[{_OPEN}])|(?P<close>[{_CLOSE}])|(?P<straight>\")"
)
_SIGN = re.compile(rf'[…!?.;"{_WIDE_STOPS}{OTHER_STOPS}{_OPEN}{_CLOSE}]')
"""What a mark begins with: a class alone is sought many times faster than the alternatives are tried."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'«„])(?:[A-Za-zА-яΑ-Ωα-ω]|Mr|Mrs|Ms|Mme|Dr|Prof|St|Ste|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|Inc|Ltd|Co|Corp|"
    r"Jr|Sr|Sra|prof|dott|sig|avv|κα|κκ|dn|np|godz|rd|vs|No|Nos|Nr|nr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mt|Ft|Fig|approx|est|etc|al|ca|bzw|usw|"
    r"гг|ул|им|млн|млрд|тыс|руб|см|др|стр|डॉ|श्री|(?:[A-Za-zА-я]\.){1,4}[A-Za-zА-я])$"
)
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}$")
"""`am 09. Januar`: most languages of Europe write an ordinal so."""
_STARTER = re.compile(r"\s(?:The|In|It|But|He|She|A|An|This|On|They|We|At|For|And|His|Her|As)\b")
_SAID = re.compile(
    r"[^，。！？“”]{0,24}(?:说|表示|指出|强调|介绍|称|认为|问道|回应|写道|补充|高喊|喊道|感叹|回忆|坦言|補充|説|說|道)(?:道)?[。，！：]"
)
_SAID_EN = re.compile(
    r"\s?(?:(?:he|she|it|they|the|[A-Z][\w.-]{1,20})\s){0,1}(?:[\w.-]{1,20}\s){0,4}?(?:said|says|told|added|wrote|asked|asks)\b"
)
_GOES_ON = re.compile(r"[とてっなにのをはがもでやかさし]|\s[—–]\s")
"""What follows a quotation in its own sentence: Japanese particles, the dash of Russian and Polish."""
_HAN_NEXT = re.compile(r"[\u3400-\u9fff]")


def sentences(text: str) -> list[str]:
    """Split a paragraph into its sentences, white space at their ends removed. Linear; the rest of a very long
    paragraph is left out.
    """
    text = text[:_LIMIT]
    found: list[str] = []
    expected: list[str] = []
    start = opened = 0
    straight = False
    for mark in _marks(text):
        kind = mark.lastgroup
        if kind == "open":
            if expected and expected[-1] == mark["open"] == "“":  # the end of „…“
                expected.pop()
                continue
            opened = opened if expected else mark.start()
            expected.append(_PAIRS[mark["open"]])
            continue
        if kind == "close":
            _close(expected, mark["close"])
            continue
        if kind == "straight":
            if text[mark.start() - 1 : mark.start()].isalpha() and text[mark.end() : mark.end() + 1].isalpha():
                continue  # gershayim in a Hebrew abbreviation
            straight = not straight
            opened = mark.start()
            continue
        closing = mark["closing"]
        for char in closing:
            if char == '"':
                straight = not straight
            else:
                _close(expected, char)
        if (expected or straight) and mark.end() - opened > _QUOTE_LIMIT:
            expected, straight = [], False
        if expected or straight or not _ends(text, mark):
            continue
        found.append(text[start : mark.end()].strip())
        start = mark.end()
    if rest := text[start:].strip():
        found.append(rest)
    return found


def _close(expected: list[str], char: str) -> None:
    if char in expected[-2:]:
        while expected.pop() != char:
            pass


def _marks(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for sign in _SIGN.finditer(text):
        if sign.start() >= end and (mark := _MARK.match(text, sign.start())):
            end = mark.end()
            yield mark


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark outside quotes ends its sentence."""
    end, following = mark["end"], text[mark.end() : mark.end() + 60]
    if end[-1] in ".!?…" and following.lstrip()[:1].islower():
        return False
    if mark["closing"] and _GOES_ON.match(following):
        return False
    if end == "." and not _full_stop(text, mark.start(), following):
        return False
    if not mark["closing"]:
        return True
    if _SAID.match(following) or _SAID_EN.match(following):
        return False  # the words after a closed quote only tell who spoke
    # A question or call that is quoted at once goes on: `“下雨怎么办？”成了热门话题`.
    return not (end[-1] in "？！" and mark["closing"][0] in "”」』" and _HAN_NEXT.match(following))


def _full_stop(text: str, at: int, following: str) -> bool:
    before = text[max(at - 12, 0) : at]
    if _ORDINAL.search(before):
        return not following.strip() or bool(_STARTER.match(following))
    if not _ABBREVIATION.search(before):
        return True
    return "." in before[-4:] and bool(_STARTER.match(following))
