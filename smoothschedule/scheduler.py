"""The scheduler: what the clock makes happen, by the database's clock alone.

Each task may run twice or late without harm, so several schedulers may run. One that is given
names (`python -m smoothschedule.scheduler backup`) runs these tasks and no others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from smoothschedule import processes
from smoothschedule.backups import making
from smoothschedule.backups.parts import BackupError
from smoothschedule.contracts.operations.sweeping import sweep
from smoothschedule.core import metrics
from smoothschedule.core.audit import PLATFORM_ID
from smoothschedule.core.db import LOOKUP, Context, open_session
from smoothschedule.core.unit_of_work import Work
from smoothschedule.demo.erasure import erase
from smoothschedule.erasure.sweeping import count_unseen, erase_unseen
from smoothschedule.outbox_relay import Relay
from smoothschedule.portability.sweeping import drop_old_exports
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
from smoothschedule.tasks import SomeFailed, Task, attempt
from smoothschedule.tenants.domains import ask_for_due_checks, count_due_checks
from smoothschedule.tenants.jobs import platform_work
from smoothschedule.uploads.sweeping import sweep_uploads
from smoothschedule.users import grants
from smoothschedule.users.visits import ending
from smoothschedule.users.visits.telling import tell_end

log = structlog.get_logger()
# Look-up functions that say where there is something to do.
STALE_HOLDS: Final = "tenants_with_stale_holds"
VISITS_TO_CLOSE: Final = "tenants_with_visits_to_close"
EXPIRED_DEMOS: Final = "demos_that_expired"
CONTRACT_WORK: Final = "tenants_with_contract_work"
OLD_ROWS_OF_TENANTS: Final = "tenants_with_old_rows"
#: How often a task is run that only runs where it is named.
NAMED_EVERY_SECONDS: Final = 3600


def _ids(runtime: Runtime, lookup: str) -> list[UUID]:
    """What a look-up function answers for the whole install."""
    with open_session(runtime.engine, LOOKUP) as session:
        return list(session.scalars(select(getattr(func.lookup, lookup)())))


def _count(*lookups: str) -> Callable[[Runtime], int]:
    """How many ids these look-up functions answer."""
    return lambda runtime: sum(len(_ids(runtime, lookup)) for lookup in lookups)


def remind_guests(runtime: Runtime) -> int:
    """Reminders that are due are on their way; returns how many. Raises SomeFailed."""
    swept = send_reminders(runtime)
    if swept.failed:
        raise SomeFailed(f"{swept.queued} queued, {swept.failed} businesses failed")
    return swept.queued


def close_visits(runtime: Runtime) -> int:
    """Visits and grants whose time is up are written down as over and their sockets closed;
    they were refused before, by the clock. Returns how many businesses had any."""
    tenants = _ids(runtime, VISITS_TO_CLOSE)
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
    erased = failed = 0
    for tenant_id in _ids(runtime, EXPIRED_DEMOS):
        try:
            erased += erase(runtime, tenant_id)
        except (DBAPIError, OSError, StorageError) as error:  # the others go all the same
            failed += 1
            log.warning("demo.not_erased", tenant_id=str(tenant_id), error=type(error).__name__)
    if failed:
        raise SomeFailed(f"{erased} erased, {failed} not")
    return erased


def see_to_contracts(runtime: Runtime) -> int:
    """Contracts expire, people are reminded, lost sealing goes on; returns how many businesses
    had any of it to do."""
    tenants = _ids(runtime, CONTRACT_WORK)
    for tenant_id in tenants:
        with runtime.units.tenant(tenant_id) as work:
            sweep(work)
    return len(tenants)


def forget_old_rows(runtime: Runtime) -> int:
    """Told events, finished jobs, old idempotency keys, sessions and links are gone after their
    retention, of the platform too; returns how many businesses had any."""
    tenants = _ids(runtime, OLD_ROWS_OF_TENANTS)
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


def sweep_outbox(runtime: Runtime) -> int:
    """Waiting events are told and lost jobs sent again, as the relay does all the time; returns
    how many."""
    relay = Relay(runtime)
    return relay.empty() + relay.resend_lost_jobs()


def back_up(runtime: Runtime) -> int:
    """There is a backup of today, where backups are wanted; returns how many were made."""
    if not making.is_due(runtime.settings):
        return 0
    try:
        making.make(runtime.settings, runtime.files)
    except BackupError as error:
        raise SomeFailed(str(error)) from error
    return 1


def _due_backups(runtime: Runtime) -> int:
    return int(making.is_due(runtime.settings))


def _due_reminders(runtime: Runtime) -> int:
    return send_reminders(runtime, dry_run=True).queued


def _due_agendas(runtime: Runtime) -> int:
    return send_agendas(runtime, dry_run=True)


def _due_domains(runtime: Runtime) -> int:
    with platform_work(runtime) as work:
        return count_due_checks(work)


#: Everything that the clock makes happen, and when: here and in no other place.
TIMETABLE: Final = (
    Task(
        "holds",
        "Slots that a guest held for too long are free again.",
        "businesses",
        "* * * * *",
        10,
        expire_holds,
        _count(STALE_HOLDS),
    ),
    Task(
        "waitlist",
        "Times that became free by the clock are offered to whoever waits.",
        "offers",
        "* * * * *",
        60,
        offer_waitlists,
        _count("tenants_with_waitlists"),
    ),
    Task(
        "files",
        "Files that nobody booked with are gone.",
        "files",
        "27 * * * *",
        3600,
        drop_files,
        _count("tenants_with_unclaimed_files"),
    ),
    Task(
        "visits",
        "Visits and lent permissions whose time is up are written down as over.",
        "businesses",
        "* * * * *",
        15,
        close_visits,
        _count(VISITS_TO_CLOSE),
    ),
    Task(
        "reminders",
        "Guests are reminded of their appointments.",
        "mails",
        "* * * * *",
        30,
        remind_guests,
        _due_reminders,
    ),
    Task(
        "agendas",
        "The team's days go out by mail.",
        "mails",
        "*/5 * * * *",
        60,
        send_agendas,
        _due_agendas,
    ),
    Task(
        "calendars",
        "Calendars kept elsewhere are read.",
        "calendars",
        "*/5 * * * *",
        30,
        read_calendars,
        _count("tenants_with_due_sources"),
    ),
    Task(
        "domains",
        "Domains of businesses are looked up again.",
        "domains",
        "*/10 * * * *",
        600,
        recheck_domains,
        _due_domains,
    ),
    Task(
        "demos",
        "Demo businesses whose days are over are erased.",
        "demos",
        "*/10 * * * *",
        300,
        erase_expired_demos,
        _count(EXPIRED_DEMOS),
    ),
    Task(
        "contracts",
        "Contracts expire, signers are reminded, lost sealing goes on.",
        "businesses",
        "* * * * *",
        30,
        see_to_contracts,
        _count(CONTRACT_WORK),
    ),
    Task(
        "retention",
        "What is kept for a while only is forgotten.",
        "businesses",
        "17 * * * *",
        3600,
        forget_old_rows,
        _count(OLD_ROWS_OF_TENANTS),
    ),
    Task(
        "erasure",
        "Customers not seen for as long as their business says are erased.",
        "customers",
        "47 3 * * *",
        21600,
        erase_unseen,
        count_unseen,
    ),
    Task(
        "exports",
        "Exports of businesses that are a week old are gone.",
        "exports",
        "37 * * * *",
        3600,
        drop_old_exports,
        _count("tenants_with_old_exports"),
    ),
    Task(
        "uploads",
        "Uploads that nothing was made of are gone.",
        "files",
        "*/10 * * * *",
        600,
        sweep_uploads,
        _count("tenants_with_old_uploads"),
    ),
    Task(
        "backup",
        "Database and files are backed up, once a day.",
        "backups",
        "30 2 * * *",
        None,
        back_up,
        _due_backups,
    ),
    Task(
        "outbox",
        "Events that wait are told and lost jobs sent again, should the relay be away.",
        "events and jobs",
        "*/5 * * * *",
        None,
        sweep_outbox,
        _count("tenants_with_events", "tenants_with_jobs"),
    ),
)


def chosen(names: Sequence[str]) -> dict[Task, int]:
    """The tasks of these names, of all that no other process does without any; and each how often,
    in seconds. Raises KeyError."""
    if not names:
        return {task: task.every_seconds for task in TIMETABLE if task.every_seconds is not None}
    known = {task.name: task for task in TIMETABLE}
    return {known[name]: known[name].every_seconds or NAMED_EVERY_SECONDS for name in names}


def main(names: Sequence[str] = ()) -> None:
    """Runs until told to stop."""
    try:
        tasks = chosen(names)
    except KeyError as error:
        sys.exit(f"smoothschedule: there is no task {error}.")
    runtime = processes.start("scheduler")
    for task in tasks:  # so that one that never goes well is missed, too
        metrics.TASK_DONE.labels(task.name).set_to_current_time()
    waits = dict.fromkeys(tasks, 0)
    while not processes.is_stopping():
        for task, every_seconds in tasks.items():
            if processes.is_stopping():
                break
            waits[task] -= 1
            if waits[task] <= 0:
                attempt(task, runtime)
                waits[task] = every_seconds
        processes.pause(1)
    runtime.close()


if __name__ == "__main__":
    main(sys.argv[1:])
