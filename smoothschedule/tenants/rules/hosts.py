"""Which host names a business may bring: values in, values out."""

from __future__ import annotations

import re
from ipaddress import ip_address

import idna

LABEL = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)$")
LONGEST = 253
#: Names that lead nowhere on the public internet (RFC 6761, RFC 8375, RFC 9476).
NOT_PUBLIC = ("localhost", "local", "localdomain", "internal", "invalid", "test", "onion", "alt")
NOT_PUBLIC_ENDINGS = ("home.arpa", "in-addr.arpa", "ip6.arpa")


class HostRefused(ValueError):
    """Why nobody may bring this host, in plain words."""


def normal_host(text: str, *, base_domain: str) -> str:
    """The host in lower-case ASCII (A-labels), without a trailing dot; raises HostRefused."""
    written = text.strip().lower().removesuffix(".")
    if not written:
        raise HostRefused("Please give a host name, like book.example.com.")
    if any(mark in written for mark in "/:@?#[]*_ \t"):
        raise HostRefused("Only the host name, please: no https://, port, path or wildcard.")
    if _is_address(written):
        raise HostRefused("This is an address of a machine. Please give a host name.")
    host = _in_ascii(written)
    labels = host.split(".")
    if len(labels) < 2 or not all(LABEL.match(label) for label in labels) or len(host) > LONGEST:
        raise HostRefused("A host name looks like book.example.com.")
    if labels[-1].isdigit() or _is_private(host):
        raise HostRefused("This name does not exist on the public internet.")
    if host == base_domain or host.endswith(f".{base_domain}"):
        raise HostRefused("This is one of our own addresses. Please give a host of your own.")
    return host


def _in_ascii(written: str) -> str:
    try:
        return idna.encode(written, uts46=True, std3_rules=True).decode("ascii")
    except idna.IDNAError:
        raise HostRefused("A host name looks like book.example.com.") from None


def _is_address(written: str) -> bool:
    try:
        ip_address(written)
    except ValueError:
        return False
    return True


def _is_private(host: str) -> bool:
    return host.rsplit(".", 1)[-1] in NOT_PUBLIC or any(
        host == ending or host.endswith(f".{ending}") for ending in NOT_PUBLIC_ENDINGS
    )
