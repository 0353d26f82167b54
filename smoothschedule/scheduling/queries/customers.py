"""Customers, as far as the caller may know them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from smoothschedule.core.finding import FEWEST_WITHIN, address_by, begins, has, words_in
from smoothschedule.core.pagination import page, within
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    Customer,
    CustomerMerge,
    holder_of,
)
from smoothschedule.scheduling.models.customer_merge import MERGE_LIVES
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.appointments import OPEN_STATES, visible
from smoothschedule.scheduling.rules.phones import digits, local


def customers(
    work: Work, *, limit: int, after: str | None, q: str = "", **filters: str | None
) -> dict[str, Any]:
    """A page of the customers that `matching` finds, by name."""
    order = (Customer.search_name, Customer.id)
    # Who is on the page is known from the index alone; their rows are read then.
    chosen = matching(work, q=q, **filters).with_only_columns(Customer.id)
    chosen = within(chosen, order, limit=limit, after=after)
    query = select(Customer).where(Customer.id.in_(chosen))
    return page(work.session, query, order, limit=limit, after=after)


def matching(
    work: Work, *, q: str = "", tag: str | None = None, status: str | None = None
) -> Select[Any]:
    """Customers whom the caller may know, with this tag and status, if one is said; not those
    who were erased.

    `q` is as `found_by` says.
    """
    query = select(Customer).where(known_to_caller(work), Customer.erased_at.is_(None))
    if q:
        query = query.where(found_by(q))
    if tag is not None:
        query = query.where(literal(tag) == Customer.tags.any_())
    if status is not None:
        query = query.where(Customer.status == status)
    return query


def tags_in_use(work: Work) -> list[dict[str, Any]]:
    """Every tag of the customers whom the caller may know, and of how many, by name."""
    each = select(func.unnest(Customer.tags).label("tag")).where(known_to_caller(work)).subquery()
    counted = select(each.c.tag, func.count().label("customers")).group_by(each.c.tag)
    return [dict(row) for row in work.session.execute(counted.order_by(each.c.tag)).mappings()]


def figures(work: Work, customer_id: UUID) -> dict[str, Any]:
    """What the customer's appointments add up to, of those that the caller may see.

    Raises NotFound as `customer` does.
    """
    customer(work, customer_id)
    theirs = Appointment.customer_id == customer_id, visible(work)
    was_there = Appointment.state == "completed"
    is_ahead = Appointment.state.in_(OPEN_STATES) & (Appointment.ends_at > work.now)
    row = (
        work.session.execute(
            select(
                func.count().filter(was_there).label("visits"),
                func.count().filter(Appointment.state == "no_show").label("missed"),
                func.count().filter(Appointment.state == "cancelled").label("cancelled"),
                func.count().filter(is_ahead).label("upcoming"),
                func.max(Appointment.starts_at).filter(was_there).label("last_visit_at"),
            ).where(*theirs)
        )
        .mappings()
        .one()
    )
    amount = func.sum(Appointment.price_minor).label("amount_minor")
    spend = (
        select(Appointment.currency, amount)
        .where(*theirs, was_there)
        .group_by(Appointment.currency)
        .having(amount > 0)
        .order_by(Appointment.currency)
    )
    return {**row, "spend": work.session.execute(spend).mappings().all()}


def customer(work: Work, customer_id: UUID) -> Customer:
    """The customer; raises NotFound, also for one whom the caller has nothing to do with."""
    query = select(Customer).where(Customer.id == customer_id, known_to_caller(work))
    found = work.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def merges(work: Work, customer_id: UUID) -> list[dict[str, Any]]:
    """Who was merged into the customer and can be had back, the last one first.

    Raises NotFound as `customer` does.
    """
    customer(work, customer_id)
    found = merges_into(work, customer_id)
    return [
        {
            "id": each.id,
            **{name: each.gone[name] for name in ("name", "email", "phone")},
            "merged_at": each.created_at,
            "until": each.created_at + MERGE_LIVES,
            "can_be_undone": each is found[0],
        }
        for each in found
    ]


def merges_into(work: Work, customer_id: UUID) -> Sequence[CustomerMerge]:
    """The merges into the customer that can still be taken back, the last one first."""
    query = select(CustomerMerge).where(
        CustomerMerge.stays_id == customer_id,
        CustomerMerge.created_at > work.now - MERGE_LIVES,
    )
    return work.session.scalars(query.order_by(CustomerMerge.id.desc())).all()


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
            Allocation.appointment_id == holder_of(Appointment),
            Allocation.resource_id == work.actor.resource_id,
        )
    )
    return or_(Customer.created_by_id == work.actor.user_id, visits)


def found_by(q: str) -> ColumnElement[bool]:
    """Each word of `q` is part of the name, with accents or without; or `q` begins an e-mail or
    the domain of one; or, if it has no letters, it is part of a phone number, with or without the
    country.

    A word of one or two letters begins one of the names. An umlaut may be spelled out.
    """
    found = [words_in(Customer.search_name, q), address_by(Customer.email, q)]
    if not any(char.isalpha() for char in q):
        found += _phones(q)
    return or_(*found)


def _phones(q: str) -> Iterator[ColumnElement[bool]]:
    for typed in {digits(q), local(q)} - {""}:
        if len(typed) >= FEWEST_WITHIN:
            yield has(Customer.search_phone, typed)
        else:
            yield begins(Customer.search_phone, typed)
