"""The appointments of a series, and what is known of the series itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, AppointmentSeries
from smoothschedule.scheduling.queries.appointments import visible
from smoothschedule.scheduling.refusals import NotInSeries
from smoothschedule.scheduling.rules.states import EXPECTED


class Scope(StrEnum):
    """Which of a series a change is for, seen from one of its appointments."""

    FOLLOWING = "following"
    ALL = "all"


def series_of(work: Work, anchor: Appointment) -> AppointmentSeries:
    """The series that the appointment belongs to; raises NotInSeries."""
    if anchor.series_id is None:
        raise NotInSeries
    return work.get(AppointmentSeries, anchor.series_id)


def members(anchor: Appointment, scope: Scope, *, now: Any) -> Select[Any]:
    """Those of the anchor's series that are still to come and stand, the anchor among them."""
    conditions: list[ColumnElement[bool]] = [
        Appointment.series_id == anchor.series_id,
        Appointment.state.in_(EXPECTED),
        (Appointment.starts_at > now) | (Appointment.id == anchor.id),
    ]
    if scope is Scope.FOLLOWING:
        conditions.append(Appointment.planned_starts_at >= anchor.planned_starts_at)
    return select(Appointment).where(*conditions).order_by(Appointment.id)


def series_document(work: Work, series: AppointmentSeries) -> dict[str, Any]:
    """The series with all that was made of it and the caller may see, in order of time."""
    query = (
        select(
            Appointment.id,
            Appointment.state,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.planned_starts_at,
            Appointment.version,
        )
        .where(Appointment.series_id == series.id, visible(work))
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return {
        "id": series.id,
        "rule": series.rule,
        "time_zone": series.time_zone,
        "starts_at": series.starts_at,
        "is_bounded": series.is_bounded,
        "items": [
            {
                "appointment_id": row.id,
                "state": row.state,
                "starts_at": row.starts_at,
                "ends_at": row.ends_at,
                "version": row.version,
                "is_exception": row.starts_at != row.planned_starts_at,
            }
            for row in work.session.execute(query)
        ],
    }
