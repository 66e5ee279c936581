"""`ledebot search`: search the stored articles."""

from __future__ import annotations

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from rich.console import Console
from rich.text import Text

from ledebot.bot.app.container import open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Found
from ledebot.bot.search.terms import CUT_FROM
from ledebot.bot.text import dictionary

EMPTY = (
    "there is nothing to search yet: `ledebot ingest PATH|URL` stores articles, LEDEBOT_HOME or REDIS_URL says where"
)
PARTLY = "these hold only a part of it"


async def run(settings: Settings, arguments: Namespace) -> int:
    """Answer each query; exit code 1 if none found anything."""
    queries: Iterable[str] = [" ".join(arguments.query)]
    several = arguments.query == ["-"]
    if several:
        queries = (line.rstrip("\n") for line in sys.stdin)
    if several or any(len(word) >= CUT_FROM for word in arguments.query):
        asyncio.get_running_loop().run_in_executor(None, dictionary.load)  # while the store starts
    console = Console(highlight=False, soft_wrap=True)  # a line is a line, however narrow the pipe is thought to be
    any_hit = False
    async with open_container(settings, search=True) as container:
        await container.search.catch_up()
        for query in queries:
            found = await container.search.find(query, limit=arguments.limit)
            any_hit = any_hit or bool(found.hits)
            if arguments.json:
                print(json.dumps(as_json(found), ensure_ascii=False), flush=True)
            else:
                if several:
                    console.print(Text(f"# {query}", style="bold"))
                _show(console, found)
        if not any_hit and not await container.articles.sources():
            print(f"ledebot: {EMPTY}", file=sys.stderr)
    return 0 if any_hit else 1


def as_json(found: Found) -> dict[str, Any]:
    """Give the documented shape of an answer."""
    return {
        "query": found.query,
        "total": found.total,
        "whole": found.whole,
        "took_ms": round(found.took_ms, 3),
        "relaxed": found.relaxed,
        "hits": [
            {
                "id": hit.id,
                "title": hit.title,
                "source": hit.source,
                "published": hit.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "url": hit.url,
                "score": round(hit.score, 4),
                "snippet": hit.snippet,
            }
            for hit in found.hits
        ],
    }


def _show(console: Console, found: Found) -> None:
    for note in (*found.notes, *_relaxed(found)):
        console.print(Text(f"({note})", style="yellow"))
    for at, hit in enumerate(found.hits):
        if at == found.whole > 0:
            console.print(Text(f"({PARTLY})", style="yellow"))
        console.print(_marked(hit.title, hit.title_marks, "bold"))
        more = f" · +{hit.others} sources" if hit.others else ""
        console.print(Text(f"  {hit.source} · {hit.published.astimezone():%Y-%m-%d %H:%M}{more}", style="dim"))
        if hit.snippet:
            console.print(Text("  ") + _marked(hit.snippet, hit.marks, ""))
        if hit.url:
            console.print(Text(f"  {hit.url}", style="dim"))
    console.print(Text(_summary(found), style="dim"))


def _relaxed(found: Found) -> tuple[str, ...]:
    if found.whole or not found.total:
        return ()
    words = ", ".join(dict.fromkeys(found.dropped))
    return (f"no story has all of it; {f'without: {words}' if words else 'these come nearest'}",)


def _summary(found: Found) -> str:
    said = f"{found.total} found in {found.took_ms:.1f} ms" if found.hits else "nothing found"
    return said + (f"; try: {', '.join(found.suggestions)}" if found.suggestions else "")


def _marked(text: str, marks: tuple[tuple[int, int], ...], style: str) -> Text:
    shown = Text(text, style=style)
    for start, end in marks:
        shown.stylize("bold red", start, end)
    return shown
