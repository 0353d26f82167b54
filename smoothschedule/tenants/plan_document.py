"""The plan of a business and how much of it is in use, as its pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from smoothschedule.core.db import Context
from smoothschedule.core.unit_of_work import UnitsOfWork, Work
from smoothschedule.tenants import quotas
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.rules.plans import PLANS, Limit, is_on_trial, month_start

DAY = timedelta(days=1)


def plan_document(work: Work, tenant: Tenant) -> dict[str, Any]:
    """The plan as TenantPlanSchema shows it."""
    booked, in_force = PLANS[tenant.plan], quotas.plan_of(work, tenant)
    return {
        "plan": booked.name,
        "title": booked.title,
        "plan_in_force": in_force.name,
        "title_in_force": in_force.title,
        "price_minor": tenant.plan_price_minor,
        "currency": tenant.plan_currency,
        "may_hide_our_name": in_force.may_hide_our_name,
        "status": tenant.status,
        "trial_ends_at": tenant.trial_ends_at,
        "trial_days_left": trial_days_left(work, tenant),
        "month_began_at": month_start(work.now, tenant.time_zone),
        "uses": uses(work, tenant),
    }


def uses(work: Work, tenant: Tenant, *, of: Iterable[Limit] = tuple(Limit)) -> list[dict[str, Any]]:
    """How much of each limit the business uses, and how much its plan includes."""
    plan = quotas.plan_of(work, tenant)
    return [
        {"limit": limit, "used": quotas.used(work, limit), "included": plan.includes(limit)}
        for limit in of
    ]


def uses_inside(
    units: UnitsOfWork, tenant_id: UUID, *, of: Iterable[Limit] = tuple(Limit)
) -> list[dict[str, Any]]:
    """The same for the platform, counted from inside the business.

    Whoever may see the row of the business may see these counts, and only they.
    """
    with units.open(Context(tenant_id=tenant_id, read_only=True)) as inside:
        return uses(inside, inside.get(Tenant, tenant_id), of=of)


def trial_days_left(work: Work, tenant: Tenant) -> int | None:
    """Days of the trial that are left, a begun one included; 0 once it is over."""
    if tenant.status != "trial" or tenant.trial_ends_at is None:
        return None
    if not is_on_trial(tenant.status, tenant.trial_ends_at, work.now):
        return 0
    return -((work.now - tenant.trial_ends_at) // DAY)
