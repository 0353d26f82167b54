"""The virus scanner that looks at uploads; which one is a setting.

It is ClamAV's clamd, spoken to as its manual says: `zINSTREAM`, then chunks, each after its length
in four bytes, an empty one at the end; the answer is one line.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import Final, Protocol

CHUNK_BYTES: Final = 65_536
ANSWER_BYTES: Final = 4_096
CONNECT_SECONDS: Final = 5
#: From first to last, for a request waits; a large PDF takes clamd some seconds.
SCAN_SECONDS: Final = 20


class ScannerError(Exception):
    """The scanner cannot tell this time; what it was asked about is not to be trusted."""


class Scanner(Protocol):
    """Looks into bytes."""

    def finding(self, content: bytes) -> str | None:
        """What is harmful in the content, in the scanner's words; None when nothing is.

        Raises ScannerError.
        """


class NoScanner:
    """Lets everything pass: nobody set one up."""

    def finding(self, content: bytes) -> str | None:
        """Nothing, ever."""
        return None


@dataclass(frozen=True, slots=True)
class Clamd:
    """A clamd that listens on TCP; it has `timeout_seconds` for all of a file."""

    host: str
    port: int
    timeout_seconds: float = SCAN_SECONDS

    def finding(self, content: bytes) -> str | None:
        """The signature's name; raises ScannerError for silence and any other answer."""
        try:
            answer = self._asked(content)
        except OSError as error:
            raise ScannerError(f"clamd at {self.host}:{self.port}: {error}") from error
        if answer == "stream: OK":
            return None
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise ScannerError(f"clamd at {self.host}:{self.port} answered {answer[:200]!r}")

    def _asked(self, content: bytes) -> str:
        until, address = monotonic() + self.timeout_seconds, (self.host, self.port)
        with closing(socket.create_connection(address, timeout=CONNECT_SECONDS)) as wire:
            for part in _instream(content):
                wire.settimeout(_seconds_left(until))
                wire.sendall(part)
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < ANSWER_BYTES:
                wire.settimeout(_seconds_left(until))
                if not (more := wire.recv(ANSWER_BYTES)):
                    break
                answer += more
        return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _instream(content: bytes) -> Iterator[bytes | memoryview]:
    yield b"zINSTREAM\0"
    view = memoryview(content)
    for at in range(0, len(view), CHUNK_BYTES):
        part = view[at : at + CHUNK_BYTES]
        yield len(part).to_bytes(4)
        yield part
    yield bytes(4)


def _seconds_left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError("it took too long")
    return left
