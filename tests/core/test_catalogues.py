"""Every text of the interface has its translation, with the same fields, in every language; none is left over."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from ledebot.bot.core.i18n import LANGUAGES, from_telegram, translator

ROOT = Path(__file__).parents[2]
ONE = {"t", "noop", "ScheduleError", "RefusedError"}
"""Calls whose first argument is a message id; Babel's own extractor does not see into f-strings before Python 3.12."""


@cache
def used() -> dict[str | tuple[str, str], str]:
    """Collect the message ids of the code, and where each is used."""
    found: dict[str | tuple[str, str], str] = {}
    for path in sorted(path for folder in ("bot", "handlers", "storage") for path in ROOT.glob(f"{folder}/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                texts = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
                if name in ONE and texts and isinstance(texts[0], str):
                    found.setdefault(texts[0], where)
                elif name == "plural" and len(texts) == 2:
                    found.setdefault((str(texts[0]), str(texts[1])), where)
    return found


@cache
def catalogue(language: str) -> Catalog:
    with (ROOT / "bot/core/locale" / language / "LC_MESSAGES/ledebot.po").open("rb") as file:
        return read_po(file, locale=LANGUAGES[language])


def texts_of(entry: Message) -> list[str]:
    """List an entry's translations: one, or one for each plural form."""
    held = entry.string or ""
    return [held] if isinstance(held, str) else list(held)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_are_texts() -> None:
    assert len(used()) > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_is_left_over(language: str) -> None:
    held = {tuple(entry.id) if isinstance(entry.id, tuple | list) else entry.id: entry for entry in catalogue(language)}
    held.pop("", None)
    assert [f"{key} ({where})" for key, where in used().items() if key not in held] == []
    assert [key for key in held if key not in used()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_has_the_fields_of_its_text(language: str) -> None:
    for entry in catalogue(language):
        if not entry.id:
            continue
        texts = texts_of(entry)
        expected = fields(entry.id if isinstance(entry.id, str) else entry.id[1])
        assert all(texts), entry.id
        assert not entry.fuzzy, entry.id
        for text in texts:
            missing = expected - fields(text)
            assert fields(text) <= expected, entry.id
            assert missing <= ({"n"} if len(texts) > 1 else set()), entry.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_breaks_telegrams_html(language: str) -> None:
    for entry in catalogue(language):
        if entry.id:
            texts = texts_of(entry)
            assert not any(sign in text for text in texts for sign in "<>&"), entry.id


def test_scripts_are_not_mixed() -> None:
    """A text of one Chinese catalogue must not be written in the other's characters."""
    assert translator("zh-hans")("Settings") == "设置"
    assert translator("zh-hant")("Settings") == "設定"
    simplified = set("设时间关键词栏来现数据发请将连")
    traditional = set("設時間關鍵詞欄來現數據發請將連")
    for language, foreign in (("zh-hans", traditional - simplified), ("zh-hant", simplified - traditional)):
        for entry in catalogue(language):
            if entry.id:
                texts = texts_of(entry)
                for text in texts:
                    spoken = text.replace("简体中文", "").replace("繁體中文", "")
                    assert not foreign & set(spoken), text


def test_plurals_and_telegrams_languages() -> None:
    assert translator("en").plural("{n} story", "{n} stories", 1) == "1 story"
    assert translator("en").plural("{n} story", "{n} stories", 2) == "2 stories"
    assert translator("zh-hans").plural("{n} story", "{n} stories", 2) == "2 条新闻"
    guesses = {"zh-hans": "zh-hans", "zh-TW": "zh-hant", "zh-hk": "zh-hant", "zh": "zh-hans", "en-GB": "en", "fr": "en"}
    assert {code: from_telegram(code) for code in guesses} == guesses
    assert from_telegram(None) == "zh-hans"


ALLOWED = {
    **dict.fromkeys(("简体中文", "繁體中文", "English"), "languages are called what their speakers call them"),
    **dict.fromkeys(("Ledebot", "Telegram", "Redis"), "names"),
    **dict.fromkeys(("ID", "UTC", "GDP", "OR"), "said and typed so in Chinese as well"),
    **dict.fromkeys(("ledebot doctor", "ledebot dead list", "ledebot sources export --toml"), "typed by the operator"),
    **dict.fromkeys(("LEDEBOT_RETENTION_DAYS", "LEDEBOT_SOURCES"), "set by the operator"),
}
"""What is foreign in a catalogue and stays, with the reason."""
ADDRESS = re.compile(r"https?://\S+|/[a-z]+|@\w+|\{\w+\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_foreign_word_stands_in_a_catalogue(language: str) -> None:
    foreign = re.compile("[\u3400-\u9fff]+" if language == "en" else r"[A-Za-z]{2,}")
    found = []
    for text in (text for entry in catalogue(language) if entry.id for text in texts_of(entry)):
        plain = ADDRESS.sub(" ", text)
        for allowed in ALLOWED:
            plain = plain.replace(allowed, " ")
        found += [(word, text) for word in foreign.findall(plain)]
    assert found == []
