"""A calendar that is open at the desk all day: hears of changes, connects again when cut off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import websocket

from benchmarks.chaos.town import Town
from scripts.local.ports import LOOPBACK

PAUSE_SECONDS = 0.3
PATIENCE_SECONDS = 5.0


@dataclass(slots=True)
class Listener:
    """`last`: when it last heard of a change, by the town's clock."""

    town: Town
    heard: int = 0
    last: float = 0
    connections: int = 0
    _stopping: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """It listens until the block ends."""
        thread = threading.Thread(target=self._listen, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            thread.join(timeout=2 * PATIENCE_SECONDS)

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                with closing(self._connected()) as socket:
                    self.connections += 1
                    self._hear(socket)
            except (OSError, websocket.WebSocketException):
                self._stopping.wait(PAUSE_SECONDS)

    def _connected(self) -> websocket.WebSocket:
        port, stage = self.town.install.realtime_port, self.town.stage
        return websocket.create_connection(
            f"ws://{LOOPBACK}:{port}/socket.io/?EIO=4&transport=websocket",
            host=f"{stage.host}:{port}",
            origin=f"http://{stage.host}:{self.town.install.web_port}",
            cookie=stage.owner.headers["Cookie"],
            timeout=PATIENCE_SECONDS,
        )

    def _hear(self, socket: websocket.WebSocket) -> None:
        socket.recv()
        socket.send("40")
        while not self._stopping.is_set():
            try:
                packet = str(socket.recv())
            except websocket.WebSocketTimeoutException:
                continue
            if packet == "2":
                socket.send("3")
            elif packet.startswith("42"):
                self.heard += 1
                self.last = self.town.clock()
            elif packet in ("", "1", "41") or packet.startswith("44"):
                return
