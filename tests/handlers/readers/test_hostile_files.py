"""Files that say they are of /mydata and are not: refused whole, in one line, and nothing is changed."""

from __future__ import annotations

import json
from typing import Any

from ledebot.bot.core.errors import InputError
from ledebot.bot.model import Target
from tests.handlers.conftest import Desk, story
from tests.handlers.readers.test_mydata import everything

BROKEN = {
    "not json": b"hello",
    "not ours": b'{"format": "other", "version": 1, "data": {}}',
    "another version": b'{"format": "ledebot-reader", "version": 99, "data": {}}',
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "wrong shape": b'{"format":"ledebot-reader","version":1,"data":{"subscriptions":{"x":1}}}',
    "a good part and a broken one": json.dumps(
        {
            "format": "ledebot-reader",
            "version": 1,
            "data": {"subscriptions": [{"target": {"chat_id": 1}, "subscribed": True}], "watches": [{"id": 7}]},
        }
    ).encode(),
}


def poisoned(**change: Any) -> bytes:
    record = {"target": {"chat_id": 1}, **change}
    return json.dumps({"format": "ledebot-reader", "version": 1, "data": {"subscriptions": [record]}}).encode()


SAVED: dict[str, Any] = {"article_id": "a", "title": "t", "source": "s", "url": None, "saved": "2026-01-01T00:00:00Z"}
VOTE = {"article_id": "a", "title": "t", "value": 1, "source": "s", "topics": [], "cast": "2026-01-01T00:00:00Z"}


def watching(**change: Any) -> bytes:
    watch = {"id": "w", "target": {"chat_id": 1}, "query": "港口", "since": "1-0", "created": "2026-01-01T00:00:00Z"}
    return json.dumps({"format": "ledebot-reader", "version": 1, "data": {"watches": [{**watch, **change}]}}).encode()


def kept(**section: Any) -> bytes:
    return json.dumps({"format": "ledebot-reader", "version": 1, "data": {"reader": section}}).encode()


START_OF_TIME, END_OF_TIME = "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"
"""Moments that have no name in other zones."""
MARK = {"article_id": "a", "title": "t", "followed": True, "since": "2026-01-01T00:00:00Z"}
MUTE = {"subject": "topic", "name": "港口", "until": "2026-01-01T00:00:00Z"}
SLOT = {"at": "08:00:00", "weekdays": [1]}

