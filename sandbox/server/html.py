"""Telegram's HTML mode, with its errors at UTF-8 byte offsets. Pure.

The grammar and the messages are those of TDLib's `parse_html`: no tree, no recovery, every tag closed in order.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from ledebot.sandbox.server.entities import Entity, MarkupError, is_time, link, narrow, order, shown, wide

SIMPLE = {
    "i": "italic",
    "em": "italic",
    "b": "bold",
    "strong": "bold",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset({*SIMPLE, "a", "tg-emoji", "tg-time", "pre", "code", "blockquote"})
EMOJI_DIGITS = 19
"""Digits of a custom emoji's id, a number of 64 bits."""
_SPACE = " \t\r\n\v\0"
_END = "\0"
_SPECIAL = re.compile("[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAME_TOKEN = frozenset(string.ascii_letters + string.digits + ".-")
# What stands before the end of a tag's name and of an attribute's; the end marker is among _SPACE.
_TAG_NAME = re.compile(f"[^{_SPACE}>]*")
_ATTRIBUTE_NAME = re.compile(f"[^{_SPACE}=>/\"']*")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int


def parse_html(raw: str) -> tuple[str, list[Entity]]:
    """Split HTML into its wide text (UTF-16 units) and its entities, sorted but not yet fixed. Raises MarkupError."""
    return _Parser(wide(raw)).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.size = len(source)
        # The end marker saves a bounds check at every character, as in the original.
        self.source = source + _END
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while True:
            match = _SPECIAL.search(self.source, self.at, self.size)
            self._emit(self.source[self.at : match.start() if match else self.size])
            if match is None:
                break
            self.at = match.start()
            if match[0] == "&":
                self._emit(self._reference() or self._take())
            elif self.source[self.at + 1] == "/":
                self._end_tag()
            else:
                self._start_tag()
        if self.stack:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        text = "".join(self.out)
        try:
            narrow(text)
        except UnicodeDecodeError:
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            ) from None
        return text, order(self.entities)

    def _emit(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.length += len(text)

    def _take(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def _byte(self, at: int) -> int:
        """Turn an index into the offset in UTF-8 bytes that error messages use."""
        return len(shown(self.source[:at]).encode())

    def _reference(self) -> str:
        """Decode a character reference at `&` and step over it; empty, without a step, when it is not a known one."""
        match = _REFERENCE.match(self.source, self.at, self.size)
        if match is None:
            return ""
        hexadecimal, decimal, name = match.groups()
        if name is not None:
            text = _NAMED.get(name, "")
        else:
            long = len(match[0].rstrip(";")) >= 10
            digits = 0 if long else int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
            text = "" if digits == 0 or digits >= 0x10FFFF else wide(chr(digits))
        if text:
            self.at = match.end()
        return text

    def _skip_spaces(self) -> None:
        while self.at < self.size and self.source[self.at] in _SPACE:
            self.at += 1

    def _name(self, pattern: re.Pattern[str]) -> str:
        begin = self.at
        match = pattern.match(self.source, begin)
        self.at = match.end() if match else begin
        return self.source[begin : self.at]

    def _ended(self) -> bool:
        return self.at >= self.size

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._name(_TAG_NAME).lower()
        if self._ended():
            raise MarkupError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in TAGS:
            raise MarkupError(f'Unsupported start tag "{shown(tag)}" at byte offset {self._byte(begin)}')
        attributes = {} if self.source[self.at] == ">" else self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.stack.append(_Open(tag, _argument(tag, attributes), self.length))
        self.at += 1

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while self.source[self.at] != ">":
            self._skip_spaces()
            if self.source[self.at] == ">" and not self._ended():
                break
            name = self._name(_ATTRIBUTE_NAME)
            if not name:
                where = self._byte(begin)
                if self._ended():
                    raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {where}')
                raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            self._skip_spaces()
            if self._ended():
                raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            if self.source[self.at] != "=":
                found[name] = ""
                continue
            self.at += 1
            self._skip_spaces()
            if self._ended():
                raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            found[name] = self._value(begin)
        return found

    def _value(self, begin: int) -> str:
        quote = self.source[self.at]
        start = self.at
        if quote in "'\"":
            self.at += 1
            value = self._quoted(quote)
        else:
            while self.source[self.at] in _NAME_TOKEN:
                self.at += 1
            value = self.source[start : self.at].lower()
            if self.source[self.at] not in _SPACE + ">":
                raise MarkupError(f"Unexpected end of name token at byte offset {self._byte(start)}")
        if self._ended():
            raise MarkupError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return value

    def _quoted(self, quote: str) -> str:
        end = self.source.find(quote, self.at, self.size)
        end = self.size if end < 0 else end
        value: list[str] = []
        while (reference := self.source.find("&", self.at, end)) >= 0:
            value.append(self.source[self.at : reference])
            self.at = reference
            value.append(self._reference() or self._take())
        value.append(self.source[self.at : end])
        self.at = min(end + 1, self.size)
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.stack:
            raise MarkupError(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        name = self._name(_TAG_NAME).lower()
        self._skip_spaces()
        if self.source[self.at] != ">":
            raise MarkupError(f"Unclosed end tag at byte offset {self._byte(begin)}")
        opened = self.stack.pop()
        if name and name != opened.tag:
            raise MarkupError(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{shown(name)}>"'
            )
        self.at += 1
        length = self.length - opened.offset
        if length > 0:
            self._close(opened, length)

    def _close(self, opened: _Open, length: int) -> None:
        tag, argument, offset = opened.tag, opened.argument, opened.offset
        if tag in SIMPLE:
            self.entities.append(Entity(SIMPLE[tag], offset, length))
        elif tag == "a":
            self._link(opened, length)
        elif tag in ("pre", "code"):
            self._code(opened, length)
        elif tag == "blockquote":
            kind = "expandable_blockquote" if argument else "blockquote"
            self.entities.append(Entity(kind, offset, length))
        elif tag == "tg-emoji":
            if not argument.isdecimal() or len(argument) > EMOJI_DIGITS or int(argument) == 0:
                raise MarkupError("Invalid custom emoji identifier specified")
            self.entities.append(Entity("custom_emoji", offset, length, argument))
        elif argument:
            self.entities.append(Entity("date_time", offset, length, argument))

    def _link(self, opened: _Open, length: int) -> None:
        url = shown(opened.argument or "".join(self.out)[opened.offset :])
        self.entities += link(url, opened.offset, length)

    def _code(self, opened: _Open, length: int) -> None:
        """`pre` around `code class="language-x"`, or the other way round, is one block in that language."""
        last = self.entities[-1] if self.entities else None
        partner = "code" if opened.tag == "pre" else "pre"
        if last and (last.type, last.offset, last.length) == (partner, opened.offset, length):
            language = last.data or opened.argument
            if language:
                self.entities[-1] = Entity("pre", opened.offset, length, language)
                return
        self.entities.append(Entity(opened.tag, opened.offset, length, opened.argument))


def _argument(tag: str, attributes: dict[str, str]) -> str:
    """Pick the one value of a tag that its entity needs."""
    if tag == "a":
        return attributes.get("href", "")
    if tag == "code":
        value = attributes.get("class", "")
        return value.removeprefix("language-") if value.startswith("language-") else ""
    if tag == "tg-emoji":
        return attributes.get("emoji-id", "")
    if tag == "tg-time" and is_time(unix := attributes.get("unix", "")):
        return f"{int(unix)}:{attributes.get('format', '')}"
    return "1" if tag == "blockquote" and "expandable" in attributes else ""
