"""Subscriptions as other feed readers write them, and as they come back from here."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import SourceConfig
from ledebot.bot.sources import opml
from ledebot.bot.sources.mojibake import mended


def test_nested_folders_become_topics() -> None:
    document = """<?xml version="1.0"?><opml version="1.1"><head><title>mine</title></head><body>
        <outline text="新闻"><outline text="国际" title="国际新闻">
        <outline type="rss" text="岛报" title="岛报 & 副刊" xmlUrl="https://news.example/rss?a=1&b=2"/></outline></outline>
        <outline text="https://plain.example/rss" xmlurl="https://plain.example/rss"/>
        <outline text="again" xmlUrl="https://plain.example/rss"/>
        <outline text="分类" category="/科技/硬件,财经" xmlUrl="https://tagged.example/rss"/>
        <outline text="bad" xmlUrl="file:///etc/passwd"/><outline text="empty"/></body></opml>"""
    assert opml.parse(document.encode(), ref="x") == (
        SourceConfig("https://news.example/rss?a=1&b=2", title="岛报 & 副刊", topics=("新闻", "国际新闻")),
        SourceConfig("https://plain.example/rss"),
        SourceConfig("https://tagged.example/rss", title="分类", topics=("硬件", "财经")),
    )


@pytest.mark.parametrize(
    "outline",
    [
        "<outline text='岛报' xmlurl='https://news.example/rss'/>",
        "<outline TEXT='岛报' XMLURL='https://news.example/rss'/>",
        "<Outline title='岛报' type='atom' url='https://news.example/rss'/>",
        "<outline text='岛报' xmlUrl='feed:https://news.example/rss'/>",
        "<outline text='岛报' xmlUrl=' https://news.example/rss\n'/>",
        "<outline text='&lt;b&gt;岛报&lt;/b&gt;' xmlUrl='https://news.example/rss' rssguard:icon='AAAA'/>",
        "<outline text='岛报' xmlUrl='https://news.example/rss'/></div>",
        "<!-- mine --><outline text='岛报' xmlUrl='https://news.example/rss'><br></outline>",
        "<outline text=岛报 type=rss xmlUrl=https://news.example/rss />",
        "<outline text='岛报' xmlUrl=https://news.example/rss/><outline text='岛=报 x=y' />".replace("rss/>", "rss />"),
        "<outline type='link' text='页' url='https://a.example/'/><outline text='岛报' xmlUrl='https://news.example/rss'/>",
        "<outline type='include' url='https://a.example/l.opml'/><outline text='岛报' xmlUrl='https://news.example/rss'/>",
    ],
)
def test_outlines_as_other_readers_write_them(outline: str) -> None:
    data = f"<?xml version='1.0'?>\n<!-- a list -->\n<OPML version='2.0'><body>{outline}</body></OPML>".encode()
    assert opml.looks_like_opml(data)
    assert opml.parse(data, ref="x") == (SourceConfig("https://news.example/rss", title="岛报"),)


@pytest.mark.parametrize("name", ['岛"报', '"岛报" 与 "港报"', '5" 屏 & 港报', '岛报"'])
def test_quotation_marks_that_nobody_escaped(name: str) -> None:
    data = f'''<opml version="2.0"><head><title>"我"的</title></head><body><outline text="{name}" type="rss"
        xmlUrl="https://news.example/rss"/><outline text='港' xmlUrl = "https://port.example/"/></body></opml>'''
    assert opml.parse(data.encode(), ref="x") == (
        SourceConfig("https://news.example/rss", title=name),
        SourceConfig("https://port.example/", title="港"),
    )


@pytest.mark.parametrize("name", ["Jane's boats", "'Jane' & 'Joe'", "the boats'"])
def test_apostrophes_that_nobody_escaped(name: str) -> None:
    data = f"""<opml version='2.0'><head><title>Jane's</title></head><body><outline text='{name}' type='rss'
        xmlUrl='https://news.example/rss'/><outline text="Joe's" xmlUrl="https://port.example/"/></body></opml>"""
    assert [found.title for found in opml.parse(data.encode(), ref="x")] == [name, "Joe's"]


def test_what_only_speaks_of_opml_is_none() -> None:
    assert not opml.looks_like_opml(b"<rss><channel><description>&lt;opml> <opml></description></channel></rss>")
    assert opml.looks_like_opml(b"<!-- " + b"long " * 5000 + b"--><!DOCTYPE opml><opml>")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "broken OPML"),
        (b"<rss></rss>", "not an OPML file"),
        (b"<opml><body>", "broken OPML"),
        (b"<opml>" + b"<outline>" * 300 + b"</outline>" * 300 + b"</opml>", "nested deeper"),
        (b"plain text", "broken OPML"),
    ],
)
def test_what_is_no_opml_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        opml.parse(data, ref="list.opml")


def _told_as_it_is(name: str) -> bool:
    """Tell whether a name does not look read in a wrong encoding, as `0Â¡` does, escaped twice, as `&amp` does, or
    marked up, as `<P>` does."""
    written = f"a{html.escape(name)}a"
    marked = re.search(r"<[/!?]?[A-Za-z!?\[]", name)
    return mended(written) == written and html.unescape(name) == name and not marked


names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn", "Co", "Cf")), min_size=1, max_size=12
).filter(_told_as_it_is)
configs = st.builds(
    SourceConfig,
    url=st.integers(0, 10**6).map(lambda number: f"https://news.example/{number}?a=1&b=<2>"),
    title=names,
    topics=st.lists(names, unique=True, max_size=3).map(tuple),
)


@given(st.lists(configs, unique_by=lambda config: config.url, max_size=8))
def test_what_is_written_is_read_back(sources: list[SourceConfig]) -> None:
    found = opml.parse(opml.render(sources), ref="x")
    assert sorted(found, key=str) == sorted(sources, key=str)


def test_signs_of_equality_in_an_address_are_no_attributes() -> None:
    document = f"""<opml version="2.0"><body><outline text="岛报" xmlUrl="https://news.example/rss"/>
        <outline text="{"a=1 " * 600}" xmlUrl="https://long.example/rss?{"a=1&amp;" * 600}"/></body></opml>"""
    assert opml.parse(document.encode(), ref="x")[0].url == "https://news.example/rss"
