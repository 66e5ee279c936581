"""Choosing topics, sources and keyword rules by buttons and by words."""

from __future__ import annotations

from dataclasses import replace

from ledebot.bot.model import Rule, Section
from ledebot.bot.readers.quotas import MAX_RULES
from ledebot.handlers.base.tokens import token
from tests.handlers.conftest import NOW, Desk, buttons, story


async def test_topics_by_buttons_with_the_last_days_counts(desk: Desk) -> None:
    await desk.news(story(1, "财经"), story(2, "财经"), story(3, "体育"))
    reader = desk.sandbox.user("小明", language_code="en")
    menu = await reader.ask("/topics")
    shown = [b["text"] for row in menu["reply_markup"]["inline_keyboard"] for b in row]
    assert shown[:6] == ["Politics", "World", "Business (2)", "Technology and science", "Society", "Sports (1)"]
    await desk.tap(reader, "ld:topics:+:.business:0")
    held = await desk.subscriber(reader.id)
    assert held.filters.sections == (Section.BUSINESS,)
    assert held.subscribed
    await desk.tap(reader, "ld:topics:-:.business:0")
    held = await desk.subscriber(reader.id)
    assert held.filters.empty
    assert await desk.subscribers.due_at(held.target) is None


async def test_choosing_a_topic_narrows_everything_down(desk: Desk) -> None:
    await desk.news(story(1, "财经"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/start")
    await desk.tap(reader, "ld:all:1")
    await reader.ask("/topics")
    await desk.tap(reader, "ld:topics:+:.business:0")
    filters = (await desk.subscriber(reader.id)).filters
    assert (filters.everything, filters.sections) == (False, (Section.BUSINESS,))


async def test_two_taps_at_once_on_one_button_change_it_once(desk: Desk) -> None:
    await desk.news(story(1, "财经"))
    reader = desk.sandbox.user("小明", language_code="en")
    menu = await reader.ask("/topics")
    first = await reader.click(menu, "ld:topics:+:.business:0")
    second = await reader.click(menu, "ld:topics:+:.business:0")
    await desk.answered(first)
    await desk.answered(second)
    assert (await desk.subscriber(reader.id)).filters.sections == (Section.BUSINESS,)


async def test_many_topics_are_paged(desk: Desk) -> None:
    await desk.news(*(story(n, f"栏目{n % 9}", f"报{n % 2}") for n in range(90)))
    reader = desk.sandbox.user("小明", language_code="en")
    menu = await reader.ask("/topics")
    assert "ld:topics:p:1" in buttons(menu)
    await desk.tap(reader, "ld:topics:p:1")
    names = buttons(desk.sandbox.from_bot(reader.id)[-1])
    assert f"ld:topics:+:{token('栏目8')}:1" in names
    await desk.tap(reader, f"ld:topics:+:{token('栏目8')}:1")
    assert (await desk.subscriber(reader.id)).filters.topics == ("栏目8",)


async def test_one_source_s_own_words_are_no_menu_but_can_be_followed_by_name(desk: Desk) -> None:
    await desk.news(*(story(n, "独家词") for n in range(9)), *(story(20 + n, "港口", f"报{n}") for n in range(5)))
    reader = desk.sandbox.user("小明", language_code="en")
    names = buttons(await reader.ask("/topics"))
    assert f"ld:topics:+:{token('港口')}:0" in names
    assert f"ld:topics:+:{token('独家词')}:0" not in names
    await reader.ask("/subscribe 独家词")
    assert (await desk.subscriber(reader.id)).filters.topics == ("独家词",)


async def test_a_section_by_its_name_in_any_language(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "You follow Property now" in (await reader.ask("/subscribe 房產"))["text"]
    assert "Topics: Property" in (await reader.ask("/subscribe cars"))["text"]
    assert (await desk.subscriber(reader.id)).filters.sections == (Section.PROPERTY, Section.CARS)
    await reader.ask("/unsubscribe")
    await desk.tap(reader, "ld:less:n:property:0")
    await reader.ask("/unsubscribe 汽车")
    assert (await desk.subscriber(reader.id)).filters.empty


async def test_subscribe_and_unsubscribe_by_name(desk: Desk) -> None:
    await desk.news(story(1, "财经", "Harbour Post"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/subscribe harbour post")
    filters = (await desk.subscriber(reader.id)).filters
    assert (filters.sections, filters.sources) == ((Section.BUSINESS,), ("Harbour Post",))
    await reader.ask("/unsubscribe 财经")
    said = await reader.ask("/unsubscribe 天气")
    assert "not followed here" in said["text"]
    await reader.ask("/unsubscribe")
    await desk.tap(reader, f"ld:less:s:{token('Harbour Post')}:0")
    assert (await desk.subscriber(reader.id)).filters.empty


async def test_leaving_everything_ends_the_pushes(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/unsubscribe")
    await desk.tap(reader, "ld:none")
    held = await desk.subscriber(reader.id)
    assert held.filters.empty
    assert not held.subscribed
    assert await desk.subscribers.due_at(held.target) is None


async def test_a_rule_is_tried_before_it_is_taken(desk: Desk) -> None:
    await desk.news(*(story(n) for n in range(1, 8)), story(9, title="央行宣布下调准备金"))
    reader = desk.sandbox.user("小明", language_code="en")
    offer = await reader.ask("/subscribe 央行")
    assert "would have passed 1 of last week's 8 stories" in offer["text"]
    assert "央行宣布下调准备金" in offer["text"]
    assert await desk.subscribers.everyone() == []
    await desk.tap(reader, "ld:rule:i:…")
    assert (await desk.subscriber(reader.id)).filters.rules == (Rule("央行"),)
    offer = await reader.ask("/subscribe -港口 扩建")
    assert "港口 扩建 would have hidden 7 of last week's 8 stories" in offer["text"]
    assert [data.split(":")[2] for data in buttons(offer)] == ["x", "i"], "what was asked for comes first"
    await desk.tap(reader, "ld:rule:x:…")
    assert (await desk.subscriber(reader.id)).filters.rules == (Rule("央行"), Rule("港口 扩建", exclude=True))
    await desk.tap(reader, f"ld:rules:-:{token('央行')}:0")
    assert (await desk.subscriber(reader.id)).filters.rules == (Rule("港口 扩建", exclude=True),)


async def test_a_rule_is_tried_on_stories_in_the_readers_languages(desk: Desk) -> None:
    await desk.news(story(1, title="港口 reopens", language="en"), story(2, language="zh-hans"))
    reader = desk.sandbox.user("小明", language_code="en")
    assert "2 of last week's 2 stories" in (await reader.ask("/subscribe 港口"))["text"]
    await reader.ask("/settings")
    await desk.tap(reader, "ld:set:read:en")
    assert "1 of last week's 1 stories" in (await reader.ask("/subscribe 港口"))["text"]


async def test_a_rule_too_many_is_refused_and_the_rest_stand(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 词语")
    await desk.tap(reader, "ld:rule:i:…")
    held = await desk.subscriber(reader.id)
    rules = tuple(Rule(f"词语{number}") for number in range(MAX_RULES))
    await desk.subscribers.save(replace(held, filters=replace(held.filters, rules=rules)), None)
    await reader.ask("/subscribe 多余")
    answer = await desk.tap(reader, "ld:rule:i:…")
    assert f"At most {MAX_RULES} rules" in answer["text"]
    assert len((await desk.subscriber(reader.id)).filters.rules) == MAX_RULES


async def test_wrong_rules_get_one_line_each(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "which words" in (await reader.ask("/subscribe -"))["text"]
    assert "200 characters at most" in (await reader.ask(f"/subscribe {'长' * 201}"))["text"]
    assert await desk.subscribers.everyone() == []


async def test_empty_store_says_what_to_do(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    assert "first news is still on its way" in (await reader.ask("/sources"))["text"]
    assert "ld:topics:+:.politics:0" in buttons(await reader.ask("/topics"))
    assert "no news yet" in (await reader.ask("/latest"))["text"]
    assert "Nothing is followed yet" in (await reader.ask("/digest"))["text"]
    assert "Nothing is saved yet" in (await reader.ask("/saved"))["text"]


async def test_menus_and_rules_count_stories_not_reports(desk: Desk) -> None:
    told = [story(n, source=source) for n in (1, 2, 3) for source in ("晨星社", "南岸日报")]
    documents = [replace(each, guid=f"{each.source}{n}", url=f"https://{n}.example") for n, each in enumerate(told)]
    await desk.news(*documents)
    ids = [article.id for article in await desk.articles.latest(9)]
    for one, two in zip(ids[::2], ids[1::2], strict=True):
        assert await desk.services.stories.join(one, two, NOW)
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    menu = await reader.ask("/topics")
    assert "财经 (3)" in [each["text"] for row in menu["reply_markup"]["inline_keyboard"] for each in row]
    rule = (await reader.ask("/subscribe 港口"))["text"]
    assert "从 3 条新闻中选出 3 条" in rule
    assert rule.count("• ") == 3
    await reader.ask("/subscribe 财经")
    assert "3 条新闻，来自 2 个来源" in (await reader.ask("/digest"))["text"]


async def test_a_topic_called_like_a_section_is_offered_once(desk: Desk) -> None:
    documents = [story(n, "体育", source) for n in range(3) for source in ("晨星社", "南岸日报")]
    await desk.news(*(replace(each, guid=f"g{n}", url=f"https://{n}.example/") for n, each in enumerate(documents)))
    reader = desk.sandbox.user("小明", language_code="en")
    labels = [each["text"] for row in (await reader.ask("/topics"))["reply_markup"]["inline_keyboard"] for each in row]
    assert "Sports (6)" in labels
    assert "体育 (6)" not in labels
