"""Bytes that declare their encoding wrongly or not at all, and text that was read in a wrong one before."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.mojibake import mended

RUSSIAN = "Паром пойдёт вечером. Компания добавит два рейса с июня, билет стоит четыре евро."
POLISH = "Prom popłynie wieczorem, bilet będzie kosztować cztery złote."


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "meant",
    [
        "the port’s “night boats” – at last…",
        "Fähre fährt künftig abends",
        "déjà vu à l’été, où ça coûte",
        "渡轮公司增开两班夜航船",
        RUSSIAN,
        "Η εταιρεία προσθέτει πλοία",
        "boats 🚢 at night",
        "20\xa0°C, 4\xa0£",
    ],
)
def test_text_that_was_read_in_the_wrong_encoding_is_read_anew(meant: str, codec: str) -> None:
    spoilt = "".join(bytes([byte]).decode(codec if codec == "latin-1" else _kind(byte)) for byte in meant.encode())
    assert mended(f"x {spoilt} y") == f"x {meant} y"
    assert decode(f"<p>{spoilt}</p>".encode()) == f"<p>{meant}</p>"


def _kind(byte: int) -> str:
    """Windows-1252 leaves five places empty, for which programs take Latin-1's."""
    return "latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252"


@pytest.mark.parametrize(
    "text",
    [
        "AMANHÃ: barcos à noite em SÃO PAULO",
        "“AMANHÔ, disse",
        "“café”… et «\xa0thé\xa0»",
        "ÂGE «\xa0Â\xa0» ET ÃES",
        "Ångström, façade, naïve, Ærø, ½ år",
        "渡轮公司；Паром；Πλοία；üöäß",
        "Đà Nẵng, Ấn Độ",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert mended(text) == text


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_mended(text: str) -> None:
    assert len(mended(text)) <= len(text)


@pytest.mark.parametrize("piece", ["Ã", "â€", "æ¸", "Ð\x9f", "ðŸ", "Â", "å£¯"])
def test_no_text_takes_long_to_mend(piece: str) -> None:
    begun = time.process_time()
    mended(piece * 200_000)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (RUSSIAN, "cp1251", "<rss><language>ru</language>"),
        (RUSSIAN, "cp1251", "<rss>"),
        (RUSSIAN, "koi8-r", "<rss>"),
        (RUSSIAN, "koi8-r", '<?xml version="1.0" encoding="koi8-r"?>'),
        (POLISH, "cp1250", '<html lang="pl">'),
        ("Η εταιρεία προσθέτει δύο πλοία", "cp1253", "<rss><language>el-GR</language>"),
        ("Le café coûte quatre euros à l’été", "cp1252", "<rss><language>fr</language>"),
        ("Der Fahrplan fällt größer aus", "cp1252", "<rss>"),
        ("六月から島へ", "iso2022_jp", '<?xml version="1.0" encoding="ISO-2022-JP"?>'),
        ("六月から島へ", "iso2022_jp", "<rss>"),
        ("Fête à la forêt", "cp1252", '<?xml version="1.0" encoding="iso-8859-1"?>'),
    ],
)
def test_an_encoding_of_old_is_told_by_the_language_or_its_words(text: str, codec: str, declared: str) -> None:
    assert decode(declared.encode() + text.encode(codec)) == declared + text


def test_letters_alone_among_ascii_are_of_no_east_asian_encoding() -> None:
    text = "<rss>L’horloge sonnera, c’est un cœur d’acier. Les œuvres de l’horloger.</rss>"
    assert decode(text.encode("cp1252")) == text
    japanese = "<rss>コンサートは六月の土曜日に始まる。チケットはネットで買える。</rss>"
    assert decode(japanese.encode("cp932")) == japanese


@pytest.mark.parametrize(
    ("text", "codec"),
    [("Der Fahrplan fällt größer aus", "cp1252"), (RUSSIAN, "cp1251"), ("渡轮今天恢复往返", "gb18030")],
)
def test_an_encoding_is_told_by_words_that_stand_after_long_scripts(text: str, codec: str) -> None:
    scripts = "<script>" + "x = 1;" * 5000 + "</script>"
    assert decode(scripts.encode() + text.encode(codec)) == scripts + text
