"""Prose of scripts that write no full stop: Thai and Lao part their clauses by spaces.

A space before a word with which sentences usually go on (`ทั้งนี้`, `ขณะที่`) ends a piece that can stand by itself; so
does any other in a long piece, unless it stands beside a number, a name or within quotes.
"""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[\u0e00-\u0eff][\u0e00-\u0eff]*")  # one first: the engine skips to it
_BEGINNING, _SAMPLE = 48, 200
"""Characters in which such a text has its first letter, and in which its letters are counted."""
STATEMENT = 48
"""Letters that a line has where it is prose; shorter ones are headings and labels."""
_PIECE, _LONG = 48, 140
"""Letters of a piece that ends before a word that goes on, and of one that ends at any space."""
_REST = 24
_SPACE = re.compile(r"\s+")
_GOES_ON = re.compile(
    r"ทั้งนี้|ด้าน|ขณะที่|ขณะเดียวกัน|นอกจากนี้|อย่างไรก็ตาม|อย่างไรก็ดี|สำหรับ|ส่วน|ต่อมา|ก่อนหน้านี้|เบื้องต้น|ล่าสุด|โดย|ซึ่ง|พร้อมทั้ง|พร้อมกันนี้|"
    r"และ|แต่|หลังจาก|จากนั้น|เนื่องจาก|เพราะ|รวมถึง|รวมทั้ง|คาดว่า|ระบุว่า|เพื่อ|"
    r"ທັງນີ້|ນອກຈາກນີ້|ໂດຍ|ເຊິ່ງ|ຊຶ່ງ|ແຕ່|ແລະ|ສ່ວນ"
)
_ASKS_FOR_MORE = ("ว่า", "ที่", "ของ", "กับ", "ใน", "คือ")
"""Words that what follows belongs to."""
_LEANS = re.compile(r"[\u0e00-\u0eff]")


def is_unstopped(text: str) -> bool:
    """Tell whether a text is of a script without full stops."""
    if not _LETTERS.search(text, 0, _BEGINNING):
        return False
    sample = text[:_SAMPLE]
    return 3 * sum(map(len, _LETTERS.findall(sample))) > len(sample)


def states(text: str) -> bool:
    """Tell whether a line of such a script is prose."""
    return len(text) >= STATEMENT and is_unstopped(text)


def pieces(text: str) -> list[str]:
    """Part a paragraph where a piece of it may end; linear."""
    found: list[str] = []
    start = 0
    for space in _SPACE.finditer(text):
        size = space.start() - start
        if size >= _PIECE and len(text) - space.end() >= _REST and _parts(text, start, space, size >= _LONG):
            found.append(text[start : space.start()])
            start = space.end()
    return [*found, text[start:]] if text[start:] else found


def _parts(text: str, start: int, space: re.Match[str], long: bool) -> bool:
    piece = text[start : space.start()]
    if (
        piece.endswith(_ASKS_FOR_MORE)
        or piece.count('"') % 2
        or piece.count("“") != piece.count("”")
        or piece.count("(") != piece.count(")")
    ):
        return False
    if _GOES_ON.match(text, space.end()):
        return True
    return long and bool(_LEANS.match(text[space.end()]) and _LEANS.match(piece[-1]))
