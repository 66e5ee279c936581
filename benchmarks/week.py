"""A simulated week of an instance: what it ends with, and what it costs.

`python -m benchmarks.week` has 50 sources and 1,000 readers, two restarts, two killed senders, an upgrade from the
store of 0.1.0, a backup and a move from the embedded server to a Redis, and a Sentinel's fail-over; `--readers N` for
fewer.
Exit code 1 where anything was lost or does not balance.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.week import live
from tests.e2e.week_outcome import Size, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=50)
    parser.add_argument("--readers", type=int, default=1000)
    arguments = parser.parse_args()
    size = Size(arguments.sources, arguments.readers)
    begun, used = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory(prefix="ledebot-week-") as folder:
        outcome = asyncio.run(live(Path(folder), size))
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    print(f"{size.sources} sources, {size.readers} readers: {outcome.published} reports, {outcome.messages} messages")
    print(f"reports that somebody missed: {outcome.missing}")
    print(f"messages that came twice: {outcome.repeated}; counted as possible repeats: {outcome.counters['repeats']}")
    print("books: " + ", ".join(f"{name} {count}" for name, count in outcome.counters.items()))
    print(f"backup: {outcome.backup / 1e6:.2f} MB; {seconds:.0f} s, {cpu:.0f} s of CPU (bot, sandbox and sources)")
    failed = wrong(outcome, size)
    for what in failed:
        print(f"NOT SO: {what}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
