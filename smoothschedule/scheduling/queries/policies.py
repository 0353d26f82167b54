"""What the business has decided that bookings are held to, and what a change would move."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, Location
from smoothschedule.scheduling.queries.appointments import ON_CALENDAR, OPEN_STATES
from smoothschedule.scheduling.rules.cancellation import CancellationPolicy
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.tenants.rules.payment import PaymentChoice, payment_choice


def cancellation_policy(work: Work) -> CancellationPolicy:
    """What cancelling costs a guest of this business."""
    tenant = own_tenant(work)
    return CancellationPolicy(tenant.cancellation_window_hours, tenant.late_fee_percent)


def terms_of(work: Work, found: Appointment) -> dict[str, Any]:
    """What its guest may still do with the appointment at this moment, and what that costs."""
    is_open = found.state in OPEN_STATES and found.starts_at > work.now
    policy = cancellation_policy(work)
    at = found.price_minor, found.starts_at
    return {
        "can_cancel": is_open,
        "can_move": is_open and policy.may_move(*at, now=work.now),
        "cancellation": {
            "window_hours": policy.window_hours,
            "fee_percent": policy.fee_percent,
            "free_until": policy.free_until(found.starts_at),
            "fee_now_minor": policy.fee_minor(*at, now=work.now),
        },
    }


def payment_asked_of(work: Work, held: Appointment) -> PaymentChoice:
    """What its guest is asked about paying for what is held."""
    tenant = own_tenant(work)
    return payment_choice(
        tenant.payment_methods,
        is_required=tenant.payment_method_required,
        price_minor=held.price_minor,
    )


def zone_preview(work: Work, time_zone: str) -> dict[str, Any]:
    """What another zone of the business changes: no moment, only how moments are shown.

    Locations have zones of their own and keep them, with their hours and appointments.
    """
    before = own_tenant(work).time_zone
    shown = func.timezone(time_zone, Appointment.starts_at)
    was_shown = func.timezone(before, Appointment.starts_at)
    moved = select(func.count(Appointment.id)).where(
        Appointment.starts_at >= work.now, Appointment.state.in_(ON_CALENDAR), shown != was_shown
    )
    elsewhere = select(func.count(Location.id)).where(
        Location.is_active, Location.time_zone != time_zone
    )
    return {
        "time_zone": time_zone,
        "appointments_shown_differently": work.session.scalar(moved) or 0,
        "locations_elsewhere": work.session.scalar(elsewhere) or 0,
    }
