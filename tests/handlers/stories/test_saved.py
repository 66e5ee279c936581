"""The saved stories: the list, and the files made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from ledebot.bot.core.i18n import translator
from ledebot.bot.model import SavedStory
from ledebot.bot.readers.reading_list import as_html, as_markdown
from tests.handlers.conftest import NOW, Desk, story

STORY = SavedStory("a1", "港口*扩建* [二期] <b>开工</b>", "晨星_社", "https://news.example/a?x=(1)&y=2", NOW, NOW)
HOSTILE = replace(STORY, title="# 标题\n- 项](https://bad.example)", url='https://news.example/"><script>')


def test_markdown_reads_nothing_into_foreign_text() -> None:
    page = BeautifulSoup(
        MarkdownIt().render(as_markdown([STORY, HOSTILE], {"a1": "一期*去年*完工。"}, translator("zh-hans"), "UTC")),
        "html.parser",
    )
    assert [h.text for h in page.find_all("h1")] == ["收藏的新闻"]
    assert [h.text for h in page.find_all("h2")] == [
        "港口*扩建* [二期] <b>开工</b>",
        "# 标题 - 项](https://bad.example)",
    ]
    assert page.a is not None
    assert page.a["href"] == "https://news.example/a?x=(1)&y=2"
    assert not page.find_all(["li", "em", "b", "script"])
    assert "一期*去年*完工。" in page.text


def test_html_is_one_page_and_escapes_foreign_text() -> None:
    page = BeautifulSoup(as_html([STORY, HOSTILE], {"a1": "1 < 2"}, translator("en"), "Asia/Shanghai"), "html.parser")
    assert next(h.text for h in page.find_all("h2")) == STORY.title
    assert not page.find_all("script")
    assert "1 < 2" in page.text
    assert page.html is not None
    assert page.html["lang"] == "en"


async def test_the_list_tells_the_storys_own_time_and_comes_as_a_file(desk: Desk) -> None:
    await desk.news(replace(story(1), published=NOW - timedelta(days=3)))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/latest")
    await desk.tap(reader, "ld:r:…")
    await desk.tap(reader, "ld:save:…")
    (article,) = await desk.articles.latest(1)
    listed = await reader.ask("/saved")
    (moment,) = [entity for entity in listed["entities"] if entity["type"] == "date_time"]
    assert moment["unix_time"] == int(article.published.timestamp())
    for form in ("md", "html"):
        await desk.tap(reader, f"ld:savedas:{form}")
        sent = desk.sandbox.from_bot(reader.id)[-1]["document"]
        assert sent["file_name"] == f"ledebot-saved.{form}"
