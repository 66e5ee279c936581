"""Reading on: full text by pages, saved stories, votes."""

from __future__ import annotations

from ledebot.bot.model import SavedStory
from ledebot.handlers.stories.pages import PAGE_UNITS, pages_of
from ledebot.storage.readers.readers import SAVED_KEPT
from tests.handlers.conftest import NOW, Desk, buttons, story

LONG = tuple(f"第{n}段：" + "河道清淤与桥梁检修同步推进。" * 30 for n in range(12))


async def test_a_storys_button_opens_its_full_text_with_the_picture(desk: Desk) -> None:
    await desk.news(story(1, paragraphs=LONG, image="https://img.example/1.jpg"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/digest")
    await desk.tap(reader, "ld:r:…")
    page = desk.sandbox.from_bot(reader.id)[-1]
    assert "第0段" in page["text"]
    assert page["link_preview_options"]["url"] == "https://img.example/1.jpg"
    (article,) = await desk.articles.latest(1)
    seen = page["text"]
    for number in range(1, len(pages_of(article))):
        await desk.tap(reader, f"ld:r:{article.id}:{number}")
        seen += desk.sandbox.from_bot(reader.id)[-1]["text"]
    assert all(paragraph in seen for paragraph in LONG)
    assert desk.sandbox.from_bot(reader.id)[-1]["message_id"] == page["message_id"]


async def test_an_opened_story_keeps_its_bold_title_and_who_else_tells_it(desk: Desk) -> None:
    long = story(1, title="渡轮码头夜间起火", paragraphs=LONG)
    await desk.news(long, *(story(n, source=f"{n}号报", title="渡轮码头夜间起火") for n in (2, 3)))
    first, *more = (one.id for one in await desk.articles.latest(3))
    for one in more:
        await desk.services.stories.join(first, one, NOW)
    (opened,) = (one.id for one in await desk.articles.latest(3) if one.source == "晨星社")
    reader = desk.sandbox.user("小明", language_code="en")
    page = await reader.ask(f"/start read_{opened}")
    title, told_by, *_ = page["text"].splitlines()
    assert {"bold", "text_link"} <= {each["type"] for each in page["entities"] if each["offset"] == 0}
    assert told_by.endswith(" · +2 sources: 3号报, 2号报")
    await desk.tap(reader, f"ld:r:{opened}:1")
    assert (await desk.settled(reader.id)).startswith(f"{title}\n{told_by}\n"), "on each page"


async def test_pages_hold_everything_in_order_and_fit(desk: Desk) -> None:
    endless = "没有标点的字" * 2000
    await desk.news(story(1, paragraphs=("开头。", endless, "结尾。")), story(2, paragraphs=("字" * 9000,)))
    for article in await desk.articles.latest(2):
        pages = pages_of(article)
        text = "".join(paragraph for page in pages for paragraph in page.paragraphs)
        assert text == "".join(article.paragraphs)
        assert all(sum(len(p) + 2 for p in page.paragraphs) <= PAGE_UNITS for page in pages)


async def test_the_readers_script(desk: Desk) -> None:
    await desk.news(story(1, title="国际铁路开通", paragraphs=("两国铁路今天连通。",)))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/settings")
    await desk.tap(reader, "ld:set:conv:zh-hant")
    await reader.ask("/digest")
    await desk.tap(reader, "ld:r:…")
    assert "兩國鐵路今天連通" in await desk.settled(reader.id)


async def test_saving_and_dropping(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/latest")
    await desk.tap(reader, "ld:r:…")
    await desk.tap(reader, "ld:save:…")
    listed = await reader.ask("/saved")
    assert "第1号港口" in listed["text"]
    await desk.tap(reader, "ld:drop:…")
    assert "Nothing is saved" in await desk.settled(reader.id)


async def test_a_saved_story_outlives_its_article(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    gone = SavedStory("gone", "旧闻一则", "晨星社", "https://news.example/old", NOW)
    await desk.services.readers.keep(reader.id, gone)
    assert "旧闻一则" in (await reader.ask("/saved"))["text"]
    assert "no longer kept" in (await desk.tap(reader, "ld:r:gone"))["text"]


async def test_a_full_list_is_told(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    for number in range(SAVED_KEPT):
        await desk.services.readers.keep(reader.id, SavedStory(f"x{number}", "题", "源", None, NOW))
    await reader.ask("/latest")
    await desk.tap(reader, "ld:r:…")
    assert "list is full" in (await desk.tap(reader, "ld:save:…"))["text"]


async def test_votes_are_explained_taken_back_and_reset(desk: Desk) -> None:
    await desk.news(story(1, "财经", "晨星社"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/latest")
    await desk.tap(reader, "ld:r:…")
    (article,) = await desk.articles.latest(1)
    said = await desk.tap(reader, f"ld:vote:{article.id}:1")
    assert "Business · 晨星社" in said["text"]
    assert await desk.services.tastes.tastes(reader.id) == {"section:business": 1, "source:晨星社": 1}
    await desk.tap(reader, f"ld:vote:{article.id}:-1")
    assert await desk.services.tastes.tastes(reader.id) == {"section:business": -1, "source:晨星社": -1}
    await desk.tap(reader, f"ld:vote:{article.id}:0")
    assert await desk.services.tastes.tastes(reader.id) == {}
    await desk.tap(reader, f"ld:vote:{article.id}:1")
    await reader.ask("/settings")
    await desk.tap(reader, "ld:likes")
    assert "Business +1" in await desk.settled(reader.id)
    await desk.tap(reader, "ld:likes:reset")
    assert await desk.services.tastes.tastes(reader.id) == {}


async def test_why_names_the_filters(desk: Desk) -> None:
    await desk.news(story(1, "财经"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/digest")
    await desk.tap(reader, "ld:r:…")
    assert "you follow the topic “Business”" in (await desk.tap(reader, "ld:d:why:…"))["text"]
    await reader.ask("/unsubscribe 财经")
    assert "Nothing that you follow" in (await desk.tap(reader, "ld:d:why:…"))["text"]


async def test_a_button_in_a_group_leads_to_the_private_chat(desk: Desk) -> None:
    await desk.news(story(1))
    owner, member = desk.sandbox.user("群主", language_code="en"), desk.sandbox.user("成员", language_code="en")
    group = await desk.group(owner=owner, members=(member,))
    await owner.ask("/subscribe@ledebot_bot 财经", chat=group)
    await owner.ask("/digest@ledebot_bot", chat=group)
    (article,) = await desk.articles.latest(1)
    answer = await desk.tap(member, f"ld:r:{article.id}", chat=group.id)
    assert answer["url"] == f"https://t.me/ledebot_bot?start=read_{article.id}"
    page = await member.ask(f"/start read_{article.id}")
    assert f"ld:save:{article.id}" in buttons(page)
