"""Inline mode: queries that wait for an answer, answers that are cached."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from ledebot.sandbox.server.errors import Json
from ledebot.sandbox.server.world import new_id

ANSWER_SECONDS = 10
"""How long an inline query can be answered; about what is observed."""


@dataclass(slots=True)
class InlineAnswer:
    """What the bot offered: results as given, how to go on, and the button above them."""

    results: list[Json]
    next_offset: str = ""
    button: Json | None = None
    personal: bool = False
    contents: list[Json] = field(default_factory=list)
    """The message that each result would send."""


@dataclass(slots=True)
class InlineQuery:
    """A query that was typed."""

    id: str
    user_id: int
    query: str
    offset: str
    asked: float
    answer: asyncio.Future[InlineAnswer]


@dataclass
class InlineQueries:
    """Open queries by id, and answers that may be given again without asking the bot."""

    enabled: bool = True
    feedback: bool = True
    """Whether chosen results are reported (/setinlinefeedback)."""
    placeholder: str = ""
    """What stands in the text field before a query is typed."""
    open: dict[str, InlineQuery] = field(default_factory=dict)
    _cache: dict[tuple[str, str, int], tuple[float, InlineAnswer]] = field(default_factory=dict)

    def ask(self, user_id: int, query: str, offset: str, now: float) -> InlineQuery:
        """Open a query; it is answered at once where the cache holds an answer."""
        future: asyncio.Future[InlineAnswer] = asyncio.get_running_loop().create_future()
        asked = InlineQuery(new_id(), user_id, query, offset, now, future)
        for who in (user_id, 0):
            until, answer = self._cache.get((query, offset, who), (0.0, None))
            if answer is not None and until > now:
                future.set_result(answer)
                return asked
        self.open[asked.id] = asked
        return asked

    def answer(self, query_id: str, answer: InlineAnswer, cache_time: int, now: float) -> bool:
        """Answer a query; False when it is unknown or too old."""
        asked = self.open.pop(query_id, None)
        if asked is None or asked.answer.done() or now - asked.asked > ANSWER_SECONDS:
            return False
        if cache_time:
            who = asked.user_id if answer.personal else 0
            self._cache[asked.query, asked.offset, who] = (now + cache_time, answer)
        asked.answer.set_result(answer)
        return True
