"""The scheduler: what the clock makes happen, by the database's clock alone.

Each task may run twice or late without harm, so several schedulers may run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from smoothschedule import processes
from smoothschedule.core.db import LOOKUP, open_session
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.operations.holds import expire_stale_holds

log = structlog.get_logger()


@dataclass(slots=True)
class Task:
    """One recurring task."""

    run: Callable[[Runtime], int]
    every_seconds: int
    due_in: float = 0


def expire_holds(runtime: Runtime) -> int:
    """Slots held for longer than promised are free again; returns how many businesses had any."""
    with open_session(runtime.engine, LOOKUP) as session:
        tenants = list(session.scalars(text("SELECT * FROM lookup.tenants_with_stale_holds()")))
    for tenant_id in tenants:
        with runtime.units.tenant(tenant_id) as work:
            expire_stale_holds(work)
    return len(tenants)


def forget_old_rows(runtime: Runtime) -> int:
    """Told events, finished jobs and old idempotency keys are gone after their retention."""
    with open_session(runtime.engine, LOOKUP) as session:
        tenants = list(session.scalars(text("SELECT * FROM lookup.tenants_with_old_rows()")))
    for tenant_id in tenants:
        with runtime.units.tenant(tenant_id) as work:
            for query in OLD_ROWS:
                work.session.execute(text(query))
    return len(tenants)


OLD_ROWS = (
    "DELETE FROM outbox_events WHERE handled_at < now() - interval '7 days'",
    "DELETE FROM jobs WHERE finished_at < now() - interval '30 days'",
    "DELETE FROM idempotency_keys WHERE created_at < now() - interval '1 day'",
)


def main() -> None:
    """Runs until told to stop."""
    runtime = processes.start("scheduler")
    tasks = [Task(expire_holds, 10), Task(forget_old_rows, 3600)]
    while not processes.is_stopping():
        for task in tasks:
            task.due_in -= 1
            if task.due_in <= 0:
                _attempt(task, runtime)
                task.due_in = task.every_seconds
        processes.pause(1)
    runtime.close()


def _attempt(task: Task, runtime: Runtime) -> None:
    try:
        task.run(runtime)
    except (DBAPIError, OSError) as error:
        log.warning("task.postponed", task=task.run.__name__, error=type(error).__name__)


if __name__ == "__main__":
    main()
