"""Customers ask to be erased; the business decides."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.events import ErasureAsked, ErasureDeclined, ErasureWithdrawn
from smoothschedule.erasure.models import ErasureRequest
from smoothschedule.erasure.problems import AlreadyDecided
from smoothschedule.erasure.queries import own_request


def ask(work: Work) -> ErasureRequest:
    """The signed-in customer's request is open; asking again changes nothing.

    Raises NotFound for who is no customer. Emits ErasureAsked.
    """
    customer_id = work.actor.customer_id
    if customer_id is None:
        raise NotFound
    made = (
        insert(ErasureRequest)
        .values(id=new_id(), customer_id=customer_id)
        .on_conflict_do_nothing()
        .returning(ErasureRequest.id)
        .execution_options(unjournaled=True)  # the event below tells, if a row was added
    )
    id = work.session.scalar(made)
    if id is not None:
        work.emit(ErasureAsked(customer_id, id))
    found = own_request(work)
    assert found is not None
    return found


def withdraw(work: Work) -> None:
    """The signed-in customer wants nothing erased. Emits ErasureWithdrawn; raises NotFound."""
    found = own_request(work, lock=True)
    if found is None:
        raise NotFound
    found.state, found.decided_at = "withdrawn", work.now
    work.session.flush()
    work.emit(ErasureWithdrawn(found.customer_id, found.id))


def decline(work: Work, request_id: UUID, *, answer: str) -> ErasureRequest:
    """The customer is told why their data stays. Emits ErasureDeclined.

    Raises NotFound, AlreadyDecided.
    """
    query = select(ErasureRequest).where(ErasureRequest.id == request_id).with_for_update()
    found = work.session.scalar(query)
    if found is None:
        raise NotFound
    if found.state != "open":
        raise AlreadyDecided
    found.state, found.answer, found.decided_at = "declined", answer, work.now
    work.session.flush()
    work.emit(ErasureDeclined(found.customer_id, found.id))
    return found
