"""One client of the API: a connection of its own, a Host header, a session cookie."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    body: Any
    etag: str

    @property
    def problem(self) -> str:
        """The slug of the problem, or nothing."""
        kind = self.body.get("type", "") if isinstance(self.body, dict) else ""
        return str(kind).rpartition("/")[2]


@dataclass(slots=True)
class HttpClient:
    """Talks to one host of the server on a port of this machine; opens a connection per call."""

    port: int
    host: str
    headers: dict[str, str] = field(default_factory=dict)
    timeout_seconds: float = 60

    def call(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None
    ) -> Answer:
        """The answer to one request under /api/v1."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=self.timeout_seconds
        )
        sent = {"Host": self.host, "Content-Type": "application/json", **self.headers}
        try:
            connection.request(
                method,
                f"/api/v1{path}",
                body=None if body is None else json.dumps(body),
                headers={**sent, **(headers or {})},
            )
            response = connection.getresponse()
            text = response.read()
            cookie = response.getheader("Set-Cookie")
            if cookie:
                self.headers["Cookie"] = cookie.split(";", 1)[0]
            return Answer(
                response.status,
                json.loads(text) if text else None,
                response.getheader("ETag") or "",
            )
        finally:
            connection.close()

    def sign_in(self, email: str, password: str) -> HttpClient:
        """The same client, signed in from now on."""
        answer = self.call("POST", "/auth/sign-in", {"email": email, "password": password})
        if answer.status != 200:
            raise RuntimeError(f"{email} could not sign in: {answer.body}")
        self.headers["X-CSRF-Token"] = answer.body["csrf_token"]
        return self


def together(acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """The answers of all, if any, each from a thread of its own, let go at the same moment."""
    if not acts:
        return []
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
