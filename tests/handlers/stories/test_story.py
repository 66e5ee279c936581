"""The story page in the chat: opened from a report, paged, and mended by its reader."""

from __future__ import annotations

from datetime import timedelta

from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.model import Document, Lede
from ledebot.bot.stories.marked import MarkBook
from ledebot.bot.watches.follow_ups import FollowUps
from ledebot.bot.watches.matcher import Watches
from ledebot.sandbox.people.handles import User
from ledebot.storage.readers.readers import Readers
from ledebot.storage.watches.watches import WatchStore
from tests.handlers.conftest import Desk, buttons, story
from tests.handlers.watches.test_watches import Post
from tests.stories.reports import FIRE


def _documents() -> list[Document]:
    return [
        Document(
            ref=told.id,
            source=told.source,
            title=told.title,
            guid=told.id,
            url=told.url,
            published=told.published - timedelta(days=1),
            topics=("社会",),
            paragraphs=told.paragraphs,
            lede=Lede(told.title, told.lede.medium, told.lede.long),
        )
        for told in FIRE
    ]


async def _one_story(desk: Desk) -> list[str]:
    """Let the reports arrive, and make them one story."""
    await desk.news(*_documents())
    ids = [article.id for article in await desk.articles.latest(3)]
    for other in ids[1:]:
        await desk.services.stories.join(ids[0], other, desk.clock.now())
    assert len({article.story for article in await desk.articles.get(ids)}) == 1
    return ids


async def test_a_story_of_several_reports_has_a_page(desk: Desk) -> None:
    newest, *_ = await _one_story(desk)
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/latest")
    opened = await reader.ask(f"/start read_{newest}")
    assert f"ld:story:{newest}" in buttons(opened)
    await desk.tap(reader, f"ld:story:{newest}")
    page = await desk.settled(reader.id)
    assert "3 个来源" in page
    assert "后续报道补充" in page
    assert "最先报道：" in page
    assert "晨星社：3人死亡" in page
    assert FIRE[2].paragraphs[1] in page


async def test_a_single_report_has_no_such_button(desk: Desk) -> None:
    await desk.news(_documents()[0])
    (article,) = await desk.articles.latest(1)
    reader = desk.sandbox.user("小明", language_code="en")
    assert f"ld:story:{article.id}" not in buttons(await reader.ask(f"/start read_{article.id}"))


async def test_a_reader_parts_a_report_for_themselves(desk: Desk) -> None:
    newest, middle, first = await _one_story(desk)
    reader, other = desk.sandbox.user("小明", language_code="en"), desk.sandbox.user("小红", language_code="en")
    await reader.ask(f"/start story_{newest}")
    await desk.tap(reader, f"ld:unlike:{newest}:0")
    assert "To you it becomes" in await desk.settled(reader.id)
    answer = await desk.tap(reader, f"ld:apart:{middle}")
    assert "to you that report is a story of its own" in answer["text"]
    assert "1 report from 1 source" in await desk.settled(reader.id)
    assert "2 reports from 2 sources" in (await reader.ask(f"/start story_{newest}"))["text"]
    assert "3 reports from 3 sources" in (await other.ask(f"/start story_{newest}"))["text"]
    assert len({article.story for article in await desk.articles.get([newest, middle, first])}) == 1
    assert "✂️" in (await reader.ask("/watches"))["text"]
    await desk.tap(reader, f"ld:unmark:{middle}.apart")
    assert "3 reports from 3 sources" in (await reader.ask(f"/start story_{newest}"))["text"]


async def test_an_operator_parts_a_report_for_everybody_and_for_good(desk: Desk) -> None:
    newest, middle, first = await _one_story(desk)
    reader = desk.sandbox.user("小明", user_id=777, language_code="en")
    await reader.ask(f"/start story_{newest}")
    await desk.tap(reader, f"ld:unlike:{newest}:0")
    answer = await desk.tap(reader, f"ld:apart:{middle}")
    assert "a story of its own" in answer["text"]
    apart, together, rest = await desk.articles.get([middle, newest, first])
    assert together.story == rest.story != apart.story
    assert not await desk.services.stories.join(newest, middle, desk.clock.now())
    assert "1 report from 1 source" in await desk.settled(reader.id)


