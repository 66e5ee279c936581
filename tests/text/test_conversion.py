"""Articles in the script that a reader has: Chinese is converted, and nothing else."""

from __future__ import annotations

import pytest

from ledebot.bot.text.conversion import in_script
from ledebot.bot.text.language import language


@pytest.mark.parametrize(
    ("text", "script", "shown"),
    [
        ("头发发展委员会", "zh-hant", "頭髮發展委員會"),
        ("頭髮發展委員會", "zh-hans", "头发发展委员会"),
        ("头发发展委员会", None, "头发发展委员会"),
        ("茶の味新店今天开业", "zh-hant", "茶の味新店今天開業"),
        ("国会の会議は東京で開かれた", "zh-hant", "国会の会議は東京で開かれた"),
        ("学会の会議は東京で開かれた", "zh-hans", "学会の会議は東京で開かれた"),
        ("국회(国会)에서 열린 회의", "zh-hant", "국회(国会)에서 열린 회의"),
        ("Ferries stop for a day", "zh-hant", "Ferries stop for a day"),
        ("", "zh-hant", ""),
        ("降准将落地，准备金", "zh-hant", "降準將落地，準備金"),
        ("股指冲高回落，获准上市", "zh-hant", "股指衝高回落，獲准上市"),
    ],
)
def test_chinese_is_written_in_a_script_and_nothing_else(text: str, script: str | None, shown: str) -> None:
    assert in_script(text, script) == shown


def test_what_is_left_alone_is_of_another_language() -> None:
    assert language("国会の会議は東京で開かれた") == "other"
    assert language("茶の味新店今天开业") == "zh-hans"
