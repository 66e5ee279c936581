"""Feeds that are broken, hostile or none: read as far as possible, or named in one line."""

from __future__ import annotations

import pytest

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Failure
from ledebot.bot.sources import feed
from tests.sources.rss import URL, item, parse, rss


def test_namespaces_that_nobody_declared() -> None:
    data = rss(item("<content:encoded>text of it</content:encoded><foo:bar>x</foo:bar>"))
    found = parse(data)
    assert found.items[0].html == "text of it"
    assert found.warnings == ()


def test_broken_xml_is_read_as_far_as_possible() -> None:
    found = parse(
        b"<rss><channel><title>x</title><item><title>One</title><description>Hello<br>there</description></item>"
        b"<item><title>Two</title></item>"
    )
    assert [entry.title for entry in found.items] == ["One", "Two"]
    assert found.warnings == ("not well-formed XML; read as far as possible",)


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = parse(rss(item("<description>&b; &f;</description>"), declaration=bomb))
    assert found.items[0].html == "&b; &f;"
    assert found.warnings == ("DOCTYPE with declarations of its own; they were ignored",)


def test_the_number_of_entries_is_capped() -> None:
    found = parse(
        rss("".join(item(title=f"第{n}条", link=f"https://news.example/{n}") for n in range(feed.MAX_ITEMS + 7)))
    )
    assert len(found.items) == feed.MAX_ITEMS
    assert found.failures == (Failure(URL, "7 entries left out: too many or too large for one feed"),)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty document"),
        (b"   ", "an empty document"),
        (b"<!doctype html><html><body>404</body></html>", "a web page"),
        (b"<opml><body/></opml>", "XML of another kind"),
        (b"Just a moment...", "plain text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "plain text or binary"),
        (b"{}", "JSON of another kind"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "without a list of items"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "broken JSON"),
        (b'{"a":' * 100_000, "broken JSON"),
        (b"<rss><channel>" + b"<a>" * 5000 + b"</channel></rss>", "nested deeper"),
    ],
)
def test_what_is_no_feed_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason) as caught:
        parse(data)
    assert str(caught.value).startswith(f"{URL}: ")
    assert "\n" not in str(caught.value)
