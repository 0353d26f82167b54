"""A process of the web: gunicorn's threads, and no more callers at once than they serve."""

from __future__ import annotations

import socket
from concurrent.futures import Future
from typing import Any, Final

from gunicorn.workers.gthread import TConn, ThreadWorker

#: How long the kernel keeps a connection on which nothing was said yet.
SILENT_SECONDS: Final = 5


class WebWorker(ThreadWorker):
    """Accepts a connection when a thread is free for it.

    gthread accepts whoever knocks: the process that wakes first takes all who come at once, and
    they wait for its threads while those of the next process are idle. Connections on which
    nothing is said, because they are kept alive or, where the kernel keeps those (Linux), because
    a browser opened them beforehand, take no thread and keep nobody out.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.busy = 0

    def init_process(self) -> None:
        for listener in self.sockets:
            if listener.family != socket.AF_UNIX and hasattr(socket, "TCP_DEFER_ACCEPT"):
                listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT_SECONDS)
        super().init_process()

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled and self.busy < self.cfg.threads)

    def enqueue_req(self, conn: TConn) -> None:
        self.busy += 1
        super().enqueue_req(conn)
        # The loop, which asks again each time it wakes, would take one more before. Nothing is
        # opened here: a process that is told to end still answers on connections it kept alive.
        if self.busy >= self.cfg.threads:
            self.set_accept_enabled(False)

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        self.busy -= 1
        super().finish_request(conn, fs)
