"""Appointments as staff, customers and holders of a link may see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarResult,
    Select,
    bindparam,
    case,
    exists,
    false,
    select,
    true,
)
from sqlalchemy.orm import joinedload, selectinload, with_expression

from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound
from smoothschedule.core.tokens import token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, Appointment, holder_of
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.occupied import LONGEST, Moments
from smoothschedule.scheduling.queries.seats import seats_booked
from smoothschedule.scheduling.queries.waiting import waits_for_signature

#: What still stands on the calendar.
ON_CALENDAR = (
    "hold",
    "pending",
    "confirmed",
    "checked_in",
    "in_progress",
    "completed",
    "no_show",
)
#: States in which it may still be moved or cancelled.
OPEN_STATES = ("pending", "confirmed")
LINK_LIVES_FOR = timedelta(days=30)


@cache
def with_details() -> Select[Any]:
    """Appointments with everything the wire shows: four statements, however many there are.

    Customers come by one of their own: joined to a page, all of the business would be read.
    """
    return _with_parts(selectinload)


@cache
def _with_all_at_once() -> Select[Any]:
    """One appointment with everything the wire shows, by a single statement."""
    return _with_parts(joinedload)


def _with_parts(load: Callable[..., Any]) -> Select[Any]:
    return select(Appointment).options(
        joinedload(Appointment.service),
        joinedload(Appointment.location),
        load(Appointment.customer),
        load(Appointment.addons),
        load(Appointment.allocations).joinedload(Allocation.resource),
        with_expression(Appointment.seats_taken, case((Appointment.is_session, seats_booked()))),
        with_expression(Appointment.waits_for_signature, waits_for_signature()),
    )


def visible(work: Work, within: Moments | None = None) -> ColumnElement[bool]:
    """Which appointments the caller may see: all, or those on the caller's own calendar.

    `within` is where the appointments asked for lie, when that is known.
    """
    if work.actor.may(VIEW_ALL_CALENDARS):
        return true()
    if work.actor.resource_id is None:
        return false()
    return on_calendar_of(work.actor.resource_id, within)


def on_calendar_of(resource_id: UUID, within: Moments | None = None) -> ColumnElement[bool]:
    """The appointment takes time of this resource, or its session does.

    With `within` only what stands on the calendar itself: sessions, not their participants.
    """
    takes = exists().where(
        Allocation.tenant_id == Appointment.tenant_id, Allocation.resource_id == resource_id
    )
    if within is None:
        return takes.where(Allocation.appointment_id == holder_of(Appointment))
    takes = takes.where(Allocation.appointment_id == Appointment.id)
    # Says nothing new, but without it the resource's whole history would be read.
    return takes.where(
        Allocation.starts_at > within[0] - LONGEST, Allocation.starts_at < within[1] + LONGEST
    )


def appointment(work: Work, appointment_id: UUID) -> Appointment:
    """The appointment as it is now, with details; NotFound, also on another's calendar."""
    return _one(work, Appointment.id == appointment_id, visible(work))


def details_of(work: Work, appointment_id: UUID) -> Appointment:
    """The appointment as it is now, with details, whoever asks."""
    return _only(work.session.scalars(_of_id(), {"id": appointment_id}))


@cache
def _of_id() -> Select[Any]:
    query = _with_all_at_once().where(Appointment.id == bindparam("id"))
    return query.execution_options(populate_existing=True)


def participants(work: Work, session_id: UUID) -> list[Appointment]:
    """Who comes to the session, holds aside, and whoever called it off or did not come."""
    query = (
        with_details()
        .where(Appointment.session_id == session_id, Appointment.state.not_in(("hold", "expired")))
        .order_by(Appointment.created_at, Appointment.id)
    )
    found = work.session.scalars(query.execution_options(populate_existing=True))
    return list(found.unique())


def own_booking(work: Work, appointment_id: UUID) -> Appointment:
    """The signed-in customer's own appointment; raises NotFound for anybody else's."""
    if work.actor.customer_id is None:
        raise NotFound
    mine = Appointment.customer_id == work.actor.customer_id
    return _one(work, Appointment.id == appointment_id, mine)


def appointment_of_link(work: Work, token: str) -> Appointment | None:
    """The appointment that a manage link opens, with details."""
    query = with_details().where(Appointment.manage_token_hash == token_hash(token))
    found: Appointment | None = work.session.scalar(query)
    return found


def appointment_of_hold(work: Work, token: str) -> Appointment | None:
    """The appointment that a hold token began."""
    query = select(Appointment).where(Appointment.hold_token_hash == token_hash(token))
    return work.session.scalar(query.execution_options(populate_existing=True))


def appointments(
    work: Work,
    *,
    limit: int,
    after: str | None,
    state: str | None = None,
    customer_id: UUID | None = None,
) -> dict[str, Any]:
    """A page of the appointments that the caller may see, latest start first."""
    query = with_details().where(visible(work))
    if state is not None:
        query = query.where(Appointment.state == state)
    if customer_id is not None:
        query = query.where(Appointment.customer_id == customer_id)
    return _latest_first(work, query, limit=limit, after=after)


def own_bookings(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of the signed-in customer's appointments, latest start first."""
    query = with_details().where(Appointment.customer_id == work.actor.customer_id)
    if work.actor.customer_id is None:
        query = query.where(false())
    return _latest_first(work, query, limit=limit, after=after)


def link_is_over(found: Appointment, now: datetime) -> bool:
    """A manage link stops working a month after the appointment."""
    return found.ends_at + LINK_LIVES_FOR <= now


def _one(work: Work, *conditions: ColumnElement[bool]) -> Appointment:
    query = _with_all_at_once().where(*conditions).execution_options(populate_existing=True)
    return _only(work.session.scalars(query))


def _only(rows: ScalarResult[Appointment]) -> Appointment:
    found = rows.unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def _latest_first(
    work: Work, query: Select[Any], *, limit: int, after: str | None
) -> dict[str, Any]:
    order = (Appointment.starts_at, Appointment.id)
    return page(work.session, query, order, limit=limit, after=after, descending=True)
