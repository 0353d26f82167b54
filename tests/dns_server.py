"""A DNS server on loopback that says what a test wants: real packets, real resolver."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@dataclass
class Zone:
    """What the server says. Names are without a trailing dot; what is not here is NXDOMAIN."""

    address: str = ""
    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    #: Names that exist without records of every kind.
    empty: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def add(self, name: str, kind: str, *values: str) -> None:
        """The name has these records of the kind."""
        self.records[name, kind] = list(values)

    def forget(self) -> None:
        """The server knows nothing."""
        for part in (self.records, self.empty, self.failing, self.silent, self.asked):
            part.clear()

    def answer(self, query: dns.message.Message) -> dns.message.Message | None:
        """What goes back; None is silence."""
        question = query.question[0]
        name, kind = str(question.name).rstrip(".").lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append(f"{name} {kind}")
        if name in self.silent:
            return None
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        if name in self.failing:
            response.set_rcode(dns.rcode.SERVFAIL)
            return response
        known = self._follow(response, name, kind)
        if not known:
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response

    def _follow(self, response: dns.message.Message, name: str, kind: str) -> bool:
        """The chain of CNAMEs and its end are in the answer; whether the end exists."""
        while (alias := self.records.get((name, "CNAME"))) is not None and kind != "CNAME":
            self._put(response, name, "CNAME", alias)
            name = alias[0]
        if (values := self.records.get((name, kind))) is not None:
            self._put(response, name, kind, values)
            return True
        return name in self.empty or any(known == name for known, _ in self.records)

    def _put(self, response: dns.message.Message, name: str, kind: str, values: list[str]) -> None:
        texts = [f'"{v}"' if kind == "TXT" else f"{v}." if kind == "CNAME" else v for v in values]
        response.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *texts))


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        data, socket = self.request
        response = self.server.zone.answer(dns.message.from_wire(data))  # type: ignore[attr-defined]
        if response is not None:
            socket.sendto(response.to_wire(), self.client_address)


@contextmanager
def serving() -> Iterator[Zone]:
    """A server runs until the block ends; the zone may change meanwhile."""
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        zone = Zone(address=f"127.0.0.1:{server.server_address[1]}")
        server.zone = zone  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield zone
        finally:
            server.shutdown()
            thread.join()
