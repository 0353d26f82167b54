"""A whole install for one benchmark: servers, tables, real processes, all in a temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.figures import FOUND, progress
from scripts.local import children, product
from scripts.local.environment import Addresses, Secrets, settings_environment
from scripts.local.ports import free_port
from scripts.local.postgres import PostgresServer
from scripts.local.redis import RedisServer
from smoothschedule.config import Settings
from smoothschedule.contracts.seal_keys import make_key
from smoothschedule.runtime import Runtime


@dataclass(frozen=True, slots=True)
class RunningProcess:
    """One process of the product, with whatever it started itself."""

    name: str
    process: subprocess.Popen[bytes]

    def _all(self) -> list[psutil.Process]:
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Processor time it has used so far, in user and system mode, with those that ended."""
        return float(sum(sum(each.cpu_times()[:4]) for each in self._all()))

    def memory_mb(self) -> float:
        """Memory it occupies now."""
        return float(sum(each.memory_info().rss for each in self._all())) / 2**20


@dataclass(slots=True)
class Installation:
    """Servers that run and a migrated database; processes start when asked for."""

    postgres: PostgresServer
    redis: RedisServer
    values: dict[str, str]
    runtime: Runtime
    running: list[RunningProcess] = field(default_factory=list)

    @property
    def admin_url(self) -> str:
        """The database as its administrator."""
        return self.values["DATABASE_URL"]

    @property
    def web_port(self) -> int:
        """Where the web process listens."""
        return product.port_of(self.values["WEB_BIND"])

    @property
    def realtime_port(self) -> int:
        """Where the realtime process listens."""
        return product.port_of(self.values["REALTIME_BIND"])

    def start(self, name: str) -> RunningProcess:
        """The process of this name runs; web and realtime accept connections."""
        FOUND.mkdir(parents=True, exist_ok=True)
        log = FOUND / f"{name}.log"
        process = product.start(name, self.values, log)
        self.running.append(RunningProcess(name, process))
        product.wait(name, process, self.values, log)
        return self.running[-1]

    def stop(self) -> None:
        """Every process has ended."""
        for each in reversed(self.running):
            children.end(each.process, signal.SIGTERM, patience_seconds=10)
        self.running.clear()


@contextmanager
def installation(
    *, durable: bool, configuration: Mapping[str, str] | None = None
) -> Iterator[Installation]:
    """An install that is gone afterwards.

    `durable`: commits wait for the disk, as in production.
    """
    with tempfile.TemporaryDirectory(prefix="smoothschedule-") as name:
        folder = Path(name)
        # PostgreSQL may have to run as another user, who must get through.
        folder.chmod(0o711)
        known = Secrets.new()
        progress("starting PostgreSQL and Valkey")
        with (
            PostgresServer(
                folder / "postgres",
                password=known.postgres,
                durable=durable,
                configuration=configuration,
            ) as postgres,
            RedisServer(folder / "redis", password=known.redis, durable=durable) as redis,
        ):
            url = postgres.create_database("smoothschedule")
            values = _values(Addresses(url, redis.url(), free_port(), free_port()), known, folder)
            product.flask("database", "prepare", settings=values)
            make_key(Path(values["SEAL_PKCS12"]), None)
            made = Installation(postgres, redis, values, Runtime(Settings.from_environment(values)))
            try:
                yield made
            finally:
                made.stop()
                made.runtime.close()
                # What the server keeps outside this folder goes too.
                postgres.remove()


def _values(addresses: Addresses, known: Secrets, folder: Path) -> dict[str, str]:
    return {
        **settings_environment(addresses, known, folder=folder),
        "ENVIRONMENT": "production",
        "WEB_WORKERS": str(os.cpu_count() or 2),
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "WARNING",
    }
