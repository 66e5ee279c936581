"""Which network addresses a fetch may reach: the public internet's, and no other.

The check sees the numeric address that a socket is about to connect to, so spellings (decimal, octal, IPv6 forms)
and names that resolve to it make no difference, and a name server that changes its answer gains nothing.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = IPv6Network("::/96")
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")
_RELAYS = IPv4Network("192.88.99.0/24")
_ISATAP = (0x5EFE, 0x02005EFE)


def refusal(address: str) -> str | None:
    """Say why a numeric address must not be fetched from, or None if it may be."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address} is not a network address"
    kind = _kind(ip)
    return f"{address} is {kind}" if kind else None


def _kind(ip: IPv4Address | IPv6Address) -> str | None:
    """Name what kind of non-public address this is; carried IPv4 addresses are judged for themselves."""
    if isinstance(ip, IPv6Address):
        inner = _carried(ip)
        if inner is not None:
            return _kind(inner)
        if ip.teredo or any(ip in network for network in _NAT64):
            return "a tunnel address"
        if ip.is_site_local:
            return "a private address"
    if ip.is_unspecified or ip.is_loopback:
        return "this machine's own address"
    if ip.is_link_local:
        return "a link-local address"
    if ip.is_multicast:
        return "a multicast address"
    if isinstance(ip, IPv4Address) and ip in _RELAYS:
        return "a tunnel address"
    return None if ip.is_global else "a private or reserved address"


def _carried(ip: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that an IPv6 address stands for: mapped, translated, 6to4, NAT64, compatible, ISATAP."""
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip.sixtofour:
        return ip.sixtofour
    low = int(ip) & 0xFFFFFFFF
    if ip in _NAT64[0] or ip in _TRANSLATED:
        return IPv4Address(low)
    if ip in _COMPATIBLE and low > 1:
        return IPv4Address(low)
    if (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(low)
    return None
