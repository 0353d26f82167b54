"""Customers, as far as the caller may know them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, func, literal, or_, select, true

from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, Appointment, Customer
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS


def customers(work: Work, *, q: str, limit: int, after: str | None) -> dict[str, Any]:
    """A page of customers by name; `q` begins a name, a last name, an e-mail or a phone number."""
    query = select(Customer).where(known_to_caller(work))
    if q:
        query = query.where(_begins_with(q))
    order = (Customer.search_name, Customer.id)
    return page(work.session, query, order, limit=limit, after=after)


def customer(work: Work, customer_id: UUID) -> Customer:
    """The customer; raises NotFound, also for one whom the caller has nothing to do with."""
    query = select(Customer).where(Customer.id == customer_id, known_to_caller(work))
    found = work.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def known_to_caller(work: Work) -> ColumnElement[bool]:
    """All customers, or those who were on the caller's calendar or whom the caller added."""
    if work.actor.may(VIEW_ALL_CALENDARS):
        return true()
    if work.actor.user_id is None:  # nobody's own customers: NULL would be everybody's guests
        return false()
    visits = (
        exists()
        .where(
            Appointment.tenant_id == Customer.tenant_id,
            Appointment.customer_id == Customer.id,
        )
        .where(
            Allocation.tenant_id == Appointment.tenant_id,
            Allocation.appointment_id == Appointment.id,
            Allocation.resource_id == work.actor.resource_id,
        )
    )
    return or_(Customer.created_by_id == work.actor.user_id, visits)


def _begins_with(q: str) -> ColumnElement[bool]:
    # `^@` is leakproof and reaches the index under row security; ILIKE does neither. Lower
    # case is made by the database on both sides, whatever letters it knows.
    start = func.lower(literal(q))
    columns: list[Any] = [Customer.search_name, Customer.search_last_name, Customer.email]
    conditions = [column.op("^@")(start) for column in columns]
    digits = "".join(char for char in q if char.isdigit())
    if digits:
        conditions.append(Customer.search_phone.op("^@")(digits))
    return or_(*conditions)