HOSTILE = {
    "unknown zone": poisoned(schedule={"zone": "Mars/Olympus"}),
    "zone is a path": poisoned(schedule={"zone": "../../etc/passwd"}),
    "no times": poisoned(schedule={"times": []}),
    "a weekday too many": poisoned(schedule={"weekdays": [9]}),
    "a pause without a zone": poisoned(schedule={"paused_until": "2026-01-01T00:00:00"}),
    "a thousand rules": poisoned(filters={"rules": [{"query": f"x{n}"} for n in range(1000)]}),
    "a rule that is no text": poisoned(filters={"rules": [{"query": {"a": 1}}]}),
    "a long rule": poisoned(filters={"rules": [{"query": "x" * 10_000}]}),
    "a topic of a thousand characters": poisoned(filters={"topics": ["长" * 1000]}),
    "a source without a name": poisoned(filters={"sources": [""]}),
    "topics that are no texts": poisoned(filters={"topics": [1, 2]}),
    "a million stories": poisoned(max_stories=1_000_000),
    "a strange language": poisoned(language="../x"),
    "a flag that is a text": poisoned(silent="yes"),
    "a thread that is a text": poisoned(target={"chat_id": 1, "thread_id": "7"}),
    "a chat beyond all numbers": poisoned(target={"chat_id": 10**30}),
    "a cursor that is none": poisoned(cursor="soon"),
    "a time beyond the calendar": poisoned(schedule={"paused_until": "0001-01-01T00:00:00Z"}),
    "times with a zone": poisoned(schedule={"times": ["08:00:00+08:00"]}),
    "a watch without a zone in its time": watching(created="2026-01-01T00:00:00"),
    "a watch since no entry": watching(since="soon"),
    "a watch in no zone": watching(zone="Mars/Olympus"),
    "a watch muted until year 1": watching(muted_until="0001-01-01T00:00:00Z"),
    "a watch of a text thread": watching(target={"chat_id": 1, "thread_id": "x"}),
    "a watch for nothing": watching(query=""),
    "a vote of a thousand": kept(votes=[{**VOTE, "value": 1000}]),
    "half a surrogate pair": kept(saved=[{**SAVED, "title": "\ud800"}]),
    "half a surrogate pair in a rule": poisoned(filters={"rules": [{"query": "\udfff"}]}),
    "a saved book": kept(saved=[{**SAVED, "title": "长" * 5000}]),
    "no number of stories": poisoned(max_stories=float("nan")),
    "endless stories": poisoned(max_stories=float("inf")),
    "minus one story": poisoned(max_stories=-1),
    "yes many stories": poisoned(max_stories=True),
    "the zone of a continent": poisoned(schedule={"zone": "America"}),
    "a zone with a NUL": poisoned(schedule={"zone": "UTC\0"}),
    "a time of day 25": poisoned(schedule={"times": ["25:00:00"]}),
    "a thousand times": poisoned(schedule={"times": [f"{n // 60:02}:{n % 60:02}:00" for n in range(1000)]}),
    "no weekdays": poisoned(schedule={"weekdays": []}),
    "half of the quiet hours": poisoned(schedule={"quiet": {"start": "22:00:00"}}),
    "a hundred slots": poisoned(schedule={"extra": [SLOT] * 100}),
    "a slot on no day": poisoned(schedule={"extra": [{**SLOT, "weekdays": []}]}),
    "a pause to the end of time": poisoned(schedule={"paused_until": END_OF_TIME}),
    "paused before time": poisoned(paused_since=START_OF_TIME),
    "a state of its own": poisoned(state="asleep"),
    "no target": poisoned(target=None),
    "joined before time": poisoned(joined="0001-01-01T00:00:00Z"),
    "an owner beyond all numbers": poisoned(owner=10**30),
    "a thread beyond all numbers": poisoned(target={"chat_id": 1, "thread_id": 2**70}),
    "a thread below zero": poisoned(target={"chat_id": 1, "thread_id": -1}),
    "an owner that is a text": poisoned(owner="1"),
    "a book for a signature": poisoned(signature="长" * 100_000),
    "a book for a title": poisoned(title="长" * 100_000),
    "a book for a reason": poisoned(paused_reason="长" * 100_000),
    "a cursor beyond all numbers": poisoned(cursor="9" * 400 + "-0"),
    "a cursor of other digits": poisoned(cursor="١-٢"),
    "a section that is none": poisoned(filters={"sections": ["everything"]}),
    "a watch before time": watching(created=START_OF_TIME),
    "a watch muted to the end of time": watching(muted_until=END_OF_TIME),
    "a watch at no time": watching(when="whenever"),
    "a watch in a strange language": watching(language="../x"),
    "a watch whose name is a path": watching(id="../" * 100),
    "a watch without a name": watching(id=""),
    "a watch beyond all entries": watching(since="9" * 400 + "-0"),
    "a saved story before time": kept(saved=[{**SAVED, "published": START_OF_TIME}]),
    "a saved story that is a list": kept(saved=[[1]]),
    "an address of a megabyte": kept(saved=[{**SAVED, "url": "https://a.example/" + "x" * 1_000_000}]),
    "a vote that is half": kept(votes=[{**VOTE, "value": 0.5}]),
    "a vote about a thousand topics": kept(votes=[{**VOTE, "topics": ["x"] * 1000}]),
    "a vote at no time": kept(votes=[{**VOTE, "cast": "yesterday"}]),
    "a mark to the end of time": kept(marks=[{**MARK, "until": END_OF_TIME}]),
    "a mark that maybe follows": kept(marks=[{**MARK, "followed": "maybe"}]),
    "a mute of the world": kept(mutes=[{**MUTE, "subject": "world"}]),
    "a mute of a book": kept(mutes=[{**MUTE, "name": "长" * 100_000}]),
    "readers that are a list": json.dumps({"format": "ledebot-reader", "version": 1, "data": {"reader": [1]}}).encode(),
    "a number of ten thousand digits": b'{"format": "ledebot-reader", "version": ' + b"1" * 10_000 + b"}",
}


async def test_a_broken_or_hostile_file_changes_nothing(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    before = await everything(desk.redis)
    taken = []
    for name, document in (BROKEN | HOSTILE).items():
        try:
            await desk.services.personal.restore(reader.id, document)
        except InputError:
            assert await everything(desk.redis) == before, name
        else:
            taken.append(name)
            before = await everything(desk.redis)
    assert taken == []


async def test_a_field_that_a_newer_version_wrote_is_ignored(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await desk.services.personal.restore(reader.id, poisoned(title="x", mood="sunny"))
    assert await desk.subscribers.get(Target(reader.id)) is not None
