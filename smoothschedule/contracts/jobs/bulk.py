"""A bulk send goes on, row by row; a job that dies half-way is run again and goes on from there."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import structlog

from smoothschedule.contracts.events import BulkSendWentOn
from smoothschedule.contracts.jobs.required import ITSELF
from smoothschedule.contracts.operations import bulk
from smoothschedule.core.jobs import job
from smoothschedule.core.problems import Problem

log = structlog.get_logger()
#: So few that whoever looks on sees it move.
ROWS_A_JOB: Final = 20


class Unexpected(Problem):
    slug = "unexpected"
    title = "It did not work this time. Try again in a while."


@job
def send_in_bulk(runtime: Any, tenant_id: UUID, *, bulk_send_id: str) -> None:
    """The next people have their contracts, or their rows say why not; another job goes on."""
    id = UUID(bulk_send_id)
    for _ in range(ROWS_A_JOB):
        with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
            row_id = bulk.next_row(work, id)
        if row_id is None:
            break
        problem = _sent(runtime, tenant_id, row_id)
        if problem is not None:
            with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
                bulk.fail_row(work, row_id, problem)
    with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
        if not bulk.count_up(work, id):
            work.emit(BulkSendWentOn(id))


def _sent(runtime: Any, tenant_id: UUID, row_id: UUID) -> Problem | None:
    """What kept the row's person from being sent theirs: it keeps nobody else from it."""
    key = runtime.settings.secret_key
    try:
        with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
            bulk.send_row(work, row_id, files=runtime.files, secret_key=key)
    except Problem as problem:
        return problem
    except Exception:
        log.exception("bulk_send.row_failed", row_id=str(row_id))
        return Unexpected()
    return None
