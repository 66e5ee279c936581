"""/digest and /latest on demand: every story once."""

from __future__ import annotations

from datetime import timedelta

from ledebot.bot.delivery.types import Dispatch, Due
from ledebot.bot.model import Mute, Subject
from ledebot.storage.delivery.outbox import OutboxStore
from tests.handlers.conftest import NOW, Desk, buttons, story


async def test_a_digest_on_demand_counts_as_delivered(desk: Desk) -> None:
    await desk.news(story(1), story(2))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    first = await reader.ask("/digest")
    assert "第1号港口" in first["text"]
    assert "Nothing new" in (await reader.ask("/digest"))["text"]
    await desk.news(story(3))
    third = await reader.ask("/digest")
    assert "第3号港口" in third["text"]
    assert "第1号港口" not in third["text"]


async def test_what_was_delivered_can_be_seen_again(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/digest")
    await reader.ask("/digest")
    before = await desk.subscriber(reader.id)
    await desk.tap(reader, "ld:again")
    assert "第1号港口" in await desk.settled(reader.id)
    assert await desk.subscriber(reader.id) == before


async def test_two_taps_at_once_bring_one_digest(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    said = await reader.ask("/subscribe 财经")
    clicks = [await reader.click(said, "ld:digest") for _ in range(2)]
    for click in clicks:
        await desk.answered(click)
    texts = [message["text"] for message in desk.sandbox.from_bot(reader.id)]
    assert sum("第1号港口" in text for text in texts) == 1


async def test_the_rest_comes_by_a_button(desk: Desk) -> None:
    await desk.news(*(story(n) for n in range(1, 9)))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/settings")
    await desk.tap(reader, "ld:set:max:5")
    digest = await reader.ask("/digest")
    (more,) = [data for data in buttons(digest) if data.startswith("ld:d:more:")]
    await desk.tap(reader, more)
    rest = await desk.settled(reader.id)
    shown = [n for n in range(1, 9) if f"第{n}号港口" in digest["text"]]
    assert len(shown) == 5
    assert all(f"第{n}号港口" in rest for n in range(1, 9) if n not in shown)


async def test_a_pushed_digest_on_its_way_is_not_sent_twice(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    held = await desk.subscriber(reader.id)
    due = await desk.subscribers.due_at(held.target)
    assert due is not None
    step = Dispatch(Due(held, due.timestamp()), due + timedelta(days=1))
    outbox = OutboxStore(desk.redis, desk.clock)
    assert await outbox.dispatch([step], up_to=await desk.articles.head(), now=due) == 1
    assert "on its way" in (await reader.ask("/digest"))["text"]


async def test_a_digest_that_is_due_in_a_moment_is_not_told_beside_it(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    held = await desk.subscriber(reader.id)
    await desk.subscribers.save(held, NOW + timedelta(seconds=10))
    assert "on its way" in (await reader.ask("/digest"))["text"]
    await desk.subscribers.save(held, NOW - timedelta(minutes=5))  # nobody dispatches
    assert "第1号港口" in (await reader.ask("/digest"))["text"]


async def test_a_digest_that_breaks_off_is_not_delivered(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    before = (await desk.subscriber(reader.id)).cursor
    sent = len(desk.sandbox.from_bot(reader.id))
    desk.sandbox.faults.add("bad_gateway", chat_id=reader.id)
    await reader.send("/digest")
    await desk.sandbox.wait_until(lambda: any(not c.ok for c in desk.sandbox.calls("sendMessage", reader.id)))
    assert (await desk.subscriber(reader.id)).cursor == before
    assert len(desk.sandbox.from_bot(reader.id)) == sent
    assert "第1号港口" in (await reader.ask("/digest"))["text"]


async def test_latest_of_all_of_a_topic_and_paged(desk: Desk) -> None:
    await desk.news(*(story(n) for n in range(1, 12)), story(20, "体育"))
    reader = desk.sandbox.user("小明", language_code="en")
    newest = await reader.ask("/latest")
    assert newest["text"].index("第1号") < newest["text"].index("第2号")
    assert newest["text"].startswith(
        "🕘 Newest stories\n\n1. 第1号港口扩建工程在财经版见报\n晨星社 · 01:29\n编号1的工程"
    )
    assert [data.rpartition(":")[0] for data in buttons(newest)] == ["ld:r"] * 8 + ["ld:latest:a"] * 3
    await desk.tap(reader, "ld:latest:a:1")
    assert "第11号" in await desk.settled(reader.id)
    assert (await reader.ask("/latest 体育"))["text"].startswith("🕘 Newest stories · Sports\n\n1. 第20号")
    assert "no topic or source" in (await reader.ask("/latest 天文"))["text"]


async def test_of_one_section_the_newest_count_all_that_tell_a_story(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await desk.news(story(1, "体育", "一报"), story(2, "财经", "二报"), story(3, "体育", "三报"), story(4, "体育"))
    ids = {article.source: article.id for article in await desk.articles.latest(10)}
    for other in ("二报", "三报"):
        assert await desk.services.stories.join(ids["一报"], ids[other], desk.clock.now())
    said = (await reader.ask("/latest sports"))["text"]
    assert "+2 sources: 二报, 一报" in said
    assert said.count("第") == 2
    assert "+2 sources" in (await reader.ask("/latest 二报"))["text"]
    await desk.services.marks.mute(reader.id, Mute(Subject.SOURCE, "二报", desk.clock.now() + timedelta(days=1)))
    assert "+1 source: 一报" in (await reader.ask("/latest sports"))["text"]
