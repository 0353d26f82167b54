"""Asking the DNS about a host; the resolver is the system's or the one set."""

from __future__ import annotations

from dataclasses import dataclass

import dns.exception
import dns.resolver
from dns.rdatatype import RdataType

from smoothschedule.config import Settings
from smoothschedule.tenants.rules.dns import Finding, judged, proof_name

#: Long enough for a slow server of a small provider, short enough for a job.
TRY_SECONDS, ALL_SECONDS = 3.0, 8.0


@dataclass(frozen=True, slots=True)
class Check:
    """What the DNS says of a host: whose it is, and whether its visitors arrive here."""

    finding: Finding
    is_pointed_here: bool


def check_host(settings: Settings, host: str, token: str) -> Check:
    """Both questions asked now, each of the DNS afresh; takes up to 24 seconds."""
    resolver = _resolver(settings)
    try:
        texts = _texts(resolver, proof_name(host))
    except dns.resolver.NXDOMAIN:
        finding = Finding.NO_SUCH_NAME
    except dns.resolver.NoNameservers:
        finding = Finding.SERVER_FAILED
    except dns.exception.DNSException:
        finding = Finding.NO_ANSWER
    else:
        finding = judged(texts, token)
    return Check(finding, _leads_here(resolver, settings, host))


def _resolver(settings: Settings) -> dns.resolver.Resolver:
    address = settings.dns_resolver
    resolver = dns.resolver.Resolver(configure=not address)
    if address:
        where, _, port = address.rpartition(":")
        resolver.nameservers, resolver.port = [where], int(port)
    resolver.timeout, resolver.lifetime = TRY_SECONDS, ALL_SECONDS
    return resolver


def _texts(resolver: dns.resolver.Resolver, name: str) -> list[str]:
    """Every TXT record at the name, also at the end of a chain of CNAMEs."""
    try:
        answer = resolver.resolve(name, RdataType.TXT, search=False)
    except dns.resolver.NoAnswer:
        return []
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]


def _leads_here(resolver: dns.resolver.Resolver, settings: Settings, host: str) -> bool:
    """The host ends at our edge: by name, or at one of our addresses."""
    ours = set(settings.edge_address_list)
    for kind in (RdataType.A, RdataType.AAAA):
        try:
            answer = resolver.resolve(host, kind, search=False, raise_on_no_answer=False)
        except dns.exception.DNSException:
            continue
        chain = [str(name).lower().rstrip(".") for name in _names(answer)]
        if settings.edge_name in chain or ours & {str(record) for record in answer.rrset or ()}:
            return True
    return False


def _names(answer: dns.resolver.Answer) -> list[object]:
    """Every name that the answer's chain of CNAMEs passes, with its end."""
    passed = [record.target for cname in answer.chaining_result.cnames for record in cname]
    return [answer.canonical_name, *passed]
