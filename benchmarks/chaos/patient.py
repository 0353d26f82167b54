"""A client who asks again, with the same Idempotency-Key, until there is a definite answer."""

from __future__ import annotations

import http.client
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.chaos.ledger import Ledger, Trouble
from benchmarks.http_client import Answer, HttpClient

PAUSE_SECONDS = 0.25
PATIENCE_SECONDS = 90.0
#: A server that says nothing for so long is one that hangs.
TIMEOUT_SECONDS = 30.0


class NoAnswer(RuntimeError):
    """Nobody said yes or no in time."""


@dataclass(slots=True)
class Patient:
    """One person's connection to whichever of the ports serves; `tries` of the last question."""

    ports: Sequence[int]
    host: str
    ledger: Ledger
    clock: Callable[[], float]
    tries: int = 0

    def ask(self, method: str, path: str, body: Any = None, *, key: str | None = None) -> Answer:
        """The first answer that is one. Raises NoAnswer."""
        headers = {"Idempotency-Key": key} if key else {}
        deadline = time.monotonic() + PATIENCE_SECONDS
        self.tries = 0
        while time.monotonic() < deadline:
            self.tries += 1
            answer = self._try(method, path, body, headers)
            if answer is not None:
                return answer
            time.sleep(PAUSE_SECONDS)
        raise NoAnswer(f"{method} {path} was not answered in {PATIENCE_SECONDS:.0f} s")

    def _try(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer | None:
        port = random.choice(self.ports)
        client = HttpClient(port, self.host, timeout_seconds=TIMEOUT_SECONDS)
        try:
            answer = client.call(method, path, body, headers=headers)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._note(_name_of(error), path)
            return None
        if answer.problem == "contended":
            return None  # it asks for just that: to try again
        if answer.status < 500:
            return answer
        is_honest = answer.status == 503 and answer.problem == "unavailable"
        self._note("503" if is_honest else f"{answer.status} {answer.problem}", path)
        return None

    def _note(self, what: str, path: str) -> None:
        route = "/".join(part for part in path.split("/")[:4] if len(part) < 40)
        self.ledger.trouble(Trouble(self.clock(), what, route))


def _name_of(error: Exception) -> str:
    match error:
        case ConnectionRefusedError():
            return "refused"
        case TimeoutError():
            return "late"
    return "cut"
