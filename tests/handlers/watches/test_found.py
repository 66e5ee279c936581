"""What an alert or a digest's section only counts, listed by its button."""

from __future__ import annotations

from datetime import timedelta

from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Digest, Document, Message, Mute, Subject, Target
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


async def in_digests(desk: Desk, *found: Document) -> User:
    """Let a reader watch for digests, and articles arrive; give the reader, the start before them being kept."""
    store = WatchStore(desk.redis)
    watches = Watches(store, desk.articles, Post(), desk.clock, desk.subscribers)
    await watches.tick()
    ada = desk.sandbox.user(language_code="en")
    await ada.ask("/watch 港口")
    await desk.tap(ada, "ld:w:when:…")  # the first is "at once"
    (one,) = await store.of(Target(ada.id))
    await desk.tap(ada, f"ld:w:when:{one.id}:digest")
    await ada.ask("/subscribe 体育")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(*found)
    await watches.tick()
    return ada


async def section(desk: Desk, reader: User) -> Message:
    """Write the section of all that the watches found."""
    held, head = await desk.subscriber(reader.id), await desk.articles.head()
    empty = Digest((Message("nothing new"),))
    digest = await WatchSection(WatchStore(desk.redis), desk.articles).add(empty, held, after="0-0", up_to=head)
    return digest.parts[-1]


async def test_a_digests_section_lists_all_that_it_counts(desk: Desk) -> None:
    ada = await in_digests(desk, *(story(n) for n in range(1, MOST + 4)))
    part = await section(desk, ada)
    assert "3 more stories" in part.html
    await shown(desk, ada, part)
    await desk.tap(ada, "ld:found:d:…")
    assert f"{MOST + 3} stories from your watches" in await desk.settled(ada.id)
    await desk.services.marks.mute(ada.id, Mute(Subject.SOURCE, "晨星社", desk.clock.now() + timedelta(days=1)))
    assert "nothing more" in (await desk.tap(ada, "ld:found:d:…"))["text"], "what is muted is not listed"


async def test_a_digests_section_and_its_list_are_in_the_readers_languages_their_own_first(desk: Desk) -> None:
    chinese = [story(n, language="zh-hans") for n in range(1, MOST + 3)]
    ada = await in_digests(desk, *chinese, story(40, title="港口 reopens", language="en"))
    part = await section(desk, ada)
    assert part.html.split("\n")[1].startswith("1. ")
    assert "reopens" in part.html.split("\n")[1]
    await shown(desk, ada, part)
    await desk.tap(ada, "ld:found:d:…")
    assert "\n1. 港口 reopens" in await desk.settled(ada.id)
    await ada.ask("/settings")
    await desk.tap(ada, "ld:set:read:zh")
    part = await section(desk, ada)
    assert "reopens" not in part.html
    await shown(desk, ada, part)
    await desk.tap(ada, "ld:found:d:…")
    assert f"{MOST + 2} stories from your watches" in await desk.settled(ada.id)


async def test_what_is_not_kept_any_more_is_said(desk: Desk) -> None:
    ada = desk.sandbox.user(language_code="en")
    listed = await ada.ask("/watches")
    for data in ("ld:found:c:1-0:2-0:0", "ld:found", "ld:found:c:%:!:0"):
        assert "no longer kept" in (await desk.forge(ada, listed, data))["text"]
    assert buttons(listed) == []
