"""A Valkey server of our own, which speaks Redis."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType

import redis

from scripts.local import children
from scripts.local.binaries import find_valkey
from scripts.local.ports import LOOPBACK, free_port
from scripts.local.postgres import last_lines

START_SECONDS = 20
STOP_SECONDS = 10
DATABASES = 64


class RedisServerError(RuntimeError):
    """The server could not be started; the message has its last words."""


class RedisServer:
    """One server with its data under `folder`, on a free port of 127.0.0.1.

    Durable means: what was written is there again after a stop or a crash (AOF, synced
    every second). It keeps its port over a stop and a start.
    """

    def __init__(self, folder: Path, *, password: str, durable: bool = True) -> None:
        self.folder = folder
        self.password = password
        self.port: int | None = None
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> RedisServer:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def log(self) -> Path:
        """What the server wrote."""
        return self.folder / "valkey.log"

    def is_running(self) -> bool:
        """Whether our server process lives."""
        return self._process is not None and self._process.poll() is None

    def url(self, number: int = 0) -> str:
        """URL of one of its numbered databases (0 to 63)."""
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/{number}"

    def start(self) -> None:
        """The server answers; raises RedisServerError or ServerNotFoundError."""
        if self.is_running():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port(self.port)
        settings = self.folder / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text(self._settings())
        with self.log.open("ab") as log:
            self._process = children.spawn(
                [find_valkey(), settings.resolve()],
                end_signal=signal.SIGTERM,
                folder=self.folder,
                output=log,
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """The server has ended; durable data are on disk."""
        if self._process is not None:
            children.end(self._process, signal.SIGTERM, patience_seconds=STOP_SECONDS)
            self._process = None

    def kill(self) -> None:
        """The server is gone as in a power cut."""
        if self._process is not None:
            children.end(self._process, signal.SIGKILL, patience_seconds=STOP_SECONDS)
            self._process = None

    def remove(self) -> None:
        """Server and data are gone."""
        self.stop()
        if self.folder.is_dir():
            shutil.rmtree(self.folder)

    def _settings(self) -> str:
        keep = "yes" if self._durable else "no"
        lines = {
            "bind": LOOPBACK,
            "port": str(self.port),
            "requirepass": self.password,
            "dir": f'"{self.folder.resolve()}"',
            "databases": str(DATABASES),
            "appendonly": keep,
            "appendfsync": "everysec",
            "save": '""',
        }
        return "".join(f"{name} {value}\n" for name, value in lines.items())

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self.is_running() and time.monotonic() < deadline:
            try:
                with redis.Redis.from_url(self.url(), socket_timeout=2) as client:
                    client.ping()
            except redis.ConnectionError:
                time.sleep(0.02)
            else:
                return
        self.stop()
        raise RedisServerError(
            f"Valkey did not start. Its last words ({self.log}):\n{last_lines(self.log)}"
        )
