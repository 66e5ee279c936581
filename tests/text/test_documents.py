"""Documents in real markup, labelled by hand: what the lede must hold, what no reader should see."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledebot.bot.model import Item, Length
from ledebot.bot.text.document import read

Label = dict[str, Any]


def _load() -> list[Label]:
    files = sorted((Path(__file__).parent / "documents").glob("*.toml"))
    return [label for file in files for label in tomllib.loads(file.read_text(encoding="utf-8"))["document"]]


DOCUMENTS = _load()


@pytest.mark.parametrize("label", DOCUMENTS, ids=[label["name"].replace(" ", "-") for label in DOCUMENTS])
def test_reads_what_a_person_would(label: Label) -> None:
    item = Item(
        ref="x",
        source=label.get("source", "来源"),
        title=label["title"],
        html=label["html"],
        image=label.get("item_image"),
    )
    document = read(item)
    lede = document.lede
    for wanted in label.get("holds", ()):
        assert wanted in lede.medium
    shown = [lede.at(length) for length in Length]
    if not label.get("lede_only"):
        shown += document.paragraphs
    for unwanted in label["lacks"]:
        assert not [text for text in shown if unwanted in text]
    for kept in label.get("keeps", ()):
        assert any(kept in paragraph for paragraph in document.paragraphs)
    if label.get("empty"):
        assert lede.short == lede.medium == lede.long == ""
        assert any(warning.startswith("no lede") for warning in document.warnings)
    if "warns" in label:
        assert any(label["warns"] in warning for warning in document.warnings)
    told = {
        "agency": document.dateline.agency,
        "place": document.dateline.place,
        "date": document.dateline.date,
        "reporters": list(document.dateline.reporters),
        "editor": document.editor,
        "author": document.author,
        "original_title": document.original_title,
        "image": document.image or "",
        "language": document.language,
        "clean_title": document.title,
    }
    assert {name: told[name] for name in told if name in label} == {name: label[name] for name in told if name in label}


def test_there_are_enough_of_them() -> None:
    assert len(DOCUMENTS) >= 60
