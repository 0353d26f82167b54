"""Which DNS records a domain needs, and what an answer says of them: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Final

#: Checks in a row that must say no before a verified host is one no more.
FAILURES_UNTIL_LOST: Final = 3


class Finding(StrEnum):
    """What a check of the TXT record found."""

    FOUND = "found"
    MISSING = "missing"
    WRONG = "wrong"
    NO_SUCH_NAME = "no_such_name"
    SERVER_FAILED = "server_failed"
    NO_ANSWER = "no_answer"
    #: The record is right, but another business has shown the same before.
    HELD = "held"

    @property
    def says_no(self) -> bool:
        """The DNS answered, and it is not this business's host. Silence proves nothing."""
        return self in _NO


_NO = frozenset({Finding.MISSING, Finding.WRONG, Finding.NO_SUCH_NAME})


@dataclass(frozen=True, slots=True)
class Record:
    """One DNS record to be made. `purpose`: proof, way, or way_of_root (where CNAME cannot be)."""

    kind: str
    name: str
    value: str
    purpose: str


def proof_name(host: str) -> str:
    """Where the TXT record stands that shows whose the host is."""
    return f"_smoothschedule.{host}"


def proof_value(token: str) -> str:
    """What the TXT record says."""
    return f"smoothschedule-verification={token}"


def records_of(
    host: str, token: str, *, edge_host: str, edge_addresses: Iterable[str]
) -> list[Record]:
    """The records that prove the host and lead its visitors here."""
    found = [
        Record("TXT", proof_name(host), proof_value(token), "proof"),
        Record("CNAME", host, edge_host, "way"),
    ]
    for address in edge_addresses:
        kind = "A" if ip_address(address).version == 4 else "AAAA"
        found.append(Record(kind, host, address, "way_of_root"))
    return found


def judged(texts: Iterable[str], token: str) -> Finding:
    """What TXT records that are there say of the claim."""
    said = [text.strip() for text in texts]
    if not token or not said:
        return Finding.MISSING
    return Finding.FOUND if proof_value(token) in said else Finding.WRONG
