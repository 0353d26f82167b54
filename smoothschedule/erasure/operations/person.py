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
    CustomerMerge,
    WaitlistEntry,
)

NAME: Final = "Erased customer"
#: Belongs to nobody, for ever (RFC 2606).
ADDRESS: Final = "erased@erased.invalid"


@dataclass(slots=True)
class Person:
    """A customer with their rows, and what the erasure came to so far.

    Records that were merged into theirs are the customer, too, as long as that is known.
    """

    customer_id: UUID
    user_id: UUID | None
    merged_ids: list[UUID]
    names: frozenset[str]
    emails: frozenset[str]
    #: What finds them in a text, in lower case: addresses, and the name of a record without one.
    known_by: frozenset[str]
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

    query = select(CustomerMerge).where(CustomerMerge.stays_id == customer.id)
    merges = work.session.scalars(query.order_by(CustomerMerge.id)).all()
    were = [details for merge in merges for details in (merge.before, merge.gone)]
    records = [
        (customer.name, {customer.email, account_email} - {None}),
        *((each["name"], {each["email"]} - {None}) for each in were),
    ]
    return Person(
        customer_id=customer.id,
        user_id=customer.user_id,
        merged_ids=[merge.gone_id for merge in merges],
        names=frozenset(name for name, _ in records),
        emails=frozenset(email for _, emails in records for email in emails),
        known_by=frozenset(word.lower() for name, emails in records for word in (emails or {name})),
        appointment_ids=ids(Appointment),
        series_ids=ids(AppointmentSeries),
        entry_ids=ids(WaitlistEntry),
    )
