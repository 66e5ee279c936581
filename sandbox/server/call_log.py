"""The log of every call, and the watch for messages that came twice."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ledebot.sandbox.server.errors import Json


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what was asked, what came of it. `code` 0: no answer was given."""

    number: int
    at: datetime
    method: str
    params: Mapping[str, str]
    chat_id: int | None
    code: int
    description: str = ""
    fault: str = ""
    message_id: int | None = None

    @property
    def ok(self) -> bool:
        """Whether it was answered with success."""
        return self.code == 200

    def json(self) -> Json:
        """Give it for the control interface."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "method": self.method,
            "params": dict(self.params),
            "chat_id": self.chat_id,
            "code": self.code,
            "description": self.description,
            "fault": self.fault,
            "message_id": self.message_id,
        }


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same message that a chat got more than once."""

    chat_id: int
    text: str
    times: int


@dataclass
class CallLog:
    """Every call counted, the last `keep` of them kept whole (None: all)."""

    keep: int | None = None
    calls: deque[Call] = field(init=False)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Calls by method and status code; a code of 0 is a call without an answer."""
    delivered: Counter[int] = field(default_factory=Counter)
    """Messages that the bot put into each chat."""
    total: int = 0

    def __post_init__(self) -> None:
        self.calls = deque(maxlen=self.keep)
        # By hash: a load test delivers millions of texts, and only those that come twice are worth their memory.
        self._contents: Counter[tuple[int, int, int]] = Counter()
        self._repeated: dict[int, str] = {}

    def add(
        self,
        at: datetime,
        method: str,
        params: Mapping[str, str],
        chat_id: int | None,
        code: int,
        *,
        description: str = "",
        fault: str = "",
        message_id: int | None = None,
    ) -> Call:
        """Log one call."""
        self.total += 1
        self.counts[method, code] += 1
        call = Call(self.total, at, method, params, chat_id, code, description, fault, message_id)
        self.calls.append(call)
        return call

    def deliver(self, chat_id: int, thread_id: int, text: str) -> None:
        """Note a message that reached a chat."""
        self.delivered[chat_id] += 1
        content = hash(text)
        self._contents[chat_id, thread_id, content] += 1
        if self._contents[chat_id, thread_id, content] == 2:
            self._repeated[content] = text

    def duplicates(self) -> list[Duplicate]:
        """List the messages that reached the same chat or topic more than once."""
        return [
            Duplicate(chat, self._repeated[content], times)
            for (chat, _, content), times in self._contents.items()
            if times > 1
        ]

    def find(self, method: str | None = None, chat_id: int | None = None) -> list[Call]:
        """List kept calls, oldest first."""
        wanted = method.lower() if method else None
        return [
            call
            for call in self.calls
            if (wanted is None or call.method.lower() == wanted) and (chat_id is None or call.chat_id == chat_id)
        ]

    def clear(self) -> None:
        """Forget everything."""
        self.calls.clear()
        self.counts.clear()
        self.delivered.clear()
        self._contents.clear()
        self._repeated.clear()
        self.total = 0
