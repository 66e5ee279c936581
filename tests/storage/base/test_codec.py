from __future__ import annotations

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
from ledebot.storage.base.codec import CodecError, dumps, loads

texts = st.text(max_size=40)
some = st.lists(texts, max_size=4).map(tuple)
moments = st.datetimes(timezones=st.just(UTC))
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
    ["", "[]", "null", '{"target":{}}', '{"v":2,"target":{"chat_id":1}}', '{"v":1,"target":{"chat_id":1},"odd":2}'],
)
def test_a_foreign_record_is_refused_not_guessed(record: str) -> None:
    with pytest.raises(CodecError):
        loads(Subscriber, record)


def test_times_keep_their_zone() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    back = loads(Subscriber, dumps(Subscriber(Target(1), joined=moment)))
    assert back.joined == moment
    assert back.joined.utcoffset() is not None
