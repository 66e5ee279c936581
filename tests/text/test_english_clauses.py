"""Where long English sentences end early: on what is whole by then, never on what is only led up to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.english_clauses import ended_early, only_names

ROOM = 150


@pytest.mark.parametrize(
    ("whole", "rest"),
    [
        (
            "The harbour board chose granite from three northern quarries for the new wall",
            ", which will cost nine million euros.",
        ),
        ("The ferry company’s newest boat ran aground in thick fog on Monday morning", ", officials said."),
        (
            "The council’s plan for a floating school was approved by eleven votes to four",
            ", raising hopes on the island.",
        ),
        ("A ferry with two hundred people on board was towed back to the harbour", " after its engine had failed."),
        (
            "When the tide fell, the barge with the school’s library lay on its side in the mud",
            ", and nobody could open the door.",
        ),
        ("The mayor, a former pilot of harbour ferries, resigned on Tuesday evening", ", she told the council."),
        (
            "The paper lists the new ferries with which the island hopes to win its visitors back",
            ": “They are silent.”",
        ),
        ("Any weed now found on the oldest pier almost certainly grew after the flood", ", says a study of it."),
    ],
)
def test_it_ends_after_what_is_whole(whole: str, rest: str) -> None:
    assert ended_early(whole + rest, ROOM) == whole + "."


@pytest.mark.parametrize(
    "sentence",
    [
        "The board of the harbour resigned after nine hours, as the paper of the island reports: The wall is too low.",
        "The mayor of the island, who had served for nineteen years in three different parties, resigned.",
        "When the ferry company bought four electric boats from the northern yard, nobody asked who would pay.",
        "Four boats, a pier, two cranes and the whole of the yard’s old library were sold to buyers abroad.",
        "The yard said that when the last of its four electric boats had been delivered, it would close.",
        "“We shall buy four electric boats from the northern yard, and we shall pay for them,” she said.",
        "The company - the island’s largest employer since the year of the great flood - closed on Monday.",
        "The name of the pilot who had guided the four electric boats home remained a secret until May 2005.",
        "The decision to sell the yard’s old library and two of its cranes came after pressure from the town.",
        "The northern yard wants not only to build the four electric boats, a first on this coast, but to sail them.",
        "The ferry lay on its side in the mud of the old harbour in thirty seconds, and after forty seconds, sank.",
        "The four electric boats from the northern yard were never a burden when they were on the water.",
    ],
)
def test_it_does_not_end_on_what_is_only_led_up_to(sentence: str) -> None:
    assert ended_early(sentence, len(sentence) - 2) == ""


@given(
    st.lists(st.sampled_from(("boats", "was", ",", " –", "who", "said", "“", "”", "when", "sold", ";")), max_size=60)
)
def test_an_early_end_is_a_beginning_of_the_sentence(words: list[str]) -> None:
    sentence = " ".join(words)
    early = ended_early(sentence, ROOM)
    assert sentence.startswith(early.removesuffix("."))
    assert len(early) <= ROOM + 1


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("The old harbour of Northport.", True),
        ("The quay of Northport in thick fog as the ferry came in.", True),
        ("The board of the harbour resigned.", False),
        ("The harbour that you know.", False),
        ("The ferry costs nine euros.", False),
    ],
)
def test_names_alone_say_nothing_of_what_they_name(sentence: str, *, so: bool) -> None:
    assert only_names(sentence) is so
