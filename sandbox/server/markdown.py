"""Telegram's two Markdown modes, with their errors at UTF-8 byte offsets. Pure.

`MarkdownV2` nests and wants every reserved character escaped; the older `Markdown` knows four marks and no nesting.
The rules and messages are those of TDLib's `parse_markdown_v2` and `parse_markdown`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledebot.sandbox.server.entities import Entity, MarkupError, link, order, shown, wide

RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "CustomEmoji": "custom_emoji",
    "BlockQuote": "blockquote",
}
_MARKS = {
    "Bold": "*",
    "Italic": "_",
    "Underline": "__",
    "Strikethrough": "~",
    "Spoiler": "||",
    "Code": "`",
    "Pre": "```",
    "PreCode": "```",
    "TextUrl": "]",
    "CustomEmoji": "]",
}
_OPENERS = (
    ("__", "Underline"), ("_", "Italic"), ("*", "Bold"), ("~", "Strikethrough"), ("||", "Spoiler"),
    ("![", "CustomEmoji"), ("[", "TextUrl"), ("```", "Pre"), ("`", "Code"),
)  # fmt: skip
_LANGUAGE = re.compile(r"([^\s`]+)(?=[^`])")
_NEWLINE = re.compile(r"\r\n|\n\r|\n|\r")
_EMOJI = re.compile(r"tg://emoji\?id=(\d+)")


@dataclass(slots=True)
class _Open:
    type: str
    offset: int
    at: int
    data: str = ""


def parse_markdown_v2(raw: str) -> tuple[str, list[Entity]]:
    """Split MarkdownV2 into its wide text and its sorted entities. Raises MarkupError."""
    return _Parser(wide(raw)).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            char = self.source[self.at]
            reserved = "`" if self.stack and self.stack[-1].type in ("Code", "Pre", "PreCode") else RESERVED
            if char == "\\" and "\0" < self.source[self.at + 1 : self.at + 2] <= "~":
                self.out.append(self.source[self.at + 1])
                self.at += 2
            elif char not in reserved:
                self.out.append(char)
                self.at += 1
            elif char == "\n":
                self._newline()
            elif self._ends_here():
                self._close()
            else:
                self._open()
        if self.stack and self.stack[-1].type == "BlockQuote":
            self._close_quote()
        if self.stack:
            raise self._unclosed()
        return "".join(self.out), order(self.entities)

    def _byte(self, at: int) -> int:
        return len(shown(self.source[:at]).encode())

    def _unclosed(self) -> MarkupError:
        last = self.stack[-1]
        return MarkupError(f"Can't find end of {last.type} entity at byte offset {self._byte(last.at)}")

    def _reserved(self) -> MarkupError:
        char = self.source[self.at]
        return MarkupError(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")

    # --- quotes --------------------------------------------------------------------------------------

    def _newline(self) -> None:
        """A line's end closes a quote unless the next line goes on quoting; nothing else may be open in it then."""
        quoting = any(opened.type == "BlockQuote" for opened in self.stack)
        goes_on = self.source[self.at + 1 : self.at + 2] == ">"
        if quoting and not goes_on:
            if self.stack[-1].type != "BlockQuote":
                raise self._unclosed()
            self._close_quote()
        self.out.append("\n")
        self.at += 1
        if goes_on:
            if not quoting:
                self.stack.append(_Open("BlockQuote", len(self.out), self.at))
            self.at += 1

    def _close_quote(self, kind: str = "blockquote") -> None:
        opened = self.stack.pop()
        if len(self.out) > opened.offset:
            self.entities.append(Entity(kind, opened.offset, len(self.out) - opened.offset))

    def _ends_expandable(self) -> bool:
        """Whether `||` stands at the end of a quote, which makes the quote expandable."""
        after = self.source[self.at + 2 : self.at + 4]
        return (
            bool(self.stack)
            and self.stack[-1].type == "BlockQuote"
            and self.source.startswith("||", self.at)
            and (not after or (after[0] == "\n" and after[1:] != ">"))
        )

    # --- everything else -----------------------------------------------------------------------------

    def _ends_here(self) -> bool:
        if not self.stack or self.stack[-1].type == "BlockQuote":
            return False
        kind = self.stack[-1].type
        if not self.source.startswith(_MARKS[kind], self.at):
            return False
        return kind != "Italic" or not self.source.startswith("__", self.at)

    def _open(self) -> None:
        begin = self.at
        if self._ends_expandable():
            self.at += 2
            self._close_quote("expandable_blockquote")
            return
        if self.source[begin] == ">" and (not self.out or self.out[-1] == "\n"):
            self.at += 1
            self.stack.append(_Open("BlockQuote", len(self.out), begin))
            return
        mark, kind = next(((m, k) for m, k in _OPENERS if self._starts(m)), ("", ""))
        if not mark:
            raise self._reserved()
        self.at += len(mark)
        language = ""
        if kind == "Pre":
            kind, language = self._pre()
        self.stack.append(_Open(kind, len(self.out), begin, language))

    def _starts(self, mark: str) -> bool:
        return self.source.startswith(mark, self.at)

    def _pre(self) -> tuple[str, str]:
        """Step over a block's language and its first line's end."""
        kind, language = "Pre", ""
        if match := _LANGUAGE.match(self.source, self.at):
            kind, language = "PreCode", match[1]
            self.at = match.end()
        if match := _NEWLINE.match(self.source, self.at):
            self.at = match.end()
        return kind, language

    def _close(self) -> None:
        opened = self.stack.pop()
        self.at += len(_MARKS[opened.type])
        data: str | None = opened.data
        if opened.type == "CustomEmoji":
            data = self._emoji()
        elif opened.type == "TextUrl":
            data = self._address("a URL") if self._starts("(") else shown("".join(self.out[opened.offset :]))
        length = len(self.out) - opened.offset
        if not length:
            return
        if opened.type == "TextUrl":
            self.entities += link(data or "", opened.offset, length)
        else:
            self.entities.append(Entity(_TYPES[opened.type], opened.offset, length, data or ""))

    def _address(self, what: str) -> str:
        """Read `(address)`, in which a backslash escapes."""
        self.at += 1
        begin = self.at
        found: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != ")":
            if self.source[self.at] == "\\" and "\0" < self.source[self.at + 1 : self.at + 2] <= "~":
                self.at += 1
            found.append(self.source[self.at])
            self.at += 1
        if self.at >= len(self.source):
            raise MarkupError(f"Can't find end of {what} at byte offset {self._byte(begin)}")
        self.at += 1
        return shown("".join(found))

    def _emoji(self) -> str:
        if not self._starts("("):
            raise MarkupError("Custom emoji entity must contain a tg://emoji URL")
        match = _EMOJI.fullmatch(self._address("a custom emoji URL"))
        if match is None:
            raise MarkupError("Custom emoji URL must have scheme tg")
        return match[1]


