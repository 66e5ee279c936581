"""What the hostile documents cost: `python -m tests.sources.hostile_reading` reads them all and prints it."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources.inputs import parse_document
from tests.sources.hostile import DOCUMENTS


def read(data: bytes) -> tuple[int, str]:
    """Read one as the command line would: how many items, or why not."""
    try:
        found = parse_document(data, "https://news.example/x")
    except ParseError as error:
        return 0, str(error)
    return sum(isinstance(item, Item) for item in found), ""


def run() -> Iterator[tuple[str, float, int, str]]:
    for name, make in DOCUMENTS.items():
        data = make()
        start = time.process_time()
        count, why = read(data)
        yield name, time.process_time() - start, count, why


def main(arguments: list[str]) -> None:
    if arguments:
        resource.setrlimit(resource.RLIMIT_AS, (int(arguments[0]) * 2**20,) * 2)
    for name, seconds, count, why in run():
        print(f"{seconds:8.3f} s {count:6d} items  {name:40s} {why}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
