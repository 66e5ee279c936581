"""A feed of three entries, the middle one made to spoil the others: each costs itself only."""

from __future__ import annotations

import json

import pytest

from ledebot.bot.sources import feed, feed_entry, items, jsonfeed
from ledebot.bot.sources.feed import Feed

URL = "https://island.example/feed"
FIRST, LAST = "水库大坝今天开工", "图书馆延长夜间开放"


def read(document: str | bytes) -> Feed:
    found = feed.parse(document if isinstance(document, bytes) else document.encode(), url=URL)
    titles = [item.title for item in found.items]
    assert (titles[0], titles[-1]) == (FIRST, LAST)
    assert len(found.items) + len(found.failures) == 3, "the middle one is there, or counted"
    return found


def json_feed(middle: str) -> str:
    first, last = (json.dumps({"id": title, "title": title, "content_text": title * 2}) for title in (FIRST, LAST))
    return f'{{"version":"https://jsonfeed.org/version/1.1","title":"岛报","items":[{first},{middle},{last}]}}'


def atom(middle: str) -> str:
    first, last = (f"<entry><title>{title}</title><content>{title}。</content></entry>" for title in (FIRST, LAST))
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>岛报</title>{first}{middle}{last}</feed>'


@pytest.mark.parametrize(
    "middle",
    [
        f'{{"id":{"9" * 10_000},"title":"渡轮"}}',
        f'{{"id":"m","title":"渡轮","x":-{"9" * 10_000}}}',
        f'{{"id":"m","x":{"[" * 20_000}{"]" * 20_000}}}',
        '{"id":"m","x":' + '{"a":' * 20_000 + "1" + "}" * 20_001,
        '{"id":"m","title":"\\x"}',
        "{id:'m'}",
        '{"id":"m","title":"\\ud800渡轮"}',
        "[]",
    ],
    ids=["huge id", "huge number", "deep list", "deep objects", "bad escape", "no JSON", "half a pair", "a list"],
)
def test_json(middle: str) -> None:
    read(json_feed(middle))


@pytest.mark.parametrize("attribute", [f'xml:base="{"x" * 5000}"', f'a="{"a=1 " * 2000}"', f'xml:lang="{"字" * 9000}"'])
def test_a_long_tag(attribute: str) -> None:
    read(atom(f"<entry {attribute}><title>渡轮</title><content>渡轮加开夜班。</content></entry>"))


@pytest.mark.parametrize("scratch", [b"\xff ", b"\xed\xa0\x80", b"\xe6\xb8", b"\xc0\xae."], ids=repr)
def test_foreign_bytes(scratch: bytes) -> None:
    entry = "<entry><title>渡轮</title><content>@</content></entry>"
    read(atom(entry).encode().replace(b"@", scratch * 20))


@pytest.mark.parametrize(
    "where", [(jsonfeed, "_author"), (feed_entry, "_topics"), (items, "_make_item"), (items, "read")]
)
def test_a_bug_of_ours(where: tuple[object, str], monkeypatch: pytest.MonkeyPatch) -> None:
    module, name = where
    step = getattr(module, name)

    def stumbling(*arguments: object, **named: object) -> object:
        if "渡轮" in repr(arguments):
            raise ZeroDivisionError
        return step(*arguments, **named)

    monkeypatch.setattr(module, name, stumbling)
    middle = '{"id":"m","title":"渡轮","author":{"name":"渡轮"},"date_published":"渡轮","content_text":"加开夜班"}'
    body = "<title>渡轮</title><updated>渡轮</updated><content>加开夜班</content>"
    found = read(json_feed(middle) if module is jsonfeed else atom(f"<entry>{body}</entry>"))
    assert [failure.reason for failure in found.failures] == ["internal error (ZeroDivisionError); see the log"]
