from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＩ：１２％，涨（５Ｇ）！", "ai:12%,涨(5g)!"),
        ("臺灣「颱風」警報", "台湾“台风”警报"),
        ("Café ÉCOLE Straße", "cafe ecole strasse"),
        ("他说：“好。”——《长江》·上卷", "他说:“好。”——《长江》·上卷"),
        ("零\u200b宽\ufeff", "零宽"),
    ],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.characters(max_codepoint=0x24F) | st.sampled_from("，：（）「」《》“”·—…。、國际Ａ１ｶ①㎡"))
def test_what_looks_alike_folds_alike(character: str) -> None:
    folded = fold(character)
    assert folded == fold(unicodedata.normalize("NFKC", character)) == fold(folded)
    assert not any(unicodedata.category(one) in ("Lu", "Cs", "Cf") for one in folded)


@given(st.text("，：？（《“·国國 aA１\u200b\n"))
def test_every_character_folds_alike_wherever_it_stands(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))
