"""Large and broken feeds: read in pieces, and one bad entry costs itself only."""

from __future__ import annotations

import json
from functools import partial

import pytest

from ledebot.bot.model import Failure
from ledebot.bot.sources import feed
from ledebot.bot.sources.feed import Feed
from ledebot.bot.sources.feed_xml import Allowance
from tests.sources.growth import cost

URL = "https://island.example/rss"


def entry(number: int, inner: str = "") -> str:
    return (
        f"<item><title>第{number}班渡轮</title><link>https://island.example/{number}</link>"
        f"<description>&lt;p&gt;渡轮今天准点到达码头，这是第{number}班。&lt;/p&gt;</description>{inner}</item>"
    )


def rss(*entries: str, end: str = "</channel></rss>") -> bytes:
    return f"<rss version='2.0'><channel><title>岛报</title>{''.join(entries)}{end}".encode()


def parse(data: bytes, *, trusted: bool = False) -> Feed:
    return feed.parse(data, url=URL, trusted=trusted)


def numbers(found: Feed) -> list[int]:
    return [int((item.url or "").rpartition("/")[2]) for item in found.items]


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<a>" * 250 + "</a>" * 250, "nested deeper"),
        ("<a " + " ".join(f"a{n}='1'" for n in range(600)) + "/>", "attributes"),
        ("".join(f"<p{n}:a/>" for n in range(250)), "namespaces"),
        ("<a/>" * 110_000, "elements"),
    ],
)
def test_an_absurd_entry_is_reported_and_its_neighbours_are_read(inner: str, reason: str) -> None:
    found = parse(rss(entry(1), entry(2, inner), entry(3)))
    assert numbers(found) == [1, 3]
    (failure,) = found.failures
    assert failure.item == f"{URL}#2"
    assert reason in failure.reason


@pytest.mark.parametrize("broken", ["<b>", "</b>", "<a href=x>", "<![CDATA[", "<", "<x:y>"])
def test_a_broken_entry_leaves_its_neighbours_well_formed(broken: str) -> None:
    found = parse(rss(*(entry(n, broken if n == 2 else "<category>海</category>") for n in range(1, 5))))
    assert {1, 3, 4} - ({3, 4} if "CDATA" in broken else set()) <= set(numbers(found))
    assert found.items[0].topics == ("海",)


def test_a_feed_cut_off_keeps_what_was_there() -> None:
    whole = rss(*(entry(n) for n in range(1, 6))).decode()
    found = parse(whole[: whole.index("第5班渡轮") + 4].encode())
    assert numbers(found)[:4] == [1, 2, 3, 4]
    assert found.title == "岛报"


def test_a_bad_link_spoils_no_other_entry() -> None:
    hosts = ["a" * 64 + ".example", "xn--a", "two..dots", "[::1", "xn--\x80"]
    bad = [entry(n).replace("island.example", host) for n, host in enumerate(hosts, 2)]
    found = parse(rss(entry(1), *bad, entry(9)))
    assert {"https://island.example/1", "https://island.example/9"} <= {item.url for item in found.items}
    assert len(found.items) + len(found.failures) == 7


@pytest.mark.slow
def test_a_file_of_one_s_own_has_no_limit_and_a_feed_of_the_web_says_what_was_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large = rss(*(entry(n) for n in range(1, 1101)))
    found = parse(large)
    assert numbers(found) == list(range(1, 1001))
    assert found.failures == (Failure(URL, "100 entries left out: too many or too large for one feed"),)
    monkeypatch.setattr(feed, "Allowance", partial(Allowance, elements=40))
    found = parse(large)
    assert numbers(found) == list(range(1, 11))
    assert found.failures == (Failure(URL, "1090 entries left out: too many or too large for one feed"),)
    found = parse(large, trusted=True)
    assert numbers(found) == list(range(1, 1101))
    assert not found.failures


def test_json_keeps_to_the_same_limits() -> None:
    items = [{"id": str(n), "title": f"第{n}班", "url": f"https://island.example/{n}"} for n in range(1200)]
    data = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    assert parse(data).failures == (Failure(URL, "200 entries left out: too many or too large for one feed"),)
    assert len(parse(data, trusted=True).items) == 1200


@pytest.mark.slow
def test_broken_entries_are_read_in_time_that_grows_with_their_number() -> None:
    few, many = (rss(*(entry(n, "<b>") for n in range(count))) for count in (150, 600))
    assert cost(lambda: parse(many, trusted=True)) < 10 * cost(lambda: parse(few, trusted=True))


def test_comments_before_a_feed_may_be_long_and_speak_of_html() -> None:
    for length in (10, 5000, 300_000 // 4):
        data = f"<?xml version='1.0'?><!-- no <html> here {'- ' * length}-->".encode() + rss(entry(1))
        assert feed.looks_like_feed(data)
        assert numbers(parse(data)) == [1]


def test_halves_of_a_character_in_two_references_are_one() -> None:
    data = rss(
        "<item><title>渡轮&#55357;&#57001;到港&#xD83D;&#xdea2;</title><link>https://island.example/1</link></item>"
    )
    assert parse(data).items[0].title == "渡轮\U0001f6a9到港\U0001f6a2"


@pytest.mark.parametrize(
    "inner",
    [
        "<textInput><name>q</name><link>https://island.example/find</link><description>Search</description></textInput>",
        "<psc:chapters xmlns:psc='http://podlove.org/simple-chapters'><psc:chapter/></psc:chapters>",
        "<gml:pos xmlns:gml='http://www.opengis.net/gml'>far out</gml:pos>",
    ],
)
def test_what_the_parser_stumbles_over_within_an_entry_costs_no_entry(inner: str) -> None:
    for found in (parse(rss(entry(1), entry(2, inner), entry(3))), parse(rss(entry(2, inner)))):
        assert not found.failures
        item = next(item for item in found.items if item.url == "https://island.example/2")
        assert item.title == "第2班渡轮"
        assert "准点到达码头" in item.html


def test_an_empty_entry_within_another_takes_nothing_from_it() -> None:
    after = "<item /><guid>https://island.example/guid/2</guid><category>海</category>"
    found = parse(rss(entry(1), entry(2, after), entry(3)))
    assert numbers(found) == [1, 2, 3]
    assert (found.items[1].guid, found.items[1].topics) == ("https://island.example/guid/2", ("海",))
