"""Which sentences of other languages lean on the one before them."""

from __future__ import annotations

import pytest

from ledebot.bot.text.leaning import leans


@pytest.mark.parametrize(
    "sentence",
    [
        "Однако порт закрыт.",
        "По его словам, порт закрыт.",
        "Водночас порт закрито.",
        "Ωστόσο το λιμάνι έκλεισε.",
        "وأضاف أن الميناء مغلق.",
        "انہوں نے کہا کہ بندرگاہ بند ہے۔",
        "लेकिन बंदरगाह बंद है।",
        "তবে বন্দর বন্ধ।",
        "לדבריו, הנמל סגור.",
        "그러나 항구는 닫혔다.",
        "しかし港は閉まった。",
        "同社の港は閉まった。",
        "ทั้งนี้ ท่าเรือยังปิดอยู่",
        "Er schloss den Hafen.",
        "„Doch der Hafen ist zu“, sagte sie.",
        "Cependant, le port est fermé.",
        "Sin embargo, el puerto cerró.",
        "No entanto, o porto fechou.",
        "Tuttavia il porto è chiuso.",
        "Ancak liman kapalı.",
        "Tuy nhiên, cảng đã đóng.",
        "Namun, pelabuhan ditutup.",
    ],
)
def test_what_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "А. П. Орлов закрыл порт.",
        "Порт закрыт.",
        "इस साल बंदरगाह बंद रहेगा।",
        "اس سال بندرگاہ بند رہے گی۔",
        "このほど港が開いた。",
        "Este lunes cerró el puerto.",
        "Esta semana cerró el puerto.",
        "Il faut fermer le port.",
        "Bu yıl liman açılıyor.",
        "Men in boats closed the harbour.",
        "On Monday the harbour closed.",
        "Dock workers closed the harbour.",
        "Lei fecha o porto.",
        "Escuela y puerto cierran.",
        "同学们今天开学。",
    ],
)
def test_what_stands_alone(sentence: str) -> None:
    assert not leans(sentence)
