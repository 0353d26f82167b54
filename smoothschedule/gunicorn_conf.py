"""gunicorn: threads in a few processes, drained on SIGTERM."""

import shutil
from typing import Any

from smoothschedule.config import share_metrics

_shared = share_metrics()

from prometheus_client import multiprocess  # noqa: E402 - learns there where counts are shared

from smoothschedule.processes import settings_or_exit  # noqa: E402

_settings = settings_or_exit()
bind = _settings.web_bind
workers = _settings.web_workers
threads = _settings.web_threads
worker_class = "smoothschedule.web_worker.WebWorker"
# It would be one file for all installs of a user, in a home folder that may be read-only.
control_socket_disable = True
graceful_timeout = 30
timeout = 60
keepalive = 5
accesslog = None
errorlog = "-"
loglevel = "warning"


def child_exit(_server: Any, worker: Any) -> None:
    """What the process counted is kept; how it stood is forgotten."""
    multiprocess.mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:
    """Nobody counts any more."""
    shutil.rmtree(_shared, ignore_errors=True)
