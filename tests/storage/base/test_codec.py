from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import (
    Article,
    ChatKind,
    Dateline,
    Filters,
    Lede,
    Length,
    Quiet,
    Rule,
    Schedule,
    State,
    Subscriber,
    Target,
)
from ledebot.storage.base.codec import CodecError, dumps, from_plain, loads

texts = st.text(max_size=40)
some = st.lists(texts, max_size=4).map(tuple)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 bounds are naive
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
subscribers = st.builds(
    Subscriber,
    target=st.builds(Target, st.integers(-(10**13), 10**13), st.integers(0, 10**6)),
    kind=st.sampled_from(ChatKind),
    title=texts,
    length=st.sampled_from(Length),
    filters=st.builds(
        Filters, st.booleans(), some, some, st.lists(st.builds(Rule, texts, st.booleans()), max_size=3).map(tuple)
    ),
    schedule=st.builds(
        Schedule,
        zone=st.sampled_from(["Asia/Shanghai", "UTC"]),
        times=st.lists(times, max_size=3).map(tuple),
        quiet=st.none() | st.builds(Quiet, times, times),
        paused_until=st.none() | moments,
    ),
    state=st.sampled_from(State),
    joined=st.none() | moments,
)
articles = st.builds(
    Article,
    id=texts,
    revision=st.integers(1, 99),
    url=st.none() | texts,
    source=texts,
    title=texts,
    published=moments,
    fetched=moments,
    content_hash=texts,
    story=texts,
    dateline=st.builds(Dateline, st.none() | texts, st.none() | texts, st.none() | texts, some),
    topics=some,
    paragraphs=some,
    lede=st.builds(Lede, texts, texts, texts),
    sketch=st.lists(st.integers(0, 2**64 - 1), max_size=5).map(tuple),
)


@given(subscribers)
def test_subscribers_come_back_as_they_were(subscriber: Subscriber) -> None:
    assert loads(Subscriber, dumps(subscriber)) == subscriber


@given(articles)
def test_articles_come_back_as_they_were(article: Article) -> None:
    assert loads(Article, dumps(article)) == article


def test_defaults_take_no_room_and_new_fields_need_no_migration() -> None:
    assert json.loads(dumps(Subscriber(Target(1)))) == {"v": 1, "target": {"chat_id": 1}}


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[]",
        "null",
        '{"target":{}}',
        '{"v":2,"target":{"chat_id":1}}',
        '{"v":12,"target":{"chat_id":1}}',
        '{"v":1}',
        '{"v":1,"target":{"chat_id":1}',
        '{"v":1,"target":{"chat_id":"1"}}',
        '{"v":1,"target":{"chat_id":1,"thread_id":"x"}}',
        '{"v":1,"target":{"chat_id":1.5}}',
        '{"v":1,"target":{"chat_id":1},"joined":"2026-01-02T03:04:05"}',
        '{"v":1,"target":{"chat_id":1},"joined":"0001-01-02T03:04:05Z"}',
        '{"v":1,"target":{"chat_id":1},"joined":"soon"}',
        '{"v":1,"target":{"chat_id":1},"schedule":{"paused_until":"2026-01-02T03:04:05"}}',
        '{"v":1,"target":{"chat_id":1},"schedule":{"times":["24:00"]}}',
        '{"v":1,"target":{"chat_id":1},"schedule":{"times":["08:00:00+08:00"]}}',
        '{"v":1,"target":{"chat_id":1},"schedule":{"quiet":{"start":"22:00:00Z","end":"07:00:00"}}}',
        '{"v":1,"target":{"chat_id":1},"schedule":{"extra":[{"at":"08:00:00Z","weekdays":[1]}]}}',
        '{"v":1,"target":{"chat_id":1},"state":"asleep"}',
        '{"v":1,"target":{"chat_id":1},"filters":' + "[" * 100_000,
    ],
)
def test_a_foreign_record_is_refused_not_guessed(record: str) -> None:
    with pytest.raises(CodecError):
        loads(Subscriber, record)


def test_what_a_newer_version_wrote_beside_is_ignored() -> None:
    record = '{"v":1,"target":{"chat_id":1,"odd":[1]},"odd":{"deep":true}}'
    assert loads(Subscriber, record) == Subscriber(Target(1))


@given(st.recursive(st.none() | st.integers() | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)))
def test_any_json_is_a_record_or_a_codec_error(value: object) -> None:
    for kind in (Subscriber, Article):
        with contextlib.suppress(CodecError):
            assert isinstance(from_plain(kind, value), kind)
        with contextlib.suppress(CodecError):
            loads(kind, json.dumps({"v": 1, "target": value}))


def test_times_keep_their_zone() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    back = loads(Subscriber, dumps(Subscriber(Target(1), joined=moment)))
    assert back.joined == moment
    assert back.joined.utcoffset() is not None