async def test_a_report_that_is_gone(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "no longer kept" in (await reader.ask("/start story_gone"))["text"]


LATER = Document(
    ref="later",
    source="晚讯",
    title="临江老城仓库火灾起因公布",
    guid="later",
    url="https://news.example/later",
    topics=("社会",),
    paragraphs=("临江市10日晚公布，老城仓库火灾由一处老化的照明线路引燃油漆稀料所致，仓库已被查封。",),
    lede=Lede("", "临江市10日晚公布，老城仓库火灾由一处老化的照明线路引燃油漆稀料所致，仓库已被查封。", ""),
)


async def _who_marks(desk: Desk, newest: str, mark: str) -> User:
    """Give a reader who had a digest and then followed (`f`) or muted (`m`) a story on its page."""
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 社会")
    await reader.ask("/digest")
    await reader.ask(f"/start story_{newest}")
    await desk.tap(reader, f"ld:mark:{newest}:{mark}")
    return reader


async def _later(desk: Desk, article_id: str) -> None:
    """Let one more report of the story arrive."""
    desk.clock.advance(timedelta(hours=9))
    await desk.news(LATER)
    (later,) = await desk.articles.latest(1)
    await desk.services.stories.join(article_id, later.id, desk.clock.now())


async def test_a_followed_story_comes_whatever_the_filters(desk: Desk) -> None:
    newest, *_ = await _one_story(desk)
    await desk.news(story(1, "财经"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/digest")
    await reader.ask(f"/start story_{newest}")
    await desk.tap(reader, f"ld:mark:{newest}:f")
    await _later(desk, newest)
    assert LATER.title in (await reader.ask("/digest"))["text"]
    await reader.ask(f"/start read_{newest}")
    assert "you follow this story" in (await desk.tap(reader, f"ld:d:why:{newest}"))["text"]
    listed = await reader.ask("/watches")
    assert "Followed and muted" in listed["text"]
    await desk.tap(reader, f"ld:unmark:{newest}")
    assert await desk.services.marks.marks(reader.id) == []


async def test_a_muted_story_is_gone_from_the_digest(desk: Desk) -> None:
    newest, *_ = await _one_story(desk)
    reader = await _who_marks(desk, newest, "m")
    await _later(desk, newest)
    assert LATER.title not in (await reader.ask("/digest"))["text"]
    await reader.ask(f"/start story_{newest}")
    await desk.tap(reader, f"ld:mark:{newest}:0")
    assert await desk.services.marks.marks(reader.id) == []


async def test_new_reports_of_a_followed_story_are_sent_as_they_arrive(desk: Desk) -> None:
    post, readers = Post(), Readers(desk.redis)
    marks = MarkBook(readers, desk.articles, desk.clock)
    ups = FollowUps(readers, marks, desk.articles, post, desk.clock, desk.subscribers)
    watches = Watches(WatchStore(desk.redis), desk.articles, post, desk.clock, desk.subscribers, marks, ups)
    newest, *_ = await _one_story(desk)
    await watches.tick()
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask(f"/start story_{newest}")
    await desk.tap(reader, f"ld:mark:{newest}:f")
    await desk.tap(reader, f"ld:mark:{newest}:a")
    await _later(desk, newest)
    await watches.tick()
    (sent,) = post.alerts
    assert "New in a story that you follow" in sent.html
    assert LATER.title in sent.html
    await reader.ask("/subscribe 社会")
    assert LATER.title not in (await reader.ask("/digest"))["text"], "it was sent already"
    assert "🔔⚡" in (await reader.ask("/watches"))["text"]
    await desk.application.bot.send_message(reader.id, **arguments(sent))
    await desk.tap(reader, sent.keyboard[0][2].data or "")
    assert await desk.services.marks.marks(reader.id) == []


async def test_what_was_seen_on_the_page_is_in_no_digest(desk: Desk) -> None:
    newest, *_ = await _one_story(desk)
    reader = await _who_marks(desk, newest, "f")
    await _later(desk, newest)
    await reader.ask(f"/start story_{newest}")
    assert LATER.title not in (await reader.ask("/digest"))["text"]
