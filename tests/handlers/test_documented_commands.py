"""docs/commands.md is true: every command and example that it writes is typed, and answers as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledebot.handlers.base.tokens import token
from ledebot.sandbox.people.handles import User
from ledebot.storage.search.index import SearchIndex
from tests.handlers.conftest import Desk, story

DOCUMENT = (Path(__file__).parents[2] / "docs/commands.md").read_text("utf-8")
WRITTEN = re.compile(r"`((?:/[a-z]|@bot )[^`]*|[a-z]+ off|https://t\.me/<bot>[^`]*)`")
OPERATOR = 777

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "/start": (("/start", "What would you like to read?"),),
    "/subscribe name": (("/subscribe 体育", "You follow Sports now."), ("/subscribe 晨星社", "You follow 晨星社 now.")),
    "/subscribe": (("/subscribe", "Topics: Sports"),),
    "/subscribe words": (("/subscribe 港口 开工", "would have passed"),),
    "/subscribe -words": (("/subscribe -广告", "would have hidden 0 of last week's 3 stories"),),
    "/digest": (("/digest", "News digest"),),
    "/digest yesterday": (("/digest yesterday", "Nothing that you follow is kept of that day."),),
    "/digest 2026-11-20": (("/digest 2026-11-20", "Nothing that you follow is kept of that day."),),
    "/digest week": (("/digest week", "The week"),),
    "/digest last week": (("/digest last week", "Nothing that you follow was told in these days."),),
    "/latest [name]": (("/latest", "第1号港口"), ("/latest sports", "第2号港口"), ("/latest 晨星社", "第1号港口")),
    "/latest": (("/latest", "第1号港口"),),
    "/search words": (("/search 港口", "3 stories"),),
    "/search": (("/search", "Search all stories"),),
    "/saved": (("/saved", "Nothing is saved yet"),),
    "/watch words": (("/watch 港口", "From now on I tell you when a new story matches."),),
    "/watches": (("/watches", "1. 港口 · at once · 3 stories in the last 7 days"),),
    "/help": (("/help", "/watches – my watches"),),
    "/unsubscribe [name]": (
        ("/unsubscribe 体育", "no longer followed"),
        ("/unsubscribe", "Tap what you no longer want"),
    ),
    "/unsubscribe": (("/unsubscribe", "Tap what you no longer want"),),
    "/topics": (("/topics", "the number is the last day's stories"),),
    "/sources": (("/sources", "Sources"),),
    "/stop": (("/stop", "/start brings them back"), ("/start", "Welcome back")),
    "https://t.me/<bot>?start=topic_<name>": (
        ("/start topic_sports", "You follow the topic Sports now."),
        (f"/start topic_{token('体育')}", "You follow the topic 体育 now."),
        (f"/start source_{token('晨星社')}", "You follow the source 晨星社 now."),
    ),
    "/schedule": (("/schedule", "Next digests"),),
    "/schedule 07:30 20:00 mon-fri Asia/Shanghai": (
        ("/schedule 07:30 20:00 mon-fri Asia/Shanghai", "Times: 07:30 · 20:00 · Monday to Friday\nTime zone: Beijing"),
    ),
    "/schedule noon New York": (("/schedule noon New York", "Times: 12:00 · Monday to Friday\nTime zone: New York"),),
    "/schedule 8am UTC+8": (("/schedule 8am UTC+8", "Times: 08:00 · Monday to Friday\nTime zone: UTC+8"),),
    "/schedule 工作日 早上8点半 东京时间": (
        ("/schedule 工作日 早上8点半 东京时间", "Times: 08:30 · Monday to Friday\nTime zone: Tokyo"),
    ),
    "/schedule also weekend 10:00": (("/schedule also weekend 10:00", "Besides: 10:00 · at the weekend"),),
    "/schedule 另外 周末 10点": (("/schedule 另外 周末 10点", "Besides: 10:00 · at the weekend"),),
    "also off": (("/schedule also off", "Done."),),
    "/schedule weekly sun 20:00": (("/schedule weekly sun 20:00", "Sun"),),
    "/schedule 周报 周日 20:00": (("/schedule 周报 周日 20:00", "Sun"),),
    "weekly off": (("/schedule weekly off", "Done."),),
    "/schedule quiet 23:00-07:00": (("/schedule quiet 23:00-07:00", "Quiet hours: 23:00–07:00"),),
    "quiet off": (("/schedule quiet off", "Quiet hours: none"),),
    "/settings": (("/settings", "Length of a story"),),
    "/connect @channel": (("/connect @morning_news", "Connected:"),),
    "/connect": (("/connect", "Your channels"),),
    "/schedule @channel …": (("/schedule @morning_news 09:00", "Times: 09:00"),),
    "/subscribe @channel …": (("/subscribe @morning_news 财经", "You follow Business now."),),
    "/settings @channel": (("/settings @morning_news", "晨报"),),
    "/settings @channel signature words": (("/settings @morning_news signature 编辑部", "编辑部"),),
    "/settings @channel 签名 …": (("/settings @morning_news 签名 港湾", "港湾"),),
    "signature off": (("/settings @morning_news signature off", "晨报"),),
    "/digest @channel": (("/digest @morning_news", "第1号港口"),),
    "/privacy": (("/privacy", "What is kept"),),
    "/mydata": (("/mydata", "All that is stored about this chat."),),
    "/import": (("/import", "Send the file from /mydata"),),
    "/addsource address": (("/addsource https://one.example", "is followed now"),),
    "/editsource [name]": (("/editsource", "Which source?"), ("/editsource 独一份", "https://one.example/feed")),
    "/editsource name = other": (("/editsource 独一份 = 双份", "It is called 双份 now."),),
    "/removesource [name]": (("/removesource 双份", "Which source"), ("/removesource", "Which source")),
    "/stats": (("/stats", "3 articles of 1 sources"),),
    "/joinstories address address": (
        ("/joinstories https://news.example/1 https://news.example/2", "One story now, with 2 reports"),
    ),
    "/broadcast text": (("/broadcast 大家好", "大家好"),),
    "/language [name]": (("/language English", "Language"), ("/language", "Language")),
    "/language": (("/language", "Language"),),
    "/forget": (("/forget", "Remove all that is stored about this chat?"),),
}
"""What the document writes -> what is typed for it, and what the answer holds; in an order that makes sense."""


@pytest.fixture
def engine(index: SearchIndex) -> SearchIndex:
    return index


@pytest.fixture
async def operator(desk: Desk, engine: SearchIndex) -> User:
    """Somebody who may do all of it, with a channel and some news."""
    await desk.news(story(1, "财经"), story(2, "体育"), story(3, "体育"))
    await engine.catch_up()
    operator = desk.sandbox.user("运营", language_code="en", user_id=OPERATOR)
    desk.sandbox.channel("晨报", owner=operator, username="morning_news")
    return operator


def test_every_example_of_the_document_is_tried() -> None:
    assert {found[1] for found in WRITTEN.finditer(DOCUMENT)} == {*EXAMPLES, "@bot words"}


async def test_every_command_and_example_answers_as_it_says(desk: Desk, operator: User) -> None:
    for tries in EXAMPLES.values():
        for typed, held in tries:
            sent = await operator.send(typed)
            await desk.sandbox.wait_for(operator.id, held, after=sent["message_id"])


async def test_words_after_the_bots_name_find_a_story_to_share(operator: User) -> None:
    assert len((await operator.inline("港口")).results) == 3
