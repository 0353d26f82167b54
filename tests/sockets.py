"""A Socket.IO client that says exactly what it is told to, one message at a time."""

from __future__ import annotations

import json
import time
from contextlib import closing
from typing import Any

import websocket

from scripts.local.ports import LOOPBACK

OPEN, CLOSE, PING, MESSAGE = "0", "1", "2", "4"
CONNECT, DISCONNECT, EVENT, ACK, ERROR = "0", "1", "2", "3", "4"


class Refused(Exception):
    """The server did not let us in; the message says why."""


class Socket:
    """One connection. `origin` is the page's; None sends none, as no browser does."""

    def __init__(
        self,
        port: int,
        host: str,
        *,
        auth: Any = None,
        cookie: str | None = None,
        origin: str | None = "own",
    ) -> None:
        self._acks = 0
        options: dict[str, Any] = {"host": f"{host}:{port}", "timeout": 15}
        if origin is None:
            options["suppress_origin"] = True
        else:
            options["origin"] = f"http://{host}:8000" if origin == "own" else origin
        if cookie is not None:
            options["cookie"] = f"smooth_session={cookie}"
        try:
            self._socket = websocket.create_connection(
                f"ws://{LOOPBACK}:{port}/socket.io/?EIO=4&transport=websocket", **options
            )
        except websocket.WebSocketBadStatusException as error:
            raise Refused(str(error.status_code)) from error
        try:
            self._enter(auth)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Socket:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """We have hung up."""
        with closing(self._socket):
            pass

    def ask(self, name: str, data: Any) -> Any:
        """What the server answers to this event."""
        self._acks += 1
        self._send(f"{EVENT}{self._acks}{json.dumps([name, data])}")
        packet = self._packet(time.monotonic() + 10)
        assert packet.startswith(f"{ACK}{self._acks}"), packet
        (answer,) = json.loads(packet[1 + len(str(self._acks)) :])
        return answer

    def change(self, *, seconds: float = 10) -> dict[str, Any] | None:
        """The next change we hear of; None when there is none in time."""
        try:
            packet = self._packet(time.monotonic() + seconds)
        except TimeoutError:
            return None
        assert packet.startswith(EVENT), packet
        name, data = json.loads(packet[1:])
        assert name == "change"
        found: dict[str, Any] = data
        return found

    def ended(self, *, seconds: float = 10) -> bool:
        """Whether the server hangs up within this time."""
        deadline = time.monotonic() + seconds
        try:
            while True:
                if self._packet(deadline).startswith(DISCONNECT):
                    return True
        except TimeoutError:
            return False
        except (websocket.WebSocketConnectionClosedException, ConnectionError):
            return True

    def _enter(self, auth: Any) -> None:
        try:
            opened = self._socket.recv()
            assert str(opened).startswith(OPEN), opened
            self._send(f"{CONNECT}{json.dumps(auth) if auth is not None else ''}")
            packet = self._packet(time.monotonic() + 10)
        except websocket.WebSocketConnectionClosedException as error:
            raise Refused("closed") from error
        if packet.startswith(ERROR):
            raise Refused(json.loads(packet[1:])["message"])
        assert packet.startswith(CONNECT), packet

    def _send(self, packet: str) -> None:
        self._socket.send(f"{MESSAGE}{packet}")

    def _packet(self, deadline: float) -> str:
        """The next Socket.IO packet; pings are answered on the way."""
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._socket.settimeout(left)
            try:
                received = str(self._socket.recv())
            except websocket.WebSocketTimeoutException:
                raise TimeoutError from None
            if received == PING:
                self._socket.send("3")
            elif received in (CLOSE, ""):
                raise websocket.WebSocketConnectionClosedException
            else:
                return received[1:]
