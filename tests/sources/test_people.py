"""Authors as feeds give them: names, and what stands in their place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.sources import feed, people


@pytest.mark.parametrize(
    ("given_as", "name"),
    [
        ("王小明", "王小明"),
        ("Jane Doe", "Jane Doe"),
        ("noreply@blogger.example (Jane Doe)", "Jane Doe"),
        ("Jane Doe <jane@port.example>", "Jane Doe"),
        ("Jane Doe (jane@port.example)", "Jane Doe"),
        ("<a href='mailto:jane@port.example'>Jane</a>", "Jane"),
        ("jane@port.example", ""),
        ("noreply@blogger.example", ""),
        ("https://port.example/people/jane", ""),
        ("王小明 https://port.example/u/7", "王小明"),
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("Byron Quay", "Byron Quay"),
        ("作者：王小明", "王小明"),
        ("文/王小明", "王小明"),
        ("文小刚", "文小刚"),
        ("admin", ""),
        ("管理员", ""),
        ("Admin Quay", "Admin Quay"),
        ("N/A", ""),
        ('{"name"=>"Jane Doe", "site"=>"quay"}', "Jane Doe"),
        ("[{'site': 'quay', 'name': 'Jane Doe'}]", "Jane Doe"),
        ('{"site"=>"quay"}', ""),
        ("Jane Doe (Port News)", "Jane Doe (Port News)"),
        ("", ""),
    ],
)
def test_a_name_is_taken_out_of_what_stands_around_it(given_as: str, name: str) -> None:
    assert people.named(given_as) == name


def test_several_are_listed_as_their_script_lists_names() -> None:
    assert people.joined(["王小明", "李华", "王小明"]) == "王小明、李华"
    assert people.joined(["Jane Doe", "admin", "John Quay"]) == "Jane Doe, John Quay"
    assert people.joined(["admin", "a@port.example"]) is None
    assert people.joined(f"张{number}" for number in range(10**9)) == "张0、张1、张2、张3、张4"


def test_an_address_of_a_feed_is_no_author() -> None:
    found = feed.parse(
        b"<rss><channel><item><title>Ferries at night</title><author>noreply@blogger.example (Jane Doe)</author></item>"
        b"<item><title>Ferries by day</title><author>jane@port.example</author></item></channel></rss>",
        url="https://port.example/rss",
    )
    assert [item.author for item in found.items] == ["Jane Doe", None]


@given(st.text(max_size=300))
def test_any_text_is_a_name_or_none(text: str) -> None:
    name = people.named(text)
    assert len(name) <= 300
    assert name == " ".join(name.split())


@pytest.mark.parametrize("piece", ["a@", "a.b@c.d", "(", "<", "http://", "by ", "作者：", "@a.", "www."])
def test_no_text_takes_long(piece: str) -> None:
    begun = time.process_time()
    people.named(piece * (20_000 // len(piece)))
    assert time.process_time() - begun < 2
