"""The outbox's Lua scripts: steps that must happen together or not at all. Their text lies in `lua/`.

Every key they touch carries the `{s}` tag. Each script may be run twice with the same arguments (a client whose
connection broke does that) and then changes nothing the second time.

Each write that a script makes is also written to the server's append-only file, which costs as much again. So what
many deliveries change in one key is one command, at the script's end (`settle`). The steps that each delivery takes in
a sender's hands are made for many at once (`storage/base/batching.py`).

A delivery's hash: id, target, kind, lane, slot, entry (its place in the lane), state (queued, claimed, sending,
later, or an Ending), owner, up_to, content, parts, cursor, next (part), m:N (message id of part N), doubts, tries,
since, why, plain, by (the call that queued it), was (target before a migration), ended.
"""

from __future__ import annotations

from functools import partial

from ledebot.storage.base import keys, scripting

KEPT_OF_A_CHAT = 30
"""Deliveries that stay listed for one chat."""
REFUSALS = 3
"""So often may Telegram refuse a content before it is held back from everybody else."""

_read = partial(scripting.read, "ledebot.storage.delivery")

_COMMON = scripting.prelude(
    DUE=keys.DUE,
    LATER=keys.LATER,
    PENDING=keys.PENDING,
    DIGESTS=keys.DIGESTS,
    BOOKS=keys.BOOKS,
    DEAD=keys.DEAD,
    GROUP=keys.SENDERS_GROUP,
    SENDERS=keys.SENDERS,
    DELIVERY=keys.delivery(""),
    LANE=keys.lane(""),
    CONTENT=keys.content(""),
    BLOCKED=keys.blocked_content(""),
    SUBSCRIBER=keys.subscriber(""),
    CHAT=keys.chat_deliveries(""),
    CONTENT_TTL=keys.CONTENT_TTL,
    DEAD_TTL=keys.DEAD_TTL,
    DELIVERY_TTL=keys.DELIVERY_TTL,
    KEPT_OF_A_CHAT=KEPT_OF_A_CHAT,
    REFUSALS=REFUSALS,
) + _read("common")
_LOADING = _COMMON + _read("loading")
_ENDING = _COMMON + _read("ending")

DISPATCH = _COMMON + _read("dispatch")
ENQUEUE = _COMMON + _read("enqueue")
LOAD = _LOADING + _read("load")
CLAIM = _LOADING + _read("claim")
PROMOTE = _COMMON + _read("promote")
HASTEN = _COMMON + _read("hasten")
TAKE_OVER = _COMMON + _read("take_over")
SET_ASIDE = _COMMON + _read("set_aside")

BEGIN = scripting.in_steps(_read("begin"), before=_COMMON, after="settle()")
SENT = scripting.in_steps(_read("sent"), before=_ENDING, after="settle()")
END = scripting.in_steps(_read("end"), before=_ENDING, after="settle()")
PUT_OFF = scripting.in_steps(_read("put_off"), before=_COMMON, after="settle()")

REQUEUE = _COMMON + _read("requeue")
FORGET = _COMMON + _read("forget")
MIGRATE = _COMMON + _read("migrate")
