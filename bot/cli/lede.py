"""`ledebot lede`: what parser and summariser make of documents, nothing stored."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from datetime import UTC
from typing import Any

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Document, Failure, Item, Length
from ledebot.bot.sources import inputs
from ledebot.bot.sources.on_demand import open_getter
from ledebot.bot.text.document import read_all
from ledebot.bot.text.furniture import Habits

BATCH = 256
"""Documents read at once: what a source repeats shows in a few dozen."""


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print a line, or with --json an object, for each document; exit code 2 if one could not be read."""
    code = 0
    async with open_getter(SystemClock(), allow_private=settings.fetch_allow_private) as fetcher:
        for argument in arguments.inputs:
            async for document in _documents(inputs.items(argument, fetcher)):
                if isinstance(document, Failure):
                    print(f"ledebot: {document.item}: {document.reason}", file=sys.stderr)
                    code = 2
                elif arguments.json:
                    print(json.dumps(as_json(document, Length(arguments.length)), ensure_ascii=False))
                else:
                    print(as_text(document, Length(arguments.length)))
    return code


async def _documents(items: AsyncIterator[Item | Failure]) -> AsyncIterator[Document | Failure]:
    """Read items a batch at a time, each with what its source was seen to repeat so far."""
    habits: dict[str, Habits] = {}
    batch: list[Item] = []
    async for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        batch.append(item)
        if len(batch) == BATCH:
            documents, learned = read_all(batch, habits)
            habits |= learned
            batch = []
            for document in documents:
                yield document
    for document in read_all(batch, habits)[0]:
        yield document


def as_json(document: Document, length: Length) -> dict[str, Any]:
    """Give the documented shape; absent values are null."""
    dateline = document.dateline
    published = document.published
    return {
        "file": document.ref,
        "title": document.title,
        "original_title": document.original_title,
        "url": document.url,
        "published": published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if published else None,
        "source": document.source or None,
        "author": document.author,
        "topics": list(document.topics),
        "section": document.section,
        "dateline": {
            "agency": dateline.agency,
            "place": dateline.place,
            "date": dateline.date,
            "reporters": list(dateline.reporters),
        },
        "editor": document.editor,
        "image": document.image,
        "lede": document.lede.at(length) or None,
        "paragraphs": list(document.paragraphs),
        "warnings": list(document.warnings),
    }


def as_text(document: Document, length: Length) -> str:
    """Give title, source and time, lede and warnings for a person to read."""
    when = document.published.astimezone().strftime("%Y-%m-%d %H:%M") if document.published else "no date"
    lines = [document.title, f"  {document.source} · {when}", f"  {document.lede.at(length) or '(no lede)'}"]
    lines += [f"  ! {warning}" for warning in document.warnings]
    return "\n".join(lines)