_OLD_KINDS = {"_": "italic", "*": "bold", "`": "code", "```": "pre"}
_OLD = re.compile(r"\\([_*`\[])|(```|[_*`\[])")


def parse_markdown(raw: str) -> tuple[str, list[Entity]]:
    """Split the older Markdown into its wide text and its sorted entities. Raises MarkupError."""
    source = wide(raw)
    text = ""
    found: list[Entity] = []
    at = 0
    while match := _OLD.search(source, at):
        text += source[at : match.start()] + (match[1] or "")
        at = match.end()
        mark = match[2]
        if mark is None:
            continue
        language = ""
        if mark == "```":
            if named := _LANGUAGE.match(source, at):
                language, at = named[1], named.end()
            if newline := _NEWLINE.match(source, at):
                at = newline.end()
        end = source.find("]" if mark == "[" else mark, at)
        if end < 0:
            where = len(shown(source[: match.start()]).encode())
            raise MarkupError(f"Can't find end of the entity starting at byte offset {where}")
        inside, offset = source[at:end], len(text)
        text += inside
        at = end + (1 if mark == "[" else len(mark))
        url = inside
        if mark == "[" and source.startswith("(", at):
            close = source.find(")", at)
            close = len(source) if close < 0 else close
            url, at = source[at + 1 : close], close + 1
        if inside and mark == "[":
            found += link(shown(url), offset, len(inside))
        elif inside:
            found.append(Entity(_OLD_KINDS[mark], offset, len(inside), language))
    return text + source[at:], order(found)
