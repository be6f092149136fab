"""Where a server of many people may connect to: no machine of its own network, unless it was listed.

An address typed by one of many users would otherwise be a way to whatever the server can see: databases,
management pages, and the credentials a cloud hands out at a link-local address (server-side request
forgery; OWASP Top 10:2021, A10).
"""

import asyncio
import socket
from collections.abc import Iterable
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from summarizer.errors import ForbiddenAddressError

_Address = IPv4Address | IPv6Address
# Where clouds answer questions about the machine itself, besides the link-local ones: Alibaba Cloud,
# AWS by IPv6, Oracle Cloud.
_METADATA: Final = tuple(
    map(ip_network, ("100.100.100.200/32", "fd00:ec2::254/128", "fd00:c1::a9fe:a9fe/128", "192.0.0.192/32"))
)
# RFC 6052: the last 32 bits are an IPv4 address.
_NAT64: Final = ip_network("64:ff9b::/96")


class Reach(StrEnum):
    """Which machines an endpoint may be.

    ANY: the user's own computer decides, as where one person uses the program.
    LISTED: the administrator named it, so it may stand in the server's own network.
    PUBLIC: somebody chose it; it must be a machine of the internet.
    """

    ANY = "any"
    LISTED = "listed"
    PUBLIC = "public"


def is_allowed(address: str, reach: Reach) -> bool:
    """Whether a machine of this numerical address may be asked; False for what is no address."""
    if reach is Reach.ANY:
        return True
    try:
        ip = _plain(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or any(ip in net for net in _METADATA):
        return False
    return reach is Reach.LISTED or ip.is_global


async def check_host(url: str, reach: Reach) -> None:
    """Passes when every address the host's name stands for may be asked, or when it has none here.

    A name that cannot be looked up is left to the proxy, if there is one; without one the connection fails
    by itself.

    Raises:
        ForbiddenAddressError: one of them may not.
    """
    if reach is Reach.ANY:
        return
    host = urlsplit(url).hostname or ""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    _check(host, (str(place[0]) for *_, place in found), reach)


def _check(host: str, addresses: Iterable[str], reach: Reach) -> None:
    if not all(is_allowed(address, reach) for address in addresses):
        message = f"接口地址 {host} 指向服务器内部的网络，没有连接"
        raise ForbiddenAddressError(message)


def _plain(ip: _Address) -> _Address:
    """The IPv4 address an IPv6 one stands for, else `ip`."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
