"""What clients were promised and what went wrong for them, noted as it happens."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that a client was told is done.

    `kind`: booking or signing. `key`: its Idempotency-Key. `person`: an address that only this
    act has. `subject`: what the answer named. `moment`: when the answer came.
    """

    kind: str
    key: str
    person: str
    subject: str
    moment: float
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Trouble:
    """An answer that was none. `what`: refused, cut, late, or the status."""

    moment: float
    what: str
    path: str


@dataclass(slots=True)
class Ledger:
    """Written by every client at once."""

    promises: list[Promise] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    #: Definite refusals by slug: somebody else was faster.
    refusals: Counter[str] = field(default_factory=Counter)
    #: Acts that never got a definite answer, and answers that changed when asked again.
    broken: list[str] = field(default_factory=list)
    in_flight: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def promise(self, promise: Promise) -> None:
        with self._lock:
            self.promises.append(promise)

    def trouble(self, trouble: Trouble) -> None:
        with self._lock:
            self.troubles.append(trouble)

    def refuse(self, slug: str) -> None:
        with self._lock:
            self.refusals[slug] += 1

    def complain(self, what: str) -> None:
        with self._lock:
            self.broken.append(what)

    def begin(self, kind: str) -> None:
        with self._lock:
            self.in_flight[kind] += 1

    def end(self, kind: str) -> None:
        with self._lock:
            self.in_flight[kind] -= 1
