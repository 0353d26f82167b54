"""Logs: one JSON object a line, with the ids that tie a request to its jobs; never a secret."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

from smoothschedule.config import Settings
from smoothschedule.core import reporting


def configure_logs(settings: Settings, *, process: str) -> None:
    """structlog and the standard library write the same lines to standard output."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        # A context variable would be missing in the threads and greenlets that answer requests.
        lambda _logger, _method, line: {**line, "process": process},
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        reporting.notice,
        structlog.processors.format_exc_info,
    ]
    renderer = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for noisy in ("rq.worker", "rq.job", "engineio", "socketio", "geventwebsocket", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # What it corrects in people's files as it reads them is nothing to look after.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
