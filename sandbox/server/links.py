"""Which addresses Telegram takes as a link, and how it rewrites them. Pure."""

from __future__ import annotations

import re

SCHEMES = ("http", "https", "tg", "ton", "tonsite")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*")
_HOST = re.compile(r"[^\s/?#@:\[\]<>\"\\|^`{}%\x00-\x20]+")
_BLANK = re.compile(r"\s")
_USER = re.compile(r"tg:(?://)?user/?\?id=(\d+)(?:&.*)?", re.IGNORECASE)


class LinkError(ValueError):
    """Not a link for Telegram; the text is the inner reason."""


def user_id(url: str) -> int:
    """Give the user that a `tg://user?id=N` link mentions, or 0."""
    match = _USER.fullmatch(url.strip())
    return int(match[1]) if match else 0


def check(url: str) -> str:
    """Give a link as Telegram would store it. Raises LinkError.

    No scheme means http; the host is lowercased and needs a dot; an empty path becomes `/`.
    """
    url = url.strip(" \t\r\n")
    if not url:
        raise LinkError("URL host is empty")
    scheme, rest = _split_scheme(url)
    if scheme in ("tg", "ton", "tonsite"):
        return _internal(scheme, rest)
    if scheme not in ("http", "https"):
        raise LinkError("Unsupported URL protocol")
    rest = rest.removeprefix("//")
    if _BLANK.search(rest):
        raise LinkError("Wrong HTTP URL")
    cut = min((at for at in map(rest.find, "/?#") if at >= 0), default=len(rest))
    authority, tail = rest[:cut], rest[cut:]
    return f"{scheme}://{_authority(authority)}{tail if tail.startswith('/') else '/' + tail}"


def _split_scheme(url: str) -> tuple[str, str]:
    """Split at the scheme; what merely looks like one (`host:80`, `mailto:a@b.c`) counts as http without a scheme."""
    name, colon, rest = url.partition(":")
    if colon and _SCHEME.fullmatch(name) and (rest.startswith("//") or name.lower() in SCHEMES):
        return name.lower(), rest
    if colon and name.lower() in ("javascript", "data", "file", "vbscript"):
        raise LinkError("Unsupported URL protocol")
    return "http", url


def _internal(scheme: str, rest: str) -> str:
    rest = rest.lstrip("/")
    host, query = re.match(r"([^/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]  # always matches
    if not host or not re.fullmatch(r"[A-Za-z0-9_.-]+", host):
        raise LinkError(f"Wrong {scheme} URL")
    return f"{scheme}://{host.lower()}{query}"


def _authority(authority: str) -> str:
    """Check `user:password@host:port`; give it with the host lowercased."""
    userinfo, at, hostport = authority.rpartition("@")
    if hostport.startswith("["):
        host, _, port = hostport.partition("]")
        host, port = host + "]", port.removeprefix(":")
    else:
        host, colon, port = hostport.partition(":")
        if colon and not port:
            raise LinkError("Wrong HTTP URL")
        if not _HOST.fullmatch(host) or "." not in host.strip(".") or ".." in host:
            raise LinkError("Wrong HTTP URL")
    if port and not (port.isdecimal() and 0 < int(port) < 65536):
        raise LinkError("Wrong HTTP URL")
    return f"{userinfo}{at}{host.lower()}{':' + port if port else ''}"
