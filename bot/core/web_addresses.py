"""Which web addresses Telegram takes on a button and in a link. Pure.

The rules are those of Telegram's own library: `parse_url` in github.com/tdlib/td, tdutils/td/utils/HttpUrl.cpp, and
`check_link_impl` in td/telegram/LinkManager.cpp. A message whose button has any other address is refused whole.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address

_CHARACTER = r"[A-Za-z0-9._!$,~*'();&+=\-\u0080-\U0010ffff]|%[0-9A-Fa-f]{2}"
_ADDRESS = re.compile(
    rf"https?://(?:(?:{_CHARACTER}|:)*@)?(?:(?P<name>(?:{_CHARACTER})+)|\[(?P<six>[0-9a-f:.]+)\])"
    r"(?::0*(?P<port>[0-9]{1,5}))?(?:[/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_BLANK = re.compile(r"[\s\x00-\x20\x7f]")


def is_web_address(url: str | None) -> bool:
    """Tell whether Telegram takes an address: http or https, and a host with a dot in it."""
    if not url or _BLANK.search(url):
        return False
    found = _ADDRESS.fullmatch(url)
    if found is None or not 0 < int(found["port"] or 443) < 65536:
        return False
    if found["six"] is not None:
        return _is_version_six(found["six"])
    return "." in found["name"].strip(".") and ".." not in found["name"]


def _is_version_six(host: str) -> bool:
    try:
        IPv6Address(host)
    except AddressValueError:
        return False
    return True
