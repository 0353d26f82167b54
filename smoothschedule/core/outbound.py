"""Addresses that people typed are fetched and sent to without reaching into our own network.

The name is resolved once, every address it has must be public, and the connection goes to one
of those addresses: what the name means a moment later does not matter. Each redirect is looked
at in the same way. Size and time are limited, whatever the other side does.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urljoin, urlsplit

from smoothschedule.core.tokens import token_hash

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
PORTS: Final = {"http": 80, "https": 443}
MOST_REDIRECTS: Final = 3
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
#: IPv6 that only wraps an IPv4 address, which could be a private one.
_NAT64: Final = ip_network("64:ff9b::/96")
#: A translation within somebody's own network (RFC 8215), which old Pythons take for public.
_LOCAL_NAT64: Final = ip_network("64:ff9b:1::/48")
_CHUNK: Final = 65_536


class OutboundError(Exception):
    """Nothing came of it; `code` says why in a word."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come, and how long all of it may take."""

    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer, after any redirects."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """One request: what is asked or sent, and how much of the answer is wanted."""

    method: str
    headers: Mapping[str, str]
    limits: Limits
    ends_at: float
    body: bytes | None = None
    #: Of an answer that is longer the beginning will do.
    takes_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request goes: the name it is for, and the address it is sent to."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


class Outbound:
    """Fetches from the internet and sends to it; `private` networks are reached all the same."""

    def __init__(self, private: Sequence[Network] = ()) -> None:
        self._private = tuple(private)

    def get(self, url: str, limits: Limits, *, headers: Mapping[str, str] | None = None) -> Fetched:
        """What the address answers; raises OutboundError."""
        asked = Request("GET", headers or {}, limits, time.monotonic() + limits.seconds)
        for _ in range(MOST_REDIRECTS + 1):
            answer = _asked(self._target(url), asked)
            if answer.headers.get("content-encoding", "identity").lower() != "identity":
                raise OutboundError("encoding", url)
            where = answer.headers.get("location")
            if answer.status not in REDIRECTS or not where:
                return answer
            url = urljoin(url, where)
        raise OutboundError("redirects")

    def post(self, url: str, body: bytes, limits: Limits, *, headers: Mapping[str, str]) -> Fetched:
        """The answer to what was sent, cut to the limit; a redirect is an answer like any other.

        Raises OutboundError.
        """
        ends_at = time.monotonic() + limits.seconds
        sent = Request("POST", headers, limits, ends_at, body=body, takes_beginning=True)
        return _asked(self._target(url), sent)

    def check(self, url: str) -> str:
        """The host of an address that may be asked for at all; raises OutboundError."""
        host = _parts(url)[1]
        with suppress(ValueError):
            if not self._may_reach(ip_address(host)):
                raise OutboundError("private", host)
        return host

    def _target(self, url: str) -> Target:
        scheme, host, port, path = _parts(url)
        found = _resolved(host, port)
        # One that is private is enough: whoever gives out both means the private one.
        if not all(self._may_reach(address) for address in found):
            raise OutboundError("private", host)
        return Target(scheme, host, port, path, tuple(str(address) for address in found))

    def _may_reach(self, address: Address) -> bool:
        plain = _unwrapped(address)
        if any(plain.version == net.version and plain in net for net in self._private):
            return True
        if plain in _LOCAL_NAT64:
            return False
        return plain.is_global and not plain.is_multicast and not plain.is_reserved


def log_name(url: str) -> str:
    """What logs call the address: its host, and a mark that tells two apart."""
    host = urlsplit(url).hostname or "?"
    return f"{host}#{token_hash(url).hex()[:8]}"


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError) as error:
        raise OutboundError("address") from error
    if parts.scheme not in PORTS or not host or parts.username or parts.password:
        raise OutboundError("address")
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    if not f"{path}{query}".isascii() or any(c <= " " or c == "\x7f" for c in f"{path}{query}"):
        raise OutboundError("address")
    return parts.scheme, host, port or PORTS[parts.scheme], f"{path}{query}"


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutboundError("name", host) from error
    texts = dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found)
    return [ip_address(text) for text in texts]


def _unwrapped(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was looked at, by the name it is for."""

    def __init__(self, target: Target, ends_at: float) -> None:
        super().__init__(target.host, target.port)
        self._target = target
        self._ends_at = ends_at
        #: The connection forgets its socket once the answer is all that is still to come.
        self.plain: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.plain = self._reached()
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = self.plain = context.wrap_socket(
                self.plain, server_hostname=self._target.host
            )
        # The timer may have gone off while the handshake held the socket, and cut nothing.
        if time.monotonic() >= self._ends_at:
            raise TimeoutError

    def _reached(self) -> socket.socket:
        problem: OSError = OSError("no address")
        for address in self._target.addresses:
            left = self._ends_at - time.monotonic()
            if left <= 0:  # all of them together have the time of one
                break
            try:
                return socket.create_connection((address, self._target.port), left)
            except OSError as error:
                problem = error
        raise problem


def _asked(target: Target, asked: Request) -> Fetched:
    ends_at = asked.ends_at
    left = ends_at - time.monotonic()
    if left <= 0:
        raise OutboundError("slow", target.host)
    connection = _Pinned(target, ends_at)
    # A server that sends a byte now and then keeps every single timeout; not this one.
    timer = threading.Timer(left, lambda: _cut(connection))
    timer.daemon = True
    timer.start()
    try:
        sent = {"User-Agent": "SmoothSchedule", "Accept-Encoding": "identity", **asked.headers}
        connection.request(asked.method, target.path, body=asked.body, headers=sent)
        # The connection closes an answer that it may follow up; of the last one it knows nothing.
        with connection.getresponse() as answer:
            body = b"" if answer.status in REDIRECTS else _read(answer, asked)
    except OutboundError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        is_late = time.monotonic() >= ends_at or isinstance(error, TimeoutError)
        raise OutboundError("slow" if is_late else "unreachable", target.host) from error
    finally:
        timer.cancel()
        connection.close()
    if time.monotonic() >= ends_at:
        raise OutboundError("slow", target.host)  # what was cut off looks complete
    found = {name.lower(): value for name, value in answer.getheaders()}
    return Fetched(answer.status, body, found)


def _read(answer: http.client.HTTPResponse, asked: Request) -> bytes:
    most = asked.limits.bytes
    if asked.takes_beginning:
        return answer.read(most)
    parts, size = [], 0
    while part := answer.read(_CHUNK):
        size += len(part)
        if size > most:
            raise OutboundError("large")
        parts.append(part)
    return b"".join(parts)


def _cut(connection: _Pinned) -> None:
    if connection.plain is not None:
        with suppress(OSError):
            connection.plain.shutdown(socket.SHUT_RDWR)
