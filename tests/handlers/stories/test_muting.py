"""Muting a story, its section, a topic or its source until a day: asked, done, listed, ended, over."""

from __future__ import annotations

from datetime import timedelta

from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.model import Mute, StoryMark, Subject, Target
from ledebot.bot.stories.marked import MarkBook
from ledebot.bot.watches.matcher import Watches
from ledebot.sandbox.people.handles import User
from ledebot.storage.watches.watches import WatchStore
from tests.handlers.conftest import Desk, buttons, story
from tests.handlers.watches.test_watches import Post


async def opened(desk: Desk, language: str = "en") -> tuple[User, str]:
    """Let a reader of everything open a story; give them and the story's first report."""
    await desk.news(story(1))
    (article,) = await desk.articles.latest(1)
    reader = desk.sandbox.user(language_code=language)
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    await reader.ask(f"/start read_{article.id}")
    await desk.tap(reader, f"ld:hush:{article.id}")
    return reader, article.id


async def test_a_source_is_muted_until_monday_and_comes_back(desk: Desk) -> None:
    reader, article = await opened(desk)
    await desk.tap(reader, f"ld:hush:{article}:o")
    asked = desk.sandbox.from_bot(reader.id)[-1]
    labels = [button["text"] for row in asked["reply_markup"]["inline_keyboard"] for button in row]
    assert (labels[0], labels[5], labels[-1]) == ("until Wednesday", "until Monday", "until Apr 7")
    assert max(len(data.encode()) for data in buttons(asked)) <= 64
    await desk.tap(reader, f"ld:hush:{article}:o:20260316")
    assert "Muted until Mon, Mar 16: the source 晨星社" in await desk.settled(reader.id)
    await desk.news(story(2), story(3, source="晚报"))
    digest = (await reader.ask("/digest"))["text"]
    assert "第3号" in digest
    assert "第2号" not in digest
    assert "🔕 the source 晨星社 · until Mon, Mar 16" in (await reader.ask("/watches"))["text"]
    desk.clock.advance(timedelta(days=6))
    await desk.news(story(4))
    assert "第4号" in (await reader.ask("/digest"))["text"]
    assert "晨星社" not in (await reader.ask("/watches"))["text"]
    assert await desk.services.marks.mutes(reader.id) == []


async def test_a_section_is_muted_and_the_list_ends_it(desk: Desk) -> None:
    reader, article = await opened(desk, "zh-hans")
    asked = [
        button["text"]
        for row in desk.sandbox.from_bot(reader.id)[-1]["reply_markup"]["inline_keyboard"]
        for button in row
    ]
    assert asked == ["🔕 暂时屏蔽这件事", "🗂 财经", "📰 晨星社"], "its topic is called like its section"
    await desk.tap(reader, f"ld:hush:{article}:n")
    assert "到周一" in str(desk.sandbox.from_bot(reader.id)[-1]["reply_markup"])
    await desk.tap(reader, f"ld:hush:{article}:n:20260311")
    await desk.news(story(2), story(3, "体育"))
    digest = (await reader.ask("/digest"))["text"]
    assert "第3号" in digest
    assert "第2号" not in digest
    await reader.ask("/watches")
    await desk.tap(reader, "ld:unhush:…")
    assert await desk.services.marks.mutes(reader.id) == []
    await desk.news(story(4))
    assert "第4号" in (await reader.ask("/digest"))["text"]


async def test_a_story_is_muted_until_a_day(desk: Desk) -> None:
    reader, article = await opened(desk)
    await desk.tap(reader, f"ld:hush:{article}:s")
    await desk.tap(reader, f"ld:hush:{article}:s:20260312")
    assert "第1号港口扩建工程在财经版见报 · until Thu, Mar 12" in (await reader.ask("/watches"))["text"]
    await reader.ask(f"/start read_{article}")
    assert "Nothing that you follow" not in (await desk.tap(reader, f"ld:d:why:{article}"))["text"]
    assert "muted this story" in (await desk.tap(reader, f"ld:d:why:{article}"))["text"]
    desk.clock.advance(timedelta(days=2))
    assert "Followed and muted" not in (await reader.ask("/watches"))["text"]
    assert await desk.services.marks.marks(reader.id) == []


