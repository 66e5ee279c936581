"""Which kind of value each key holds: told for every key there is."""

from __future__ import annotations

import inspect
import re

import pytest

from ledebot.storage.backup.kinds import MIXED, OF_A_PROCESS, kept, kind_of
from ledebot.storage.base import keys

WORDS = {
    "hash": "hash",
    "set": "set",
    "sorted set": "zset",
    "list": "list",
    "lists": "list",
    "stream": "stream",
}
FUNCTIONS = [make for _, make in inspect.getmembers(keys, inspect.isfunction)]
CONSTANTS = [
    value
    for name, value in vars(keys).items()
    if isinstance(value, str) and value.startswith(keys.PREFIX) and name != "PREFIX"
]
SOURCE = inspect.getsource(keys)


def example(make: object) -> str:
    assert callable(make)
    return str(make("7"))


@pytest.mark.parametrize("key", [*map(example, FUNCTIONS), *CONSTANTS])
def test_every_key_has_a_kind(key: str) -> None:
    if key.startswith((*MIXED, *OF_A_PROCESS)):
        assert kind_of(key) is None
    else:
        assert kind_of(key) is not None, "say in storage/backup/kinds.py what this key holds"
        assert kept(key)


@pytest.mark.parametrize("make", FUNCTIONS)
def test_it_is_the_kind_that_the_key_is_said_to_hold(make: object) -> None:
    told = re.match(r"Hash|Set|Sorted set|List|Stream", inspect.getdoc(make) or "")
    assert kind_of(example(make)) in ((WORDS[told[0].lower()],) if told else ("string", None))


def test_names_may_hold_colons_and_braces() -> None:
    assert kind_of(keys.topic_articles("科技:{AI}:x")) == "zset"
    assert kind_of(keys.source_seen("https://a.example:80/x")) == "hash"
    assert kind_of(keys.subscriber("-100:7")) == "string"
    assert kind_of("ledebot:{a}:something-new:x") is None
    assert kind_of("ledebot:") is None
    assert kept("ledebot:{a}:something-new:x")
    assert not kept("another:key")
    assert not kept(keys.lease("scheduler"))
