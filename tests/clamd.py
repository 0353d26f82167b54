"""A small server that speaks as ClamAV's clamd does."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import sleep

from scripts.local.ports import LOOPBACK
from smoothschedule.scanning import Clamd

#: What every scanner takes for a virus; in parts, so that none takes this file for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Session(socketserver.StreamRequestHandler):
    """One INSTREAM."""

    def handle(self) -> None:
        assert self.rfile.read(len(b"zINSTREAM\0")) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(length)
        server = self.server
        assert isinstance(server, FakeClamd)
        server.seen.append(content)
        finding = b"Eicar-Signature FOUND" if EICAR in content else b"OK"
        answer = server.answer if server.answer is not None else b"stream: " + finding + b"\0"
        if not server.pause_seconds:
            self.wfile.write(answer)
            return
        with suppress(OSError):  # whoever asked may have hung up
            for byte in answer:
                sleep(server.pause_seconds)
                self.wfile.write(bytes([byte]))


class FakeClamd(socketserver.ThreadingTCPServer):
    """Finds the EICAR file in what it is sent; `answer` is said instead, where given."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((LOOPBACK, 0), _Session)
        self.seen: list[bytes] = []
        self.answer: bytes | None = None
        #: Before each byte of an answer.
        self.pause_seconds = 0.0

    @property
    def scanner(self) -> Clamd:
        """Who asks it."""
        return Clamd(LOOPBACK, int(self.server_address[1]))


@contextmanager
def serving_clamd() -> Iterator[FakeClamd]:
    """The scanner, on a port of its own."""
    with FakeClamd() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
