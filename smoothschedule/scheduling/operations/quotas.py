"""How much of the plan scheduling uses, and whether there is room for one more.

Asked last, when everything else is locked: nobody who waits for a row holds the quota's lock.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from smoothschedule.core.problems import Clash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, CustomerImport, Resource
from smoothschedule.tenants import quotas
from smoothschedule.tenants.quotas import QuotaReached, measures
from smoothschedule.tenants.rules.plans import Limit

#: What came to nothing counts as nothing.
UNCOUNTED = ("hold", "expired", "rejected", "cancelled")


class BookingPaused(Clash):
    """The plan's appointments are used up, in words that are nobody's business but the owner's."""

    slug = "booking-paused"
    title = "Online booking is paused at the moment. Please contact us directly for a time."


@measures(Limit.STAFF)
def _staff(work: Work, _began: datetime) -> int:
    return _active(work, is_staff=True)


@measures(Limit.RESOURCES)
def _things(work: Work, _began: datetime) -> int:
    return _active(work, is_staff=False)


@measures(Limit.APPOINTMENTS_A_MONTH)
def _appointments(work: Work, began: datetime) -> int:
    query = select(func.count(Appointment.id)).where(
        Appointment.created_at >= began,
        Appointment.state.not_in(UNCOUNTED),
        ~Appointment.is_session,  # its participants count
    )
    return work.session.scalar(query) or 0


@measures(Limit.STORAGE_BYTES)
def _files_of_imports(work: Work, _began: datetime) -> int:
    return int(work.session.scalar(select(func.sum(CustomerImport.file_bytes))) or 0)


def require_storage(work: Work, size_bytes: int) -> None:
    """So much more may be kept; raises QuotaReached."""
    quotas.require(work, Limit.STORAGE_BYTES, adding=size_bytes)


def require_resource(work: Work, kind: str) -> None:
    """One more of the kind may be active; raises QuotaReached."""
    quotas.require(work, Limit.STAFF if kind == "staff" else Limit.RESOURCES)


def require_appointment(work: Work, *, by_visitor: bool, adding: int = 1) -> None:
    """So many more may be booked this month; raises QuotaReached, or BookingPaused to a visitor."""
    try:
        quotas.require(work, Limit.APPOINTMENTS_A_MONTH, adding=adding)
    except QuotaReached:
        if by_visitor:
            raise BookingPaused from None
        raise


def _active(work: Work, *, is_staff: bool) -> int:
    kind = Resource.kind == "staff" if is_staff else Resource.kind != "staff"
    query = select(func.count(Resource.id)).where(Resource.is_active, kind)
    return work.session.scalar(query) or 0
