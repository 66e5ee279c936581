"""Which links Telegram takes, and how it rewrites them."""

from __future__ import annotations

import pytest

from ledebot.sandbox.server import detect, links
from ledebot.sandbox.server.entities import narrow, wide

TAKEN = [
    ("https://e.com", "https://e.com/"),
    ("https://e.com?q", "https://e.com/?q"),
    ("https://e.com#x", "https://e.com/#x"),
    ("HTTPS://E.COM/Path", "https://e.com/Path"),
    ("e.com/x", "http://e.com/x"),
    ("e.com:8080/x", "http://e.com:8080/x"),
    ("//e.com", "http://e.com/"),
    ("mailto:a@b.c", "http://mailto:a@b.c/"),
    ("https://新华网.中国/a", "https://新华网.中国/a"),
    ("tg://resolve?domain=x", "tg://resolve?domain=x"),
    ("  https://e.com ", "https://e.com/"),
    ("https://e.com/a?b=中文", "https://e.com/a?b=中文"),
]


@pytest.mark.parametrize(("given", "stored"), TAKEN, ids=[given for given, _ in TAKEN])
def test_taken(given: str, stored: str) -> None:
    assert links.check(given) == stored


REFUSED = ["/rel", "ftp://e.com", "javascript:alert(1)", "http://localhost", "http://a b.c", "http://", "https://e.com:0",
           "https://e.com:99999", "http://.com.", "http://a..b", "", "data:text/html,x"]  # fmt: skip


@pytest.mark.parametrize("given", REFUSED)
def test_refused(given: str) -> None:
    with pytest.raises(links.LinkError):
        links.check(given)


def test_mention_of_a_user() -> None:
    assert links.user_id("tg://user?id=42") == 42
    assert links.user_id("tg://user?id=x") == 0
    assert links.user_id("https://e.com") == 0


FOUND = [
    ("看 https://e.com/a，再看", [("url", "https://e.com/a")]),
    ("example.org 和 example.invalidending", [("url", "example.org")]),
    ("(https://e.com/a_(b))", [("url", "https://e.com/a_(b)")]),
    ("https://e.com.", [("url", "https://e.com")]),
    ("/start@ledebot_bot 你好", [("bot_command", "/start@ledebot_bot")]),
    ("a/b 1/2 /topics", [("bot_command", "/topics")]),
    ("@ledebot_bot 央行", [("mention", "@ledebot_bot")]),
    ("@ab", []),
    ("#央行 #123 #a1", [("hashtag", "#央行"), ("hashtag", "#a1")]),
    ("a@b.com", [("email", "a@b.com")]),
    ("$USD $usd", [("cashtag", "$USD")]),
    ("😀 /stop", [("bot_command", "/stop")]),
    ("无链接", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_detected(text: str, expected: list[tuple[str, str]]) -> None:
    spelled = wide(text)
    found = detect.find(spelled)
    assert [(e.type, narrow(spelled[e.offset : e.end])) for e in found] == expected
