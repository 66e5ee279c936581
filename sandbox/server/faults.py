"""Faults on order: which call fails next, and how."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import count

from ledebot.bot.core.clock import Clock
from ledebot.sandbox.server.errors import ApiError, Json, bad, forbidden, too_many

KINDS = {
    "flood": "429 for that chat until `seconds` (default 35) have passed",
    "flood_everywhere": "429 for every chat until `seconds` have passed",
    "server_error": "500 as JSON, nothing done",
    "bad_gateway": "502 as nginx's HTML page, nothing done",
    "bad_gateway_json": "502 as JSON, nothing done",
    "gateway_timeout": "504 as JSON, done all the same",
    "reset_before": "connection reset, nothing done",
    "reset_after": "done, then the connection is reset",
    "silent": "done, then never answered",
    "slow": "done after `seconds` (default 6)",
    "garbage": "200 with something that is not JSON, done",
    "blocked": "403 bot was blocked by the user",
    "deactivated": "403 user is deactivated",
    "kicked": "403 bot was kicked from the chat",
    "not_found": "400 chat not found",
    "no_rights": "400 not enough rights to send text messages",
    "migrate": "the group becomes a supergroup, then 400 with its new id",
    "error": "any `code` and `description`",
}
SENDING = ("send", "edit", "copy", "forward")
_NOT_SENDING = frozenset({"sendchataction", "editforumtopic", "editchatinvitelink"})


def is_sending(method: str) -> bool:
    """Whether a method (in lower case) puts or changes messages, and so counts for rates and faults."""
    return method.startswith(SENDING) and method not in _NOT_SENDING


@dataclass(slots=True)
class Fault:
    """One order. `method` None: whatever sends or edits; `*`: any call at all. `times` None: until it is removed."""

    kind: str
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    seconds: float | None = None
    code: int = 400
    description: str = ""
    id: int = 0
    hits: int = 0

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether a call (method in lower case) is meant."""
        if self.chat_id is not None and self.chat_id != chat_id:
            return False
        if self.method is None:
            return is_sending(method)
        return self.method == "*" or self.method.lower() == method

    def json(self) -> Json:
        """Give it for the page and the log."""
        return {
            "id": self.id,
            "kind": self.kind,
            "method": self.method,
            "chat_id": self.chat_id,
            "times": self.times,
            "skip": self.skip,
            "seconds": self.seconds,
            "hits": self.hits,
        }


class InterruptedCallError(Exception):
    """The call ends without an answer of the Bot API; `kind` says how: reset, silent, html or garbage."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass
class Faults:
    """The orders in force, served first come first."""

    clock: Clock
    orders: list[Fault] = field(default_factory=list)
    _ids: count[int] = field(default_factory=lambda: count(1))
    _pauses: dict[int | None, float] = field(default_factory=dict)

    def add(
        self,
        kind: str,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        skip: int = 0,
        seconds: float | None = None,
        code: int = 400,
        description: str = "",
    ) -> Fault:
        """Order a fault of one of KINDS. Raises ValueError for any other kind."""
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}: one of {', '.join(KINDS)}")
        fault = Fault(kind, method, chat_id, times, skip, seconds, code, description, next(self._ids))
        self.orders.append(fault)
        return fault

    def remove(self, fault_id: int) -> bool:
        """Withdraw an order; tells whether it was there."""
        before = len(self.orders)
        self.orders = [fault for fault in self.orders if fault.id != fault_id]
        return len(self.orders) < before

    def clear(self) -> None:
        """Withdraw all orders and end all pauses."""
        self.orders.clear()
        self._pauses.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Give the fault that this call must suffer, used up by one."""
        for fault in self.orders:
            if not fault.fits(method, chat_id):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.hits += 1
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.orders.remove(fault)
            return fault
        return None

    def check_pause(self, chat_id: int | None) -> None:
        """Refuse with 429 while an ordered flood wait lasts. Raises ApiError."""
        if not self._pauses:
            return
        now = self.clock.now().timestamp()
        for scope in (None, chat_id):
            until = self._pauses.get(scope, 0.0)
            if until > now:
                raise too_many(math.ceil(until - now))
            self._pauses.pop(scope, None)

    async def before(self, fault: Fault, chat_id: int | None) -> None:
        """Suffer what comes before the call is worked on. Raises ApiError or InterruptedCallError."""
        match fault.kind:
            case "flood" | "flood_everywhere":
                seconds = fault.seconds if fault.seconds is not None else 35
                scope = chat_id if fault.kind == "flood" else None
                self._pauses[scope] = self.clock.now().timestamp() + seconds
                raise too_many(math.ceil(seconds))
            case "slow":
                await self.clock.sleep(fault.seconds if fault.seconds is not None else 6)
            case "reset_before":
                raise InterruptedCallError("reset")
            case "bad_gateway":
                raise InterruptedCallError("html")
            case _ if (error := _refusal(fault, chat_id)) is not None:
                raise error
            case _:
                pass

    def after(self, fault: Fault) -> None:
        """Suffer what comes once the call is done. Raises ApiError or InterruptedCallError."""
        match fault.kind:
            case "reset_after":
                raise InterruptedCallError("reset")
            case "silent" | "garbage" as kind:
                raise InterruptedCallError(kind)
            case "gateway_timeout":
                raise ApiError(504, "Gateway Timeout")


def _refusal(fault: Fault, chat_id: int | None) -> ApiError | None:
    kind = "supergroup" if (chat_id or 0) < -1_000_000_000_000 else "group"
    errors = {
        "server_error": ApiError(500, "Internal Server Error: restart"),
        "bad_gateway_json": ApiError(502, "Bad Gateway"),
        "blocked": forbidden("bot was blocked by the user"),
        "deactivated": forbidden("user is deactivated"),
        "kicked": forbidden(f"bot was kicked from the {kind} chat"),
        "not_found": bad("chat not found"),
        "no_rights": bad("not enough rights to send text messages to the chat"),
        "error": ApiError(fault.code, fault.description),
    }
    return errors.get(fault.kind)
