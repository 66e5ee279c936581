"""/search as a reader uses it: pages, marks, sorting, narrowing, what expires, and what is not found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ledebot.bot.model import ChatKind, Subscriber, Target
from ledebot.handlers.base.tokens import token
from ledebot.handlers.search.state import SearchState
from ledebot.storage.articles.articles import Articles
from ledebot.storage.search.index import SearchIndex
from tests.handlers.conftest import NOW, Desk, buttons, story
from tests.handlers.search.conftest import published


def bold(message: dict[str, Any]) -> list[str]:
    """List what is set in bold; offsets are in UTF-16 units."""
    text = message["text"].encode("utf-16-le")
    return [
        text[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in message["entities"]
        if entity["type"] == "bold"
    ]


async def test_a_page_shows_title_source_local_time_and_marked_words(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    answer = await desk.sandbox.user(language_code="zh-hans").ask("/search 5g手机")
    assert "5G手机出货量回升" in answer["text"]
    assert "晨星社 · 3月10日 09:09" in answer["text"]
    assert bold(answer) == ["5g手机", "5G手机", "5G 手机"]


async def test_markup_in_a_title_is_text(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    answer = await desk.sandbox.user().ask("/search 大风 蓝色")
    assert "气象台发布<大风>蓝色预警 & 提示" in answer["text"]


async def test_paging_turns_in_place_and_survives_in_the_store(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    first = await ada.ask("/search 港口扩建")
    assert "8 stories" in first["text"]
    assert first["text"].count("晨星社") + first["text"].count("海岸线") == 5
    forward = next(data for data in buttons(first) if data.endswith(":page:1"))
    await desk.tap(ada, forward)
    shown = desk.sandbox.from_bot(ada.id)
    assert len(shown) == 1
    assert "6. " in shown[-1]["text"]
    assert "2/2" in str(shown[-1]["reply_markup"])
    held = SearchState.read(await desk.services.states.get(forward.split(":")[2]))
    assert held == SearchState("港口扩建", page=1)


async def test_a_page_that_is_no_more_shows_the_first(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    first = await ada.ask("/search 港口扩建")
    forward = next(data for data in buttons(first) if data.endswith(":page:1"))
    key = forward.split(":")[2]
    await desk.services.states.put(1, SearchState("第1号港口", page=7).plain(), key=key)
    await desk.tap(ada, next(data for data in buttons(first) if data.endswith(":narrow")))
    await desk.tap(ada, f"ld:s:{key}:back")
    assert "1. 第1号港口" in await desk.settled(ada.id)


async def test_newest_first_and_back(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    found = await ada.ask("/search 港口")
    await desk.tap(ada, next(data for data in buttons(found) if data.endswith(":sort:newest")))
    newest = desk.sandbox.from_bot(ada.id)[-1]
    assert newest["text"].index("第1号") < newest["text"].index("第2号") < newest["text"].index("第5号")
    assert any(data.endswith(":sort:best") for data in buttons(newest))


async def test_narrowing_by_topic_rewrites_the_query(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    found = await ada.ask("/search 港口扩建")
    await desk.tap(ada, next(data for data in buttons(found) if data.endswith(":narrow")))
    menu = desk.sandbox.from_bot(ada.id)[-1]
    labels = [one["text"] for row in menu["reply_markup"]["inline_keyboard"] for one in row]
    place = next(at for at, label in enumerate(labels) if "城建" in label)
    await desk.tap(ada, [data for row in [buttons(menu)] for data in row][place])
    narrowed = await desk.settled(ada.id)
    assert "港口扩建 topic:城建" in narrowed
    assert "4 stories" in narrowed
    await desk.tap(ada, next(one for one in buttons(desk.sandbox.from_bot(ada.id)[-1]) if one.endswith(":narrow")))
    await desk.tap(ada, next(one for one in buttons(desk.sandbox.from_bot(ada.id)[-1]) if ":wide:" in one))
    assert (await desk.settled(ada.id)).startswith("🔎 港口扩建 · 8 stories")


async def test_narrowing_offers_sections_first_and_no_topic_of_their_name(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(*(story(n, topic="财经" if n < 4 else "港航") for n in range(1, 6)))
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="en")
    found = await ada.ask("/search 港口扩建")
    await desk.tap(ada, next(data for data in buttons(found) if data.endswith(":narrow")))
    menu = desk.sandbox.from_bot(ada.id)[-1]
    labels = [one["text"] for row in menu["reply_markup"]["inline_keyboard"] for one in row]
    assert labels[:2] == ["🗂 Business", "🏷 港航"]
    await desk.tap(ada, buttons(menu)[0])
    narrowed = await desk.settled(ada.id)
    assert "topic:Business" in narrowed
    assert "3 stories" in narrowed
    await desk.tap(ada, next(one for one in buttons(desk.sandbox.from_bot(ada.id)[-1]) if one.endswith(":narrow")))
    rows = desk.sandbox.from_bot(ada.id)[-1]["reply_markup"]["inline_keyboard"]
    assert "🗂 Business" not in [one["text"] for row in rows for one in row]


async def test_an_expired_or_forged_button_says_so(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    found = await ada.ask("/search 港口")
    gone = next(data for data in buttons(found) if data.endswith(":page:1"))
    await desk.redis.delete(f"ledebot:state:{gone.split(':')[2]}")
    answer = await desk.tap(ada, gone)
    assert "expired" in answer["text"]
    again = await ada.ask("/search 港口")
    key = next(data for data in buttons(again) if data.endswith(":narrow")).split(":")[2]
    for forged in (f"ld:s:{key}:topic:99999", f"ld:s:{key}:nonsense", "ld:s", "ld:s:::", f"ld:s:{key}:topic:x"):
        answer = await desk.forge(ada, desk.sandbox.from_bot(ada.id)[-1], forged)
        assert answer["text"] if "topic:x" not in forged else True


async def test_what_lacks_a_word_comes_under_a_line_that_says_so(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(
        story(1, title="跨海大桥三月通车", paragraphs=("跨海大桥定于三月十八日通车，全长九公里。",)),
        story(2, title="跨海大桥加固完成", paragraphs=("工人加固了桥墩。",)),
        story(3, title="花市开张", paragraphs=("水仙最好卖。",)),
    )
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="zh-hans")
    answer = (await ada.ask("/search 跨海大桥什么时候通车？"))["text"]
    assert answer.startswith("🔎 跨海大桥什么时候通车？ · 1 条")
    whole, rest = answer.split("以下只包含部分词语：")
    assert "跨海大桥三月通车" in whole
    assert "三月十八日" in whole
    assert "跨海大桥加固完成" in rest
    assert "花市" not in answer


async def test_unknown_names_are_told_with_the_nearest(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="zh-hans")
    answer = await ada.ask("/search 港口 来源：晨星杜")
    assert "没有叫“晨星杜”的来源，/sources 列出全部。 相近的有：晨星社" in answer["text"]
    assert "没有找到" not in answer["text"]
    labels = [one["text"] for row in answer["reply_markup"]["inline_keyboard"] for one in row]
    assert "🔎 港口 来源：晨星社" in labels
    assert "✕ 晨星杜" in labels
    assert not any(":sort:" in data or data.endswith(":narrow") for data in buttons(answer))
    assert "没有叫“天文”的栏目" in (await ada.ask("/search 港口 topic:天文"))["text"]
    assert "相近的有：体育" in (await ada.ask("/search 港口 topic:体肓"))["text"]
    ann = desk.sandbox.user(language_code="en")
    assert "Close to it: Politics" in (await ann.ask("/search 港口 topic:polotics"))["text"]


async def test_operators_are_written_in_the_readers_language(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="zh-hant")
    found = await ada.ask("/search 港口扩建")
    await desk.tap(ada, next(data for data in buttons(found) if data.endswith(":narrow")))
    await desk.tap(ada, next(one for one in buttons(desk.sandbox.from_bot(ada.id)[-1]) if one.endswith(token("城建"))))
    assert "港口扩建 主題：城建" in await desk.settled(ada.id)


@pytest.mark.parametrize("query", ["昨天 渡轮", "昨天渡轮", "yesterday 渡轮"])
async def test_a_word_for_a_day_is_offered_as_a_condition(desk: Desk, engine: SearchIndex, query: str) -> None:
    await desk.news(
        replace(story(1, title="渡轮停航", paragraphs=("港内有雾。",)), published=NOW - timedelta(days=1)),
        replace(story(2, title="渡轮复航", paragraphs=("雾散了。",)), published=NOW - timedelta(days=5)),
    )
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="zh-hans")
    answer = await ada.ask(f"/search {query}")
    day = "昨天" if "昨" in query else "yesterday"
    await ada.click(answer, f"渡轮 日期：{day}")
    await desk.sandbox.wait_until(lambda: "· 1 条" in desk.sandbox.from_bot(ada.id)[-1]["text"])
    assert "渡轮停航" in await desk.settled(ada.id)


async def test_titles_and_excerpts_are_in_the_script_that_was_chosen(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(story(1, title="跨海大桥通车", paragraphs=("桥面铺设顺利，渡轮减班。",), source="晨报"))
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="zh-hant")
    chosen = Subscriber(Target(ada.id), ChatKind.PRIVATE, joined=NOW, language="zh-hant", convert="zh-hant")
    await desk.subscribers.save(chosen, None)
    answer = await ada.ask("/search 大橋 渡輪")
    assert "跨海大橋通車" in answer["text"]
    assert "橋面鋪設順利，渡輪減班。" in answer["text"]
    assert bold(answer)[1:] == ["大橋", "渡輪"]


async def test_reports_of_one_story_unfold_in_place(desk: Desk, engine: SearchIndex) -> None:
    class OneStory:
        async def assign(self, made: Any) -> Any:
            return [replace(article, story="s1") for article in made]

        async def mend(self, now: datetime) -> None: ...

    grouped = Articles(desk.redis, desk.clock, OneStory())
    await grouped.save(
        [
            story(1, title="大桥合龙", source="甲报"),
            story(2, title="跨海大桥今日合龙", source="乙报"),
            story(3, title="大桥合龙，渡轮减班", source="丙报"),
        ]
    )
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="zh-hans")
    folded = await ada.ask("/search 大桥合龙")
    assert "· 1 条" in folded["text"]
    assert "另有 2 篇报道" in folded["text"]
    assert "乙报：" not in folded["text"]
    toggle = next(data for data in buttons(folded) if ":unfold:" in data)
    await desk.tap(ada, toggle)
    unfolded = await desk.settled(ada.id)
    assert sum(f"• {source}：" in unfolded for source in ("甲报", "乙报", "丙报")) == 2
    await desk.tap(ada, toggle)
    assert "•" not in await desk.settled(ada.id)


async def test_groups_can_search(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    room = await desk.group(owner=ada)
    answer = await ada.ask("/search 5G", chat=room.id)
    assert "5G手机出货量回升" in answer["text"]


async def test_a_missing_index_is_one_clear_line(desk: Desk) -> None:
    answer = await desk.sandbox.user(language_code="en").ask("/search 港口")
    assert "5G" not in answer["text"]


async def test_so_many_marks_that_telegram_would_drop_links_are_fewer(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(
        *(
            story(
                n,
                title="甲。乙。丙。丁。戊。己。" + str(n),
                paragraphs=("甲，乙。丙，丁。戊，己。" * 12,),
                source=f"{n}",
            )
            for n in range(1, 7)
        )
    )
    await engine.catch_up()
    await desk.sandbox.user(language_code="en").ask("/search 甲 丙 戊")
    sent = str(desk.sandbox.calls("sendMessage")[-1].params["text"])
    assert sent.count("<a ") == 5
    assert 50 < sent.count("<b>") + sent.count("<a ") <= 100


async def test_hostile_queries_and_articles_fit_into_one_message(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(
        *(
            replace(story(n, title=f"渡轮&<>{n}" + "长" * 900, source=f"{n}&" * 80), url="https://a.example/" + "x" * n)
            for n in (1400, 1600, 2000, 1450, 1480)
        )
    )
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="en")
    assert "5 stories" in (await ada.ask("/search 渡轮"))["text"]
    for query in (
        "<b>" * 900,
        "渡轮 " + "恐龙" * 1500,
        '"' * 3000,
        "-渡轮",
        "\u202e渡轮",
        "a" * 4000,
        "渡轮\nday:today",
        "渡轮 " + " ".join(f"day:{n}{'恐龙' * 9}" for n in range(32)),
    ):
        assert (await ada.ask(f"/search {query}"))["text"]


async def test_questions_of_five_hundred_words_are_answered(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(story(1, title="Ferry resumes after the storm", paragraphs=("The ferry resumes on 4 May.",)))
    await engine.catch_up()
    reader = desk.sandbox.user("小明", language_code="en")
    asked = f"When does the ferry resume, {' '.join(['please tell me'] * 165)}?"
    assert len(asked.split()) == 500
    for words in (f"/search {asked}", asked, "渡轮几点开" * 800):
        assert "Something went wrong" not in (await reader.ask(words))["text"]
    assert "The ferry resumes on 4 May" in desk.sandbox.from_bot(reader.id)[1]["text"]
