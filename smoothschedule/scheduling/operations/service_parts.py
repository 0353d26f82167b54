"""What an appointment of a service is made of, and what may be booked along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, exists, func, insert, select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Appointment,
    Service,
    ServiceAddon,
    ServiceRequirement,
    ServiceSegment,
)
from smoothschedule.scheduling.refusals import (
    ClassAddonsTakeNoTime,
    ClassHasAppointments,
    SegmentsDoNotFit,
)
from smoothschedule.scheduling.rules.parts import why_parts_do_not_fit


def set_segments(work: Work, service: Service, segments: Sequence[dict[str, Any]]) -> None:
    """The service consists of these, one after the other; none makes it one piece again.

    `segments`: duration_minutes, holds (positions of requirements).
    """
    work.session.execute(
        delete(ServiceSegment)
        .where(ServiceSegment.service_id == service.id)
        .execution_options(synchronize_session=False)
    )
    rows = [
        {
            "id": new_id(),
            "service_id": service.id,
            "position": position,
            "duration_minutes": segment["duration_minutes"],
            "holds": sorted(set(segment["holds"])),
        }
        for position, segment in enumerate(segments)
    ]
    if rows:
        work.session.execute(insert(ServiceSegment), rows)


def require_fitting_segments(work: Work, service: Service) -> None:
    """Segments make up the duration and hold each requirement at some time.

    Raises SegmentsDoNotFit, saying in which way they do not.
    """
    rows = work.session.scalars(
        select(ServiceSegment)
        .where(ServiceSegment.service_id == service.id)
        .execution_options(populate_existing=True)
    ).all()
    needs = work.session.scalar(
        select(func.count(ServiceRequirement.id)).where(ServiceRequirement.service_id == service.id)
    )
    wrong = why_parts_do_not_fit(
        ((row.duration_minutes, row.holds) for row in rows),
        minutes=service.duration_minutes,
        needs=needs or 0,
        grid=service.grid,
    )
    if wrong:
        raise SegmentsDoNotFit(wrong)


def require_fitting_class(work: Work, service: Service, *, was: int | None) -> None:
    """What is booked along fits a class, and nothing still to come was booked as the other kind.

    `was` is the capacity before. Raises ClassAddonsTakeNoTime or ClassHasAppointments.
    """
    if (was is None) != (service.capacity is None):
        ahead = exists().where(
            Appointment.service_id == service.id,
            Appointment.starts_at > work.now,
            Appointment.is_blocking,
        )
        if work.session.scalar(select(ahead)):
            raise ClassHasAppointments
    if service.capacity is None:
        return
    longer = exists().where(ServiceAddon.service_id == service.id, ServiceAddon.extra_minutes > 0)
    if work.session.scalar(select(longer)):
        raise ClassAddonsTakeNoTime


def set_addons(work: Work, service: Service, addons: Sequence[dict[str, Any]]) -> None:
    """These may be booked along. One that is named by its id stays the same one.

    Raises NotFound for an id that the service does not have.
    """
    known = {
        row.id: row
        for row in work.session.scalars(
            select(ServiceAddon).where(ServiceAddon.service_id == service.id)
        )
    }
    kept = {addon["id"] for addon in addons if addon.get("id") is not None}
    if not kept <= known.keys():
        raise NotFound
    for id, row in known.items():
        if id not in kept:
            work.session.delete(row)
    for position, addon in enumerate(addons):
        named = addon.get("id")
        row = known[named] if named else ServiceAddon(id=new_id(), service_id=service.id)
        row.position = position
        for name in ("name", "extra_minutes", "price_minor"):
            setattr(row, name, addon[name])
        work.session.add(row)
    work.session.flush()
