"""Real gunicorn processes on a database of their own."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.stage import Stage, open_stage
from scripts.local.children import end, spawn
from scripts.local.environment import Addresses, child_environment, settings_environment
from scripts.local.ports import answers, free_port
from smoothschedule.config import Settings
from smoothschedule.runtime import Runtime
from tests.databases import Database

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def stage(
    new_database: Callable[[str], Database],
    worker_redis_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """A business on a server of two processes with four threads each."""
    folder, port = tmp_path_factory.mktemp("races"), free_port()
    database = new_database("races")
    addresses = Addresses(database.admin_url, worker_redis_url, web_port=port, realtime_port=1)
    values = settings_environment(addresses, database.known, folder=folder) | {
        "ENVIRONMENT": "test",
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "2",
        "WEB_THREADS": "4",
    }
    with (folder / "web.log").open("wb") as log:
        server = spawn(
            [sys.executable, "-m", "gunicorn", "-c", "smoothschedule/gunicorn_conf.py", "wsgi:app"],
            end_signal=signal.SIGTERM,
            environment=child_environment(values),
            folder=ROOT,
            output=log,
        )
        runtime = Runtime(Settings.from_environment(values))
        try:
            _wait_for(port, folder / "web.log")
            yield open_stage(runtime, port, "races")
        finally:
            runtime.close()
            end(server, signal.SIGTERM, patience_seconds=20)


def _wait_for(port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while not answers(port):
        if time.monotonic() > deadline:
            raise RuntimeError(f"The server did not start:\n{log.read_text()}")
        time.sleep(0.1)
