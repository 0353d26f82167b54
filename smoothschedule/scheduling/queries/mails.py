"""What guests were written about an appointment, and what became of each mail."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, AppointmentMail
from smoothschedule.scheduling.rules.mails import FAILURES, Failure

#: Nobody reads more of them.
SHOWN = 100


def mails_of(work: Work, found: Appointment) -> list[dict[str, Any]]:
    """The mails about the appointment, or about its series since it was booked, latest first."""
    mine = AppointmentMail.appointment_id == found.id
    if found.series_id is not None:
        mine = or_(mine, AppointmentMail.series_id == found.series_id)
    query = select(AppointmentMail).where(mine).order_by(AppointmentMail.id.desc()).limit(SHOWN)
    return [
        {
            "id": mail.id,
            "kind": mail.kind,
            "state": mail.state,
            "queued_at": mail.created_at,
            "ended_at": mail.ended_at,
            "problem": FAILURES[Failure(mail.failure)] if mail.failure else None,
        }
        for mail in work.session.scalars(query)
    ]
