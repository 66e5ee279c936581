"""What the page does in the name of people: POST /page/NAME."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from ledebot.sandbox.control.api import CONTROL
from ledebot.sandbox.control.requests import Body, BodyError
from ledebot.sandbox.page.session import PageSession
from ledebot.sandbox.people import actions
from ledebot.sandbox.server import groups
from ledebot.sandbox.server.errors import Json
from ledebot.sandbox.server.inline import ANSWER_SECONDS
from ledebot.sandbox.server.telegram import clock_view

Handler = Callable[[PageSession, Body], Json | Awaitable[Json]]
POSTS: dict[str, Handler] = {}
FOREVER = 1e11
"""Seconds; a clock is moved no further."""


def post(name: str) -> Callable[[Handler], Handler]:
    """Register what answers POST /page/NAME."""

    def register(handler: Handler) -> Handler:
        POSTS[name] = handler
        return handler

    return register


@post("send")
def _send(page: PageSession, body: Body) -> Json:
    message = actions.write(
        page.api,
        body.integer("user"),
        body.integer("chat"),
        body.text("text"),
        thread=body.optional("thread"),
        reply_to=body.optional("reply_to"),
    )
    return {"message": message}


@post("click")
def _click(page: PageSession, body: Body) -> Json:
    query = actions.press(
        page.api, body.integer("user"), body.integer("chat"), body.integer("message"), body.text("data")
    )
    return {"callback_query_id": query.id}


@post("react")
def _react(page: PageSession, body: Body) -> Json:
    actions.react(page.api, body.integer("user"), body.integer("chat"), body.integer("message"), body.text("emoji", ""))
    return {}


@post("inline")
async def _inline(page: PageSession, body: Body) -> Json:
    user = body.integer("user")
    asked = actions.ask_inline(
        page.api, user, body.text("query", ""), chat_id=body.optional("chat"), offset=body.text("offset", "")
    )
    answer = await asyncio.wait_for(asyncio.shield(asked.answer), ANSWER_SECONDS)
    page.offers.setdefault(user, {}).update({str(r["id"]): (asked, answer, i) for i, r in enumerate(answer.results)})
    return {"results": answer.results, "next_offset": answer.next_offset, "button": answer.button}


@post("choose")
def _choose(page: PageSession, body: Body) -> Json:
    user = body.integer("user")
    given = body.values.get("result")
    result_id = str(given.get("id")) if isinstance(given, dict) else str(given)
    offer = page.offers.get(user, {}).get(result_id)
    if offer is None:
        raise BodyError("this result is not on offer any more")
    asked, answer, index = offer
    message = actions.choose(page.api, user, body.integer("chat"), asked, answer, index, thread=body.optional("thread"))
    return {"message": message}


@post("location")
def _location(page: PageSession, body: Body) -> Json:
    place = {"latitude": body.number("latitude"), "longitude": body.number("longitude")}
    message = actions.say(
        page.api, body.integer("user"), body.integer("chat"), {"location": place}, thread=body.optional("thread")
    )
    return {"message": message}


@post("block")
def _block(page: PageSession, body: Body) -> Json:
    actions.block(page.api, body.integer("user"), blocked=body.flag("blocked"))
    return {}


@post("member")
def _member(page: PageSession, body: Body) -> Json:
    chat = page.api.world.chats.get(body.integer("chat"))
    user = body.integer("user")
    status = body.text("status")
    if chat is None or chat.type == "private" or user not in page.api.world.people:
        raise BodyError("there is no such group, or no such user")
    if status not in ("creator", "administrator", "member", "restricted", "left", "kicked"):
        raise BodyError(f"{status} is no status of a member")
    groups.set_member(page.api, chat, user, status, by=groups.owner_of(page.api, chat))
    return {}


@post("clock")
def _clock(page: PageSession, body: Body) -> Json:
    if "to" in body.values:
        try:
            to = datetime.fromisoformat(body.text("to"))
        except ValueError:
            raise BodyError("`to` must be an ISO 8601 time") from None
        by = (to if to.tzinfo else to.replace(tzinfo=UTC)) - page.api.clock.now()
    else:
        by = timedelta(seconds=max(-1.0, min(body.number("advance"), FOREVER)))
    page.telegram.advance(by)
    return clock_view(page.api.clock)


@post("fault")
def _fault(page: PageSession, body: Body) -> Json:
    return CONTROL["POST", "faults"](page.telegram, body)


@post("open")
def _open(page: PageSession, body: Body) -> Json:
    chat = page.api.world.chats.get(body.integer("chat"))
    if chat is not None:
        chat.unread.pop(body.integer("user", chat.id), None)
    return {}


@post("reset")
def _reset(page: PageSession, body: Body) -> Json:
    page.offers.clear()
    page.telegram.reset()
    return {}
