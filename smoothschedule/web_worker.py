"""A process of the web: gunicorn's threads, and no more callers at once than they serve."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker


class WebWorker(ThreadWorker):
    """Accepts a connection when a thread is free for it.

    gthread accepts whoever knocks: the process that wakes first takes all who come at once, and
    they wait for its threads while those of the next process are idle. Connections that are kept
    alive and say nothing take no thread, and keep nobody out.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.busy = 0

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled and self.busy < self.cfg.threads)

    def enqueue_req(self, conn: TConn) -> None:
        self.busy += 1
        super().enqueue_req(conn)
        # The loop, which asks again each time it wakes, would take one more before.
        self.set_accept_enabled(True)

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        self.busy -= 1
        super().finish_request(conn, fs)
