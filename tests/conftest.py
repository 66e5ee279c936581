"""Fixtures that every test may use: real servers, one of each for a worker, emptied before each test."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.embedded import EmbeddedServer
from tests import patience

# Neighbours on the same cores slow an example as they please; what bounds it is the time-out of the test.
settings.register_profile("shared cores", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("shared cores"), max_examples=10)
settings.load_profile("shared cores")

pytest_plugins = ["ledebot.sandbox.pytest_plugin", "tests.moody_redis"]


SECONDS = {"e2e": 12.0, "browser": 4.0, "packaging": 4.0}
"""What a test of a folder takes, roughly; what is marked as slow elsewhere takes half a second."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deal slow modules to the workers, so that each begins with as much of them, and fill up with quick tests.

    Quick ones are what a worker takes over from another in the end; none is left alone with what is slow.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    modules: dict[Path, list[pytest.Item]] = {}
    quick = []
    for item in items:
        if _seconds(item):
            modules.setdefault(item.path, []).append(item)
        else:
            quick.append(item)
    hands: list[list[pytest.Item]] = [[] for _ in range(workers)]
    filled = [0.0] * workers
    sizes = {path: sum(map(_seconds, held)) for path, held in modules.items()}
    for path in sorted(modules, key=sizes.__getitem__, reverse=True):
        at = filled.index(min(filled))
        filled[at] += sizes[path]
        hands[at] += modules[path]
    for at, hand in enumerate(hands):
        share = len(items) * (at + 1) // workers - len(items) * at // workers - len(hand)
        hand += quick[: max(share, 0)]
        del quick[: max(share, 0)]
    items[:] = [item for hand in (*hands, quick) for item in hand]


def pytest_collection_finish() -> None:
    """Keep what is collected, thousands of tests and all modules, from being looked at by each full collection."""
    gc.collect()
    gc.freeze()


def _seconds(item: pytest.Item) -> float:
    return SECONDS.get(item.path.parent.name, 0.5 if item.get_closest_marker("slow") else 0.0)


def require(tool: str, hint: str) -> str:
    """Find a program; in CI a missing one fails the run, elsewhere the test is skipped with the reason."""
    path = shutil.which(tool)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(f"{tool} is missing: {hint}")
        pytest.skip(f"{tool} is not installed: {hint}")
    return path


@pytest.fixture(scope="session", autouse=True)
def patient() -> Iterator[None]:
    """Let nothing time out but what a test is about."""
    with pytest.MonkeyPatch.context() as patch:
        patience.lengthen(patch)
        yield


@pytest.fixture
def telegram(sandbox: Sandbox) -> Sandbox:
    """The sandbox by the name of what it stands for, for tests in which many processes meet."""
    return sandbox


@pytest.fixture
def root_logger_restored() -> Iterator[None]:
    """Take back what a test does to the log, which is the whole process's."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The embedded server, as users have it."""
    server = EmbeddedServer(tmp_path_factory.mktemp("home"))
    server.start()
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def debian_redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The distribution's own redis-server, as operators have it."""
    binary = require("redis-server", "apt install redis-server")
    folder: Path = tmp_path_factory.mktemp("redis")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            binary,
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(folder),
            "--save",
            "",
            "--appendonly",
            "no",
        ],
        stdout=subprocess.DEVNULL,
    )
    patient = Retry(ConstantBackoff(0.05), 2400)  # two minutes for the server to come up
    with Redis(port=port, retry=patient, retry_on_error=[RedisConnectionError]) as client:
        client.ping()
    yield f"redis://127.0.0.1:{port}"
    process.terminate()
    process.wait(60)


@pytest.fixture
async def redis_client(valkey_url: str) -> AsyncIterator[Client]:
    """An empty embedded server's client."""
    client = connect(valkey_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture(params=["valkey", "redis"])
async def any_redis(request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    """For contract tests: runs the test on each kind of server that is supported, emptied before."""
    url: str = request.getfixturevalue({"valkey": "valkey_url", "redis": "debian_redis_url"}[request.param])
    client = connect(url)
    await client.flushall()
    yield client
    await client.aclose()
