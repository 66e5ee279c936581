"""The operator's commands, and who may use a private bot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledebot.bot.core.config import Settings
from ledebot.bot.core.i18n import translator
from ledebot.bot.delivery.types import Stats
from ledebot.bot.model import Health, SourceConfig, SourceState
from ledebot.handlers.base.tokens import token
from ledebot.handlers.operator.stats import sending_side
from tests.handlers.conftest import NOW, Desk, story

OPERATOR = 777


async def test_only_the_operator_in_private(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    group = await desk.group(owner=operator)
    for command in ("/stats", "/removesource", "/broadcast hi"):
        assert "Only the operator" in (await reader.ask(command))["text"], command
        name, _, rest = command.partition(" ")
        said = await operator.ask(f"{name}@ledebot_bot {rest}", chat=group)
        assert "Only the operator" in said["text"], command
    menu = await reader.ask("/start")
    for data in (f"ld:rmsource:{token('x')}", "ld:bcast:key", "ld:allow:1"):
        assert "Only the operator" in (await desk.forge(reader, menu, data))["text"]


async def test_broadcast_asks_first_and_goes_out_once(desk: Desk) -> None:
    readers = [desk.sandbox.user(f"读者{n}", language_code="en") for n in range(3)]
    for reader in readers:
        await reader.ask("/start")
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    await operator.ask("/start")
    for nothing in ("", "\u202e\u200f", "\u200b \u2063"):
        assert "Write the message" in (await operator.ask(f"/broadcast {nothing}"))["text"]
    await operator.send("/broadcast <今晚> 停机维护 & 升级")
    await desk.sandbox.wait_for(operator.id, "Send this to 4 chats?")
    question = desk.sandbox.from_bot(operator.id)[-1]
    assert desk.sandbox.from_bot(operator.id)[-2]["text"] == "<今晚> 停机维护 & 升级"
    clicks = [await operator.click(question, "Send to all") for _ in range(2)]
    for click in clicks:
        await desk.answered(click)
    stats = await desk.services.stats.stats(NOW)
    assert stats.queued["broadcast"] == 4


async def test_a_broadcast_may_begin_in_the_line_after_the_command(desk: Desk) -> None:
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    await operator.ask("/start")
    await operator.send("/broadcast\n今晚停机 两小时。\n明早恢复。")
    await desk.sandbox.wait_for(operator.id, "Send this to 1 chat?")
    assert desk.sandbox.from_bot(operator.id)[-2]["text"] == "今晚停机 两小时。\n明早恢复。"


async def test_sources_in_trouble_are_seen_by_readers_and_removed_by_the_operator(desk: Desk) -> None:
    url = "https://slow.example/feed"
    state = SourceState(
        SourceConfig(url, "慢报"),
        Health.FAILING,
        last_success=NOW,
        last_error="timed out <b>",
        failures=3,
        next_try=NOW,
    )
    await desk.services.sources.save(state)
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/sources")
    await desk.tap(reader, "ld:health")
    seen = await desk.settled(reader.id)
    assert "慢报" in seen
    assert "failed 3 times · " in seen, "what went wrong is the operator's to read"
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    assert "No source is called" in (await operator.ask("/removesource 快报"))["text"]
    await operator.ask("/removesource 慢报")
    await desk.tap(operator, f"ld:rmsource:{token(url)}")
    assert await desk.services.sources.all() == []


async def test_a_site_with_one_feed_is_followed_at_once(desk: Desk) -> None:
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    said = await operator.ask("/addsource https://one.example")
    assert "头条 <甲>" in said["text"]
    (state,) = await desk.services.sources.all()
    assert (state.config.url, state.config.title) == ("https://one.example/feed", "独一份")
    assert "already" in (await operator.ask("/addsource https://one.example"))["text"]


async def test_a_site_with_several_feeds_offers_them_as_buttons(desk: Desk) -> None:
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    offer = await operator.ask("/addsource https://two.example")
    assert "标题2" in offer["text"]
    assert await desk.services.sources.all() == []
    await desk.answered(await operator.click(offer, "第2版"))
    assert [state.config.url for state in await desk.services.sources.all()] == ["https://two.example/2.xml"]
    stale = await desk.forge(operator, offer, "ld:addsrc:nokey:1")
    assert "out of date" in stale["text"]


async def test_a_site_without_feeds_or_away_is_told(desk: Desk) -> None:
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    assert "no feed that I can find" in (await operator.ask("/addsource https://none.example"))["text"]
    assert "no such host" in (await operator.ask("/addsource https://gone.example"))["text"]
    assert "词词词" in (await operator.ask(f"/addsource {'词' * 4000}"))["text"], (
        "an answer may be no longer than a message"
    )
    assert "Name a site" in (await operator.ask("/addsource"))["text"]


async def test_stats_counts_articles_readers_and_sources(desk: Desk) -> None:
    await desk.news(story(1), story(2, "体育"))
    operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
    await operator.ask("/start")
    said = (await operator.ask("/stats"))["text"]
    assert "2 articles of 1 sources, 2 topics" in said
    assert "1 chat" in said


def test_stats_tells_of_queue_pauses_and_failures_in_the_operators_language(settings: Settings) -> None:
    stats = Stats(
        queued={"digest": 240, "alert": 60},
        later=2,
        overdue=3,
        oldest=NOW,
        sent_last_minute=1700,
        senders=2,
        counters={"due": 1000, "pending": 300, "sent": 690, "failed": 10, "empty": 0, "parts": 700, "repeats": 1},
        failures={"time-out": 1, "flood": 12},
        dead=4,
        paused_chats=5,
        paused_until=NOW,
        paid_today=40,
    )
    assert sending_side(translator("zh-hans"), stats, settings, "Asia/Shanghai") == [
        "排队 300，推迟 2，到点未排队 3，放弃 4",
        "最近一分钟 1700 条消息，2 个发送进程",
        "今天（UTC）付费群发 40 条",
        "最早的一条应在 3月10日 09:30 发出。",
        "按最高速度约需 10 秒发完。",
        "Telegram 要求暂停到 09:30。",
        "Telegram 要求暂缓 5 个聊天。",
        "累计到点 1000：已发送 690、失败 10、发送中 300",
        "为保险起见重发的消息：1",
        "失败原因：flood 12、time-out 1",
    ]


class TestAllowlist:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, allowlist=True)

    async def test_a_stranger_waits_until_the_operator_lets_them_in(self, desk: Desk) -> None:
        operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
        await operator.ask("/start")
        stranger = desk.sandbox.user("路人 <i>", language_code="en")
        assert "private" in (await stranger.ask("/start"))["text"]
        assert "private" in (await stranger.ask("/digest"))["text"]
        assert [t.chat_id for t in await desk.subscribers.everyone()] == [OPERATOR]
        asked = [m for m in desk.sandbox.from_bot(OPERATOR) if "asks to use this bot" in m["text"]]
        assert len(asked) == 1
        await desk.tap(operator, f"ld:allow:{stranger.id}")
        assert "What would you like to read" in (await stranger.ask("/start"))["text"]

    async def test_a_strangers_buttons_change_nothing(self, desk: Desk) -> None:
        operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
        menu = await operator.ask("/start")
        stranger = desk.sandbox.user("路人", language_code="en")
        private = await stranger.ask("/start")
        answer = await desk.forge(stranger, {**menu, **private}, "ld:all:1")
        assert "private" in answer["text"]
        assert [t.chat_id for t in await desk.subscribers.everyone()] == [OPERATOR]

    async def test_a_group_that_a_stranger_adds_it_to_gets_no_word(self, desk: Desk) -> None:
        operator = desk.sandbox.user("op", language_code="en", user_id=OPERATOR)
        await operator.ask("/start")
        stranger = desk.sandbox.user("路人", language_code="en")
        foreign = desk.sandbox.group(owner=stranger)
        await stranger.send("/digest@ledebot_bot", chat=foreign)
        own = await desk.group(owner=operator)
        assert desk.sandbox.from_bot(foreign.id) == []
        assert await desk.services.access.allowed(own.id)
