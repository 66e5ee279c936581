from __future__ import annotations

from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.states import MOST, States


async def test_a_chat_keeps_so_many_and_the_oldest_go(any_redis: Client) -> None:
    states = States(any_redis)
    other = await states.put(2, {"query": "港口"})
    held = [await states.put(1, {"query": f"渡轮{n}"}) for n in range(MOST + 30)]
    assert await states.get(held[0]) is None
    assert await states.get(held[29]) is None
    assert await states.get(held[30]) == {"query": "渡轮30"}
    assert await states.get(other) == {"query": "港口"}
    await states.put(1, {"query": "又一页"}, key=held[30])
    await states.put(1, {"query": "新的"})
    assert await states.get(held[30]) == {"query": "又一页"}, "one that is in use is not the oldest any more"
    assert len(await any_redis.keys(keys.state("*"))) == MOST + 1
    assert await any_redis.llen(keys.chat_states(1)) == MOST, "the list of them does not grow either"


async def test_they_move_and_go_with_their_chat(any_redis: Client) -> None:
    states = States(any_redis)
    key = await states.put(-1, {"query": "港口"})
    assert await states.export_chat(-1) == [{"query": "港口"}]
    await states.migrate_chat(-1, -100)
    assert await states.get(key) == {"query": "港口"}
    assert await states.export_chat(-1) is None
    await states.forget_chat(-100)
    assert await any_redis.keys("*") == []
