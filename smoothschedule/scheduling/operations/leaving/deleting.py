"""A resource is deleted: without a trace where nothing was ever booked with it, else it is a
former one, that past appointments and reports still name, and can be brought back."""

from __future__ import annotations

from sqlalchemy import delete as delete_from, select

from smoothschedule.core.db import Base
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import DateOverride, Resource
from smoothschedule.scheduling.operations.setup import (
    change_resource,
    leave_with_nothing,
    wait_for_bookings,
)
from smoothschedule.scheduling.queries.ahead import count_ahead, is_leaving
from smoothschedule.scheduling.queries.history import OWN, has_history, is_being_booked
from smoothschedule.scheduling.refusals import (
    BeingBooked,
    DepartureGoesOn,
    ResourceHasAppointments,
)


def delete(work: Work, resource: Resource) -> bool:
    """The resource is in no list any more; whether it stays as a former one.

    Locks it first, so that nobody is booked with it meanwhile. Raises ResourceHasAppointments,
    BeingBooked, DepartureGoesOn. Emits ResourceDeleted.
    """
    wait_for_bookings(work, resource.id)
    if is_leaving(work, resource.id):
        raise DepartureGoesOn
    if count := count_ahead(work, resource.id):
        raise ResourceHasAppointments.of(count)
    if is_being_booked(work, resource.id):
        raise BeingBooked
    stays = has_history(work, resource.id)
    if stays:
        if resource.is_active:
            leave_with_nothing(work, resource)
        resource.is_active, resource.deleted_at = False, work.now
        work.session.flush()
    else:
        _remove(work, resource)
    work.emit(events.ResourceDeleted(resource.id), stays=stays)
    return stays


def restore(work: Work, resource: Resource, *, is_active: bool) -> Resource:
    """The former resource is in the lists again, and can be booked if so said.

    Raises QuotaReached. Emits ResourceRestored, and ResourceChanged when it can be booked.
    """
    wait_for_bookings(work, resource.id)
    resource.deleted_at = None
    work.session.flush()
    work.emit(events.ResourceRestored(resource.id))
    return change_resource(work, resource, is_active=True) if is_active else resource


def _remove(work: Work, resource: Resource) -> None:
    days = select(DateOverride.id).where(DateOverride.resource_id == resource.id)
    for name in OWN:
        table = Base.metadata.tables[name]
        is_days = name == "date_override_windows"
        of = table.c.override_id.in_(days) if is_days else table.c.resource_id.in_([resource.id])
        work.session.execute(delete_from(table).where(of))
    work.session.expunge(resource)
    work.change(delete_from(Resource).where(Resource.id == resource.id))
