"""The people a business serves."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.operations.reminding import plan_anew
from smoothschedule.scheduling.queries.customers import customer
from smoothschedule.scheduling.refusals import (
    CustomerBlocked,
    CustomerErased,
    CustomerGone,
    NotBookableOnline,
)

#: Whoever was found may be merged with somebody before they are locked; then once more.
MOST_TRIES: Final = 3


def add_customer(work: Work, *, name: str, **details: Any) -> Customer:
    """A new customer, known to whoever added them. Emits CustomerChanged.

    Raises CustomerKnown when somebody of this name and e-mail is there already.
    """
    added = Customer(name=name, created_by_id=work.actor.user_id, **details)
    work.session.add(added)
    work.session.flush()
    work.emit(events.CustomerChanged(added.id))
    return added


def change_customer(work: Work, customer: Customer, **changes: Any) -> Customer:
    """The customer's details are as said. Emits CustomerChanged; raises CustomerErased."""
    if customer.erased_at is not None:
        raise CustomerErased
    moves = changes.get("time_zone", customer.time_zone) != customer.time_zone
    for name, value in changes.items():
        setattr(customer, name, value)
    work.session.flush()
    if moves:  # and with them the hours in which nobody is to be woken
        plan_anew(work, customer_id=customer.id)
    work.emit(events.CustomerChanged(customer.id))
    return customer


def recognise(
    work: Work,
    *,
    name: str,
    email: str | None,
    phone: str | None,
    time_zone: str | None = None,
) -> Customer:
    """The customer of this name and e-mail, made now if nobody is; without e-mail always new, and
    not yet written down.

    What is known already is not overwritten by what a stranger typed; a missing phone
    number or time zone is added. Emits CustomerChanged for a new or changed one.
    """
    if email is None:
        details = {"name": name, "phone": phone, "time_zone": time_zone}
        return Customer(id=new_id(), created_by_id=work.actor.user_id, **details)
    for _ in range(MOST_TRIES):
        found = _found_or_made(work, name, email, phone=phone, time_zone=time_zone)
        if found is not None:
            break
    else:
        raise CustomerGone
    missing = {"phone": phone, "time_zone": time_zone}
    added = {k: v for k, v in missing.items() if v is not None and getattr(found, k) is None}
    return change_customer(work, found, **added) if added else found


def _found_or_made(
    work: Work, name: str, email: str, *, phone: str | None, time_zone: str | None
) -> Customer | None:
    made: Customer | None = work.session.scalar(
        insert(Customer)
        .values(
            id=new_id(),
            name=name,
            email=email,
            phone=phone,
            time_zone=time_zone,
            created_by_id=work.actor.user_id,
            version=1,
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "email", "search_name"])
        .returning(Customer)
        .execution_options(unjournaled=True)  # the event below tells, if a row was added
    )
    if made is not None:
        work.emit(events.CustomerChanged(made.id))
        return made
    query = select(Customer).where(
        Customer.email == email, Customer.search_name == func.lower(name)
    )
    return work.session.scalar(query.with_for_update(key_share=True))


def write_down(work: Work, customer: Customer) -> None:
    """Whoever came from `recognise` or `customer_for` is in the books from now on: most bookings
    that meet others are refused, and nobody is written for those. Emits CustomerChanged for a
    new one."""
    if customer not in work.session:
        work.session.add(customer)
        work.session.flush()
        work.emit(events.CustomerChanged(customer.id))


def refuse_blocked_guest(work: Work, guest: Customer) -> None:
    """Whoever books online is not blocked, under any name with this e-mail.

    Raises NotBookableOnline, which does not say why.
    """
    same = [Customer.id == guest.id, Customer.id == work.actor.customer_id]
    if guest.email is not None:
        same.append(Customer.email == guest.email)
    if work.session.scalar(select(exists().where(or_(*same), Customer.status == "blocked"))):
        raise NotBookableOnline


def refuse_blocked(customer: Customer) -> None:
    """Raises CustomerBlocked; the customer came from `customer_for`."""
    if customer.status == "blocked":
        raise CustomerBlocked


def customer_for(work: Work, customer_id: UUID | None, *, guest: dict[str, Any] | None) -> Customer:
    """Whom staff book in: a customer whom they may see, or else the guest as described, for
    `write_down`.

    Nobody else changes them, or blocks them, until the transaction ends, so whoever books asks
    for the offer first. Raises NotFound, and CustomerGone for somebody who was merged with
    another just now.
    """
    if customer_id is not None:
        return _locked(work, customer(work, customer_id))
    return recognise(work, **(guest or {}))


def _locked(work: Work, known: Customer) -> Customer:
    query = select(Customer).where(Customer.id == known.id).with_for_update(read=True)
    found = work.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise CustomerGone
    return found
