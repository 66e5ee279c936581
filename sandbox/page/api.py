"""The page and its JSON interface; docs/sandbox.md describes every call."""

from __future__ import annotations

import mimetypes
from html import escape
from pathlib import Path

from aiohttp import web

from ledebot.sandbox.control.api import CONTROL
from ledebot.sandbox.control.requests import Body, BodyError, read_json
from ledebot.sandbox.page import views
from ledebot.sandbox.page.actions import POSTS
from ledebot.sandbox.page.events import EventStream
from ledebot.sandbox.page.session import PageSession
from ledebot.sandbox.people import actions
from ledebot.sandbox.server.errors import ActionError, Json
from ledebot.sandbox.server.http_server import dump, read_arguments
from ledebot.sandbox.server.telegram import LocalTelegram

PAGE = Path(__file__).parent / "static"
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
# What people upload is data, never a page of this origin.
FILE_SECURITY = {**SECURITY, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
SHOWABLE = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")


class PageApi:
    """Answers what is neither a bot call nor a download."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.api = telegram.api
        self.events = EventStream(telegram.api)
        self._telegram = telegram
        self._session = PageSession(telegram)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        try:
            if request.method == "GET":
                return await self._get(request)
            return await self._post(request)
        except (ActionError, BodyError) as error:
            return _answer({"ok": False, "description": str(error)}, 400)
        except TimeoutError as error:
            return _answer({"ok": False, "description": str(error) or "the bot did not answer in time"}, 504)

    async def _get(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path == "/":
            return self._static("index.html")
        if path.startswith("/page/static/"):
            return self._static(path.removeprefix("/page/static/"))
        if path.startswith("/page/file/"):
            return self._file(path.removeprefix("/page/file/"))
        if path == "/page/events":
            return await self.events.serve(request, SECURITY)
        found = await self._read(path, Body(dict(request.query)))
        return _answer(found) if found is not None else _missing()

    async def _read(self, path: str, query: Body) -> Json | None:
        if path == "/page/state":
            return views.state(self.api, self._session.people())
        if path.startswith("/page/chats/") and path.endswith("/messages"):
            return self._messages(path.split("/")[3], query)
        if path == "/page/faults":
            return {"faults": [fault.json() for fault in self.api.faults.orders]}
        if path == "/page/calls":
            limit = query.integer("limit", 100)
            return {"calls": [call.json() for call in list(self.api.calls.calls)[-limit:]]}
        if path == "/page/next":
            return await self._next(query)
        if path.startswith("/control/"):
            handler = CONTROL.get(("GET", path.removeprefix("/control/")))
            return handler(self._telegram, query) if handler else None
        return None

    async def _post(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path == "/page/file":
            return _answer(await self._upload(request))
        body = Body(await read_json(request))
        if path.startswith("/control/"):
            control = CONTROL.get(("POST", path.removeprefix("/control/")))
            return _answer(control(self._telegram, body)) if control else _missing()
        handler = POSTS.get(path.removeprefix("/page/"))
        if handler is None:
            return _missing()
        result = handler(self._session, body)
        return _answer(result if isinstance(result, dict) else await result)

    # --- reading -------------------------------------------------------------------------------------

    def _static(self, name: str) -> web.Response:
        file = PAGE / name
        if file.parent != PAGE or not file.is_file():
            return _missing()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        kind = "text/javascript" if name.endswith(".js") else kind
        charset = None if kind.startswith("image/png") else "utf-8"
        return web.Response(body=file.read_bytes(), content_type=kind, charset=charset, headers=SECURITY)

    def _file(self, file_id: str) -> web.Response:
        stored = self.api.files.by_id.get(file_id)
        if stored is None:
            return _missing()
        if stored.url and not stored.data:
            picture = _stand_in(stored.url)
            return web.Response(text=picture, content_type="image/svg+xml", headers=FILE_SECURITY)
        if stored.content_type in SHOWABLE:
            return web.Response(body=stored.data, content_type=stored.content_type, headers=FILE_SECURITY)
        headers = {**FILE_SECURITY, "Content-Disposition": "attachment"}
        return web.Response(body=stored.data, content_type="application/octet-stream", headers=headers)

    def _messages(self, chat_id: str, query: Body) -> Json:
        try:
            number = int(chat_id)
        except ValueError:
            raise BodyError(f"{chat_id} is not a chat") from None
        chat = actions.place(self.api, query.integer("user"), number, write=False)
        limit = max(1, min(query.integer("limit", 100), 1000))
        return views.messages(chat, before=query.optional("before"), limit=limit, thread=query.optional("thread"))

    async def _next(self, query: Body) -> Json:
        ask = self._telegram.next_event
        chat_id = query.optional("chat")
        moment = await ask(chat_id) if ask is not None else None
        return {"next": moment.isoformat() if moment else None}

    # --- files ---------------------------------------------------------------------------------------

    async def _upload(self, request: web.BaseRequest) -> Json:
        args = await read_arguments(request)
        upload = args.files.get("file")
        if upload is None:
            raise BodyError("a multipart form with a part named file is needed")
        body = Body(dict(args.values))
        message = actions.send_file(
            self.api,
            body.integer("user"),
            body.integer("chat"),
            upload.name,
            upload.data,
            caption=args.text("caption"),
            content_type=upload.content_type,
            thread=body.optional("thread"),
        )
        return {"message": message}


def _answer(body: Json, status: int = 200) -> web.Response:
    text = dump(body).encode("utf-8", "surrogatepass")
    return web.Response(body=text, status=status, content_type="application/json", headers=SECURITY)


def _missing() -> web.Response:
    return _answer({"ok": False, "description": "nothing here"}, 404)


def _stand_in(url: str) -> str:
    """Draw what stands for a picture on the web, which the sandbox does not load."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"><rect width="800" height="600" fill="#8aa3b8"/>'
        '<circle cx="610" cy="150" r="60" fill="#e9dfc3"/><path d="M0 430L240 250L420 420L560 320L800 470V600H0z" '
        f'fill="#566f84"/><text x="24" y="572" fill="#fff" font-size="22" font-family="sans-serif">{escape(url[:60])}'
        "</text></svg>"
    )
