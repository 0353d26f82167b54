"""The scheduler: what the clock makes happen, by the database's clock alone.

Each task may run twice or late without harm, so several schedulers may run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from smoothschedule import processes
from smoothschedule.contracts.operations.sweeping import sweep
from smoothschedule.core.audit import PLATFORM_ID
from smoothschedule.core.db import LOOKUP, Context, open_session
from smoothschedule.core.unit_of_work import Work
from smoothschedule.demo.erasure import erase
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.sweeps import (
    drop_files,
    expire_holds,
    offer_waitlists,
    read_calendars,
    send_agendas,
    send_reminders,
)
from smoothschedule.storage.port import StorageError
from smoothschedule.tenants.domains import ask_for_due_checks
from smoothschedule.tenants.jobs import platform_work
from smoothschedule.users import grants
from smoothschedule.users.visits import ending
from smoothschedule.users.visits.telling import tell_end

log = structlog.get_logger()


@dataclass(slots=True)
class Task:
    """One recurring task."""

    run: Callable[[Runtime], int]
    every_seconds: int
    due_in: float = 0


def remind_guests(runtime: Runtime) -> int:
    """Reminders that are due are on their way; returns how many. `scripts/reminders` does the
    same for whoever runs no scheduler."""
    return send_reminders(runtime).queued


def close_visits(runtime: Runtime) -> int:
    """Visits and grants whose time is up are written down as over and their sockets closed;
    they were refused before, by the clock. Returns how many businesses had any."""
    with open_session(runtime.engine, LOOKUP) as session:
        query = text("SELECT * FROM lookup.tenants_with_visits_to_close()")
        tenants = list(session.scalars(query))
    for tenant_id in tenants:
        is_platform = tenant_id == PLATFORM_ID
        # Superusers who are other staff: the platform's own visits.
        context = Context(platform_role="SUPERUSER") if is_platform else Context(tenant_id)
        with runtime.units_of(context.tenant_id).open(context) as work:
            for visit in ending.close_stale(work):
                tell_end(runtime.security_log, visit)
            if not is_platform:
                grants.close_ended(work)
    return len(tenants)


def recheck_domains(runtime: Runtime) -> int:
    """Verified domains are looked at again each day, new ones each hour; returns how many."""
    with platform_work(runtime) as work:
        return ask_for_due_checks(work)


def erase_expired_demos(runtime: Runtime) -> int:
    """Demos that have lived long enough are erased; returns how many."""
    with open_session(runtime.engine, LOOKUP) as session:
        expired = list(session.scalars(text("SELECT * FROM lookup.demos_that_expired()")))
    erased = 0
    for tenant_id in expired:
        try:
            erased += erase(runtime, tenant_id)
        except (DBAPIError, OSError, StorageError) as error:  # the others go all the same
            log.warning("demo.not_erased", tenant_id=str(tenant_id), error=type(error).__name__)
    return erased


def see_to_contracts(runtime: Runtime) -> int:
    """Contracts expire, people are reminded, lost sealing goes on; returns how many businesses
    had any of it to do."""
    with open_session(runtime.engine, LOOKUP) as session:
        tenants = list(session.scalars(text("SELECT * FROM lookup.tenants_with_contract_work()")))
    for tenant_id in tenants:
        with runtime.units.tenant(tenant_id) as work:
            sweep(work)
    return len(tenants)


def forget_old_rows(runtime: Runtime) -> int:
    """Told events, finished jobs, old idempotency keys, sessions and links are gone after their
    retention, of the platform too; returns how many businesses had any."""
    with open_session(runtime.engine, LOOKUP) as session:
        tenants = list(session.scalars(text("SELECT * FROM lookup.tenants_with_old_rows()")))
    for tenant_id in tenants:
        with runtime.units.tenant(tenant_id) as work:
            _forget(work, OLD_ROWS)
    with runtime.platform_units.open(Context()) as work:
        _forget(work, OLD_ROWS_OF_PLATFORM)
    return len(tenants)


def _forget(work: Work, queries: Sequence[str]) -> None:
    for query in queries:
        work.session.execute(text(query))


OLD_ROWS = (
    "DELETE FROM outbox_events WHERE handled_at < now() - interval '7 days'",
    "DELETE FROM jobs WHERE finished_at < now() - interval '30 days'",
    "DELETE FROM webhook_deliveries WHERE created_at < now() - interval '30 days'",
    "DELETE FROM idempotency_keys WHERE created_at < now() - interval '1 day'",
    "DELETE FROM sessions WHERE expires_at < now() - interval '7 days'",
    "DELETE FROM user_links WHERE expires_at < now() - interval '7 days'",
    "DELETE FROM invitations WHERE expires_at < now() - interval '30 days'",
)
OLD_ROWS_OF_PLATFORM = (
    "DELETE FROM platform_outbox_events WHERE handled_at < now() - interval '7 days'",
    "DELETE FROM platform_jobs WHERE finished_at < now() - interval '30 days'",
    "DELETE FROM platform_sessions WHERE expires_at < now() - interval '7 days'",
    "DELETE FROM platform_links WHERE expires_at < now() - interval '7 days'",
)


def main() -> None:
    """Runs until told to stop."""
    runtime = processes.start("scheduler")
    tasks = [
        Task(expire_holds, 10),
        Task(close_visits, 15),
        Task(remind_guests, 30),
        Task(send_agendas, 60),
        Task(read_calendars, 30),
        Task(recheck_domains, 600),
        Task(erase_expired_demos, 300),
        Task(see_to_contracts, 30),
        Task(offer_waitlists, 60),
        Task(drop_files, 3600),
        Task(forget_old_rows, 3600),
    ]
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
    except (DBAPIError, OSError, StorageError) as error:
        log.warning("task.postponed", task=task.run.__name__, error=type(error).__name__)


if __name__ == "__main__":
    main()
