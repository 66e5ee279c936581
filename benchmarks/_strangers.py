"""What strangers send: commands, buttons and files that ask for too much, for what is not theirs, or for nothing."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from random import Random

from ledebot.handlers.base.routes import Trigger
from ledebot.handlers.register import ROUTES
from ledebot.sandbox.people.handles import Room, User
from ledebot.sandbox.sandbox import Sandbox
from ledebot.sandbox.server.api import Callback
from ledebot.sandbox.server.world import new_id

NOISE = "央行港口zq ，。-\"'()*:|<b>&\u200d\ud83d\ude00０９٣½\u202e".encode("utf-16", "surrogatepass").decode("utf-16")
COMMANDS = tuple(route.name for route in ROUTES if route.trigger is Trigger.COMMAND)
VERBS = tuple(route.name for route in ROUTES if route.trigger is Trigger.BUTTON)


class Stranger:
    """One account that wishes no good; `victim` is a channel that is none of its own."""

    def __init__(self, sandbox: Sandbox, user: User, victim: Room, chance: Random) -> None:
        self._sandbox = sandbox
        self._user = user
        self._victim = victim
        self._chance = chance
        self._ways: tuple[tuple[Callable[[], Awaitable[object]], int], ...] = (
            (self._rule, 4),
            (self._search, 4),
            (self._command, 4),
            (self._press, 4),
            (self._file, 1),
        )

    async def annoy(self) -> None:
        """Send one thing."""
        (way,) = self._chance.choices([way for way, _ in self._ways], [often for _, often in self._ways])
        await way()

    def _noise(self, most: int) -> str:
        return "".join(self._chance.choices(NOISE, k=self._chance.randrange(1, most)))

    async def _rule(self) -> None:
        n = self._chance.randrange(10**6)
        words = self._chance.choice((f"zq{n} OR zx{n}", f"-词{n}", self._noise(190), "词" * 200, f"title:{n} OR 词{n}"))
        await self._user.send(f"/{self._chance.choice(('subscribe', 'watch'))} {words}")

    async def _search(self) -> None:
        words = self._chance.choice(
            (self._noise(3000), "词" * 3000, '"' * 3000, "a " * 1500, "after:9999-99 " * 200, "港 OR " * 500)
        )
        await self._user.send(self._chance.choice((f"/search {words}", words)))

    async def _command(self) -> None:
        about = self._chance.choice(("", str(self._victim.id), "@morning_news", self._noise(100)))
        await self._user.send(f"/{self._chance.choice(COMMANDS)} {about}".strip())

    async def _press(self) -> None:
        about = self._chance.choice(("", f"@{self._victim.id}", f"@{self._user.id + 1}", f"@{self._noise(8)}"))
        data = f"ld:{self._chance.choice(VERBS)}:{self._chance.randrange(9)}{about}"
        api = self._sandbox.api
        query = Callback(new_id(), self._user.id, self._user.id, 1, api.world.now(), data)
        api.callbacks[query.id] = query
        message = {"message_id": 1, "date": 0, "chat": api.world.chats[self._user.id].brief()}
        person = api.world.people[self._user.id].json()
        pressed = {"id": query.id, "from": person, "chat_instance": "1", "data": data, "message": message}
        api.notify("callback_query", pressed, self._user.id)

    async def _file(self) -> None:
        depth = self._chance.randrange(100_000)
        wrong = {"version": 1, "chats": [{"target": {"chat_id": "x", "thread_id": "soon"}, "filters": self._noise(99)}]}
        data = self._chance.choice(("[" * depth, json.dumps(wrong), self._noise(9999), "1" * 1_000_000)).encode()
        await self._user.send_file("ledebot-mydata.json", data, caption="/import")
