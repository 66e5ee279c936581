"""Texts that are no texts: halves of surrogate pairs, endless numbers, times that no calendar has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.sandbox.sandbox import Sandbox
from ledebot.sandbox.server.entities import MarkupError
from ledebot.sandbox.server.html import parse_html
from ledebot.sandbox.server.markdown import parse_markdown, parse_markdown_v2

HALF = "\ud83d"
PIECES = (
    *("<b>", "</b>", "<", ">", "</", "&", "&#", ";", "<a href=", '"', "'", "*", "_", "`", "[", "](", ")", "\\", "\n"),
    *(HALF, "\udc00", "字", "😀", "&#55357;", "&#x110000;", f"&#{'9' * 5000};", "</" + HALF, "<" + HALF, "![", "tg://"),
    *(f'<tg-time unix="{9 * 10**20}">', f'<tg-time unix="{"9" * 5000}">', '<tg-time unix="1700000000" format="r">'),
    *(
        "</tg-time>",
        f'<tg-emoji emoji-id="{"7" * 5000}">',
        "</tg-emoji>",
        f'<a href="{HALF}">',
        "</a>",
        "<pre>",
        "<code>",
    ),
)
Parse = Callable[[str], tuple[str, list[Any]]]


@pytest.mark.parametrize("parse", [parse_html, parse_markdown, parse_markdown_v2])
@given(st.lists(st.sampled_from(PIECES) | st.text(alphabet=st.characters(), max_size=3), max_size=12).map("".join))
def test_any_text_is_parsed_or_refused(parse: Parse, text: str) -> None:
    try:
        _, entities = parse(text)
    except MarkupError as error:
        str(error).encode()  # the answer that it goes into is UTF-8
        return
    for entity in entities:
        entity.json()


@pytest.mark.parametrize(
    "arguments",
    [
        {"text": HALF},
        {"text": f"水位{HALF}回落", "parse_mode": "HTML"},
        {"text": f"<{HALF}>x", "parse_mode": "HTML"},
        {"text": f"*{HALF}", "parse_mode": "MarkdownV2"},
        {"text": f'<tg-time unix="{"9" * 5000}">明天</tg-time>', "parse_mode": "HTML"},
        {"text": f'<tg-time unix="{9 * 10**20}">明天</tg-time>', "parse_mode": "HTML"},
        {"text": "好", "reply_markup": {"inline_keyboard": [[{"text": HALF, "callback_data": "x"}]]}},
        {"text": "好", "entities": [{"type": "date_time", "offset": 0, "length": 1, "unix_time": 10**30}]},
        {
            "text": "好",
            "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": f"https://a.example/{HALF}"}],
        },
        {"text": "好", "entities": [{"type": "bold", "offset": 10**30, "length": -(10**30)}]},
    ],
)
async def test_the_server_answers_every_odd_text(sandbox: Sandbox, arguments: dict[str, Any]) -> None:
    reader = sandbox.user("读者")
    await reader.send("/start")
    url, call = f"{sandbox.base_url}{sandbox.token}/sendMessage", {"chat_id": reader.id, **arguments}
    async with aiohttp.ClientSession() as session, session.post(url, json=call) as answer:
        said = await answer.json()
    assert answer.status in (200, 400)
    assert said["ok"] is (answer.status == 200)
