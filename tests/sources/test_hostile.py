"""Hostile documents, and mutations of sound ones: articles or one clear error, in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Failure
from ledebot.bot.sources import opml
from ledebot.bot.sources.inputs import parse_document
from tests.chances import examples
from tests.sources.growth import slowness
from tests.sources.hostile import DOCUMENTS

MEMORY = 1024
"""MiB of address space for the whole set, interpreter and libraries included."""
SECONDS = 3.0
"""Of CPU time for one document; the slowest takes about half a one."""


def test_there_are_enough_of_them() -> None:
    assert len(DOCUMENTS) >= 60


@pytest.mark.slow
def test_the_hostile_set_within_time_and_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sources.hostile_reading", str(MEMORY)],
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines, most = done.stdout.splitlines(), SECONDS * slowness()
    assert len(lines) == len(DOCUMENTS)
    for line in lines:
        assert float(line.split()[0]) < most, line
    assert "root:" not in done.stdout


@pytest.mark.parametrize("name", ["external entity", "xinclude", "external entity over http", "parameter entity"])
def test_nothing_from_outside_gets_in(name: str) -> None:
    for item in parse_document(DOCUMENTS[name](), "https://news.example/x"):
        assert "root:" not in str(item)


SEEDS = [
    f"<rss><channel><item><title>{'<![CDATA[' * 200}x{']]>' * 200}</title></item></channel></rss>".encode(),
    "<rss version='2.0'><channel><title>岛报</title><language>zh</language><ttl>5</ttl><item><title>渡轮</title>"
    "<link>https://news.example/a</link><guid>1</guid><pubDate>Tue, 03 Feb 2026 08:00:00 GMT</pubDate>"
    "<content:encoded><![CDATA[<p>正文 &amp; 更多</p>]]></content:encoded></item></channel></rss>".encode(),
    "<?xml version='1.0' encoding='gbk'?><feed xmlns='http://www.w3.org/2005/Atom'><entry><title>渡轮</title>"
    "<link href='/a'/><updated>2026-02-03T08:00:00Z</updated><summary type='html'>&lt;p&gt;正文</summary></entry>"
    "</feed>".encode("gbk"),
    b'{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"x","content_text":"y","tags":["a"]}]}',
    "---\ntitle: '渡轮'\ncategories:\n  - 岛报\n  - [a, b]\ndate: 2026-02-03 08:00:00\n---\n<p>正文</p>".encode(),
    "<html><head><title>渡轮</title><meta name='date' content='2026-02-03'></head><body><article><p>"
    "第一班渡轮今天早上抵达了小镇的码头，许多居民前来迎接。</p></article></body></html>".encode(),
    b"<opml version='2.0'><body><outline text='a'><outline xmlUrl='https://news.example/rss'/></outline></body></opml>",
]
PIECES = st.sampled_from(
    b"< > & ]]> <![CDATA[ <!-- --> </ /> ' \x00 \xff --- { [ : <item> </item> &# <!ENTITY <? \xe6 <html> <rss>".split()
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sound document with pieces cut out, doubled, swapped in from another, or foreign ones put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(data)))
        end = min(start + draw(st.integers(0, 40)), len(data))
        match draw(st.integers(0, 4)):
            case 0:
                del data[start:end]
            case 1:
                data[start:end] = data[start:end] * draw(st.integers(2, 50))
            case 2:
                data[start:start] = draw(PIECES) * draw(st.integers(1, 30))
            case 3:
                data[start:end] = draw(st.binary(max_size=20))
            case _:
                other = draw(st.sampled_from(SEEDS))
                cut = draw(st.integers(0, len(other)))
                data[start:start] = other[cut : cut + 60]
    return bytes(data)


@pytest.mark.slow
@settings(max_examples=examples(100))
@given(mutated())
def test_mutations_give_items_or_one_clear_error(data: bytes) -> None:
    try:
        found = parse_document(data, "https://news.example/x")
    except ParseError as error:
        message = str(error)
        assert message.startswith("https://news.example/x: ")
        assert "\n" not in message
        return
    for item in found:
        if isinstance(item, Failure):
            assert item.reason
        else:
            assert item.title
            assert item.source
            assert "\n" not in item.title
            assert item.url is None or item.url.startswith(("http://", "https://"))
            assert item.published is None or item.published.tzinfo is not None


@pytest.mark.slow
@settings(max_examples=examples(50))
@given(mutated())
def test_mutations_of_opml(data: bytes) -> None:
    try:
        found = opml.parse(data, ref="x")
    except ParseError:
        return
    assert all(source.url.startswith(("http://", "https://")) for source in found)
