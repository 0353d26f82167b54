"""Real gunicorn processes on a database of their own."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest

from benchmarks.stage import Stage, open_stage
from scripts.local import product
from scripts.local.children import end
from scripts.local.environment import Addresses, settings_environment
from scripts.local.ports import free_port
from smoothschedule.config import Settings
from smoothschedule.runtime import Runtime
from tests.databases import Database


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
    server = product.start("web", values, folder / "web.log")
    runtime = Runtime(Settings.from_environment(values))
    try:
        product.wait("web", server, values, folder / "web.log")
        yield open_stage(runtime, port, "races")
    finally:
        runtime.close()
        end(server, signal.SIGTERM, patience_seconds=20)
