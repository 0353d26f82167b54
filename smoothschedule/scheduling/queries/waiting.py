"""What bookings have to wait for.

Domains above scheduling may have their say: they register conditions, and scheduling need not
know what these are about. They are asked by the statements that read services and appointments.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import ColumnElement, and_, case, exists, false, or_

from smoothschedule.scheduling.models import Appointment, Service
from smoothschedule.scheduling.rules.states import State

#: A condition about the row of `Service`, or of `Appointment`, at hand.
Reason = Callable[[], ColumnElement[bool]]
_reasons: list[Reason] = []
_signatures: list[Reason] = []


def makes_wait(reason: Reason) -> Reason:
    """Bookings of services for which this is true begin as requests.

    Raises RuntimeError once somebody has asked: the statement is put together only once.
    """
    if waits.cache_info().currsize:
        raise RuntimeError("A reason to wait was registered after bookings were asked about.")
    _reasons.append(reason)
    return reason


def lacks_signature(reason: Reason) -> Reason:
    """Appointments for which this is true stand as soon as somebody has signed.

    Raises RuntimeError once somebody has asked.
    """
    if waits_for_signature.cache_info().currsize:
        raise RuntimeError("A signature was registered after appointments were asked about.")
    _signatures.append(reason)
    return reason


@cache
def waits() -> ColumnElement[bool]:
    """Bookings of the service at hand have to wait for something."""
    return or_(false(), *(reason() for reason in _reasons))


@cache
def waits_for_signature() -> ColumnElement[bool]:
    """The appointment at hand waits for a signature alone: nobody of the team has to answer it."""
    asks_the_team = exists().where(
        Service.tenant_id == Appointment.tenant_id,
        Service.id == Appointment.service_id,
        Service.requires_approval,
    )
    lacks = or_(false(), *(reason() for reason in _signatures))
    alone = and_(lacks, ~asks_the_team.correlate(Appointment))
    return case((Appointment.state == State.PENDING, alone), else_=false())
