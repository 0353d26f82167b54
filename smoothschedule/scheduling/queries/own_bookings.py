"""What customers see of their own appointments, with what they may still do with each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.queries import appointments as queries
from smoothschedule.scheduling.queries.policies import terms_of


class OwnBooking:
    """An appointment, with `can_cancel`, `can_move` and `cancellation` as they are now."""

    def __init__(self, work: Work, appointment: Appointment) -> None:
        self._appointment = appointment
        self._terms = terms_of(work, appointment)

    @property
    def version(self) -> int:
        return self._appointment.version

    def __getattr__(self, name: str) -> Any:
        return self._terms[name] if name in self._terms else getattr(self._appointment, name)


def own_bookings(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of the signed-in customer's appointments, latest start first."""
    found = queries.own_bookings(work, limit=limit, after=after)
    return {**found, "items": [OwnBooking(work, each) for each in found["items"]]}


def own_booking(work: Work, appointment_id: UUID) -> OwnBooking:
    """One of the signed-in customer's own; raises NotFound for anybody else's."""
    return OwnBooking(work, queries.own_booking(work, appointment_id))
