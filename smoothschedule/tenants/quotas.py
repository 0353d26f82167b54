"""What a plan includes is kept to: counted where it is added, under a lock.

Each domain says how its own things are counted (`@measures`); whoever adds one asks
`require` as the last thing before writing it. The lock is of this business and this limit
and lasts until the transaction ends, so that two who add at once cannot both be the last.
Far from the limit the lock is shared, and nobody waits for anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from smoothschedule.core.problems import Clash, NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.rules.plans import (
    Limit,
    Plan,
    does_fit,
    month_start,
    plan_in_force,
    words_of_refusal,
)

#: More than are added at once by transactions that do not see each other yet.
FAR: Final = 100
#: Counts what is in use now; the moment is when the business's month began.
Measure = Callable[[Work, datetime], int]
_measures: dict[Limit, list[Measure]] = defaultdict(list)


class QuotaReached(Clash):
    slug, title = "quota-reached", "The plan does not include more of these."


def measures(limit: Limit) -> Callable[[Measure], Measure]:
    """The function counts, alone or with others, what is in use of this limit."""

    def register(measure: Measure) -> Measure:
        _measures[limit].append(measure)
        return measure

    return register


def own_tenant(work: Work) -> Tenant:
    """The business that the unit of work is in."""
    if work.context.tenant_id is None:
        raise NotFound
    return work.get(Tenant, work.context.tenant_id)


def plan_of(work: Work, tenant: Tenant) -> Plan:
    """The plan whose limits hold for the business now."""
    return plan_in_force(tenant.plan, tenant.status, tenant.trial_ends_at, work.now)


def used(work: Work, limit: Limit) -> int:
    """How much of it the business uses now."""
    began = month_start(work.now, own_tenant(work).time_zone)
    return sum(measure(work, began) for measure in _measures[limit])


def require(work: Work, limit: Limit, *, adding: int = 1) -> None:
    """So much more is included; raises QuotaReached.

    Near the limit it waits for all others who add the same, and they for it.
    """
    tenant = own_tenant(work)
    plan = plan_of(work, tenant)
    included = plan.includes(limit)
    if included is None:
        return
    key = func.hashtextextended(f"{tenant.id}:{limit}", 0)
    if limit is not Limit.STORAGE_BYTES and does_fit(
        included, used=used(work, limit), adding=adding + FAR
    ):
        work.session.execute(select(func.pg_advisory_xact_lock_shared(key)))
        return
    work.session.execute(select(func.pg_advisory_xact_lock(key)))
    if not does_fit(included, used=used(work, limit), adding=adding):
        raise QuotaReached(
            words_of_refusal(plan, limit), limit=limit.value, plan=plan.name, included=included
        )


@measures(Limit.STORAGE_BYTES)
def _logo(work: Work, _began: datetime) -> int:
    return own_tenant(work).logo_bytes or 0
