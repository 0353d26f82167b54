"""What a calendar program reads under a private address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, and_, case, or_, select

from smoothschedule.core.tokens import token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.ical.feeds import Feed, FeedEntry
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    CalendarFeed,
    Customer,
    Location,
    Resource,
    Service,
)
from smoothschedule.scheduling.queries.appointments import ON_CALENDAR
from smoothschedule.scheduling.queries.seats import seats_booked
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

#: How far a feed reaches, and how many entries it has at most.
BEHIND: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=366)
MOST_ENTRIES: Final = 2_000
#: Who sees every calendar of the business, by role.
_SEE_ALL: Final = (Role.TENANT_OWNER, Role.TENANT_MANAGER)
_SHOWN: Final = tuple(state for state in ON_CALENDAR if state not in ("hold", "no_show"))


def resource_feeds(work: Work, resource_id: UUID) -> list[dict[str, Any]]:
    """The addresses that there are for the calendar, without their secrets, oldest first."""
    query = (
        select(CalendarFeed.id, CalendarFeed.created_at, CalendarFeed.user_id, User.name)
        .join(User, and_(User.tenant_id == CalendarFeed.tenant_id, User.id == CalendarFeed.user_id))
        .where(CalendarFeed.resource_id == resource_id)
        .order_by(CalendarFeed.id)
    )
    return [
        {
            "id": row.id,
            "created_at": row.created_at,
            "made_by": row.name,
            "is_own": row.user_id == work.actor.user_id,
        }
        for row in work.session.execute(query)
    ]


def own_feeds(work: Work) -> list[dict[str, Any]]:
    """The signed-in customer's address for their own appointments, if there is one."""
    query = select(CalendarFeed).where(CalendarFeed.customer_id == work.actor.customer_id)
    found = work.session.scalars(query) if work.actor.customer_id else ()
    return [{"id": f.id, "created_at": f.created_at, "made_by": "", "is_own": True} for f in found]


def feed_of_token(work: Work, token: str) -> Feed | None:
    """The calendar behind the address; None for an address that opens nothing (any more).

    It works as long as whoever made it has their account and may see the calendar.
    """
    query = (
        select(CalendarFeed, User.role, Resource.user_id.label("worker_id"), Resource.name)
        .join(User, and_(User.tenant_id == CalendarFeed.tenant_id, User.id == CalendarFeed.user_id))
        .outerjoin(
            Resource,
            and_(
                Resource.tenant_id == CalendarFeed.tenant_id,
                Resource.id == CalendarFeed.resource_id,
                Resource.is_active,
            ),
        )
        .outerjoin(
            Customer,
            and_(
                Customer.tenant_id == CalendarFeed.tenant_id,
                Customer.id == CalendarFeed.customer_id,
                Customer.user_id == CalendarFeed.user_id,
            ),
        )
        .where(
            CalendarFeed.token_hash == token_hash(token),
            User.is_active,
            or_(
                and_(
                    Resource.id.is_not(None),
                    or_(User.role.in_(_SEE_ALL), Resource.user_id == User.id),
                ),
                Customer.id.is_not(None),
            ),
        )
    )
    row = work.session.execute(query).one_or_none()
    if row is None:
        return None
    business = own_tenant(work).name
    if row.CalendarFeed.customer_id is not None:
        entries = _entries(work, _of_customer(row.CalendarFeed.customer_id))
        return Feed(business, [_for_customer(each, business) for each in entries])
    entries = _entries(work, _of_resource(row.CalendarFeed.resource_id))
    return Feed(f"{row.name}, {business}", [_for_staff(each) for each in entries])


def _entries(work: Work, query: Select[Any]) -> list[Row[Any]]:
    start, end = work.now - BEHIND, work.now + AHEAD
    within = (
        query.where(Appointment.state.in_(_SHOWN))
        .where(Appointment.starts_at > start, Appointment.starts_at < end)
        .order_by(Appointment.starts_at, Appointment.id)
        .limit(MOST_ENTRIES)
    )
    return list(work.session.execute(within))


def _columns(starts: Any, ends: Any, segment: Any) -> Select[Any]:
    return (
        select(
            Appointment.id,
            Appointment.state,
            Appointment.sequence,
            Appointment.created_at,
            starts.label("starts_at"),
            ends.label("ends_at"),
            segment.label("segment"),
            Service.name.label("service"),
            Customer.name.label("customer"),
            Customer.phone,
            case((Appointment.is_session, seats_booked())).label("seats_booked"),
            Location.name.label("location"),
            Location.address,
        )
        .select_from(Appointment)
        .join(Service, _same(Service, Appointment.service_id))
        .join(Location, _same(Location, Appointment.location_id))
        # The session of a class is nobody's; whoever comes to it is in no resource's calendar.
        .outerjoin(Customer, _same(Customer, Appointment.customer_id))
    )


def _of_resource(resource_id: UUID) -> Select[Any]:
    columns = _columns(Allocation.starts_at, Allocation.ends_at, Allocation.segment)
    takes = and_(
        Allocation.tenant_id == Appointment.tenant_id, Allocation.appointment_id == Appointment.id
    )
    return columns.join(Allocation, takes).where(
        Allocation.resource_id == resource_id, Allocation.blocking
    )


def _of_customer(customer_id: UUID) -> Select[Any]:
    whole = _columns(Appointment.starts_at, Appointment.ends_at, Appointment.sequence * 0)
    return whole.where(Appointment.customer_id == customer_id)


def _same(model: Any, reference: Any) -> Any:
    return and_(model.tenant_id == Appointment.tenant_id, model.id == reference)


def _for_staff(row: Row[Any]) -> FeedEntry:
    if row.seats_booked is not None:
        return _entry(row, f"{row.service}: {row.seats_booked} booked", "")
    return _entry(row, f"{row.customer}: {row.service}", row.phone or "")


def _for_customer(row: Row[Any], business: str) -> FeedEntry:
    return _entry(row, f"{row.service}, {business}", "")


def _entry(row: Row[Any], summary: str, description: str) -> FeedEntry:
    return FeedEntry(
        id=row.id,
        segment=row.segment,
        sequence=row.sequence,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        made_at=row.created_at,
        is_certain=row.state != "pending",
        summary=summary,
        description=description,
        location=", ".join(part for part in (row.location, row.address) if part),
    )
