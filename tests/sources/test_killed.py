"""An ingest that is killed and run again ends exactly where an undisturbed one does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from ledebot.bot.model import Change
from ledebot.storage.base import keys
from ledebot.storage.base.embedded import EmbeddedServer

POSTS = 300
"""Several batches, so that each kill comes after another one."""
KILLS = 2
STORIES = f"{keys.PREFIX}{{a}}:story"
PLACES = ("北港", "南湾", "东岭", "西洲", "中岛")
EVENTS = ("渡轮复航", "学校开学", "桥梁通车", "集市开张", "图书馆扩建", "水厂检修", "医院义诊")


def write_archive(folder: Path) -> None:
    """Posts as they come: several sources, events told more than once, a few broken, all in own words."""
    for number in range(POSTS):
        place, event = PLACES[number % 5], EVENTS[number // 5 % 7]
        title = f"{place}{event}，第{number // 35}批居民到场"
        header = f"title: '{title}'\nauthor: 第{number % 3}报\ncategories: [本地, {place}]"
        date = f"2026-01-{number % 28 + 1:02} {number % 24:02}:00:00"
        body = f"<p>{place}今天{event}。</p>" + "".join(
            f"<p>{place}的第{number + line}位居民说，{event}是一件大事，{line + 2}年来大家一直在等。</p>"
            for line in range(4)
        )
        text = f"---\n{header}\ndate: {date}\n---\n{body}" if number % 97 else f"---\n{header}\n"
        (folder / f"{number:05}.md").write_text(text, "utf-8")


def command(home: Path, archive: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "LEDEBOT_HOME": str(home), "REDIS_URL": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", str(archive), "--json"], env=environment, stdout=subprocess.PIPE
    )


@contextmanager
def client(home: Path) -> Iterator[Redis]:
    server = EmbeddedServer(home)
    server.start()
    with Redis.from_url(server.url, decode_responses=True, socket_timeout=400) as redis:
        yield redis
    server.stop()


def wait_for(redis: Any, entries: int) -> None:
    """Return as soon as the article log holds that many entries."""
    seen, cursor = 0, "0-0"
    while seen < entries:
        ((_, found),) = redis.xread({keys.ARTICLE_LOG: cursor}, count=entries - seen, block=300_000)
        seen, cursor = seen + len(found), found[-1][0]


def dump(redis: Any) -> dict[str, Any]:
    """Give all that is stored, without what tells when it was stored, and which reports tell one story.

    Which words tell is learned as reports come, so stories depend on where a batch ended. That each report is in one
    story, and each story has its reports, is checked instead.
    """
    readers = {
        "string": redis.get,
        "hash": redis.hgetall,
        "list": lambda key: redis.lrange(key, 0, -1),
        "set": lambda key: sorted(redis.smembers(key)),
        "zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
        "stream": lambda key: [fields for _, fields in redis.xrange(key)],
    }
    found = {key: readers[redis.type(key)](key) for key in sorted(redis.keys("*")) if not key.startswith(STORIES)}
    told: dict[str, set[str]] = {}
    for key, value in found.items():
        if key.startswith(keys.article("")):
            data = json.loads(value["data"])
            told.setdefault(data["story"], set()).add(data["id"])
            del value["rev"]  # counts the stories that it was moved to
            value["data"] = {name: held for name, held in data.items() if name not in ("fetched", "story", "revision")}
        elif key == keys.ARTICLES_BY_SEEN:
            found[key] = sorted(member for member, _ in value)
        elif key == keys.ARTICLE_LOG:
            found[key] = [(fields["id"], fields["change"]) for fields in value if fields["change"] != Change.REGROUPED]
    assert told == {story: set(redis.zrange(keys.story(story), 0, -1)) for story in told}
    return found


@pytest.mark.slow
def test_a_killed_ingest_run_again_ends_where_an_undisturbed_one_does(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    write_archive(archive)
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    output, _ = command(undisturbed, archive).communicate(timeout=600)
    totals = json.loads(output)
    broken = len(range(0, POSTS, 97))
    assert (totals["read"], totals["failed"]) == (POSTS, broken)

    with client(disturbed) as redis:
        for kill in range(1, KILLS + 1):
            running = command(disturbed, archive)
            wait_for(redis, totals["new"] * kill // (KILLS + 1))
            running.send_signal(signal.SIGKILL)
            running.communicate()
        log: Any = redis.xrange(keys.ARTICLE_LOG)
        stored = sum(fields["change"] == Change.NEW for _, fields in log)
        assert 0 < stored < totals["new"]
        output, _ = command(disturbed, archive).communicate(timeout=600)
        again = json.loads(output)
        assert again["read"] == POSTS
        assert again["failed"] == broken
        assert again["new"] == totals["new"] - stored
        with client(undisturbed) as other:
            expected, found = dump(other), dump(redis)
            assert found.keys() == expected.keys()
            for key, value in expected.items():
                assert found[key] == value, key
