"""What an alert or a digest's section only counts, listed by its button."""

from __future__ import annotations

from datetime import timedelta

from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Digest, Message, Mute, Subject, Target
from ledebot.bot.watches.digest_section import MOST, WatchSection
from ledebot.bot.watches.matcher import MAX_ALERTS, Watches
from ledebot.sandbox.people.handles import User
from ledebot.storage.base.client import Client
from ledebot.storage.watches.watches import WatchStore
from tests.handlers.conftest import Desk, buttons, story
from tests.handlers.watches.test_watches import Post


async def watching(desk: Desk, words: str, many: int) -> tuple[User, list[Message]]:
    """Let a reader watch, then so many stories arrive; give the reader and the alerts."""
    store, post = WatchStore(desk.redis), Post()
    watches = Watches(store, desk.articles, post, desk.clock, desk.subscribers)
    await watches.tick()
    ada = desk.sandbox.user(language_code="en")
    await ada.ask(f"/watch {words}")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(*(story(n) for n in range(1, many + 1)))
    await watches.tick()
    return ada, post.alerts


async def shown(desk: Desk, reader: User, message: Message) -> None:
    """Let a message of the senders arrive."""
    await desk.application.bot.send_message(reader.id, **arguments(message))


async def test_what_an_alert_counts_is_listed_page_by_page(desk: Desk) -> None:
    ada, alerts = await watching(desk, "港口", 18)
    assert len(alerts) == MAX_ALERTS + 1
    assert alerts[-1].html == "🔔 13 more stories match your watches"
    await shown(desk, ada, alerts[-1])
    data = alerts[-1].keyboard[0][0].data or ""
    assert len(data.encode()) <= 64
    await desk.tap(ada, data)
    first = desk.sandbox.from_bot(ada.id)[-1]
    assert first["text"].startswith("🔔 13 stories from your watches\n港口\n1. "), (
        "the watch that found all is named once"
    )
    assert first["text"].count(" · 港口") == 0
    await desk.tap(ada, data[:-1] + "1")
    second = desk.sandbox.from_bot(ada.id)[-1]
    assert first["message_id"] == second["message_id"], "pages turn in place"
    told = "".join((*(alert.html for alert in alerts), first["text"], second["text"]))
    assert all(f"第{n}号港口" in told for n in range(1, 19)), "every story is told of"


async def test_it_is_listed_after_a_restart_and_when_the_watch_is_gone(desk: Desk, redis_client: Client) -> None:
    ada, alerts = await watching(desk, "港口", 7)
    store = WatchStore(redis_client)
    (one,) = await store.of(Target(ada.id))
    await store.remove(Target(ada.id), one.id)
    await shown(desk, ada, alerts[-1])
    desk.clock.advance(timedelta(days=20))
    await desk.tap(ada, "ld:found:c:…")
    assert "2 stories from your watches" in await desk.settled(ada.id)


async def test_a_repeated_step_counts_nothing_twice(desk: Desk) -> None:
    store, outbox = WatchStore(desk.redis), desk.services.outbox
    watches = Watches(store, desk.articles, outbox, desk.clock, desk.subscribers)
    await watches.tick()
    before = await store.cursor()
    assert before is not None
    ada = desk.sandbox.user(language_code="en")
    await ada.ask("/watch 港口")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(*(story(n) for n in range(1, 9)))
    for _ in range(2):
        await watches.tick()
        await store.finish(before, {})  # as after a crash between queueing and noting it
    assert len(await store.matched(Target(ada.id), after=before, up_to=await desk.articles.head())) == 3
    stats = await desk.services.stats.stats(desk.clock.now())
    assert stats.queued[Kind.ALERT] == MAX_ALERTS + 1


async def test_a_digests_section_lists_all_that_it_counts(desk: Desk) -> None:
    store = WatchStore(desk.redis)
    watches = Watches(store, desk.articles, Post(), desk.clock, desk.subscribers)
    await watches.tick()
    ada, start = desk.sandbox.user(language_code="en"), await desk.articles.head()
    await ada.ask("/watch 港口")
    await desk.tap(ada, "ld:w:when:…")  # the first is "at once"
    (one,) = await store.of(Target(ada.id))
    await desk.tap(ada, f"ld:w:when:{one.id}:digest")
    await ada.ask("/subscribe 体育")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(*(story(n) for n in range(1, MOST + 4)))
    await watches.tick()
    reader, head = await desk.subscriber(ada.id), await desk.articles.head()
    section = WatchSection(store, desk.articles)
    digest = await section.add(Digest((Message("nothing new"),)), reader, after=start, up_to=head)
    assert "3 more stories" in digest.parts[-1].html
    await shown(desk, ada, digest.parts[-1])
    await desk.tap(ada, "ld:found:d:…")
    assert f"{MOST + 3} stories from your watches" in await desk.settled(ada.id)
    await desk.services.marks.mute(ada.id, Mute(Subject.SOURCE, "晨星社", desk.clock.now() + timedelta(days=1)))
    assert "nothing more" in (await desk.tap(ada, "ld:found:d:…"))["text"], "what is muted is not listed"


async def test_what_is_not_kept_any_more_is_said(desk: Desk) -> None:
    ada = desk.sandbox.user(language_code="en")
    listed = await ada.ask("/watches")
    for data in ("ld:found:c:1-0:2-0:0", "ld:found", "ld:found:c:%:!:0"):
        assert "no longer kept" in (await desk.forge(ada, listed, data))["text"]
    assert buttons(listed) == []
