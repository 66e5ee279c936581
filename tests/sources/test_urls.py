"""Addresses as identities, and what counts as one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledebot.bot.sources.urls import canonical_url, web_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://News.Example:80/A?utm_source=x&id=1&spm=2#top", "https://news.example/A?id=1"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example.:443/a/", "https://news.example/a/"),
        ("https://news.example/a?b=1&a=2", "https://news.example/a?b=1&a=2"),
        ("https://news.example/s?q=%D1%EB%D0%D0", "https://news.example/s?q=%D1%EB%D0%D0"),
        ("http://[2001:DB8::1]:8080/", "https://[2001:db8::1]:8080/"),
        ("http://[::1", "http://[::1"),
        ("http://a:99999/", "http://a:99999/"),
    ],
)
def test_the_same_page_is_one_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_different_queries_in_old_encodings_stay_different() -> None:
    assert canonical_url("https://a.example/?q=%B0%A1") != canonical_url("https://a.example/?q=%B0%A2")


@given(st.text(max_size=80))
@example("\x08\x850")
@example("x\x85#y")
@example("/")
def test_any_text_has_a_canonical_form_that_stays(text: str) -> None:
    for url in (text, f"https://news.example/{text}", f"http://{text}/x?{text}"):
        once = canonical_url(url)
        assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a", "https://news.example/a"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
        ("https://other.example/x y", None),
        ("mailto:a@news.example", None),
        ("javascript:alert(1)", None),
        ("data:image/png;base64,xx", None),
        ("http://", None),
        ("", None),
        (None, None),
        ("https://news.example/" + "a" * 3000, None),
        ("http://[::1", None),
        (f"http://{'a' * 64}.example/", None),
        ("http://two..dots/", None),
        (f"http://{'a.' * 130}example/", None),
        ("\x00https://news.example/", None),
    ],
)
def test_web_addresses(text: str | None, expected: str | None) -> None:
    assert web_url(text, base="https://news.example/b/c") == expected
