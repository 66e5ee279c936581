"""Bytes to text, for documents that declare their encoding rightly, wrongly or not at all.

In the order of trust: a byte order mark; being valid UTF-8, which no other encoding is by accident; UTF-16 by its
zero bytes; what the document or the server declares, if it decodes; and at last the East Asian encoding whose
common characters the text is made of, or the old encoding of its language.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Callable

from ledebot.bot.sources.mojibake import mended

GZIP = b"\x1f\x8b\x08"
"""How gzip's data begins (RFC 1952): some servers pack a feed and do not say so, and files are kept like that."""
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, of which it is a longer form
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD = 1024
"""Bytes in which a document declares its encoding; the HTML standard's number."""
_SAMPLE = 20_000
_SCRATCH = re.compile("\ufffd+")
_OF_THREE_BYTES = re.compile("[\u0800-\ufffc]")
"""Characters of three bytes: by accident, one for seven scratches in Chinese read from any of the encodings below."""
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "euc-cn": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "windows-31j": "cp932",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "iso-8859-9": "cp1254",
}
"""Labels as the WHATWG Encoding Standard reads them: as the superset that is really meant."""
_SPOKEN = re.compile(rb"""(?:<language>\s{0,9}|\blang\s?=\s?["'])([A-Za-z]{2})\b""")
_OF_OLD = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "ro"), "cp1250"),
    **dict.fromkeys(("ar", "fa", "ur"), "cp1256"),
    "el": "cp1253",
    "tr": "cp1254",
    "he": "cp1255",
    "th": "cp874",
}
"""Windows' code page for a language whose letters are not all in Latin-1."""
_FOREIGN, _ALONE = re.compile(rb"[\x80-\xff]{1,60}"), 0.8
"""Bytes beyond ASCII, and the share of their runs that are of one byte in languages of few such letters."""
_FOREIGN_WORD = re.compile(rb"[\xc0-\xff]{3,60}")
_TEXT_CODECS = re.compile(
    r"utf-(8|16|32)(-[lb]e)?|gb18030|hz|big5hkscs|cp(866|874|932|949|125\d)|euc_jp|iso2022_jp|koi8-[ru]|iso8859-\d+"
)
"""What may be declared; Python knows more codecs than a document has any business to ask for (`idna`, `utf-7`)."""


def decode(data: bytes, content_type: str | None = None) -> str:
    """Decode a document; never fails, at worst single characters are replaced."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    if shifted := _shifted(data):
        return shifted
    try:
        return mended(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if wide := _utf16(data):
        return data.decode(wide, "replace")
    declared = _declared(data, content_type)
    for codec in declared:
        if codec in ("utf-8", "cp1252"):
            continue  # tried above; and Latin-1 is what servers say who do not know
        try:
            return data.decode(codec)
        except (UnicodeDecodeError, ValueError):
            continue
    return _guess(data, declared)


def _declared(data: bytes, content_type: str | None) -> list[str]:
    """List the declared codecs, the document's own first: servers announce a default far more often."""
    labels = [found.decode("ascii") for found in _DECLARED.findall(data[:_HEAD])[:2]]
    labels += _CHARSET.findall(content_type or "")[:1]
    codecs_ = []
    for label in labels:
        name = _WIDER.get(label.lower(), label.lower())
        try:
            name = codecs.lookup(name).name
        except LookupError:
            continue
        if _TEXT_CODECS.fullmatch(name):
            codecs_.append(name)
    return codecs_


def _shifted(data: bytes) -> str | None:
    """Read Japanese in seven bits (ISO-2022-JP), whose bytes are ASCII to whoever does not see where it shifts."""
    if b"\x1b$" in data[:_SAMPLE]:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("iso2022_jp_2")
    return None


