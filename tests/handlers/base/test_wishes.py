"""What an update asks for: decoded into a typed value, or into nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Target
from ledebot.handlers.base.wishes import Wish, of_button, of_introduction, of_link, of_words, parse_target

VERBS = frozenset(("sub", "d:more", "d:why", "r"))


@pytest.mark.parametrize(
    ("data", "wish"),
    [
        ("ld:sub", ("sub", Wish())),
        ("ld:sub:+:x", ("sub", Wish(("+", "x")))),
        ("ld:sub@-100123", ("sub", Wish((), Target(-100123)))),
        ("ld:sub:1@-100123:45", ("sub", Wish(("1",), Target(-100123, 45)))),
        ("ld:d:more:a-0:b-0:5", ("d:more", Wish(("a-0", "b-0", "5")))),
        ("ld:r:", ("r", Wish(("",)))),
    ],
)
def test_what_our_buttons_say(data: str, wish: tuple[str, Wish]) -> None:
    assert of_button(data, VERBS) == wish


@pytest.mark.parametrize(
    "data",
    [
        "ld:sub@",
        "ld:sub@x:y",
        "ld:sub@12345",  # a person's chat is never another's to visit
        "ld:sub@-1:-2",
        "ld:sub@-1:0",
        "ld:sub@-٣",
        "ld:sub@-1@-2",
        "ld:sub@-00001",
        "ld:d",
        "ld:unknown",
        "ld:",
        "sub",
        "LD:sub",
        "ld:sub" + ":" * 40,
    ],
)
def test_what_no_button_of_ours_says(data: str) -> None:
    assert of_button(data, VERBS) is None


def test_a_channel_may_stand_before_the_words() -> None:
    assert of_words(("@morning_news", "财经")) == Wish(("财经",), "@morning_news")
    assert of_words(("-1001234567890",)) == Wish((), Target(-1001234567890))
    for words in ((), ("财经", "@morning_news"), ("@x",), ("-广告",), ("-100",)):
        assert of_words(words) == Wish(words)


def test_links_name_what_they_open_and_some_a_chat() -> None:
    names, visits = frozenset(("read", "more", "saved")), frozenset(("more",))
    assert of_link("read_a_b", names, visits) == ("read", Wish(("a_b",)))
    assert of_link("saved", names, visits) == ("saved", Wish())
    assert of_link("more_a-0_b-0_5_-100123", names, visits) == ("more", Wish(("a-0_b-0_5",), Target(-100123)))
    for wrong in ("more_a-0_b-0_5", "more_a_123", "other_x", ""):
        assert of_link(wrong, names, visits) is None


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    of_button(text, VERBS)
    of_button(f"ld:sub@{text}", VERBS)
    of_link(text, VERBS, VERBS)
    of_words(tuple(text.split()))


@given(st.integers(-(10**15), -1), st.integers(0, 10**9))
def test_targets_are_read_as_they_are_written(chat: int, thread: int) -> None:
    assert parse_target(str(Target(chat, thread))) == Target(chat, thread)


@pytest.mark.parametrize("name", ["@morning_news", "morning_news", "t.me/morning_news", "https://t.me/morning_news/"])
def test_a_channel_to_be_connected_is_named_in_any_way(name: str) -> None:
    assert of_introduction((name, "x")) == Wish(("x",), "@morning_news")
    assert of_introduction(("-1001234567890",)) == Wish((), Target(-1001234567890))


@given(st.lists(st.text(max_size=40), max_size=3))
def test_any_other_words_are_words(words: list[str]) -> None:
    wish = of_introduction(tuple(words))
    assert wish == Wish(tuple(words)) or wish.about is not None
