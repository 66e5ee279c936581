"""Content codings undone under a cap: no document may unpack to more than it is allowed."""

from __future__ import annotations

import importlib
import sys
import zlib
from typing import Any

import brotli
from aiohttp.compression_utils import HAS_ZSTD, BrotliDecompressor, ZLibDecompressor, ZSTDDecompressor

from ledebot.bot.core.errors import FetchError

ACCEPTED = "gzip, deflate, br, zstd" if HAS_ZSTD else "gzip, deflate, br"
"""For the Accept-Encoding header."""
MAX_CODINGS = 2
"""Servers apply one; a chain of them multiplies an attacker's leverage."""


def zstd() -> Any:
    """Give the zstd module, which Python has from 3.14 on and a backport brings before."""
    return importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


_BROKEN: tuple[type[Exception], ...] = (zlib.error, brotli.error, ValueError, EOFError)
if HAS_ZSTD:
    _BROKEN += (zstd().ZstdError,)


def unpack(data: bytes, content_encoding: str, limit: int) -> bytes:
    """Undo the codings that a Content-Encoding header names. `limit` in bytes, for the result of each.

    Raises FetchError for a coding that is unknown, broken or larger than allowed.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    names = [name for name in names if name and name != "identity"]
    if len(names) > MAX_CODINGS:
        raise FetchError(f"compressed {len(names)} times over")
    for name in reversed(names):
        try:
            data = _undo(data, name, limit + 1)
        except _BROKEN:
            raise FetchError(f"the server's {name[:20]} compression is broken") from None
        if len(data) > limit:
            raise FetchError(f"larger than {limit // 1024} KiB when unpacked")
    return data


def _undo(data: bytes, name: str, limit: int) -> bytes:
    if name in ("gzip", "x-gzip"):
        return ZLibDecompressor(encoding="gzip").decompress_sync(data, max_length=limit)
    if name == "deflate":
        bare = bool(data) and data[0] & 0x0F != 8  # servers disagree on whether zlib's frame belongs to it
        return ZLibDecompressor(suppress_deflate_header=bare).decompress_sync(data, max_length=limit)
    if name == "br":
        return BrotliDecompressor().decompress_sync(data, max_length=limit)
    if name == "zstd" and HAS_ZSTD:
        return ZSTDDecompressor().decompress_sync(data, max_length=limit)
    raise FetchError(f"unknown content encoding {name[:20]}")
