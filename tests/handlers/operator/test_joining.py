"""/joinstories: by the operator, in one line whatever comes of it."""

from __future__ import annotations

from tests.handlers.conftest import Desk, story

OPERATOR = 777


async def test_two_stories_are_made_one_by_address_or_link(desk: Desk) -> None:
    await desk.news(story(1), story(2, title="灯塔开放参观"), story(3, title="海堤步道完工"))
    ids = {article.title: article.id for article in await desk.articles.latest(3)}
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    said = await operator.ask("/joinstories https://news.example/1 https://news.example/2")
    assert said["text"].startswith("One story now, with 2 reports: ")
    link = f"https://t.me/ledebot_bot?start=story_{ids['海堤步道完工']}"
    assert "with 3 reports" in (await operator.ask(f"/joinstories {link} https://news.example/2"))["text"]
    assert len({article.story for article in await desk.articles.get(ids.values())}) == 1


async def test_a_circle_what_was_told_apart_and_unknown_names_are_refused_in_one_line(desk: Desk) -> None:
    await desk.news(story(1), story(2), story(3))
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    for one, two in ((1, 2), (2, 3)):
        await operator.ask(f"/joinstories https://news.example/{one} https://news.example/{two}")
    said = await operator.ask("/joinstories https://news.example/3 https://news.example/1")
    assert said["text"] == "These reports are of one story already."
    apart = await desk.services.stories.find("https://news.example/2")
    assert apart
    assert await desk.services.stories.separate(apart, desk.clock.now())
    said = await operator.ask("/joinstories https://news.example/2 https://news.example/3")
    assert said["text"].startswith("These stories stay two: ")
    for names in ("https://news.example/1 https://news.example/9", "nothing here", "a:b c"):
        assert (await operator.ask(f"/joinstories {names}"))["text"].startswith("No report of this id")
    assert "two reports" in (await operator.ask("/joinstories https://news.example/1"))["text"]


async def test_readers_may_not(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    said = await reader.ask("/joinstories https://news.example/1 https://news.example/2")
    assert "Only the operator" in said["text"]
