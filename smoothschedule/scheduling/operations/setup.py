"""Locations, resources, their hours, and services: what must be there before anyone books."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import (
    AvailabilityWindow,
    Departure,
    Location,
    RequirementCandidate,
    Resource,
    Service,
    ServiceRequirement,
)
from smoothschedule.scheduling.operations.quotas import require_resource
from smoothschedule.scheduling.operations.reminding import plan_anew
from smoothschedule.scheduling.operations.service_parts import (
    require_fitting_class,
    require_fitting_segments,
    set_addons,
    set_segments,
)
from smoothschedule.scheduling.operations.service_questions import set_questions
from smoothschedule.scheduling.queries.ahead import count_ahead, has_left, is_leaving
from smoothschedule.scheduling.refusals import DepartureGoesOn, ResourceHasAppointments
from smoothschedule.scheduling.rules.departures import DepartureState, Do
from smoothschedule.tenants.models import Tenant


def add_location(work: Work, **details: Any) -> Location:
    """A new location. Emits LocationChanged."""
    added = Location(**details)
    work.session.add(added)
    work.session.flush()
    work.emit(events.LocationChanged(added.id))
    return added


def change_location(work: Work, location: Location, **changes: Any) -> Location:
    """The location is as said; a new zone moves its opening hours, not its appointments.

    Emits LocationChanged.
    """
    _apply(work, location, changes)
    work.emit(events.LocationChanged(location.id))
    return location


def add_resource(work: Work, **details: Any) -> Resource:
    """A new resource, without hours yet. Emits ResourceChanged.

    Raises NotFound for a location or account that is not there, AccountTaken, QuotaReached.
    """
    require_resource(work, details["kind"])
    added = Resource(**details)
    work.session.add(added)
    work.session.flush()
    work.emit(events.ResourceChanged(added.id))
    return added


def change_resource(work: Work, resource: Resource, **changes: Any) -> Resource:
    """The resource is as said. Waits for bookings under way; raises as `add_resource`, and
    ResourceHasAppointments when switching it off needs a decision, or DepartureGoesOn when it is
    to be on while the last one is carried out. Emits ResourceChanged.
    """
    wait_for_bookings(work, resource.id)
    if changes.get("is_active") is False and resource.is_active:
        count = count_ahead(work, resource.id)
        if count:
            raise ResourceHasAppointments.of(count)
        leave_with_nothing(work, resource)
    if changes.get("is_active") and not resource.is_active:
        if is_leaving(work, resource.id):
            raise DepartureGoesOn
        require_resource(work, resource.kind)
    _apply(work, resource, changes)
    work.emit(events.ResourceChanged(resource.id))
    return resource


def leave_with_nothing(work: Work, resource: Resource) -> None:
    """An earlier departure, since which the resource was back, is not the last one any more. The
    first is not noted: who never had anything to decide about can still go without a trace."""
    if not has_left(work, resource.id):
        return
    left = Departure(
        resource_id=resource.id,
        created_by_id=work.actor.user_id,
        decision=Do.LEAVE,
        otherwise=Do.LEAVE,
        notify=False,
        state=DepartureState.DONE,
        total=0,
        ended_at=work.now,
    )
    work.session.add(left)


def wait_for_bookings(work: Work, resource_id: UUID) -> None:
    """Whoever is being booked with the resource is, and nobody else until the end."""
    work.session.execute(select(Resource.id).where(Resource.id == resource_id).with_for_update())


def switch_off(work: Work, resource: Resource) -> None:
    """The resource is booked no more; what becomes of its appointments is decided. The caller
    waited for bookings under way. Emits ResourceChanged."""
    _apply(work, resource, {"is_active": False})
    work.emit(events.ResourceChanged(resource.id))


def set_hours(work: Work, resource: Resource, hours: Sequence[dict[str, int]]) -> Resource:
    """These are the weekly hours now, and the resource's version counts up.

    `hours`: weekday 0 to 6, opens_minute, closes_minute; windows of a day do not overlap.
    Appointments outside the new hours stay. Locks the resource, so that nobody is booked by
    the old hours meanwhile. Emits ResourceChanged.
    """
    wait_for_bookings(work, resource.id)
    work.session.execute(
        delete(AvailabilityWindow).where(AvailabilityWindow.resource_id == resource.id)
    )
    if hours:
        rows = [{"id": new_id(), "resource_id": resource.id, **window} for window in hours]
        work.session.execute(insert(AvailabilityWindow), rows)
    resource.version += 1
    work.session.flush()
    work.emit(events.ResourceChanged(resource.id))
    return resource


def add_service(
    work: Work,
    *,
    requirements: Sequence[dict[str, Any]],
    segments: Sequence[dict[str, Any]] = (),
    addons: Sequence[dict[str, Any]] = (),
    questions: Sequence[dict[str, Any]] = (),
    **details: Any,
) -> Service:
    """A new service, in the business's currency. Emits ServiceChanged.

    Raises NotFound for a resource that is not there or is not of the kind asked for,
    SegmentsDoNotFit, ClassAddonsTakeNoTime.
    """
    tenant_id = work.context.tenant_id
    if tenant_id is None:
        raise NotFound
    details.setdefault("step_minutes", details["duration_minutes"])
    _in_order(details)
    added = Service(currency=work.get(Tenant, tenant_id).currency, **details)
    work.session.add(added)
    work.session.flush()
    _require(work, added, requirements)
    set_segments(work, added, segments)
    require_fitting_segments(work, added)
    set_addons(work, added, addons)
    set_questions(work, added, questions)
    require_fitting_class(work, added, was=added.capacity)
    work.emit(events.ServiceChanged(added.id))
    return added


def change_service(
    work: Work,
    service: Service,
    *,
    requirements: Sequence[dict[str, Any]] | None = None,
    segments: Sequence[dict[str, Any]] | None = None,
    addons: Sequence[dict[str, Any]] | None = None,
    questions: Sequence[dict[str, Any]] | None = None,
    **changes: Any,
) -> Service:
    """The service is as said from now on; booked appointments keep length and price.

    Raises as `add_service`, or ClassHasAppointments when it becomes a class or stops being one
    with appointments ahead. Emits ServiceChanged.
    """
    before, was = service.version, service.capacity
    reminded = list(service.reminder_minutes)
    _in_order(changes)
    _apply(work, service, changes)
    if service.reminder_minutes != reminded:
        plan_anew(work, service_id=service.id)
    if requirements is not None:
        _forget_requirements(work, service)
        _require(work, service, requirements)
    if segments is not None:
        set_segments(work, service, segments)
    require_fitting_segments(work, service)
    if addons is not None:
        set_addons(work, service, addons)
    if questions is not None:
        set_questions(work, service, questions)
    require_fitting_class(work, service, was=was)
    parts = requirements, segments, addons, questions
    if service.version == before and any(part is not None for part in parts):
        service.version += 1
        work.session.flush()
    work.emit(events.ServiceChanged(service.id))
    return service


def _in_order(details: dict[str, Any]) -> None:
    """Each reminder once, the earliest first."""
    if "reminder_minutes" in details:
        details["reminder_minutes"] = sorted(set(details["reminder_minutes"]), reverse=True)


def _apply(work: Work, thing: Any, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(thing, name, value)
    work.session.flush()


def _require(work: Work, service: Service, requirements: Sequence[dict[str, Any]]) -> None:
    asked = [(need["kind"], list(dict.fromkeys(need["resource_ids"]))) for need in requirements]
    ids = {id for _, resource_ids in asked for id in resource_ids}
    known = select(Resource.id, Resource.kind).where(
        Resource.id.in_(ids), Resource.deleted_at.is_(None)
    )
    kinds = {row.id: row.kind for row in work.session.execute(known)}
    if any(kinds.get(id) != kind for kind, resource_ids in asked for id in resource_ids):
        raise NotFound
    for position, (kind, resource_ids) in enumerate(asked):
        need = {"id": new_id(), "kind": kind}
        work.session.execute(
            insert(ServiceRequirement),
            [{**need, "service_id": service.id, "position": position}],
        )
        candidate = {"requirement_id": need["id"], "kind": kind}
        work.session.execute(
            insert(RequirementCandidate),
            [
                {**candidate, "id": new_id(), "resource_id": resource_id, "position": place}
                for place, resource_id in enumerate(resource_ids)
            ],
        )


def _forget_requirements(work: Work, service: Service) -> None:
    ours = select(ServiceRequirement.id).where(ServiceRequirement.service_id == service.id)
    work.session.execute(
        delete(RequirementCandidate)
        .where(RequirementCandidate.requirement_id.in_(ours))
        .execution_options(synchronize_session=False)
    )
    work.session.execute(
        delete(ServiceRequirement)
        .where(ServiceRequirement.service_id == service.id)
        .execution_options(synchronize_session=False)
    )
