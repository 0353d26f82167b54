"""By what a customer is known while they are erased."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentSeries,
    Customer,
    WaitlistEntry,
)

NAME: Final = "Erased customer"
#: Belongs to nobody, for ever (RFC 2606).
ADDRESS: Final = "erased@erased.invalid"


@dataclass(slots=True)
class Person:
    """A customer with their rows, and what the erasure came to so far."""

    customer_id: UUID
    user_id: UUID | None
    name: str
    emails: frozenset[str]
    appointment_ids: list[UUID]
    series_ids: list[UUID]
    entry_ids: list[UUID]
    counts: Counter[str] = field(default_factory=Counter)
    #: Stored files that nothing is to need any more.
    files: list[str] = field(default_factory=list)
    #: Contracts whose document goes, though its row still names the file.
    emptied_ids: list[UUID] = field(default_factory=list)


def person_of(work: Work, customer: Customer, *, account_email: str | None) -> Person:
    """The customer as they are known now."""

    def ids(model: Any) -> list[UUID]:
        query = select(model.id).where(model.customer_id == customer.id).order_by(model.id)
        return list(work.session.scalars(query))

    return Person(
        customer_id=customer.id,
        user_id=customer.user_id,
        name=customer.name,
        emails=frozenset(filter(None, (customer.email, account_email))),
        appointment_ids=ids(Appointment),
        series_ids=ids(AppointmentSeries),
        entry_ids=ids(WaitlistEntry),
    )
