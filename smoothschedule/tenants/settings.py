"""What a business says about itself, and what the platform says about a business."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from smoothschedule.core.problems import Clash, Malformed
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants import events
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.quotas import plan_of
from smoothschedule.tenants.rules.plans import PLANS, is_on_trial


class WrongState(Clash):
    slug = "wrong-state"
    title = "The business is in that state already."


class NotInPlan(Clash):
    slug = "not-in-plan"
    title = "Your plan does not include this. Ask us for the Business plan to use it."


class NoPaymentMethod(Malformed):
    slug = "no-payment-method"
    title = "Guests can only be asked how they pay where they have a choice."


class TrialInThePast(Clash):
    slug = "trial-in-the-past"
    title = "A trial can only be given a day that is still to come."


def change(work: Work, tenant: Tenant, **changes: Any) -> Tenant:
    """The business's settings are the new ones.

    Emits TenantChanged; raises NotInPlan, and NoPaymentMethod where guests would have to say how
    they pay and there is no way to.
    """
    methods = changes.get("payment_methods", tenant.payment_methods)
    if changes.get("payment_method_required", tenant.payment_method_required) and not methods:
        sentence = "Choose at least one way to pay."
        raise NoPaymentMethod(errors={"json": {"payment_methods": [sentence]}})
    if changes.get("hides_our_name") and not plan_of(work, tenant).may_hide_our_name:
        raise NotInPlan
    _apply(work, tenant, changes)
    work.emit(events.TenantChanged(tenant.id))
    return tenant


def suspend(work: Work, tenant: Tenant, *, reason: str) -> Tenant:
    """Nobody reaches the business any more; its data stays. Emits TenantSuspended."""
    if tenant.is_suspended:
        raise WrongState
    _apply(work, tenant, {"status": "suspended", "status_reason": reason})
    work.emit(events.TenantSuspended(tenant.id), reason=reason)
    return tenant


def activate(work: Work, tenant: Tenant) -> Tenant:
    """The business is open: one that was suspended during its trial goes on with that, any other
    is no longer on trial. Emits TenantActivated; raises WrongState.
    """
    if tenant.status == "active":
        raise WrongState
    changes: dict[str, Any] = {"status": "active", "trial_ends_at": None}
    if tenant.is_suspended and is_on_trial("trial", tenant.trial_ends_at, work.now):
        changes = {"status": "trial"}
    _apply(work, tenant, changes | {"status_reason": None})
    work.emit(events.TenantActivated(tenant.id))
    return tenant


def extend_trial(work: Work, tenant: Tenant, *, ends_at: datetime) -> Tenant:
    """The trial ends then. Emits TrialExtended; raises WrongState for one not on trial."""
    if tenant.status != "trial":
        raise WrongState("Only a business on trial has a trial to extend.")
    if ends_at <= work.now:
        raise TrialInThePast
    _apply(work, tenant, {"trial_ends_at": ends_at})
    work.emit(events.TrialExtended(tenant.id))
    return tenant


def change_plan(
    work: Work, tenant: Tenant, *, plan: str, price_minor: int | None, currency: str
) -> Tenant:
    """The business is on the plan, for the price recorded (None: the list price).

    What it has beyond a smaller plan stays; only adding is refused. Emits PlanChanged.
    """
    price = PLANS[plan].price_minor if price_minor is None else price_minor
    _apply(work, tenant, {"plan": plan, "plan_price_minor": price, "plan_currency": currency})
    work.emit(events.PlanChanged(tenant.id), plan=PLANS[plan].title)
    return tenant


def shows_our_name(work: Work, tenant: Tenant) -> bool:
    """Whether the business's pages and mails name SmoothSchedule, as its plan now allows."""
    return not (tenant.hides_our_name and plan_of(work, tenant).may_hide_our_name)


def matching(q: str | None) -> Select[Tenant]:
    """Businesses whose name or subdomain holds the words, as far as the role may see them."""
    query = select(Tenant)
    if q:
        has_words = (
            column.icontains(q, autoescape=True) for column in (Tenant.name, Tenant.subdomain)
        )
        query = query.where(or_(*has_words))
    return query


def _apply(work: Work, tenant: Tenant, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(tenant, name, value)
    work.session.flush()
