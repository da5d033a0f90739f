"""Which addresses may be fetched. What enters: an address as resolved; what leaves: whether it lies on
the public internet, however it is dressed up."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator

from pactwatch.errors import ConfigError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")  #: all that is routed, RFC 4291
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  #: RFC 6052: the last 32 bits are an IPv4 address
_COMPATIBLE = ipaddress.IPv6Network("::/96")  #: the same, long deprecated

#: Not global by their registries, though Python's tables of some versions say so.
_NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "224.0.0.0/3", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip


def is_public(text: str, allowed: Iterable[Network] = ()) -> bool:
    """Whether an IP address is one of the public internet, or in a network that a person listed.

    >>> is_public("93.184.215.14"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    faces = list(_faces(address))
    networks = list(allowed)
    if any(face in network for face in faces for network in networks):
        return True
    return all(_is_global(face) for face in faces)


def _faces(address: Address) -> Iterator[Address]:
    """The address itself, or the IPv4 addresses that stand in an IPv6 one."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
        return
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return
    yield address
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo


def _is_global(address: Address) -> bool:
    if any(address in network for network in _NEVER) or not address.is_global:
        return False
    return isinstance(address, ipaddress.IPv4Address) or address in _GLOBAL_6


def read_networks(texts: Iterable[str], where: str) -> tuple[Network, ...]:
    """Networks as a person writes them; ConfigError names the one that is none."""
    found = []
    for text in texts:
        try:
            found.append(ipaddress.ip_network(text.strip(), strict=False))
        except ValueError as error:
            raise ConfigError(
                f"{where}: {text!r} is no network ({error}); expected one such as 127.0.0.0/8"
            ) from None
    return tuple(found)
