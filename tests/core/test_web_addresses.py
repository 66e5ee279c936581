"""Which addresses Telegram takes on a button."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.telegram_html import link
from ledebot.bot.core.web_addresses import is_web_address
from ledebot.sandbox.server import links


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/1",
        "HTTP://News.Example",
        "https://新闻.example/路?x=1#y",
        "https://reader:word@news.example:8443/x",
        "https://news.example?q=a|b`c{d}",
        "https://[2001:db8::1]/x",
        "http://192.0.2.7:80/",
        "https://a%20b.example/",
    ],
)
def test_taken(url: str) -> None:
    assert is_web_address(url)
    links.check(url.replace("%20", ""))


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "news.example/1",
        "ftp://news.example/",
        "javascript:alert(1)",
        "https://localhost/x",
        "https:///x",
        "https://.../x",
        "https://news..example/",
        "https://news.example:0/",
        "https://news.example:70000/",
        "https://news.example:/x",
        "https://news.example\\@other.example/",
        "https://na`me.example/",
        "https://{name}.example/",
        "https://news.example /",
        "https://news.example/a b",
        "https://news.example/\n",
        "https://[fe80::1%25eth0]/",
        "https://[1::2::3]/",
        "https://[]/",
        "https://a%2.example/",
        "https://a<b>.example/",
    ],
)
def test_refused(url: str | None) -> None:
    assert not is_web_address(url)
    assert link("题", url) == "题"


PIECES = 'https:// http:// a . b.c @ : 8 0 [ ] ::1 % 20 / ? # \\ ` { 新 .. | ^ " < - _'
_PIECES = st.sampled_from([*PIECES.split(), " ", "\u3000", "\x00"])


@given(st.lists(_PIECES, max_size=12))
def test_what_is_taken_here_is_taken_by_the_server(pieces: list[str]) -> None:
    url = "https://" + "".join(pieces)
    if is_web_address(url) and "%" not in url:  # the sandbox's own server takes no escapes in a host
        links.check(url)
