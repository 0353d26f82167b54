"""The appointments of a resource that left are decided about, and brought back, one by one.

A job that dies half-way is run again and goes on with the next that nothing was decided about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import structlog

from smoothschedule.core import jobs
from smoothschedule.core.jobs import JobRequest, job
from smoothschedule.core.unit_of_work import SYSTEM, Actor, Work
from smoothschedule.scheduling.operations.leaving import running
from smoothschedule.scheduling.operations.leaving.deciding import NEEDED
from smoothschedule.scheduling.queries.departures import asked_by

log = structlog.get_logger()
#: So few that other jobs are not kept waiting.
MOST_A_JOB: Final = 1_000
#: The database may have been away, or somebody was faster: an appointment has another chance.
MOST_TRIES: Final = 2


@job
def decide_about_appointments(runtime: Any, tenant_id: UUID, *, departure_id: str) -> None:
    """The next appointments are where the departure puts them."""
    if _goes_on(runtime, tenant_id, UUID(departure_id), running.settle_next):
        _again(runtime, tenant_id, "decide_about_appointments", departure_id)


@job
def take_departure_back(runtime: Any, tenant_id: UUID, *, departure_id: str) -> None:
    """The next appointments are as before, as far as nobody has changed them since."""
    if _goes_on(runtime, tenant_id, UUID(departure_id), running.take_back_next):
        _again(runtime, tenant_id, "take_departure_back", departure_id)


def _goes_on(runtime: Any, tenant_id: UUID, id: UUID, step: Callable[[Work, UUID], bool]) -> bool:
    """So many steps were gone, and there may be more. Raises when it is no appointment that
    goes wrong."""
    tries: Counter[int | None] = Counter()
    actor = _whoever_asked(runtime, tenant_id, id)
    for _ in range(MOST_A_JOB):
        number = None
        try:
            with runtime.units.tenant(tenant_id, actor=actor) as work:
                number = running.next_number(work, id)
                if not step(work, id):
                    return False
        except Exception:
            log.exception("departure.step_failed", departure_id=str(id), number=number)
            tries[number] += 1
            if tries[number] < MOST_TRIES:
                continue
            if number is None:
                raise
            # It keeps no other appointment from being decided about.
            with runtime.units.tenant(tenant_id, actor=actor) as work:
                running.give_up(work, id, number)
    return True


def _whoever_asked(runtime: Any, tenant_id: UUID, id: UUID) -> Actor:
    """They may do it, which was looked at when they asked; the audit says by what they do it."""
    with runtime.units.tenant(tenant_id) as work:
        who = asked_by(work, id) or SYSTEM
    return replace(who, permissions=NEEDED, errand=("departure_id", id))


def _again(runtime: Any, tenant_id: UUID, name: str, id: str) -> None:
    with runtime.units.tenant(tenant_id) as work:
        jobs.plan(work, JobRequest(name, {"departure_id": id}))
