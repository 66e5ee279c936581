"""What sources repeat, kept in Redis, and articles that were stored before it was known."""

from __future__ import annotations

from datetime import UTC, datetime

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Item, Section
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.text.document import read
from ledebot.bot.text.furniture import Habits, Sample, learn, repeated
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.sources.habits import TTL, SourceHabits

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def item(number: int) -> Item:
    town = "江城 海州 北川 南屏 东阳"[3 * number : 3 * number + 2]
    return Item(
        *(str(number), "河边报", f"{town}码头重开", f"<p>{town}码头周一重开。</p><p>河边的人都知道我们</p>", town),
        topics=("财经",),
    )


async def test_habits_are_kept_and_expire(redis_client: Client) -> None:
    store = SourceHabits(redis_client)
    habits = learn(Habits(), [Sample(f"第{n}号", ("口号",), ("https://x.example/a.jpg",)) for n in range(4)])
    await store.save({"河边报": habits})
    assert await store.load({"河边报", "山上报"}) == {"河边报": habits}
    assert 0 < await redis_client.ttl(keys.source_habits("河边报")) <= TTL


async def test_a_broken_record_is_learned_anew(redis_client: Client) -> None:
    await redis_client.set(keys.source_habits("河边报"), '{"v":1,"counts":3}')
    assert await SourceHabits(redis_client).load({"河边报"}) == {}


async def test_what_was_stored_before_it_was_known_is_read_again(redis_client: Client) -> None:
    articles, habits = Articles(redis_client, ManualClock(NOW)), SourceHabits(redis_client)
    for number in range(4):
        await Ingestor(articles, read, habits).ingest([item(number)])
    stored = await articles.latest(10, source="河边报")
    assert [article.paragraphs for article in stored] == [(article.lede.medium,) for article in stored]
    assert sorted(article.revision for article in stored) == [1, 1, 2, 2]
    assert {article.section for article in stored} == {Section.BUSINESS}
    assert len(await articles.latest(10, section=Section.BUSINESS)) == 4
    assert [text for _, text, _ in repeated((await habits.load({"河边报"}))["河边报"])] == ["河边的人都知道我们"]


async def test_the_same_articles_again_change_nothing(redis_client: Client) -> None:
    articles, habits = Articles(redis_client, ManualClock(NOW)), SourceHabits(redis_client)
    everything = [item(number) for number in range(4)]
    first = await Ingestor(articles, read, habits).ingest(everything)
    again = await Ingestor(articles, read, habits).ingest(everything)
    assert (first.new, again.unchanged) == (4, 4)
