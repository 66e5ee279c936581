"""`ledebot lede`: what parser and summariser make of documents, nothing stored."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import UTC
from typing import Any

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Document, Failure, Length
from ledebot.bot.sources import inputs
from ledebot.bot.sources.on_demand import open_getter
from ledebot.bot.text.document import read


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print a line, or with --json an object, for each document; exit code 2 if one could not be read."""
    code = 0
    async with open_getter(SystemClock(), allow_private=settings.fetch_allow_private) as fetcher:
        for argument in arguments.inputs:
            async for item in inputs.items(argument, fetcher):
                if isinstance(item, Failure):
                    print(f"ledebot: {item.item}: {item.reason}", file=sys.stderr)
                    code = 2
                    continue
                document = read(item)
                if arguments.json:
                    print(json.dumps(as_json(document, Length(arguments.length)), ensure_ascii=False))
                else:
                    print(as_text(document, Length(arguments.length)))
    return code


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
