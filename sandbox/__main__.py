"""`python -m ledebot.sandbox`: the sandbox as a process of its own, for kill tests, benchmarks and other bots.

Prints one line of JSON with `api_url`, `token` and `page` once it listens; ends on SIGINT or SIGTERM.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from ledebot.sandbox.demo_world import populate
from ledebot.sandbox.sandbox import Sandbox


def main(argv: list[str] | None = None) -> int:
    """Run until told to stop; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ledebot.sandbox", description="A strict Telegram on this machine.")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--token", help="the bot's token, such as 123456:abc; random by default")
    parser.add_argument("--no-flood", action="store_true", help="no send rates")
    parser.add_argument("--light", action="store_true", help="for load tests: keep 1 message a chat and 1000 calls")
    parser.add_argument("--world", choices=("none", "zh", "en"), default="none", help="start with a demo's chats")
    options = parser.parse_args(argv)
    try:
        asyncio.run(_serve(options))
    except OSError as error:
        sys.stderr.write(f"the sandbox cannot listen on port {options.port}: {error.strerror}; choose another --port\n")
        return 2
    return 0


async def _serve(options: argparse.Namespace) -> None:
    sandbox = Sandbox(
        flood=not options.no_flood,
        port=options.port,
        token=options.token,
        history=1 if options.light else None,
        call_log=1000 if options.light else None,
    )
    if options.world != "none":
        populate(sandbox, options.world)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    async with sandbox:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        ready = {"api_url": sandbox.api_url, "token": sandbox.token, "page": f"{sandbox.api_url}/"}
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
