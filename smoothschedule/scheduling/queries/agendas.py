"""What is booked for one person on one day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.queries.appointments import on_calendar_of, with_details
from smoothschedule.scheduling.rules.states import MOVABLE, State
from smoothschedule.scheduling.rules.wall_clock import instant_on

_STANDS = (*MOVABLE, State.IN_PROGRESS, State.COMPLETED)


def visits_of_day(work: Work, resource_id: UUID, day: date, zone: ZoneInfo) -> list[Appointment]:
    """The appointments that start on that local day and take the person's time, in order."""
    start, end = (
        datetime.fromtimestamp(instant_on(each, 0, zone), UTC)
        for each in (day, day + timedelta(days=1))
    )
    query = (
        with_details()
        .where(
            Appointment.starts_at >= start,
            Appointment.starts_at < end,
            or_(*(Appointment.state == state for state in _STANDS)),
            on_calendar_of(resource_id, (start, end)),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return list(work.session.scalars(query))
