"""URLs as identities: the same page under its usual disguises is one address."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

TRACKING = ("utm_", "spm", "from_source", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "ref_src", "share_token")
"""Beginnings of query parameters that say where a reader came from, not what is read."""
DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Give the address without tracking parameters, fragment, default port and letter case of the host.

    http and https count as one. An address that cannot be split comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").rstrip(".")
    if port and port != DEFAULT_PORTS.get(parts.scheme.lower()):
        host += f":{port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(TRACKING)
    ]
    scheme = "https" if parts.scheme.lower() == "http" else parts.scheme.lower()
    return urlunsplit((scheme, host, parts.path or "/", urlencode(query), ""))
