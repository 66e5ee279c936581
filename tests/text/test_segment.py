"""Folding, the token stream, and stems: what must be equal, what must stay apart, and where a match stands."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.fold import bare, fold, places
from ledebot.bot.text.segment import GAP, piece, stream, word_places
from ledebot.bot.text.stem import stem

MIXED = st.text(
    st.sampled_from("央行發佈国务院A股5Gé iPhone２０22年，。,.-“”\u0301ﬁ㎏が한ไทย\u200b😀\x00\ud800\n"), max_size=40
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("國務院發佈", "国务院发布"),
        ("ＧＤＰ２．５％", "GDP2.5%"),
        ("Café", "CAFÉ"),
        ("cafe\u0301", "cafe"),
        ("Straße", "STRASSE"),
        ("ﬁne", "FINE"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_spellings_that_are_the_same(one: str, other: str) -> None:
    assert bare(one) == bare(other)


def test_every_character_folds_in_a_text_as_it_does_alone() -> None:
    everything = [chr(code) for code in range(0x10000)] + ["𠮷", "😀", "🅰"]
    alone = [bare(character) for character in everything]
    assert bare("".join(everything)) == "".join(alone)
    kept = {character for character, folded in zip(everything, alone, strict=True) if character == folded}
    assert all(fold(character) == character for character in kept)
    assert all(unicodedata.category(character)[0] in "LMN" for character in kept - set(" .,%\n"))


def test_marks_that_are_letters_stay() -> None:
    assert fold("が") != fold("か")
    assert fold("й") == fold("и")  # as everywhere in Cyrillic, where accents are folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发现，金属", "发 发现 现 金 金属 属"),
        ("Fed's rate cuts", "fed s rate cut"),
        ("1,000 2.5 2022.01.24", "1000 2.5 2022 01 24"),
    ],
)
def test_the_stream(text: str, expected: str) -> None:
    assert stream(bare(text)).split() == expected.split()


def test_words_with_other_text_between_are_not_neighbours() -> None:
    assert GAP in stream(bare("iPhone 很好 15"))
    assert GAP not in stream(bare("iPhone 15"))


@given(MIXED, st.integers(0, 39), st.integers(1, 12))
def test_a_piece_is_a_run_of_its_texts_tokens(text: str, start: int, length: int) -> None:
    """Any piece of unspaced script, cut anywhere, is found by neighbouring tokens."""
    folded = bare(text)
    tied, _ = piece(folded[start : start + length])
    whole = f" {' '.join(stream(folded).split())} "
    cut = folded[start : start + length].strip(" \n.,")
    if cut in folded and not re.search(r"[0-9a-z.,\ue000]", cut):
        assert not tied or f" {' '.join(tied)} " in whole


@given(MIXED)
def test_every_place_of_a_bare_text_has_its_place_in_the_original(text: str) -> None:
    folded, offsets = bare(text), places(text)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[len(folded)] == len(text)
    assert all(character in bare(text[offsets[at]]) for at, character in enumerate(folded))


@given(MIXED)
def test_tokens_can_be_encoded_and_words_stand_where_they_say(text: str) -> None:
    folded = bare(text)
    stream(folded).encode("utf-8")
    for token, start, end in word_places(folded):
        assert token
        assert 0 <= start < end <= len(folded)


PORTER = (
    "caresses:caress ponies:poni cats:cat agreed:agre plastered:plaster motoring:motor conflated:conflat "
    "hopping:hop falling:fall filing:file happy:happi sky:sky relational:relat digitizer:digit "
    "operator:oper sensibilities:sensibl triplicate:triplic goodness:good revival:reviv adjustment:adjust "
    "adoption:adopt controlling:control rate:rate yields:yield announcing:announc announcement:announc "
    "studies:studi "
)
"""Words and stems: the examples of Porter's paper, and words of the news."""


def test_stems_are_porters() -> None:
    for pair in PORTER.split():
        word, expected = pair.split(":")
        assert stem(word) == expected
    assert stem("央行") == "央行"
    assert stem("15") == "15"
