"""What the clock makes happen in scheduling, for every business: by the scheduler or by cron."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import TextClause, text
from sqlalchemy.exc import DBAPIError

from smoothschedule.core.db import LOOKUP, Context, open_session
from smoothschedule.scheduling.jobs import JOBS
from smoothschedule.scheduling.jobs.waitlist import offer_all
from smoothschedule.scheduling.operations.agendas import queue_due_agendas
from smoothschedule.scheduling.operations.answering import drop_unclaimed_files
from smoothschedule.scheduling.operations.busy_sources import plan_due_readings
from smoothschedule.scheduling.operations.holds import expire_stale_holds
from smoothschedule.scheduling.operations.reminding import BATCH, remind
from smoothschedule.scheduling.operations.waitlist import close_past

log = structlog.get_logger()
WITH_REMINDERS = text("SELECT * FROM lookup.tenants_with_reminders()")
WITH_SOURCES = text("SELECT * FROM lookup.tenants_with_due_sources()")
WITH_AGENDAS = text("SELECT * FROM lookup.tenants_with_due_agendas()")
WITH_STALE_HOLDS = text("SELECT * FROM lookup.tenants_with_stale_holds()")
WITH_WAITLISTS = text("SELECT * FROM lookup.tenants_with_waitlists()")
WITH_FILES = text("SELECT * FROM lookup.tenants_with_unclaimed_files()")
#: A file that no answer has taken by then is dropped.
FILE_WAITS = timedelta(days=1)
#: What is queued here is known to be jobs.
NEEDED = JOBS


@dataclass(slots=True)
class Swept:
    """What one sweep came to."""

    businesses: int = 0
    looked_at: int = 0
    queued: int = 0
    busy: int = 0
    failed: int = 0


def send_reminders(runtime: Any, *, dry_run: bool = False) -> Swept:
    """Every reminder that is due is a mail on its way; one business's trouble stops no other.

    With `dry_run` nothing is written and it is only counted what would be.
    """
    swept = Swept()
    for tenant_id in _tenants(runtime, WITH_REMINDERS):
        swept.businesses += 1
        try:
            _remind_one(runtime, tenant_id, swept, dry_run=dry_run)
        except DBAPIError as error:
            swept.failed += 1
            log.warning("reminders.postponed", tenant_id=str(tenant_id), error=str(error.orig))
    return swept


def read_calendars(runtime: Any) -> int:
    """Calendars kept elsewhere whose turn has come are jobs; returns how many."""
    count = 0
    for tenant_id in _tenants(runtime, WITH_SOURCES):
        with runtime.units.tenant(tenant_id) as work:
            count += plan_due_readings(work)
    return count


def send_agendas(runtime: Any, *, dry_run: bool = False) -> int:
    """Days of people of the team whose hour has come are mails on their way; returns how many."""
    count = 0
    for tenant_id in _tenants(runtime, WITH_AGENDAS):
        with runtime.units.open(Context(tenant_id=tenant_id, read_only=dry_run)) as work:
            count += queue_due_agendas(work, dry_run=dry_run)
    return count


def expire_holds(runtime: Any) -> int:
    """Slots held for longer than promised are free again, offered ones too; returns how many
    businesses had any."""
    tenants = _tenants(runtime, WITH_STALE_HOLDS)
    for tenant_id in tenants:
        with runtime.units.tenant(tenant_id) as work:
            expire_stale_holds(work)
    return len(tenants)


def offer_waitlists(runtime: Any) -> int:
    """Times that became free by the clock alone are offered, too; returns how many. What became
    free by an act is offered by its job."""
    count = 0
    for tenant_id in _tenants(runtime, WITH_WAITLISTS):
        with runtime.units.tenant(tenant_id) as work:
            close_past(work)
        count += offer_all(runtime, tenant_id)
    return count


def drop_files(runtime: Any) -> int:
    """Files sent in answer that nobody booked with are gone; returns how many."""
    count = 0
    for tenant_id in _tenants(runtime, WITH_FILES):
        with runtime.units.tenant(tenant_id) as work:
            count += drop_unclaimed_files(work, runtime.files, before=work.now - FILE_WAITS)
    return count


def _remind_one(runtime: Any, tenant_id: UUID, swept: Swept, *, dry_run: bool) -> None:
    while True:
        with runtime.units.open(Context(tenant_id=tenant_id, read_only=dry_run)) as work:
            done = remind(work, dry_run=dry_run)
        swept.looked_at += done.looked_at
        swept.queued += done.queued
        swept.busy += done.was_busy
        if dry_run or done.looked_at < BATCH:
            return


def _tenants(runtime: Any, query: TextClause) -> list[UUID]:
    with open_session(runtime.engine, LOOKUP) as session:
        return list(session.scalars(query))
