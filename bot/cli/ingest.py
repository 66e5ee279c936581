"""`ledebot ingest`: store articles from files, folders and addresses."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from dataclasses import asdict

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from ledebot.bot.app.container import open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import InputError
from ledebot.bot.model import Failure, IngestTotals, Item
from ledebot.bot.sources import inputs
from ledebot.bot.sources.on_demand import open_getter


async def run(settings: Settings, arguments: Namespace) -> int:
    """Ingest everything; exit code 2 when an argument could not be used, or nothing of what there was."""
    unusable: list[InputError] = []
    console = Console(stderr=True)
    shown = console.is_terminal and not arguments.json
    async with (
        open_container(settings) as container,
        open_getter(container.clock, allow_private=settings.fetch_allow_private) as fetcher,
    ):
        with Progress(*_columns(), console=console, disable=not shown) as progress:
            task = progress.add_task("ingesting", total=_total(arguments.inputs) if shown else None)

            async def items() -> AsyncIterator[Item | Failure]:
                for argument in arguments.inputs:
                    try:
                        async for item in inputs.items(argument, fetcher):
                            progress.advance(task)
                            yield item
                    except InputError as error:  # the others can still be read
                        unusable.append(error)
                        yield Failure(argument, inputs.reason(error, argument))

            totals = await container.ingestor.ingest(items())
    for mistake in unusable:
        print(f"ledebot: {mistake}", file=sys.stderr)
    if arguments.json:
        print(json.dumps(as_json(totals), ensure_ascii=False))
    elif totals.read > len(unusable):
        print(as_text(totals))
        for failure in totals.errors:
            print(f"  {failure.item}: {failure.reason}", file=sys.stderr)
    nothing = totals.read > 0 and totals.failed == totals.read
    return 2 if unusable or nothing else 0


def _total(arguments: list[str]) -> int | None:
    counts = [inputs.count(argument) for argument in arguments]
    return None if None in counts else sum(filter(None, counts))


def _columns() -> tuple[ProgressColumn, ...]:
    return SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()


def as_json(totals: IngestTotals) -> dict[str, object]:
    """Give the documented shape of the totals."""
    return {
        "read": totals.read,
        "new": totals.new,
        "updated": totals.updated,
        "unchanged": totals.unchanged,
        "failed": totals.failed,
        "errors": [asdict(error) for error in totals.errors],
    }


def as_text(totals: IngestTotals) -> str:
    """Give the totals in one line."""
    return (
        f"{totals.read} read: {totals.new} new, {totals.updated} updated, "
        f"{totals.unchanged} unchanged, {totals.failed} failed"
    )
