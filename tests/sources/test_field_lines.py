"""Posts whose fields stand in lines of their own, without a fence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Item
from ledebot.bot.sources import field_lines
from ledebot.bot.sources.inputs import parse_document
from ledebot.bot.text.document import read

TEXT = "渡轮今天上午准点到达码头，岛上的居民都来迎接。"


@pytest.mark.parametrize(
    "head",
    [
        "<!--\n.. title: 渡轮到港\n.. date: 2025-10-07 14:30:15 UTC+08:00\n.. tags: 海,船\n.. link: \n-->",
        "      .. title: 渡轮到港\n      .. date: 2025-10-07 14:30:15 +0800\n      .. tags: 海,船",
        "title:: 渡轮到港\ndate:: 2025-10-07 14:30:15\ntags:: 海, 船",
        "渡轮到港\n########\n\n:date: 2025-10-07 14:30:15\n:tags: 海, 船\n:slug: ferry",
        "########\n渡轮到港\n########\n\n:date: 2025-10-07 14:30:15\n:tags: 海, 船",
        "#+TITLE: 渡轮到港\n#+DATE: <2025-10-07 Tue 14:30:15>\n#+TAGS[]: 海, 船",
        "= 渡轮到港\n:date: 2025-10-07 14:30:15\n:tags: 海, 船",
        "# 渡轮到港\n\nCreated: October 7, 2025 2:30:15 PM\nTags: 海, 船\nURL: ",
    ],
    ids=["nikola", "nikola bare", "logseq", "pelican", "rule above", "org", "asciidoc", "notion"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fields_are_read_and_leave_the_text(head: str, end: str) -> None:
    (found,) = parse_document(f"{head}\n\n{TEXT}\n".replace("\n", end).encode(), "岛报/ferry.md")
    assert isinstance(found, Item)
    assert (found.title, str(found.published), found.topics) == ("渡轮到港", "2025-10-07 06:30:15+00:00", ("海", "船"))
    assert read(found).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "text",
    [
        f"# 渡轮到港\n\nNote: 渡轮晚点。\n\n{TEXT}",
        f"# 渡轮到港\n\nTags: 海\n\n{TEXT}",
        f"渡轮到港\n\n:date: 2025-10-07\n\n{TEXT}",
        f"title:: 渡轮到港\n\n{TEXT}",
        "date:: 2025-10-07\ntags:: 海",
        ".. title: 渡轮到港",
        "",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    assert field_lines.read(text) is None


@given(st.text(st.sampled_from("ab:#=. \n-<!>"), max_size=200))
def test_any_text_has_fields_or_none(text: str) -> None:
    found = field_lines.read(text)
    assert found is None or text.endswith(found[1])


@pytest.mark.parametrize("piece", ["a:: b\n", ":a", "# ", "= =", ".. a: ", "\n", "a b"])
def test_no_text_takes_long(piece: str) -> None:
    begun = time.process_time()
    field_lines.read(piece * 200_000)
    assert time.process_time() - begun < 5
