"""What every long-running process does first: settings, logs, signals."""

from __future__ import annotations

import signal
import sys
import threading

import structlog
from sqlalchemy.orm import configure_mappers

from smoothschedule.config import SettingError, Settings
from smoothschedule.core import metrics, reporting
from smoothschedule.core.logs import configure_logs
from smoothschedule.runtime import Runtime

_stopping = threading.Event()


def start(name: str) -> Runtime:
    """The process has its settings, logs as `name`, and stops on SIGTERM and SIGINT."""
    settings = logged_settings(name)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stopping.set())
    # A table that is missing shows now, not with the first row that needs it.
    configure_mappers()
    metrics.serve(settings.metrics_bind)
    structlog.get_logger().info("process.started")
    return Runtime(settings)


def logged_settings(name: str) -> Settings:
    """The settings, with what the process logs and reports going where they say."""
    settings = settings_or_exit()
    configure_logs(settings, process=name)
    try:
        reporting.begin(settings, process=name)
    except SettingError as error:
        raise _ended(error) from None
    return settings


def settings_or_exit() -> Settings:
    """The settings; a missing or wrong one ends the process with one line that names it."""
    try:
        return Settings.from_environment()
    except SettingError as error:
        raise _ended(error) from None


def _ended(error: SettingError) -> SystemExit:
    print(f"smoothschedule: {error}", file=sys.stderr)  # noqa: T201 - before logs exist
    return SystemExit(2)


def is_stopping() -> bool:
    """Whether the process was told to end; asked once a round, which shows that it goes round."""
    metrics.ALIVE.set_to_current_time()
    return _stopping.is_set()


def pause(seconds: float) -> None:
    """Waits, but not longer than the process lives."""
    _stopping.wait(seconds)