async def test_what_is_muted_does_not_alert_and_can_be_muted_from_an_alert(desk: Desk) -> None:
    store, post = WatchStore(desk.redis), Post()
    marks = MarkBook(desk.services.marks, desk.articles, desk.clock)
    watches = Watches(store, desk.articles, post, desk.clock, desk.subscribers, marks)
    await watches.tick()
    ada = desk.sandbox.user(language_code="en")
    await ada.ask("/watch 港口")
    desk.clock.advance(timedelta(minutes=1))
    await desk.news(story(1, "渡轮"))
    await watches.tick()
    (alert,) = post.alerts
    await desk.application.bot.send_message(ada.id, **arguments(alert))
    sent = desk.sandbox.from_bot(ada.id)[-1]["text"]
    for step in ("", ":t0", ":t0:20260311"):
        await desk.tap(ada, f"{alert.keyboard[0][2].data}{step}")
    assert "Muted until Wed, Mar 11: the topic 渡轮" in await desk.settled(ada.id)
    assert sent in [message["text"] for message in desk.sandbox.from_bot(ada.id)], "the alert stays as it is"
    await desk.news(story(2, "渡轮"), story(3, "体育"))
    await watches.tick()
    assert ["第3号" in message.html for message in post.alerts[1:]] == [True]
    assert len(await store.of(Target(ada.id))) == 1


async def test_what_is_muted_is_not_among_the_newest(desk: Desk) -> None:
    reader, article = await opened(desk)
    await desk.news(story(2), story(3, "体育"))
    await desk.services.marks.mark(reader.id, StoryMark(article, "", False, desk.clock.now()))
    text = (await reader.ask("/latest"))["text"]
    assert "第2号" in text
    assert "第1号" not in text
    assert [card["title"][:3] for card in (await reader.inline("")).results] == ["第2号", "第3号"]
    await desk.services.marks.mute(reader.id, Mute(Subject.TOPIC, "财经", desk.clock.now() + timedelta(days=1)))
    assert "第2号" not in (await reader.ask("/latest"))["text"]
    named = (await reader.ask("/latest 财经"))["text"]
    assert "第2号" in named
    assert "第1号" not in named
    await desk.services.marks.mute(reader.id, Mute(Subject.SOURCE, "晨星社", desk.clock.now() + timedelta(days=1)))
    assert "第2号" not in (await reader.ask("/latest 财经"))["text"], "the topic was asked for, not the source"
    assert "第3号" in (await reader.ask("/latest 晨星社"))["text"]
    assert "All of it is muted" in (await reader.ask("/latest"))["text"]


async def test_what_is_muted_is_in_no_day_and_no_week_that_is_told_again(desk: Desk) -> None:
    """Of a story that another source tells too, the muted source's report is not the one that is shown."""
    reader, article = await opened(desk)
    both = (story(200, title="渡轮码头夜间起火"), story(201, source="晚报", title="渡轮码头夜间起火"))
    await desk.news(story(3, "体育", source="晚报"), *both)
    first, second = (one.id for one in await desk.articles.latest(9) if one.title == both[0].title)
    await desk.services.stories.join(first, second, desk.clock.now())
    await desk.tap(reader, f"ld:hush:{article}:o")
    await desk.tap(reader, f"ld:hush:{article}:o:20260316")
    for words in ("week", "yesterday"):
        told = (await reader.ask(f"/digest {words}"))["text"]
        assert "渡轮码头夜间起火" in told
        assert "晨星社 · " not in told
        assert "第1号" not in told
    await reader.ask(f"/start read_{article}")
    await desk.tap(reader, f"ld:hush:{article}")
    await desk.tap(reader, f"ld:hush:{article}:n")
    await desk.tap(reader, f"ld:hush:{article}:n:20260311")
    for words in ("week", "yesterday"):
        assert "渡轮" not in (await reader.ask(f"/digest {words}"))["text"]


async def test_forged_days_and_stories_mute_nothing(desk: Desk) -> None:
    reader, article = await opened(desk)
    menu = desk.sandbox.from_bot(reader.id)[-1]
    for data in ("o:20260310", "o:20270101", "x:20260311", "o:zz"):
        await desk.forge(reader, menu, f"ld:hush:{article}:{data}")
    await desk.forge(reader, menu, "ld:hush:none:o")
    assert await desk.services.marks.mutes(reader.id) == []


async def test_in_a_group_only_admins_mute(desk: Desk) -> None:
    await desk.news(story(1))
    (article,) = await desk.articles.latest(1)
    owner, member = desk.sandbox.user(language_code="en"), desk.sandbox.user("Bob", language_code="en")
    room = await desk.group(owner=owner, members=(member,))
    alert = {"inline_keyboard": [[{"text": "x", "callback_data": f"ld:hush:{article.id}:o:20260311"}]]}
    await desk.application.bot.send_message(room.id, "alert", reply_markup=alert)
    assert "Only admins" in (await desk.tap(member, "ld:hush:…", chat=room.id))["text"]
    assert await desk.services.marks.mutes(room.id) == []
    await desk.tap(owner, "ld:hush:…", chat=room.id)
    assert [mute.name for mute in await desk.services.marks.mutes(room.id)] == ["晨星社"]
