"""Telegram's Markdown modes: errors with byte offsets, entities in UTF-16."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.sandbox.server.content import Draft
from ledebot.sandbox.server.entities import MarkupError, narrow
from ledebot.sandbox.server.markdown import parse_markdown, parse_markdown_v2

RESERVED = "is reserved and must be escaped with the preceding '\\'"
ERRORS_V2 = [
    ("*unclosed", "Can't find end of Bold entity at byte offset 0"),
    ("*bold _italic\\_*", "Can't find end of Bold entity at byte offset 15"),
    ("中*x", "Can't find end of Bold entity at byte offset 3"),
    ("[x](http://e.com", "Can't find end of a URL at byte offset 4"),
    ("```x", "Can't find end of Pre entity at byte offset 0"),
    ("hello.", f"Character '.' {RESERVED}"),
    ("a-b", f"Character '-' {RESERVED}"),
    ("hello!", f"Character '!' {RESERVED}"),
    ("test()", f"Character '(' {RESERVED}"),
    ("#tag", f"Character '#' {RESERVED}"),
    ("a+b", f"Character '+' {RESERVED}"),
    ("a=b", f"Character '=' {RESERVED}"),
    ("a{b", f"Character '{{' {RESERVED}"),
    ("a>b", f"Character '>' {RESERVED}"),
    ("a|b", f"Character '|' {RESERVED}"),
    ("![x]", "Custom emoji entity must contain a tg://emoji URL"),
    (">*x\ny", "Can't find end of Bold entity at byte offset 1"),
]


@pytest.mark.parametrize(("raw", "error"), ERRORS_V2, ids=[raw for raw, _ in ERRORS_V2])
def test_refused_v2(raw: str, error: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse_markdown_v2(raw)
    assert str(caught.value) == error


PARSED_V2 = [
    ("*粗* _斜_ __下__ ~删~ ||藏||", "粗 斜 下 删 藏", "bold italic underline strikethrough spoiler"),
    ("*粗 _斜_*", "粗 斜", "bold italic"),
    ("`a*b`", "a*b", "code"),
    ("```python\nx = 1\n```", "x = 1", "pre"),
    ("```\nx\n```", "x", "pre"),
    ("[文](https://e.com/a\\)b)", "文", "text_link"),
    ("[文](/rel)", "文", ""),
    ("[他](tg://user?id=42)", "他", "text_mention"),
    ("![👍](tg://emoji?id=5)", "👍", "custom_emoji"),
    ("hello\\. 1\\+1\\=2", "hello. 1+1=2", ""),
    (">引\n>文\n后", "引\n文\n后", "blockquote"),
    (">引\n>文||", "引\n文", "expandable_blockquote"),
    (">引\n**>另", "引\n另", "blockquote blockquote"),
    ("😀*x*", "😀x", "bold"),
    ("前\n>引", "前\n引", "blockquote"),
]


@pytest.mark.parametrize(("raw", "text", "kinds"), PARSED_V2, ids=[raw for raw, _, _ in PARSED_V2])
def test_taken_v2(raw: str, text: str, kinds: str) -> None:
    formatted = Draft(*parse_markdown_v2(raw)).finish()
    assert formatted.text == text
    assert [e["type"] for e in formatted.entities] == kinds.split()


OLD = [
    ("*粗* _斜_ `码`", "粗 斜 码", "bold italic code"),
    ("```\nx\n```", "x", "pre"),
    ("[文](https://e.com)", "文", "text_link"),
    ("a\\*b\\_c", "a*b_c", ""),
    ("1.2-3!", "1.2-3!", ""),
]


@pytest.mark.parametrize(("raw", "text", "kinds"), OLD, ids=[raw for raw, _, _ in OLD])
def test_taken_old(raw: str, text: str, kinds: str) -> None:
    formatted = Draft(*parse_markdown(raw)).finish()
    assert (formatted.text, [e["type"] for e in formatted.entities]) == (text, kinds.split())


def test_refused_old() -> None:
    with pytest.raises(MarkupError, match="Can't find end of the entity starting at byte offset 3"):
        parse_markdown("中*x")


@given(st.text(alphabet="*_~|`[]()>!\\.-ab中😀\n", max_size=40))
def test_any_text_is_parsed_or_refused(raw: str) -> None:
    for parse in (parse_markdown, parse_markdown_v2):
        try:
            wide, found = parse(raw)
        except MarkupError:
            continue
        assert all(e.offset >= 0 and e.length > 0 and e.end <= len(wide) for e in found)


@given(st.text(max_size=100))
def test_escaped_text_comes_back(text: str) -> None:
    escaped = "".join(f"\\{c}" if c in "\\_*[]()~`>#+-=|{}.!" else c for c in text)
    assert narrow(parse_markdown_v2(escaped)[0]) == text
