"""Blocks into messages within Telegram's limits, read back by the sandbox's strict parser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.telegram_html import bold, escape, link, quote
from ledebot.bot.digest.layout import (
    MAX_BLOCKS,
    MAX_ENTITIES,
    MAX_ENTITY_BYTES,
    MAX_RAW_BYTES,
    MAX_UNITS,
    Block,
    measure,
    pack,
)
from ledebot.sandbox.server.html import parse_html

HEADER, CONTINUED, FOOTER = "<b>今日</b>\n头", "<b>续</b>", "<i>还有 3 条</i>"


def blocks(*texts: str, heading: str = "") -> list[Block]:
    return [Block(text, heading, number) for number, text in enumerate(texts, 1)]


def test_everything_in_one_message_when_it_fits() -> None:
    [part] = pack(blocks("一", "二"), header=HEADER, continued=CONTINUED, footer=FOOTER)
    assert part.html == "<b>今日</b>\n头\n\n一\n\n二\n\n<i>还有 3 条</i>"
    assert [block.number for block in part.blocks] == [1, 2]


def test_messages_end_between_blocks_and_only_the_last_has_the_footer() -> None:
    texts = [f"{n}" + "字" * 1500 for n in range(5)]
    parts = pack(blocks(*texts), header=HEADER, continued=CONTINUED, footer=FOOTER)
    assert [len(part.blocks) for part in parts] == [2, 2, 1]
    assert parts[0].html.startswith(HEADER)
    assert all(part.html.startswith(CONTINUED) for part in parts[1:])
    assert [FOOTER in part.html for part in parts] == [False, False, True]
    assert [block.html for part in parts for block in part.blocks] == texts


def test_a_footer_that_no_longer_fits_takes_the_last_block_along() -> None:
    first = MAX_UNITS - 2 - measure(HEADER).units - 20
    parts = pack(blocks("字" * first, "二"), header=HEADER, continued=CONTINUED, footer="尾" * 30)
    assert [len(part.blocks) for part in parts] == [1, 1]


def test_a_section_s_heading_is_repeated_where_it_goes_on() -> None:
    texts = ["字" * 1500] * 4
    parts = pack(
        [*blocks(*texts[:3], heading="<b>科技</b>"), *blocks(texts[3], heading="<b>体育</b>")],
        header=HEADER,
        continued=CONTINUED,
        footer="",
    )
    assert [part.html.count("科技") for part in parts] == [1, 1]
    assert [part.html.count("体育") for part in parts] == [0, 1]


def test_entities_addresses_and_buttons_count_too() -> None:
    dense = pack(blocks(*[bold("a") * 10] * 12), header="", continued="", footer="")
    assert [len(part.blocks) for part in dense] == [10, 2]
    linked = pack(blocks(*[link("a", "https://e.example/" + "x" * 1000)] * 12), header="", continued="", footer="")
    assert [len(part.blocks) for part in linked] == [8, 4]
    short = pack(blocks(*["a"] * (MAX_BLOCKS + 1)), header="", continued="", footer="")
    assert [len(part.blocks) for part in short] == [MAX_BLOCKS, 1]


@given(st.text(max_size=200), st.booleans())
def test_measuring_agrees_with_telegram_s_parser(text: str, expandable: bool) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    linked = link(clean, "https://e.example/?a=1&b=2")
    markup = f"{bold(clean)}{linked}\n{quote(clean, expandable=expandable)}{escape(clean)}"
    wide, entities = parse_html(markup)
    size = measure(markup)
    assert size.units == len(wide)
    assert size.entities >= len(entities)


@given(st.lists(st.integers(1, 3500), min_size=1, max_size=30))
def test_no_message_is_ever_too_large_and_no_block_lost(lengths: list[int]) -> None:
    texts = [bold(f"{n}") + "😀" * (length // 2) for n, length in enumerate(lengths)]
    parts = pack(blocks(*texts, heading=bold("题")), header=HEADER, continued=CONTINUED, footer=FOOTER)
    assert [block.html for part in parts for block in part.blocks] == texts
    for part in parts:
        wide, entities = parse_html(part.html)
        assert len(wide) <= MAX_UNITS
        assert len(entities) <= MAX_ENTITIES
        assert len(part.html.encode()) <= MAX_RAW_BYTES
        assert measure(part.html).entity_bytes <= MAX_ENTITY_BYTES
