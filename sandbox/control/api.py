"""The control interface: what tests and benchmarks ask of a sandbox that runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable

from ledebot.sandbox.control.requests import Body, BodyError
from ledebot.sandbox.people import actions
from ledebot.sandbox.server.errors import Json
from ledebot.sandbox.server.telegram import LocalTelegram

Handler = Callable[[LocalTelegram, Body], Json]
CONTROL: dict[tuple[str, str], Handler] = {}


def route(verb: str, name: str) -> Callable[[Handler], Handler]:
    """Register what answers VERB /control/NAME."""

    def register(handler: Handler) -> Handler:
        CONTROL[verb, name] = handler
        return handler

    return register


@route("GET", "info")
def _info(telegram: LocalTelegram, query: Body) -> Json:
    """Tell where and who: api_url, token, bot id, time."""
    return {
        "api_url": telegram.api_url,
        "token": telegram.token,
        "bot_id": telegram.api.world.bot.id,
        "now": telegram.clock.now().isoformat(),
    }


@route("POST", "users")
def _users(telegram: LocalTelegram, body: Body) -> Json:
    """Create `count` users whose chats are open; `first_id` sets the first one's id. Gives first and last id."""
    count = body.integer("count")
    if not 1 <= count <= 1_000_000:
        raise BodyError("count must be from 1 to 1000000")
    first = body.optional("first_id")
    language = body.text("language_code", "zh-hans")
    ids = []
    for number in range(count):
        user_id = None if first is None else first + number
        if user_id in telegram.api.world.people:
            raise BodyError(f"user {user_id} is there already")
        who = telegram.api.world.add_person(f"读者{number + 1}", language_code=language, user_id=user_id)
        who.started = True
        ids.append(who.id)
    return {"first_id": ids[0], "last_id": ids[-1]}


@route("POST", "send")
def _send(telegram: LocalTelegram, body: Body) -> Json:
    """Write a text as a user, into the private chat unless `chat` is given."""
    user = body.integer("user")
    return {"message": actions.write(telegram.api, user, body.integer("chat", user), body.text("text"))}


@route("POST", "click")
def _click(telegram: LocalTelegram, body: Body) -> Json:
    """Press a button by its callback data."""
    user = body.integer("user")
    chat = body.integer("chat", user)
    return {"id": actions.press(telegram.api, user, chat, body.integer("message"), body.text("data")).id}


@route("POST", "block")
def _block(telegram: LocalTelegram, body: Body) -> Json:
    """Block or unblock the bot as a user."""
    actions.block(telegram.api, body.integer("user"), blocked=body.flag("blocked"))
    return {}


@route("GET", "messages")
def _messages(telegram: LocalTelegram, query: Body) -> Json:
    """List what a chat shows."""
    chat_id = query.integer("chat_id")
    if chat_id not in telegram.api.world.chats:
        raise BodyError(f"there is no chat {chat_id}")
    return {"messages": telegram.messages(chat_id)}


@route("GET", "calls")
def _calls(telegram: LocalTelegram, query: Body) -> Json:
    """List kept calls, oldest first; `after` skips those up to a number."""
    after = query.integer("after", 0)
    found = telegram.calls(query.text("method", "") or None, query.optional("chat_id"))
    return {"calls": [call.json() for call in found if call.number > after][-query.integer("limit", 1000) :]}


@route("GET", "counters")
def _counters(telegram: LocalTelegram, query: Body) -> Json:
    """Tell totals: calls by `method code`, messages delivered, chats that got any, duplicates, updates pending."""
    log = telegram.api.calls
    return {
        "total": log.total,
        "calls": {f"{method} {code}": count for (method, code), count in sorted(log.counts.items())},
        "delivered": sum(log.delivered.values()),
        "chats": len(log.delivered),
        "duplicates": sum(duplicate.times - 1 for duplicate in telegram.duplicates()),
        "pending_updates": len(telegram.api.updates.pending),
        "now": telegram.clock.now().isoformat(),
    }


@route("GET", "delivered")
def _delivered(telegram: LocalTelegram, query: Body) -> Json:
    """Tell how many messages of the bot each chat got."""
    return {"delivered": {str(chat_id): count for chat_id, count in telegram.api.calls.delivered.items()}}


@route("GET", "duplicates")
def _duplicates(telegram: LocalTelegram, query: Body) -> Json:
    """List messages that a chat got more than once."""
    found = telegram.duplicates()
    return {"duplicates": [{"chat_id": d.chat_id, "text": d.text, "times": d.times} for d in found]}


@route("POST", "faults")
def _faults(telegram: LocalTelegram, body: Body) -> Json:
    """Order a fault, or withdraw one (`remove`: id) or all (`clear`)."""
    if body.flag("clear"):
        telegram.faults.clear()
    elif "remove" in body.values:
        telegram.faults.remove(body.integer("remove"))
    else:
        try:
            telegram.faults.add(
                body.text("kind"),
                method=body.text("method", "") or None,
                chat_id=body.optional("chat_id"),
                times=None if body.values.get("times", 1) is None else body.integer("times", 1),
                skip=body.integer("skip", 0),
                seconds=None if body.values.get("seconds") is None else body.number("seconds"),
                code=body.integer("code", 400),
                description=body.text("description", ""),
            )
        except ValueError as error:
            raise BodyError(str(error)) from None
    telegram.api.world.emit({"type": "faults"})
    return {"faults": [fault.json() for fault in telegram.faults.orders]}


@route("GET", "faults")
def _list_faults(telegram: LocalTelegram, query: Body) -> Json:
    """List faults on order."""
    return {"faults": [fault.json() for fault in telegram.faults.orders]}


@route("POST", "clear_log")
def _clear_log(telegram: LocalTelegram, body: Body) -> Json:
    """Forget all calls, counters and deliveries."""
    telegram.api.calls.clear()
    return {}
