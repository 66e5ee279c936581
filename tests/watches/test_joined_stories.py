"""A story that a watch has told is not told again when it is joined with another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Document, Target
from ledebot.bot.watches.matcher import Watches
from ledebot.bot.watches.types import Watch, watch_id
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.stories.stories import StoryIndex
from ledebot.storage.watches.watches import WatchStore

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
AGROUND = ("江心渡轮“远帆号”凌晨搁浅", "“远帆号”渡轮10日凌晨在临江水道沙洲尾搁浅，船上四十名乘客全部转移上岸。")
BUOY = (
    "沙洲尾航标失灵 值班员高启明被停职",
    "海事局10日就临江水道沙洲尾航标失灵展开调查，值班员高启明被停职。渡轮“远帆号”因此搁浅。",
)
BOTH = (
    "渡轮“远帆号”搁浅：沙洲尾航标失灵 值班员高启明停职",
    "“远帆号”渡轮10日凌晨在临江水道沙洲尾搁浅，四十名乘客转移上岸。海事局说航标失灵，值班员高启明被停职。",
)


async def test_an_alert_is_not_repeated_after_a_join(redis_client: Client) -> None:
    clock, chat = ManualClock(NOW), Target(1)
    articles, store = Articles(redis_client, clock, StoryIndex(redis_client)), WatchStore(redis_client)
    await store.save(Watch(watch_id(chat, "航标"), chat, "航标", "0-0", NOW))
    watches = Watches(store, articles, OutboxStore(redis_client, clock), clock, Subscribers(redis_client))
    await watches.tick()
    for number, (title, text) in enumerate((AGROUND, BUOY, BOTH)):
        clock.advance(timedelta(minutes=1))
        await articles.save([Document(str(number), f"s{number}", title, guid=str(number), paragraphs=(text,))])
        await watches.tick()
        stories = {article.story for article in await articles.get(await articles.ids())}
        assert len(stories) == (1, 2, 1)[number], "the last report joins the two stories under the name of the first"
    claims = await Deliveries(redis_client).claim("a", alerts=50, digests=0, broadcasts=0, block=0)
    assert len(claims) == 1
