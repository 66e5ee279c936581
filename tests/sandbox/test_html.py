"""Telegram's HTML mode: errors with byte offsets, entities in UTF-16."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.sandbox.server.content import Draft
from ledebot.sandbox.server.entities import Entity, MarkupError, narrow
from ledebot.sandbox.server.html import TAGS, parse_html

AFTER_DECODING = "after decoding HTML entities, check for unmatched surrogate code units"
ERRORS = [
    ("a <b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("x<br/>y", 'Unsupported start tag "br/" at byte offset 1'),
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
    ("中文<br>", 'Unsupported start tag "br" at byte offset 6'),
    ("😀<br>", 'Unsupported start tag "br" at byte offset 4'),
    ("</b>", "Unexpected end tag at byte offset 0"),
    ("<b>x</b></b>", "Unexpected end tag at byte offset 8"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>中</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("a<b", "Unclosed start tag at byte offset 1"),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=http://x.y>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
    ("&#xD83D;", f"Text contains invalid Unicode characters {AFTER_DECODING}"),
]


@pytest.mark.parametrize(("raw", "error"), ERRORS, ids=[raw for raw, _ in ERRORS])
def test_refused_markup(raw: str, error: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse_html(raw)
    assert str(caught.value) == error


def entity(kind: str, offset: int, length: int, data: str = "") -> Entity:
    return Entity(kind, offset, length, data)


PARSED = [
    ("<B>x</b>", "x", [entity("bold", 0, 1)]),
    ("<strong>x</strong>", "x", [entity("bold", 0, 1)]),
    ("<em>x</em><i>y</i>", "xy", [entity("italic", 0, 1), entity("italic", 1, 1)]),
    ("<u>x</u>", "x", [entity("underline", 0, 1)]),
    ("<del>x</del>", "x", [entity("strikethrough", 0, 1)]),
    ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
    ("<tg-spoiler>x</tg-spoiler>", "x", [entity("spoiler", 0, 1)]),
    ("<blockquote>x</blockquote>", "x", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
    ('<blockquote expandable="">x</blockquote>', "x", [entity("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, "python")]),
    ("<pre><code>x</code></pre>", "x", [entity("pre", 0, 1), entity("code", 0, 1)]),
    ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, "5")]),
    ('<tg-time unix="1700000000" format="d">x</tg-time>', "x", [entity("date_time", 0, 1, "1700000000:d")]),
    ("😀<b>中</b>", "😀中", [entity("bold", 2, 1)]),
    ("<b></b>x", "x", []),
    ("<i>a</>", "a", [entity("italic", 0, 1)]),
    ("<b >x</b >", "x", [entity("bold", 0, 1)]),
    ('<b foo="1" bar=2 baz>x</b>', "x", [entity("bold", 0, 1)]),
    ("&lt;b&gt; &amp; &quot;", '<b> & "', []),
    ("&lt &amp", "< &", []),
    ("&nbsp;&apos;&copy;", "&nbsp;&apos;&copy;", []),
    ("&#20013;&#x4e2d;&#x1F600;", "中中😀", []),
    ("&#0; &#xFFFFFFFF;", "&#0; &#xFFFFFFFF;", []),
    ("a > b", "a > b", []),
    ('<a href="https://E.com?a=1&amp;b=2">x</a>', "x", [entity("text_link", 0, 1, "https://e.com/?a=1&b=2")]),
    ("<a href='https://e.com'>x</a>", "x", [entity("text_link", 0, 1, "https://e.com/")]),
    ("<a>https://e.com</a>", "https://e.com", [entity("text_link", 0, 13, "https://e.com/")]),
    ('<a href="tg://user?id=42">x</a>', "x", [entity("text_mention", 0, 1, "42")]),
    ('<a href="/rel">x</a>', "x", []),
    ('<a href="javascript:alert(1)">x</a>', "x", []),
    ('<a href="http://localhost">x</a>', "x", []),
]


@pytest.mark.parametrize(("raw", "text", "entities"), PARSED, ids=[raw for raw, _, _ in PARSED])
def test_taken_markup(raw: str, text: str, entities: list[Entity]) -> None:
    wide, found = parse_html(raw)
    assert (narrow(wide), found) == (text, entities)


NESTED = [
    # bold, italic and the like nest freely
    ("<b>a<i>b</i></b>", [("bold", 0, 2), ("italic", 1, 1)]),
    # a style around a link stays whole
    ('<b>a<a href="https://e.com">b</a>c</b>', [("bold", 0, 3), ("text_link", 1, 1)]),
    # touching styles of one kind are joined
    ("<b>a</b><b>b</b>", [("bold", 0, 2)]),
    # nothing lives in code, neither style nor link
    ("<code><b>a</b></code>", [("code", 0, 1)]),
    ('<code>a<a href="https://e.com">b</a></code>', [("code", 0, 2)]),
    # code takes its place out of a style
    ("<b>a<code>b</code>c</b>", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
    # code may stand in a quote
    ("<blockquote>a<code>b</code></blockquote>", [("blockquote", 0, 2), ("code", 1, 1)]),
    # quotes do not nest
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", 0, 2)]),
    # a link around a quote is lost
    ('<a href="https://e.com">a<blockquote>b</blockquote></a>', [("blockquote", 1, 1)]),
    # links do not contain each other
    ('<a href="https://e.com">a<a href="https://f.com">b</a></a>', [("text_link", 0, 2)]),
]


@pytest.mark.parametrize(("raw", "expected"), NESTED, ids=[raw for raw, _ in NESTED])
def test_nesting(raw: str, expected: list[tuple[str, int, int]]) -> None:
    formatted = Draft(*parse_html(raw)).finish()
    assert [(e["type"], e["offset"], e["length"]) for e in formatted.entities] == expected


TRIMMED = [
    ("  x  ", "x", []),
    ("\n x\n\n", "x", []),
    ("  <b>x</b>", "x", [("bold", 0, 1)]),
    ("<b>  x  </b>y", "x  y", [("bold", 0, 3)]),
    ("<b> </b>x", "x", []),
    ("x<b> </b>", "x", []),
    ("a <b>b </b>", "a b", [("bold", 2, 1)]),
    ("a\tb\r\nc", "a b\nc", []),
    ("😀 <b>x</b>  ", "😀 x", [("bold", 3, 1)]),
]


@pytest.mark.parametrize(("raw", "text", "entities"), TRIMMED, ids=[repr(raw) for raw, _, _ in TRIMMED])
def test_trimming(raw: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    formatted = Draft(*parse_html(raw)).finish()
    assert formatted.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in formatted.entities] == entities


PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["<", ">", "&", "&amp;", "&#1234;", "中文", "😀", " ", "\n", '"', "'", "=", "/", "</>"]),
    st.sampled_from(sorted(TAGS)).map(lambda tag: f"<{tag}>"),
    st.sampled_from(sorted(TAGS)).map(lambda tag: f"</{tag}>"),
    st.sampled_from(['<a href="https://e.com/?a=1&amp;b">', '<code class="language-x">', "<blockquote expandable>"]),
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_parsed_or_refused(raw: str) -> None:
    try:
        formatted = Draft(*parse_html(raw)).finish()
    except MarkupError:
        return
    units = formatted.text.encode("utf-16-le")
    ends: list[int] = []
    for found in formatted.entities:
        start, end = found["offset"], found["offset"] + found["length"]
        assert 0 <= start < end <= len(units) // 2
        units[start * 2 : end * 2].decode("utf-16-le")  # no entity cuts a surrogate pair
        while ends and start >= ends[-1]:
            ends.pop()
        assert not ends or end <= ends[-1], "entities overlap in part"
        ends.append(end)


@given(st.text(max_size=200))
def test_escaped_text_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert narrow(parse_html(escaped)[0]) == text
