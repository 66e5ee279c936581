"""Uploaded files, kept in memory."""

from __future__ import annotations

import mimetypes
import secrets
import struct
from dataclasses import dataclass, field

from ledebot.sandbox.server.errors import Json

PHOTO_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as the bot can name, send again and download it. `url` is set where only an address was given."""

    id: str
    unique_id: str
    name: str
    content_type: str
    data: bytes
    path: str
    url: str = ""
    kind: str = "document"

    def json(self) -> Json:
        """Give the fields that every kind of file has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


@dataclass
class FileStore:
    """All files by id and by download path."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def add(
        self, name: str, data: bytes, *, content_type: str = "", kind: str = "document", url: str = ""
    ) -> StoredFile:
        """Keep a file; its content type is guessed from its name when it is missing or says nothing."""
        if content_type in ("", "application/octet-stream"):
            content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        number = len(self.by_id)
        suffix = "." + name.rsplit(".", 1)[1] if "." in name else ""
        folder = "photos" if kind == "photo" else "documents"
        stored = StoredFile(
            id="BQ" + secrets.token_urlsafe(40),
            unique_id="Ag" + secrets.token_urlsafe(9),
            name=name,
            content_type=content_type,
            data=data,
            path=f"{folder}/file_{number}{suffix}",
            url=url,
            kind=kind,
        )
        self.by_id[stored.id] = stored
        self.by_path[stored.path] = stored
        return stored


def image_size(data: bytes) -> tuple[int, int] | None:
    """Read width and height of a PNG, GIF, JPEG or WebP; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8 " and len(data) >= 30:
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
