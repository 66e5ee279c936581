"""/settings and /language."""

from __future__ import annotations

from ledebot.bot.model import Languages, Length
from tests.handlers.conftest import Desk, story


async def test_every_setting_by_its_button(desk: Desk) -> None:
    reader = desk.sandbox.user("小明")
    await reader.ask("/settings")
    for data in ("ld:set:len:short", "ld:set:max:20", "ld:set:conv:zh-hant", "ld:set:mute:1"):
        await desk.tap(reader, data)
    held = await desk.subscriber(reader.id)
    assert (held.length, held.max_stories, held.convert, held.silent) == (Length.SHORT, 20, "zh-hant", True)
    await desk.tap(reader, "ld:set:conv:asis")
    assert (await desk.subscriber(reader.id)).script is None


async def test_language_changes_texts_and_the_command_menu(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/language")
    await desk.tap(reader, "ld:lang:en")
    assert "What would you like to read?" in await desk.settled(reader.id)
    menus = [call for call in desk.sandbox.calls("setMyCommands") if str(reader.id) in str(call)]
    assert len(menus) == 1
    await reader.ask("/language 繁體中文")
    assert (await desk.subscriber(reader.id)).language == "zh-hant"


async def test_who_reads_traditional_has_articles_in_it_until_they_choose(desk: Desk) -> None:
    """In a digest, /latest and inline cards, known here or not; who has chosen keeps it in another language too."""
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="zh-hant")
    assert (await reader.inline("")).results[0]["title"].startswith("第1號港口擴建工程")
    assert "港口擴建工程" in (await reader.ask("/latest"))["text"]
    await reader.ask("/subscribe 財經")
    assert "港口擴建工程" in (await reader.ask("/digest"))["text"]
    assert "文章用字：繁體" in (await reader.ask("/settings"))["text"]
    await reader.ask("/language 简体中文")
    assert "港口扩建工程" in (await reader.ask("/latest"))["text"]
    await reader.ask("/settings")
    await desk.tap(reader, "ld:set:conv:asis")
    await reader.ask("/language 繁體中文")
    assert "港口扩建工程" in (await reader.ask("/latest"))["text"], "as written is a choice"
    assert "文章用字：原文" in (await reader.ask("/settings"))["text"]


async def test_an_unknown_language_is_refused(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "not spoken here" in (await reader.ask("/language klingon"))["text"]
    assert await desk.subscribers.everyone() == []


async def test_the_languages_of_articles_are_the_reader_s_choice(desk: Desk) -> None:
    await desk.news(
        story(1, title="码头的灯全亮了", language="zh-hans"), story(2, title="Lights on at the pier", language="en")
    )
    reader = desk.sandbox.user("小明", language_code="en")
    assert "Languages of articles: all, English first" in (await reader.ask("/settings"))["text"]
    latest = (await reader.ask("/latest"))["text"]
    assert latest.index("pier") < latest.index("码头")
    await reader.ask("/settings")
    await desk.tap(reader, "ld:set:read:zh")
    assert (await desk.subscriber(reader.id)).languages is Languages.CHINESE
    assert "pier" not in (await reader.ask("/latest"))["text"]
    await reader.ask("/subscribe business")
    digest = (await reader.ask("/digest"))["text"]
    assert "码头" in digest
    assert "pier" not in digest
