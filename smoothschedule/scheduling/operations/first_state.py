"""Whether what is booked stands at once or begins as a request.

The service says so for visitors. Domains above scheduling may have their say for whoever
books: they register a reason and scheduling need not know what it is about.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Service
from smoothschedule.scheduling.rules.states import State

#: Whether bookings of the service with this id have to wait for something.
Reason = Callable[[Work, UUID], bool]
_reasons: list[Reason] = []


def makes_wait(reason: Reason) -> Reason:
    """Bookings for which this is true begin as requests."""
    _reasons.append(reason)
    return reason


def first_state(work: Work, service: Service, *, by_visitor: bool) -> State:
    """The state in which a booking of the service begins."""
    asks = by_visitor and service.requires_approval
    waits = asks or any(reason(work, service.id) for reason in _reasons)
    return State.PENDING if waits else State.CONFIRMED
