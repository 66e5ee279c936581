"""Watches as a reader has them: made, previewed, alerted once a story, muted, deleted, capped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta

from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Message, Quiet, Schedule, Target
from ledebot.bot.watches.matcher import MAX_ALERTS, Watches
from ledebot.bot.watches.types import MAX_QUERY, MAX_WATCHES, Match, Watch, When
from ledebot.sandbox.people.handles import User
from ledebot.storage.readers.personal import Together
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.watches.watches import WatchStore
from tests.handlers.conftest import NOW, Desk, buttons, story


def matching(desk: Desk, store: WatchStore) -> Watches:
    return Watches(store, desk.articles, desk.services.outbox, desk.clock, desk.subscribers)


async def queued(desk: Desk) -> int:
    stats = await desk.services.stats.stats(desk.clock.now())
    return stats.queued.get(Kind.ALERT, 0)


async def test_a_watch_previews_the_week_and_tells_only_what_comes_later(
    desk: Desk, engine: SearchIndex, store: WatchStore
) -> None:
    await desk.news(story(1), story(2))
    await engine.catch_up()
    watches = matching(desk, store)
    await watches.tick()
    ada = desk.sandbox.user(language_code="en")
    card = await ada.ask("/watch 港口 扩建")
    assert "2 stories in the last 7 days" in card["text"]
    desk.clock.advance(timedelta(minutes=1))
    await watches.tick()
    assert await queued(desk) == 0  # nothing old
    await desk.news(story(3), story(4, title="天气晴", paragraphs=("无关。",)))
    await watches.tick()
    assert await queued(desk) == 1


async def test_a_watch_heeds_the_languages_of_articles(desk: Desk, store: WatchStore) -> None:
    watches = matching(desk, store)
    await watches.tick()
    ada = desk.sandbox.user(language_code="en")
    await ada.ask("/watch 港口")
    await ada.ask("/settings")
    await desk.tap(ada, "ld:set:read:en")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(story(1, language="zh-hans"))
    await watches.tick()
    assert await queued(desk) == 0
    assert "0 stories in the last 7 days" in (await ada.ask("/watches"))["text"]
    await desk.tap(ada, "ld:set:read:all")
    assert "1 story in the last 7 days" in (await ada.ask("/watches"))["text"]
    await desk.news(story(2, language="zh-hans"))
    await watches.tick()
    assert await queued(desk) == 1


async def test_a_repeated_step_and_a_second_report_alert_once(desk: Desk, store: WatchStore) -> None:
    watches = matching(desk, store)
    await watches.tick()
    before = await store.cursor()
    assert before is not None
    ada = desk.sandbox.user(language_code="en")
    await ada.ask("/watch 港口")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(story(1))
    await watches.tick()
    await store.finish(before, {})  # as after a crash between queueing and noting it
    await watches.tick()
    assert await queued(desk) == 1


async def test_a_burst_is_summed_up(desk: Desk, store: WatchStore) -> None:
    watches = matching(desk, store)
    await watches.tick()
    await desk.sandbox.user(language_code="en").ask("/watch 港口")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(*(story(n) for n in range(1, 30)))
    await watches.tick()
    assert await queued(desk) == MAX_ALERTS + 1


async def test_muted_and_digest_only_watches_do_not_alert(desk: Desk, store: WatchStore) -> None:
    watches = matching(desk, store)
    await watches.tick()
    start = await desk.articles.head()
    ada = desk.sandbox.user(language_code="en")
    card = await ada.ask("/watch 港口")
    (one,) = await store.of(Target(ada.id))
    await desk.tap(ada, f"ld:w:when:{one.id}:digest")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(story(1))
    await watches.tick()
    assert await queued(desk) == 0
    found = await store.matched(Target(ada.id), after=start, up_to=await desk.articles.head())
    assert [match.watch_id for match in found] == [one.id]
    await desk.tap(ada, f"ld:w:when:{one.id}:both")
    await desk.tap(ada, f"ld:w:mute:{one.id}:6")
    assert "Muted until" in await desk.settled(ada.id)
    await desk.news(story(2))
    await watches.tick()
    assert await queued(desk) == 0
    desk.clock.advance(timedelta(hours=7))
    await desk.news(story(3))
    await watches.tick()
    assert await queued(desk) == 1
    assert card["message_id"] == desk.sandbox.from_bot(ada.id)[-1]["message_id"]


async def test_listing_and_deleting(desk: Desk, store: WatchStore) -> None:
    ada = desk.sandbox.user(language_code="en")
    assert "none yet" in (await ada.ask("/watches"))["text"]
    await ada.ask("/watch 央行 降息 -美联储")
    await ada.ask("/watch <b>&")
    listed = await ada.ask("/watches")
    assert "央行 降息 -美联储 · at once" in listed["text"]
    assert "<b>&" in listed["text"]
    first = (await store.of(Target(ada.id)))[0]
    await desk.tap(ada, f"ld:w:show:{first.id}")
    await desk.tap(ada, f"ld:w:del:{first.id}")
    assert len(await store.of(Target(ada.id))) == 1
    gone = await desk.forge(ada, desk.sandbox.from_bot(ada.id)[-1], f"ld:w:show:{first.id}")
    assert "gone" in gone["text"]


async def test_the_list_tells_how_much_each_watch_would_have_found(
    desk: Desk, engine: SearchIndex, store: WatchStore
) -> None:
    await desk.news(story(1), story(2), story(3, title="天气晴", paragraphs=("无关。",)))
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="en")
    for query in ("港口", "台风"):
        await ada.ask(f"/watch {query}")
    await store.save(Watch("1" * 12, Target(ada.id), "day:today", "0-0", NOW + timedelta(minutes=1)))
    assert (await ada.ask("/watches"))["text"].splitlines()[1:] == [
        "1. 港口 · at once · 2 stories in the last 7 days",
        "2. 台风 · at once · 0 stories in the last 7 days",
        "3. day:today · at once",
    ]


async def test_a_list_of_the_longest_watches_fits_into_a_message(desk: Desk, store: WatchStore) -> None:
    ada = desk.sandbox.user(language_code="zh-hans")
    for n in range(MAX_WATCHES):
        await store.save(Watch(f"{n:012}", Target(ada.id), f"{n}" + "长" * (MAX_QUERY - 2), "0-0", NOW))
    assert f"{MAX_WATCHES}. " in (await ada.ask("/watches"))["text"]


async def test_the_button_of_a_search_makes_a_watch(desk: Desk, engine: SearchIndex, store: WatchStore) -> None:
    await desk.news(story(1))
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="en")
    found = await ada.ask("/search 港口")
    await desk.tap(ada, next(data for data in buttons(found) if data.startswith("ld:w:add:")))
    assert [(one.query, one.when) for one in await store.of(Target(ada.id))] == [("港口", When.NOW)]


async def test_bad_watches_and_too_many_get_one_line(desk: Desk, store: WatchStore) -> None:
    ada = desk.sandbox.user(language_code="en")
    for text in ("！！", "-央行", "day:today", "source:", "长" * 201):
        assert len((await ada.ask(f"/watch {text}"))["text"].splitlines()) == 1
    assert await store.of(Target(ada.id)) == []
    for n in range(MAX_WATCHES):
        await ada.ask(f"/watch 词{n}号")
    assert str(MAX_WATCHES) in (await ada.ask("/watch 再来一个"))["text"]
    assert len(await store.of(Target(ada.id))) == MAX_WATCHES


async def test_the_same_words_in_another_spelling_are_the_same_watch(desk: Desk, store: WatchStore) -> None:
    ada = desk.sandbox.user(language_code="en")
    for text in ("央行 降息 -美联储", "央行　降息　－美联储", "央行\n降息 -美联储 day:3d"):
        await ada.ask(f"/watch {text}")
    assert [one.query for one in await store.of(Target(ada.id))] == ["央行 降息 -美联储"]


@dataclass
class Post:
    """An outbox that shows what is put into it."""

    alerts: list[Message] = field(default_factory=list)

    async def enqueue(
        self,
        target: Target,
        messages: Sequence[Message],
        *,
        kind: Kind = Kind.ALERT,
        key: str | None = None,
        also: Sequence[str] = (),
    ) -> bool:
        self.alerts += messages
        return True

    async def broadcast(self, targets: Sequence[Target], messages: Sequence[Message], *, key: str) -> int:
        raise AssertionError("watches do not broadcast")

    async def on_its_way(self, target: Target) -> bool:
        return False


async def alerted(desk: Desk, store: WatchStore, *queries: str) -> tuple[User, Message]:
    """Let a new English reader, who never subscribed, watch; give them and the alert of a first story."""
    post = Post()
    watches = Watches(store, desk.articles, post, desk.clock, desk.subscribers)
    await watches.tick()
    ada = desk.sandbox.user(language_code="en-GB")
    for query in queries:
        await ada.ask(f"/watch {query}")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(story(1))
    await watches.tick()
    (message,) = post.alerts
    return ada, message


async def test_an_alert_mutes_all_that_it_was_about(desk: Desk, store: WatchStore) -> None:
    ada, alert = await alerted(desk, store, "港口", "扩建", "公示栏")
    listed = await ada.ask("/watches")
    answer = await desk.forge(ada, listed, alert.keyboard[0][1].data or "")
    assert answer["text"] == "Muted for 6 hours."
    until = desk.clock.now() + timedelta(hours=6)
    assert [one.muted_until for one in await store.of(Target(ada.id))] == [until] * 3


async def test_the_button_of_an_alert_fits_however_many_watches_it_was_for(desk: Desk, store: WatchStore) -> None:
    _, alert = await alerted(desk, store, "港口", "扩建", "公示栏", "开工", "完工", "晨星社 港口", "居民")
    assert all(len((button.data or "").encode()) <= 64 for row in alert.keyboard for button in row)


async def test_who_never_subscribed_is_alerted_in_their_own_language_and_time(desk: Desk, store: WatchStore) -> None:
    _, alert = await alerted(desk, store, "港口")
    assert "Mar 10, 01:29" in alert.html
    assert [button.text for button in alert.keyboard[0]] == ["📖 Read", "🔕 Mute 6 h", "🔕 Until …"]


async def test_an_alert_in_quiet_hours_makes_no_sound(desk: Desk, store: WatchStore) -> None:
    ada, by_day = await alerted(desk, store, "港口")
    assert not by_day.silent
    await ada.ask("/start")
    held = await desk.subscriber(ada.id)
    for quiet, silent in ((Quiet(time(1), time(3)), True), (Quiet(time(23), time(1)), False)):
        await desk.subscribers.save(replace(held, schedule=Schedule(zone="UTC", quiet=quiet)), None)
        post = Post()
        await desk.news(story(10 + silent))
        watches = Watches(store, desk.articles, post, desk.clock, desk.subscribers)
        await watches.tick()
        assert [message.silent for message in post.alerts] == [silent]


async def test_a_watch_for_a_digest_that_never_comes_says_so(desk: Desk, store: WatchStore) -> None:
    ada = desk.sandbox.user(language_code="en")
    await ada.ask("/watch 港口")
    (one,) = await store.of(Target(ada.id))
    await desk.tap(ada, f"ld:w:when:{one.id}:digest")
    assert "No digest is due in this chat" in await desk.settled(ada.id)
    await ada.ask("/start")
    await desk.tap(ada, "ld:all:1")
    await ada.ask("/watch 港口")
    assert "No digest is due" not in await desk.settled(ada.id)
    await ada.ask("/stop")
    assert "nothing is sent until /start" in (await ada.ask("/watch 港口"))["text"]


async def test_only_admins_watch_for_a_group(desk: Desk, store: WatchStore) -> None:
    ada, bob = desk.sandbox.user(language_code="en"), desk.sandbox.user("Bob", language_code="en")
    room = await desk.group(owner=ada, members=(bob,))
    assert "admins" in (await bob.ask("/watch 港口", chat=room.id))["text"]
    await ada.ask("/watch 港口", chat=room.id)
    assert len(await store.of(Target(room.id))) == 1


async def test_a_chats_watches_are_exported_moved_and_forgotten(desk: Desk, store: WatchStore) -> None:
    ada = desk.sandbox.user(language_code="en")
    await ada.ask("/watch 港口")
    section = await store.export_chat(ada.id)
    await Together(desk.redis).together([await store.plan_restore(99, section)])
    assert [one.target for one in await store.of(Target(99))] == [Target(99)]
    (watch,) = await store.of(Target(99))
    await store.finish("1000-0", {Target(99): [Match("1000-0", "a", watch.id)]})
    await store.migrate_chat(99, -100500)
    assert await store.export_chat(99) is None
    (moved,) = await store.of(Target(-100500))
    assert await store.matched(Target(-100500), after="0-0", up_to="1000-0") == [Match("1000-0", "a", moved.id)]
    await store.forget_chat(-100500)
    await store.forget_chat(ada.id)
    assert [key async for key in desk.redis.scan_iter("*watches:*")] == []
