"""URLs as identities: the same page under its usual disguises is one address."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

TRACKING = (
    *("utm_", "spm", "from_source", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "ref_src", "share_token"),
    *("_ga=", "_gl=", "_hsenc=", "_hsmi=", "mkt_tok=", "msclkid=", "dclid=", "yclid=", "twclid=", "wt_mc="),
    *("wt_zmc=", "echobox="),
)
"""Beginnings of query parameters that say where a reader came from, not what is read."""
DEFAULT_PORTS = {"http": 80, "https": 443}
_EDGE = "".join(char for char in map(chr, range(0x3001)) if char <= " " or char.isspace())
"""What is no part of an address at its ends: all that `strip` takes for white space, and `urlsplit` for control."""
_BLANK = re.compile(r"[\s\x00-\x1f]")
_WHOLE = re.compile("https?://", re.IGNORECASE)
MAX_URL = 2048
"""Characters; Telegram and most servers take no more."""


def canonical_url(url: str) -> str:
    """Give the address without tracking parameters, fragment, default port and letter case of the host.

    http and https count as one. What cannot be split, or names no host, comes back as it is.
    """
    try:
        parts = urlsplit(url.strip(_EDGE))
        port = parts.port
    except ValueError:
        return url.strip(_EDGE)
    host = (parts.hostname or "").rstrip(".")
    if not host:
        return url.strip(_EDGE)
    if ":" in host:
        host = f"[{host}]"
    if port and port != DEFAULT_PORTS.get(parts.scheme.lower()):
        host += f":{port}"
    # Parameters are kept as they are spelt: decoding a query in GBK as UTF-8 would make different pages one.
    given = (part.strip(_EDGE) for part in parts.query.split("&"))
    query = [part for part in given if part and not part.lower().startswith(TRACKING)]
    scheme = "https" if parts.scheme.lower() == "http" else parts.scheme.lower()
    return urlunsplit((scheme, host, parts.path or "/", "&".join(query), "")).strip(_EDGE)


def is_url(text: str) -> bool:
    """Tell a web address from a path."""
    return text.lower().startswith(("http://", "https://"))


def web_url(text: str | None, *, base: str | None = None) -> str | None:
    """Give an absolute http(s) address, resolved against `base`, or None where the text is not one."""
    text = (text or "").strip()
    if not text or len(text) > MAX_URL or _BLANK.search(text):
        return None
    try:
        url = text if _WHOLE.match(text) else urljoin(base or "", text)
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in DEFAULT_PORTS or not host or len(url) > MAX_URL:
        return None
    return url if _is_host(host) else None


def without_credentials(url: str) -> str:
    """Give an address, or a path, without user and password: what is resolved against it goes to readers."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.rpartition("@")[2]
    return url if host == parts.netloc else urlunsplit(parts._replace(netloc=host))


def _is_host(name: str) -> bool:
    """Tell whether a name keeps to RFC 1035, labels of 1 to 63 characters, 253 in all; an IPv6 address is one, too."""
    if ":" in name:
        return True
    return len(name) <= 253 and all(0 < len(label) <= 63 for label in name.removesuffix(".").split("."))
