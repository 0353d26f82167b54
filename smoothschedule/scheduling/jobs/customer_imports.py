"""A file of customers is gone through, its import taken back, and both forgotten in time.

A job that dies half-way is run again and goes on with the batch after the last that was done.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from smoothschedule.core import jobs
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.csv_import import NoTable, Table
from smoothschedule.core.jobs import JobRequest, job
from smoothschedule.scheduling.operations.imports import running, undoing
from smoothschedule.scheduling.operations.imports.files import (
    forget_rows,
    key_to_drop,
    note_dropped,
    table_of,
)
from smoothschedule.scheduling.operations.imports.matching import wishes_in
from smoothschedule.scheduling.rules.customer_rows import Crowd

#: So few that one job is done well within its lease.
BATCHES_A_JOB: Final = 40
GONE: Final = "The file is no longer there. Please upload it again."


@job
def go_through_customer_file(runtime: Any, tenant_id: UUID, *, customer_import_id: str) -> None:
    """The next rows are tried or imported; another job goes on where this one ends."""
    id = UUID(customer_import_id)
    with runtime.units.tenant(tenant_id) as work:
        asked = running.reading_of(work, id)
    if asked is None:
        return
    found, reading = asked
    table = _table(runtime, found)
    if table is None:
        with runtime.units.tenant(tenant_id) as work:
            running.fail(work, id, GONE)
        return
    wishes = wishes_in(table, reading)
    crowd, goes_on = Crowd(wishes), True
    for _ in range(BATCHES_A_JOB):
        with runtime.units.tenant(tenant_id) as work:
            goes_on = running.do_batch(work, id, wishes, crowd)
        if not goes_on:
            break
    if goes_on:
        again = JobRequest("go_through_customer_file", {"customer_import_id": customer_import_id})
        with runtime.units.tenant(tenant_id) as work:
            jobs.plan(work, again)


@job
def undo_customer_import(runtime: Any, tenant_id: UUID, *, customer_import_id: str) -> None:
    """What the import did is taken back, as far as nobody has built on it."""
    with runtime.units.tenant(tenant_id) as work:
        undoing.undo(work, UUID(customer_import_id))


@job
def drop_import_file(runtime: Any, tenant_id: UUID, *, customer_import_id: str) -> None:
    """Nothing is left of the file; an import that is not over cannot go on."""
    id = UUID(customer_import_id)
    with runtime.units.tenant(tenant_id) as work:
        key = key_to_drop(work, id)
    if key is not None:
        runtime.files.delete(key)
        with runtime.units.tenant(tenant_id) as work:
            note_dropped(work, id)


@job
def forget_import_rows(runtime: Any, tenant_id: UUID, *, customer_import_id: str) -> None:
    """What the file said of people is forgotten."""
    id = UUID(customer_import_id)
    with runtime.units.tenant(tenant_id) as work:
        forget_rows(work, id)
        work.record(Tag.CUSTOMER_IMPORT_FORGOTTEN, "customer_import", id)


def _table(runtime: Any, found: Any) -> Table | None:
    try:
        return table_of(found, files=runtime.files)
    except NoTable:
        return None
