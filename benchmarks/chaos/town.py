"""The install that is put to the test, and what can be asked of it and done to it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from benchmarks.chaos import disk
from benchmarks.chaos.keeper import READY
from benchmarks.figures import FOUND, ROOT, progress
from benchmarks.installation import Installation, installation
from benchmarks.stage import Stage, open_stage
from scripts.local import children
from scripts.local.environment import child_environment

WEB_WORKERS = 2
READY_SECONDS = 240.0
LOG = FOUND / "chaos.log"
#: A word of its command line tells a process.
WORDS = {
    "web": "gunicorn",
    "worker": "smoothschedule.worker",
    "relay": "smoothschedule.outbox_relay",
    "realtime": "smoothschedule.realtime",
}


class Stuck(RuntimeError):
    """What had to happen did not, in time."""


def until(what: Callable[[], Any], *, seconds: float, every: float = 0.05, why: str) -> Any:
    """The first true answer; raises Stuck."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        if time.monotonic() > deadline:
            raise Stuck(f"{why}: not in {seconds:.0f} s")
        time.sleep(every)
    return found


@dataclass(slots=True)
class Town:
    """A business on a supervised install. `ports`: where visitors may knock."""

    install: Installation
    stage: Stage
    keeper: subprocess.Popen[bytes]
    #: What keeps files: a small disk of its own, where one could be had.
    store: Path
    small_disk: bool
    ports: list[int]
    began: float = field(default_factory=time.monotonic)

    def clock(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.began

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of an administrator's query; none for a change."""
        with self.admin() as connection:
            cursor = connection.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def admin(self) -> Iterator[psycopg.Connection]:
        """The administrator's connection, which commits each statement."""
        with psycopg.connect(self.install.admin_url, autocommit=True) as connection:
            yield connection

    def process(self, name: str) -> psutil.Process | None:
        """The product's process of that name that lives now."""
        for each in psutil.Process(self.keeper.pid).children():
            try:
                if WORDS[name] in each.cmdline():
                    return each
            except psutil.NoSuchProcess:
                continue
        return None

    def kill(self, name: str) -> None:
        """The process is gone as in a power cut; its supervisor will notice."""
        found = until(lambda: self.process(name), seconds=30, why=f"a living {name}")
        found.kill()


@contextmanager
def town() -> Iterator[Town]:
    """Everything runs and serves; it is gone afterwards."""
    FOUND.mkdir(parents=True, exist_ok=True)
    with installation(durable=True) as install:
        install.values["WEB_WORKERS"] = str(WEB_WORKERS)
        store = Path(install.values["FILES_URL"].removeprefix("folder:"))
        with disk.small(store) as is_small, _kept(install) as keeper:
            stage = open_stage(install.runtime, install.web_port, "chaos")
            yield Town(install, stage, keeper, store, is_small, [install.web_port])


@contextmanager
def _kept(install: Installation) -> Iterator[subprocess.Popen[bytes]]:
    progress("starting every process under a supervisor")
    with LOG.open("wb") as log:
        keeper = children.spawn(
            [sys.executable, "-m", "benchmarks.chaos.keeper"],
            end_signal=signal.SIGTERM,
            environment=child_environment(install.values),
            folder=ROOT,
            output=log,
        )
    try:
        until(
            lambda: READY in LOG.read_text(errors="replace") or keeper.poll() is not None,
            seconds=READY_SECONDS,
            every=0.2,
            why=f"the processes serve (see {LOG})",
        )
        if keeper.poll() is not None:
            raise Stuck(f"the processes did not start: see {LOG}")
        yield keeper
    finally:
        children.end(keeper, signal.SIGTERM, patience_seconds=40)