def _utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: markup is mostly ASCII, whose other half is zero."""
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    low, high = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(low, high) < 0.2:
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def _guess(data: bytes, declared: list[str]) -> str:
    text = data.decode("utf-8", "replace")
    foreign = _FOREIGN.search(data)  # pages have scripts of any length before their first words
    start = foreign.start() if foreign else 0
    shown = text[start : start + _SAMPLE]
    wide = sum(1 for char in shown if char > "\x7f")
    broken = shown.count("\ufffd")
    if broken * 10 <= wide or len(_SCRATCH.findall(text)) <= len(_OF_THREE_BYTES.findall(text)):
        return text  # UTF-8 with scratches: cut in a character, or one entry of many in foreign bytes
    sample = data[start : start + _SAMPLE]
    if old := _of_language(data) or _cyrillic(sample):
        return data.decode(old, "replace")
    # What is common Korean in all is common Chinese in the next, too.
    asked = () if _is_western(sample) else ("cp949", "gb18030", "euc_jp", "cp932", "big5hkscs")
    likely = ((_plausibility(sample, name), name) for name in asked)
    best, codec = max(likely, key=lambda pair: round(pair[0], 2), default=(0.0, ""))
    if best >= 0.6:
        return data.decode(codec, "replace")
    fallback = next((name for name in declared if name not in ("utf-8", "utf-16", "utf-32")), "cp1252")
    return data.decode(fallback, "replace")


def _is_western(sample: bytes) -> bool:
    """Whether bytes beyond ASCII stand alone among letters: East Asian text has them in pairs, and pairs in a row."""
    runs = _FOREIGN.findall(sample)
    return sum(len(run) == 1 for run in runs) >= _ALONE * len(runs)


def _of_language(data: bytes) -> str | None:
    """Give the encoding of old for the language that a document declares, if Latin-1 does not have its letters."""
    found = _SPOKEN.search(data[: 2 * _HEAD])
    return _OF_OLD.get(found[1].lower().decode("ascii")) if found else None


def _cyrillic(sample: bytes) -> str | None:
    """Recognise words of nothing but letters beyond ASCII; that most of them are small tells the encoding.

    In the encodings of East Asia a third of the bytes lies below those letters.
    """
    foreign = bytes(byte for byte in sample if byte > 0x7F)
    words = b"".join(_FOREIGN_WORD.findall(sample))
    if 2 * len(words) <= len(foreign) or 10 * sum(1 for byte in foreign if byte >= 0xC0) < 9 * len(foreign):
        return None
    return "cp1251" if 2 * sum(1 for byte in words if byte >= 0xE0) > len(words) else "koi8-r"


def _plausibility(sample: bytes, codec: str) -> float:
    """Tell which share of the non-ASCII characters is common in the language that an encoding is for."""
    text = sample.decode(codec, "replace")
    wide = [char for char in text if char > "\x7f"]
    if not wide:
        return 0.0
    return sum(_COMMON[codec](char) for char in wide) / len(wide)


def _coded_between(char: str, codec: str, first: int, last: int) -> bool:
    try:
        coded = char.encode(codec)
    except UnicodeEncodeError:
        return False
    return len(coded) == 2 and first <= coded[0] <= last


_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》【】—…·　「」『』％")
_COMMON: dict[str, Callable[[str], bool]] = {
    # The first level of GB 2312, of Big5 and of JIS is their frequent characters.
    "gb18030": lambda char: char in _PUNCTUATION or _coded_between(char, "gb2312", 0xB0, 0xD7),
    "big5hkscs": lambda char: char in _PUNCTUATION or _coded_between(char, "big5", 0xA4, 0xC6),
    "euc_jp": lambda char: (
        "\u3041" <= char <= "\u30fe" or char in _PUNCTUATION or _coded_between(char, "euc_jp", 0xB0, 0xCF)
    ),
    "cp932": lambda char: (
        "\u3041" <= char <= "\u30fe" or char in _PUNCTUATION or _coded_between(char, "cp932", 0x88, 0x97)
    ),
    "cp949": lambda char: "\uac00" <= char <= "\ud7a3" and _coded_between(char, "euc_kr", 0xB0, 0xC8),
}
