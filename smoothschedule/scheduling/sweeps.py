"""What the clock makes happen in scheduling, for every business: by the scheduler or by cron."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import TextClause, text
from sqlalchemy.exc import DBAPIError

from smoothschedule.core.db import LOOKUP, Context, open_session
from smoothschedule.scheduling.jobs import JOBS
from smoothschedule.scheduling.operations.reminding import BATCH, remind

log = structlog.get_logger()
WITH_REMINDERS = text("SELECT * FROM lookup.tenants_with_reminders()")
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
