"""What one chat can cost at most: filled to every limit, on a real server. Figures for docs/limits.md.

./run.sh bench limits
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ledebot.bot.model import Filters, Rule, SavedStory, Subscriber, Target, Vote
from ledebot.bot.readers.quotas import MAX_NAME, MAX_NAMES, MAX_RULE, MAX_RULES, MAX_TEXT, MAX_TOPICS, MAX_URL
from ledebot.bot.search.rules import compile_rule
from ledebot.bot.watches.types import MAX_QUERY, MAX_WATCHES, Watch
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.base.states import MOST, States
from ledebot.storage.readers.readers import SAVED_KEPT, VOTES_KEPT, Readers
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.watches.watches import WatchStore

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CHAT = 4242


def words(number: int, length: int) -> str:
    """Give a text of that many Chinese characters that is like no other one."""
    return "".join(chr(0x4E00 + (number * 7919 + at * 104729) % 20_000) for at in range(length))


async def main() -> None:
    """Fill one chat and measure it."""
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        server.start()
        redis = connect(server.url)
        try:
            print(f"{'what':<44}{'bytes in Redis':>16}")
            before = 0
            for name, fill in FILLS.items():
                await fill(redis)
                used = sum([int(await redis.memory_usage(key) or 0) async for key in redis.scan_iter()])
                print(f"{name:<44}{used - before:>16,}")
                before = used
            print(f"{'all of it':<44}{before:>16,}")
        finally:
            await redis.aclose()
            server.stop()
    began = time.process_time()
    for number in range(MAX_RULES):
        compile_rule(words(number, MAX_RULE))
    print(f"compiling {MAX_RULES} rules of {MAX_RULE} characters: {(time.process_time() - began) * 1000:.1f} ms of CPU")


async def _subscription(redis: Client) -> None:
    names = tuple(words(number, MAX_NAME) for number in range(MAX_NAMES))
    rules = tuple(Rule(words(number, MAX_RULE)) for number in range(MAX_RULES))
    reader = Subscriber(Target(CHAT), filters=Filters(topics=names, sources=names, rules=rules), subscribed=True)
    await Subscribers(redis).save(reader, NOW)


async def _watches(redis: Client) -> None:
    store = WatchStore(redis)
    for number in range(MAX_WATCHES):
        await store.save(Watch(f"w{number}", Target(CHAT), words(number, MAX_QUERY), "0-0", NOW))


async def _saved(redis: Client) -> None:
    readers, text = Readers(redis), words(1, MAX_TEXT)
    story = SavedStory("", text, text, "https://x.example/" + "a" * (MAX_URL - 18), NOW)
    for number in range(SAVED_KEPT):
        await readers.keep(CHAT, replace(story, article_id=f"a{number}"))


async def _votes(redis: Client) -> None:
    readers, text = Readers(redis), words(1, MAX_TEXT)
    for number in range(VOTES_KEPT):
        await readers.vote(CHAT, Vote(f"a{number}", text, 1, text, (text[:100],) * min(5, MAX_TOPICS), NOW))


async def _states(redis: Client) -> None:
    states = States(redis)
    for number in range(MOST + 20):
        await states.put(CHAT, {"query": words(number, 4096)})


FILLS = {
    f"subscription: {2 * MAX_NAMES} names, {MAX_RULES} rules": _subscription,
    f"{MAX_WATCHES} watches": _watches,
    f"{SAVED_KEPT} saved stories": _saved,
    f"{VOTES_KEPT} votes": _votes,
    f"{MOST} messages with buttons": _states,
}

if __name__ == "__main__":
    asyncio.run(main())
