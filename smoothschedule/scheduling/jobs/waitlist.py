"""Free times are offered to whoever waits for them, as soon as there may be any."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from smoothschedule.core.jobs import is_waiting, job, only_if
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.operations.offering import MissedError, Pair, offer_next
from smoothschedule.scheduling.operations.quotas import BookingPaused
from smoothschedule.scheduling.queries.waitlist import services_waited_for

#: So often somebody else may be faster before the next event or sweep goes on.
MOST_MISSED: Final = 20


def _somebody_waits(work: Work) -> bool:
    return bool(services_waited_for(work)) and not is_waiting(work, "offer_free_times")


@job
@only_if(_somebody_waits)
def offer_free_times(runtime: Any, tenant_id: UUID) -> None:
    """Whoever waits and whom a free time suits has an offer."""
    offer_all(runtime, tenant_id)


def offer_all(runtime: Any, tenant_id: UUID) -> int:
    """The same; returns how many offers were made. Each is a transaction of its own."""
    with runtime.units.tenant(tenant_id) as work:
        service_ids = services_waited_for(work)
    return sum(_offer_service(runtime, tenant_id, each) for each in service_ids)


def _offer_service(runtime: Any, tenant_id: UUID, service_id: UUID) -> int:
    missed: set[Pair] = set()
    made = 0
    while len(missed) < MOST_MISSED:
        try:
            with runtime.units.tenant(tenant_id) as work:
                if offer_next(work, service_id, skip=missed) is None:
                    return made
            made += 1
        except MissedError as error:
            missed.add(error.pair)
        except BookingPaused:
            return made
    return made
