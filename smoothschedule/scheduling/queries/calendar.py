"""The calendar, as documents: the one answer with thousands of rows.

Everything else goes through entities and schemas. Here three statements give plain columns
and the documents are built from them, which costs a sixth of the processor time; a test
holds them to what AppointmentSchema writes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Row, Uuid, and_, any_, case, literal, or_, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    AppointmentAddon,
    Customer,
    Location,
    Resource,
    Service,
)
from smoothschedule.scheduling.queries.appointments import ON_CALENDAR, on_calendar_of, visible
from smoothschedule.scheduling.queries.occupied import LONGEST, Moments
from smoothschedule.scheduling.queries.seats import seats_booked
from smoothschedule.scheduling.queries.waiting import waits_for_signature


def calendar(
    work: Work, within: Moments, *, resource_id: UUID | None = None
) -> list[dict[str, Any]]:
    """What stands on the calendar within [from, to), in order of start.

    A hold that has run out is left out, swept or not. Of a class the sessions stand there, with
    how full they are; whoever comes to them is asked for apart.
    """
    query = (
        _columns()
        .where(
            Appointment.starts_at > within[0] - LONGEST,
            Appointment.starts_at < within[1],
            Appointment.ends_at > within[0],
            Appointment.state.in_(ON_CALENDAR),
            or_(Appointment.state != "hold", Appointment.hold_expires_at > work.now),
            Appointment.session_id.is_(None),
            visible(work, within),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    if resource_id is not None:
        query = query.where(on_calendar_of(resource_id, within))
    rows = work.session.execute(query).all()
    ids = [row.id for row in rows]
    allocations, addons = _allocations(work, ids), _addons(work, ids)
    return [_document(row, allocations[row.id], addons[row.id]) for row in rows]


@cache
def _columns() -> Any:
    return (
        select(
            Appointment.id,
            Appointment.state,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.location_id,
            Appointment.price_minor,
            Appointment.currency,
            Appointment.notes,
            Appointment.cancel_reason,
            Appointment.late_fee_minor,
            Appointment.payment_method,
            Appointment.hold_expires_at,
            Appointment.version,
            Appointment.series_id,
            Appointment.seats,
            Appointment.is_session,
            case((Appointment.is_session, seats_booked())).label("seats_taken"),
            waits_for_signature().label("waits_for_signature"),
            Appointment.created_at,
            Service.capacity,
            Service.id.label("service_id"),
            Service.name.label("service_name"),
            Service.color.label("service_color"),
            Customer.id.label("customer_id"),
            Customer.name.label("customer_name"),
            Customer.email.label("customer_email"),
            Customer.phone.label("customer_phone"),
            Location.time_zone,
        )
        .select_from(Appointment)
        .join(Service, _same_tenant(Service, Appointment.service_id))
        .join(Location, _same_tenant(Location, Appointment.location_id))
        .outerjoin(Customer, _same_tenant(Customer, Appointment.customer_id))
    )


def _same_tenant(model: Any, reference: Any) -> Any:
    return and_(model.tenant_id == reference.class_.tenant_id, model.id == reference)


def _allocations(work: Work, ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    if not ids:
        return found
    rows = work.session.execute(
        select(
            Allocation.appointment_id,
            Allocation.resource_id,
            Allocation.segment,
            Allocation.starts_at,
            Allocation.ends_at,
            Allocation.is_overlap,
            Resource.name,
            Resource.deleted_at,
            Resource.kind,
        )
        .join(Resource, _same_tenant(Resource, Allocation.resource_id))
        # One array instead of a parameter for each id: hundreds of them cost more than the rows.
        .where(Allocation.appointment_id == any_(literal(ids, ARRAY(Uuid))))
        .order_by(Allocation.starts_at, Allocation.resource_id)
    )
    for row in rows:
        found[row.appointment_id].append(
            {
                "segment": row.segment,
                "resource_id": str(row.resource_id),
                "resource_name": row.name,
                "is_former": row.deleted_at is not None,
                "kind": row.kind,
                "starts_at": _moment(row.starts_at),
                "ends_at": _moment(row.ends_at),
                "is_overlap": row.is_overlap,
            }
        )
    return found


def _addons(work: Work, ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    if not ids:
        return found
    along = AppointmentAddon
    query = (
        select(along.appointment_id, along.name, along.extra_minutes, along.price_minor)
        .where(along.appointment_id == any_(literal(ids, ARRAY(Uuid))))
        .order_by(along.appointment_id, along.position)
    )
    for row in work.session.execute(query):
        told = {"extra_minutes": row.extra_minutes, "price_minor": row.price_minor}
        found[row.appointment_id].append({"name": row.name, **told})
    return found


def _document(
    row: Row[Any], allocations: list[dict[str, Any]], addons: list[dict[str, Any]]
) -> dict[str, Any]:
    held_until = row.hold_expires_at
    return {
        "id": str(row.id),
        "state": row.state,
        "waits_for_signature": row.waits_for_signature,
        "starts_at": _moment(row.starts_at),
        "ends_at": _moment(row.ends_at),
        "service": {
            "id": str(row.service_id),
            "name": row.service_name,
            "color": row.service_color,
        },
        "customer": _customer(row),
        "location_id": str(row.location_id),
        "time_zone": row.time_zone,
        "price_minor": row.price_minor,
        "currency": row.currency,
        "notes": row.notes,
        "cancel_reason": row.cancel_reason,
        "late_fee_minor": row.late_fee_minor,
        "payment_method": row.payment_method,
        "hold_expires_at": _moment(held_until) if held_until else None,
        "version": row.version,
        "series_id": str(row.series_id) if row.series_id else None,
        "session_id": None,
        "session": _session(row),
        "seats": row.seats,
        "allocations": allocations,
        "addons": addons,
        "created_at": _moment(row.created_at),
    }


def _session(row: Row[Any]) -> dict[str, Any] | None:
    if not row.is_session:
        return None
    return {"capacity": row.capacity, "seats_taken": row.seats_taken}


def _customer(row: Row[Any]) -> dict[str, Any] | None:
    if row.customer_id is None:
        return None
    return {
        "id": str(row.customer_id),
        "name": row.customer_name,
        "email": row.customer_email,
        "phone": row.customer_phone,
    }


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
