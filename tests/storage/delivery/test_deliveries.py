"""The outbox's contract, on each kind of server: what must happen together does, and nothing happens twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from ledebot.bot.delivery.types import LOOK_AGAIN, Begin, Dispatch, Ending, Kind, Setback
from ledebot.bot.model import Message, Subscriber, Target
from ledebot.storage.base import keys
from ledebot.storage.delivery.scripts import REFUSALS
from tests.storage.delivery.desk import DIGEST, LATER, NOW, Desk


async def test_dispatch_moves_the_due_time_and_queues_the_digest(desk: Desk) -> None:
    claim = await desk.one()
    assert await desk.subscribers.due_at(Target(7)) == LATER
    assert (claim.target, claim.kind, claim.slot, claim.up_to) == (Target(7), Kind.DIGEST, NOW, "1000-2")
    assert claim.subscriber == await desk.subscribers.get(Target(7))


async def test_two_schedulers_queue_each_digest_once(desk: Desk) -> None:
    await desk.subscribe(*range(1, 201))
    due, _ = await desk.outbox.due(NOW, 1000)
    steps = [Dispatch(one, LATER) for one in due]
    queued = await asyncio.gather(*(desk.outbox.dispatch(steps, up_to="9-9", now=NOW) for _ in range(4)))
    assert sum(queued) == 200
    assert len(await desk.claim(count=1000)) == 200
    assert await desk.count("due") == 200


async def test_a_due_time_changed_meanwhile_is_left_alone(desk: Desk) -> None:
    await desk.subscribe(7)
    due, _ = await desk.outbox.due(NOW, 10)
    await desk.subscribers.save(Subscriber(Target(7), subscribed=True), NOW + timedelta(hours=3))
    assert await desk.outbox.dispatch([Dispatch(due[0], LATER)], up_to="1-1", now=NOW) == 0
    assert await desk.subscribers.due_at(Target(7)) == NOW + timedelta(hours=3)


async def test_a_target_has_one_digest_on_its_way(desk: Desk) -> None:
    await desk.one()
    await desk.subscribers.save(Subscriber(Target(7), subscribed=True), NOW - timedelta(hours=1))
    assert await desk.dispatch() == 0
    assert await desk.subscribers.due_at(Target(7)) == NOW + LOOK_AGAIN
    assert await desk.count("due") == 1


async def test_a_slot_put_back_by_accident_is_not_queued_twice(desk: Desk) -> None:
    claim = await desk.one()
    await desk.deliveries.end(claim, Ending.SENT, NOW, cursor="1000-2")
    await desk.subscribers.save(Subscriber(Target(7), subscribed=True), NOW)
    assert await desk.dispatch() == 0


async def test_an_unreadable_record_is_named_and_set_aside(desk: Desk) -> None:
    await desk.subscribe(7, 8, 9)
    await desk.redis.set(keys.subscriber("8"), "{broken")
    await desk.redis.delete(keys.subscriber("9"))
    due, broken = await desk.outbox.due(NOW, 10)
    assert [one.subscriber.target.chat_id for one in due] == [7]
    assert sorted(broken) == ["8", "9"]
    await desk.outbox.set_aside(broken, LATER)
    assert await desk.subscribers.due_at(Target(8)) == LATER
    assert await desk.subscribers.due_at(Target(9)) is None


async def test_parts_are_noted_one_by_one_and_the_cursor_moves_at_the_end(desk: Desk) -> None:
    claim = await desk.one()
    for part in (0, 1):
        assert await desk.deliveries.begin(claim, part, DIGEST, NOW) is Begin.GO
        await desk.deliveries.sent(claim, part, 500 + part, NOW)
    reader = await desk.subscribers.get(Target(7))
    assert reader is not None
    assert reader.cursor == "0-0"
    await desk.deliveries.end(claim, Ending.SENT, NOW, cursor=DIGEST.cursor)
    reader = await desk.subscribers.get(Target(7))
    assert reader is not None
    assert reader.cursor == "1000-2"
    (record,) = await desk.counters.export_chat(7)
    assert record["state"] == "sent"
    assert record["messages"] == [500, 501]
    stats = await desk.counters.stats(NOW)
    assert (stats.counters["sent"], stats.counters["pending"], stats.counters["parts"], stats.sent_last_minute) == (
        1,
        0,
        2,
        2,
    )
    assert stats.queued == {"alert": 0, "digest": 0, "broadcast": 0}


async def test_every_step_may_be_made_twice(desk: Desk) -> None:
    """A client whose connection broke repeats its command, not knowing whether it was done."""
    claim = await desk.one()
    for _ in range(2):
        assert await desk.deliveries.begin(claim, 0, DIGEST, NOW) is Begin.GO
    for _ in range(2):
        await desk.deliveries.sent(claim, 0, 500, NOW)
    await desk.deliveries.begin(claim, 1, DIGEST, NOW)
    await desk.deliveries.sent(claim, 1, 501, NOW)
    for _ in range(2):
        await desk.deliveries.end(claim, Ending.SENT, NOW, cursor=DIGEST.cursor)
    counters = (await desk.counters.stats(NOW)).counters
    assert (counters["due"], counters["sent"], counters["parts"], counters["repeats"]) == (1, 1, 2, 0)
    assert await desk.redis.keys(keys.content("*")) == []


async def test_the_cursor_moves_although_the_reader_changed_a_setting_meanwhile(desk: Desk) -> None:
    claim = await desk.one()
    await desk.subscribers.update(Target(7), lambda old, due: (replace(old, silent=True), due))
    await desk.deliveries.end(claim, Ending.SENT, NOW, cursor="1000-2")
    reader = await desk.subscribers.get(Target(7))
    assert reader is not None
    assert (reader.silent, reader.cursor) == (True, "1000-2")


async def test_the_last_part_ends_the_delivery_in_the_same_step(desk: Desk) -> None:
    claim = await desk.one()
    await desk.deliveries.begin(claim, 0, DIGEST, NOW)
    await desk.deliveries.sent(claim, 0, 500, NOW)
    await desk.deliveries.begin(claim, 1, DIGEST, NOW)
    for _ in range(2):  # a client whose connection broke repeats it
        await desk.deliveries.sent(claim, 1, 501, NOW, last=True, cursor=DIGEST.cursor)
    reader = await desk.subscribers.get(Target(7))
    assert reader is not None
    assert reader.cursor == "1000-2"
    stats = await desk.counters.stats(NOW)
    assert (stats.counters["sent"], stats.counters["pending"], stats.counters["parts"], stats.sent_last_minute) == (
        1,
        0,
        2,
        2,
    )
    assert stats.queued["digest"] == 0
    (record,) = await desk.counters.export_chat(7)
    assert (record["state"], record["messages"]) == ("sent", [500, 501])
    assert await desk.redis.keys(keys.content("*")) == []
    assert not await desk.outbox.on_its_way(Target(7))


async def test_the_last_part_moves_the_cursor_although_the_reader_changed_a_setting(desk: Desk) -> None:
    claim = await desk.one()
    await desk.deliveries.begin(claim, 0, DIGEST, NOW)
    await desk.subscribers.update(Target(7), lambda old, due: (replace(old, silent=True), due))
    await desk.deliveries.sent(claim, 0, 500, NOW, last=True, cursor="1000-2")
    reader = await desk.subscribers.get(Target(7))
    assert reader is not None
    assert (reader.silent, reader.cursor) == (True, "1000-2")
    counters = (await desk.counters.stats(NOW)).counters
    assert (counters["sent"], counters["parts"], counters["pending"]) == (1, 1, 0)


async def test_a_late_answer_to_who_lost_a_delivery_does_not_strand_it(desk: Desk) -> None:
    """The sender was slow, another one took the delivery over and put it off, then the answer comes after all."""
    slow = await desk.one()
    await desk.deliveries.begin(slow, 0, DIGEST, NOW)
    await desk.deliveries.retire("a")
    (taken,) = await desk.take_over("b")
    await desk.deliveries.begin(taken, 0, DIGEST, NOW)
    await desk.deliveries.put_off(taken, Setback(NOW + timedelta(minutes=1), 1, NOW, "outage"), doubtful=True)
    await desk.deliveries.sent(slow, 0, 500, NOW)
    assert await desk.deliveries.promote(NOW + timedelta(minutes=1)) == 1
    (again,) = await desk.claim("b")
    assert (again.next_part, again.doubts) == (1, 0)


async def test_many_at_once_are_each_done_and_counted(desk: Desk) -> None:
    """Steps of concurrent deliveries travel in one call; one answer each, and a share in what is written for all."""
    await desk.subscribe(*range(1, 251))
    await desk.dispatch(up_to=DIGEST.cursor)
    await desk.dispatch(up_to=DIGEST.cursor)
    await desk.dispatch(up_to=DIGEST.cursor)
    claims = await desk.claim(count=1000)
    assert len(claims) == 250
    lost = replace(claims[0], worker="somebody else")
    one_part = replace(DIGEST, parts=DIGEST.parts[:1])
    begun = await asyncio.gather(*(desk.deliveries.begin(one, 0, one_part, NOW) for one in (lost, *claims)))
    assert begun == [Begin.LOST, *[Begin.GO] * 250]
    (body,) = await desk.redis.keys(keys.content("*"))
    assert await desk.redis.hget(body, "refs") == "250"
    steps = (desk.deliveries.sent(one, 0, 5, NOW, last=True, cursor=DIGEST.cursor) for one in claims[:200])
    endings = (desk.deliveries.end(one, Ending.FAILED, NOW, why="content") for one in claims[200:])
    await asyncio.gather(*steps, *endings)
    stats = await desk.counters.stats(NOW)
    assert (stats.counters["due"], stats.counters["sent"], stats.counters["failed"], stats.counters["parts"]) == (
        250,
        200,
        50,
        200,
    )
    assert (stats.counters["pending"], stats.queued["digest"], stats.dead) == (0, 0, 50)
    assert await desk.redis.hget(body, "refs") == "50"


async def test_the_cursor_never_goes_back(desk: Desk) -> None:
    claim = await desk.one()
    await desk.subscribers.update(Target(7), lambda old, due: (replace(old, cursor="1000-10"), due))
    await desk.deliveries.end(claim, Ending.SENT, NOW, cursor="1000-9")
    reader = await desk.subscribers.get(Target(7))
    assert reader is not None
    assert reader.cursor == "1000-10"


async def test_a_dead_senders_work_is_taken_over_with_its_doubt(desk: Desk) -> None:
    claim = await desk.one()
    await desk.deliveries.begin(claim, 0, DIGEST, NOW)
    await desk.deliveries.sent(claim, 0, 500, NOW)
    await desk.deliveries.begin(claim, 1, DIGEST, NOW)
    assert await desk.take_over("b") == []
    await desk.deliveries.retire("a")
    (taken,) = await desk.take_over("b")
    assert (taken.next_part, taken.doubts, taken.worker) == (1, 1, "b")
    assert taken.content is not None
    assert await desk.deliveries.content(taken.content) == DIGEST
    assert await desk.deliveries.begin(claim, 1, DIGEST, NOW) is Begin.LOST
    await desk.deliveries.end(claim, Ending.FAILED, NOW, why="no longer its own")
    assert await desk.deliveries.begin(taken, 1, DIGEST, NOW) is Begin.GO
    assert await desk.count("repeats") == 1
    await desk.deliveries.sent(taken, 1, 501, NOW)
    await desk.deliveries.end(taken, Ending.SENT, NOW, cursor=DIGEST.cursor)
    assert await desk.count("failed") == 0
    assert await desk.count("sent") == 1


async def test_what_was_claimed_but_not_begun_is_no_repeat(desk: Desk) -> None:
    await desk.one()
    await desk.deliveries.retire("a")
    (taken,) = await desk.take_over("b")
    await desk.deliveries.begin(taken, 0, DIGEST, NOW)
    assert await desk.count("repeats") == 0


async def test_own_work_that_slipped_out_of_hand_is_found_again(desk: Desk) -> None:
    """The reply to a read was lost: Redis holds the entries as ours, we never saw them."""
    claim = await desk.one()
    assert await desk.take_over("a", [claim.id]) == []
    (again,) = await desk.take_over("a")
    assert again.id == claim.id


async def test_put_off_and_promoted_when_its_time_has_come(desk: Desk) -> None:
    claim = await desk.one()
    await desk.deliveries.begin(claim, 0, DIGEST, NOW)
    setback = Setback(NOW + timedelta(minutes=1), 3, NOW, "outage")
    for _ in range(2):
        await desk.deliveries.put_off(claim, setback, doubtful=True)
    assert await desk.claim() == []
    assert await desk.deliveries.promote(NOW + timedelta(seconds=59)) == 0
    assert await desk.deliveries.promote(NOW + timedelta(seconds=60)) == 1
    (again,) = await desk.claim("b")
    assert (again.tries, again.failing_since, again.doubts) == (3, NOW, 1)
    assert (await desk.counters.stats(NOW)).later == 0


async def test_a_content_refused_for_some_is_held_back_from_the_rest(desk: Desk) -> None:
    await desk.subscribe(*range(1, 6))
    await desk.dispatch()
    claims = await desk.claim()
    for claim in claims[:REFUSALS]:
        assert await desk.deliveries.begin(claim, 0, DIGEST, NOW) is Begin.GO
        await desk.deliveries.failed("content", DIGEST)
    assert await desk.deliveries.begin(claims[3], 0, DIGEST, NOW) is Begin.BLOCKED_CONTENT
    assert await desk.deliveries.begin(replace(claims[4], plain=True), 0, DIGEST, NOW) is Begin.GO
    other = replace(DIGEST, parts=(Message("其他"),))
    assert await desk.deliveries.begin(claims[3], 0, other, NOW) is Begin.GO


async def test_a_failed_delivery_keeps_its_payload_and_can_be_tried_again(desk: Desk) -> None:
    claim = await desk.one()
    await desk.deliveries.begin(claim, 0, DIGEST, NOW)
    await desk.deliveries.sent(claim, 0, 500, NOW)
    await desk.deliveries.end(claim, Ending.FAILED, NOW, why="content")
    (letter,) = await desk.counters.dead()
    assert (letter.payload, letter.why, letter.target, letter.parts_sent) == (DIGEST, "content", Target(7), 1)
    assert await desk.counters.requeue(letter.id)
    assert not await desk.counters.requeue(letter.id)
    (again,) = await desk.claim()
    assert (again.next_part, again.tries) == (1, 0)
    counters = (await desk.counters.stats(NOW)).counters
    assert (counters["due"], counters["failed"], counters["pending"]) == (1, 0, 1)
