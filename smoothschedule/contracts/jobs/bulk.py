"""A bulk send goes on, row by row; a job that dies half-way is run again and goes on from there."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from smoothschedule.contracts.jobs.required import ITSELF
from smoothschedule.contracts.operations import bulk
from smoothschedule.core import jobs
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.jobs import JobRequest, job
from smoothschedule.core.problems import Problem

#: So few that one job is done well within its lease.
ROWS_A_JOB: Final = 60


@job
def send_in_bulk(runtime: Any, tenant_id: UUID, *, bulk_send_id: str) -> None:
    """The next people have their contracts, or their rows say why not; another job goes on."""
    id, key = UUID(bulk_send_id), runtime.settings.secret_key
    for _ in range(ROWS_A_JOB):
        with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
            row_id = bulk.next_row(work, id)
        if row_id is None:
            break
        try:
            with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
                bulk.send_row(work, row_id, files=runtime.files, secret_key=key)
        except Problem as problem:
            with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
                bulk.fail_row(work, row_id, problem)
                work.record(Tag.BULK_SEND_ROW_FAILED, "bulk_send", id, problem=problem.slug)
    with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
        is_over = bulk.count_up(work, id)
        if not is_over:
            jobs.plan(work, JobRequest("send_in_bulk", {"bulk_send_id": bulk_send_id}))
            work.record(Tag.BULK_SEND_WENT_ON, "bulk_send", id)
