"""One PostgreSQL and one Valkey for a whole test run, started by the first test that asks.

The process that pytest was started as owns them. The workers of xdist ask it over a local
connection, so a run of tests that need no server starts none.
"""

from __future__ import annotations

import secrets
import tempfile
import threading
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from scripts.local import product
from scripts.local.environment import Addresses, Secrets, settings_environment
from scripts.local.ports import LOOPBACK
from scripts.local.postgres import PostgresServer
from scripts.local.redis import RedisServer

TEMPLATE = "smooth_template"


@dataclass(frozen=True, slots=True)
class ServerAddresses:
    """What a test needs to reach both servers: `postgres_url` is the superuser's."""

    postgres_url: str
    redis_url: str
    secrets: dict[str, str]

    @property
    def known(self) -> Secrets:
        """Passwords of the roles."""
        return Secrets(**self.secrets)


class OwnServers:
    """Both servers in a temporary folder, with the product's tables in a template database."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._addresses: ServerAddresses | None = None

    def addresses(self) -> ServerAddresses:
        """Both servers run, and the template is ready to be cloned."""
        if self._addresses is None:
            self._addresses = self._start()
        return self._addresses

    def stop(self) -> None:
        """Both servers and their data are gone."""
        self._stack.close()
        self._addresses = None

    def _start(self) -> ServerAddresses:
        folder = Path(
            self._stack.enter_context(tempfile.TemporaryDirectory(prefix="smoothschedule-"))
        )
        # PostgreSQL may have to run as another user, who must get through.
        folder.chmod(0o711)
        known = Secrets.new()
        postgres = PostgresServer(folder / "postgres", password=known.postgres, durable=False)
        redis = RedisServer(folder / "redis", password=known.redis, durable=False)
        for server in (postgres, redis):
            server.start()
            self._stack.callback(server.stop)
        prepare_database(postgres.create_database(TEMPLATE), redis.url(), known, folder)
        return ServerAddresses(postgres.url(), redis.url(), asdict(known))


class ServersForWorkers:
    """Starts the servers when a worker of xdist asks for their addresses."""

    def __init__(self) -> None:
        self._servers = OwnServers()
        self._key = secrets.token_bytes(16)
        self._listener = Listener((LOOPBACK, 0), authkey=self._key)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def invitation(self) -> dict[str, object]:
        """What a worker must know to ask."""
        return {"address": self._listener.address, "key": self._key.hex()}

    def stop(self) -> None:
        """Nobody is answered any more; the servers are gone."""
        with Client(self._listener.address, authkey=self._key) as connection:
            connection.send("stop")
        self._thread.join(timeout=60)
        self._listener.close()

    def _serve(self) -> None:
        # Starts and stops happen in this thread alone: on Linux a child ends with the thread
        # that started it.
        try:
            is_open = True
            while is_open:
                with self._listener.accept() as connection:
                    is_open = self._answer(connection)
        finally:
            self._servers.stop()

    def _answer(self, connection: Connection) -> bool:
        if connection.recv() == "stop":
            return False
        try:
            connection.send(asdict(self._servers.addresses()))
        except Exception as error:  # noqa: BLE001 (the worker tells it where it is seen)
            connection.send(f"{type(error).__name__}: {error}")
        return True


class InvitedServers:
    """The servers of the process that started this worker."""

    def __init__(self, invitation: dict[str, object]) -> None:
        self._address = invitation["address"]
        self._key = bytes.fromhex(str(invitation["key"]))
        self._known: ServerAddresses | None = None

    def addresses(self) -> ServerAddresses:
        """Both servers run, and the template is ready to be cloned."""
        if self._known is None:
            host, port = self._address  # type: ignore[misc]
            with Client((host, port), authkey=self._key) as connection:
                connection.send("start")
                answer = connection.recv()
            if isinstance(answer, str):
                raise RuntimeError(answer)
            self._known = ServerAddresses(**answer)
        return self._known

    def stop(self) -> None:
        """Nothing: they are not ours."""


def prepare_database(database_url: str, redis_url: str, known: Secrets, folder: Path) -> None:
    """The database has the product's roles and tables."""
    settings = settings_environment(
        Addresses(database_url, redis_url, web_port=0, realtime_port=0), known, folder=folder
    )
    product.flask("database", "prepare", settings=settings)
