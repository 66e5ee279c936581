"""Files: sent by the bot and by people, downloaded, refused."""

from __future__ import annotations

import io
import struct
from typing import Any

import aiohttp
import pytest

from ledebot.sandbox import Sandbox, User
from ledebot.sandbox.server.files import image_size
from tests.sandbox.conftest import Calls

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 360) + b"\x08\x02\x00\x00\x00" + b"\x00" * 20
GIF = b"GIF89a" + struct.pack("<HH", 32, 16) + b"\x00" * 10
JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08" + struct.pack(">HH", 90, 120) + b"\x00" * 20
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8X" + b"\x00" * 8 + (99).to_bytes(3, "little") + (49).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("data", "size"),
    [(PNG, (640, 360)), (GIF, (32, 16)), (JPEG, (120, 90)), (WEBP, (100, 50)), (b"text", None), (b"\xff\xd8", None)],
)
def test_sizes_of_pictures(data: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(data) == size


async def upload(
    http: aiohttp.ClientSession, sandbox: Sandbox, method: str, fields: dict[str, str], **files: tuple[str, bytes]
) -> dict[str, Any]:
    form = aiohttp.FormData(fields, quote_fields=False)
    for name, (filename, data) in files.items():
        form.add_field(name, io.BytesIO(data), filename=filename)
    async with http.post(f"{sandbox.base_url}{sandbox.token}/{method}", data=form) as response:
        body: dict[str, Any] = await response.json()
    return body


async def test_a_document_comes_back(http: aiohttp.ClientSession, sandbox: Sandbox, user: User, call: Calls) -> None:
    fields = {"chat_id": str(user.id), "caption": "<b>数据</b>", "parse_mode": "HTML"}
    body = await upload(http, sandbox, "sendDocument", fields, document=("我的数据.json", b"{}"))
    document = body["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "我的数据.json", "application/json", 2,
    )  # fmt: skip
    assert body["result"]["caption_entities"][0]["type"] == "bold"
    found = (await call("getFile", file_id=document["file_id"])).result
    async with http.get(f"{sandbox.api_url}/file/bot{sandbox.token}/{found['file_path']}") as response:
        assert await response.read() == b"{}"
    async with http.get(f"{sandbox.api_url}/file/bot1:x/{found['file_path']}") as response:
        assert response.status == 404
    again = (await call("sendDocument", chat_id=user.id, document=document["file_id"])).result
    assert again["document"]["file_id"] == document["file_id"]


async def test_photos(http: aiohttp.ClientSession, sandbox: Sandbox, user: User, call: Calls) -> None:
    fields = {"chat_id": str(user.id), "photo": "attach://p"}
    body = await upload(http, sandbox, "sendPhoto", fields, p=("a.png", PNG))
    size = body["result"]["photo"][-1]
    assert (size["width"], size["height"]) == (640, 360)
    refused = await upload(http, sandbox, "sendPhoto", fields, p=("a.png", b"no picture"))
    assert refused["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    by_url = (await call("sendPhoto", chat_id=user.id, photo="https://e.com/a.jpg")).result
    async with http.get(f"{sandbox.api_url}/page/file/{by_url['photo'][0]['file_id']}") as response:
        assert response.content_type == "image/svg+xml"
        assert "https://e.com/a.jpg" in await response.text()


REFUSED = [
    ({}, "there is no document in the request"),
    ({"document": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ({"document": "https://e.com/a.pdf", "caption": "字" * 1025}, "message caption is too long"),
]


@pytest.mark.parametrize(("params", "error"), REFUSED)
async def test_refused(call: Calls, user: User, params: dict[str, str], error: str) -> None:
    assert (await call("sendDocument", chat_id=user.id, **params)).error == f"400 Bad Request: {error}"


async def test_captions_are_edited(call: Calls, user: User) -> None:
    sent = (await call("sendDocument", chat_id=user.id, document="https://e.com/a.pdf", caption="一")).result
    at = {"chat_id": user.id, "message_id": sent["message_id"]}
    assert (await call("editMessageCaption", **at, caption="二")).result["caption"] == "二"
    long = await call("editMessageCaption", **at, caption="字" * 1025)
    assert long.error == "400 Bad Request: MEDIA_CAPTION_TOO_LONG"
    text = await call("editMessageText", **at, text="x")
    assert text.error == "400 Bad Request: there is no text in the message to edit"


async def test_albums(call: Calls, user: User) -> None:
    photo = {"type": "photo", "media": "https://e.com/a.jpg"}
    album = (await call("sendMediaGroup", chat_id=user.id, media=[photo, {**photo, "caption": "二"}])).result
    assert len({message["media_group_id"] for message in album}) == 1
    assert (await call("sendMediaGroup", chat_id=user.id, media=[photo] * 11)).status == 400


async def test_places(call: Calls, user: User) -> None:
    sent = (await call("sendLocation", chat_id=user.id, latitude=31.2, longitude=121.5)).result
    assert sent["location"] == {"latitude": 31.2, "longitude": 121.5}
    wrong = await call("sendLocation", chat_id=user.id, latitude=99, longitude=0)
    assert wrong.error == "400 Bad Request: wrong location specified"


async def test_what_people_send(call: Calls, sandbox: Sandbox, user: User) -> None:
    await user.send_file("feeds.opml", b"<opml/>", caption="订阅")
    await user.send_file("a.png", PNG)
    await user.share_location(31.2, 121.5)
    heard = [update["message"] for update in (await call("getUpdates")).result][1:]
    assert heard[0]["document"]["file_name"] == "feeds.opml"
    assert heard[1]["photo"][0]["width"] == 640
    assert heard[2]["location"]["latitude"] == 31.2
    assert (await call("getFile", file_id=heard[0]["document"]["file_id"])).result["file_size"] == 7
