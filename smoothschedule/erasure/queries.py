"""What an erasure would come to, and who asked for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, or_, select

from smoothschedule.contracts.models import Contract, SavedSignature
from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.models import ErasureRequest
from smoothschedule.erasure.operations.contracts import contract_ids, is_signed_by_somebody
from smoothschedule.erasure.operations.person import person_of
from smoothschedule.erasure.rules.fates import FATES, FREE_TEXT
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentAnswer,
    Customer,
    CustomerImport,
    CustomerImportRow,
    WaitlistEntry,
)
from smoothschedule.scheduling.queries.customers import customer
from smoothschedule.scheduling.rules.imports import OVER
from smoothschedule.scheduling.rules.states import MOVABLE
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

#: Their figures say nothing: they are there in any case.
UNCOUNTED = frozenset({"details", "links", "mails", "exports", "activity"})


def preview(work: Work, customer_id: UUID) -> dict[str, Any]:
    """What of the customer would be erased and what kept, with figures and whatever stands in
    the way. Raises NotFound.
    """
    found = customer(work, customer_id)
    counts = _counts(work, found)
    lines = [
        {
            "key": fate.key,
            "becomes": fate.becomes.value,
            "what": fate.what,
            "why": fate.why,
            "count": None if fate.key in UNCOUNTED else counts[fate.key],
        }
        for fate in FATES
        if fate.key in UNCOUNTED or counts[fate.key]
    ]
    return {"lines": lines, "not_found": FREE_TEXT, "obstacle": _obstacle(work, found)}


def own_request(work: Work, *, lock: bool = False) -> ErasureRequest | None:
    """The open request of the signed-in customer."""
    query = select(ErasureRequest).where(
        ErasureRequest.customer_id == work.actor.customer_id, ErasureRequest.state == "open"
    )
    return work.session.scalar(query.with_for_update() if lock else query)


def latest_own(work: Work) -> ErasureRequest | None:
    """What became of the signed-in customer's latest request."""
    query = (
        select(ErasureRequest)
        .where(ErasureRequest.customer_id == work.actor.customer_id)
        .order_by(ErasureRequest.created_at.desc(), ErasureRequest.id.desc())
        .limit(1)
    )
    return work.session.scalar(query)


def open_requests(work: Work) -> Sequence[Row[UUID, UUID, datetime, str]]:
    """Who waits for an answer, longest first."""
    query = (
        select(
            ErasureRequest.id,
            ErasureRequest.customer_id,
            ErasureRequest.created_at,
            Customer.name.label("customer_name"),
        )
        .join(
            Customer,
            (Customer.tenant_id == ErasureRequest.tenant_id)
            & (Customer.id == ErasureRequest.customer_id),
        )
        .where(ErasureRequest.state == "open")
        .order_by(ErasureRequest.created_at, ErasureRequest.id)
    )
    return work.session.execute(query.limit(100)).all()


def _counts(work: Work, found: Customer) -> Counter[str]:
    theirs = Appointment.customer_id == found.id
    ahead = theirs, Appointment.state.in_(MOVABLE), Appointment.starts_at > work.now
    appointment_ids = select(Appointment.id).where(theirs).scalar_subquery()
    signed_by = SavedSignature.customer_id == found.id
    if found.user_id is not None:
        signed_by = or_(signed_by, SavedSignature.user_id == found.user_id)
    counts = Counter(
        {
            "account": int(found.user_id is not None),
            "upcoming": _count(work, Appointment.id, *ahead),
            "visits": _count(work, Appointment.id, theirs),
            "answers": _count(
                work,
                AppointmentAnswer.id,
                AppointmentAnswer.appointment_id.in_(appointment_ids),
            ),
            "waiting": _count(work, WaitlistEntry.id, WaitlistEntry.customer_id == found.id),
            "imports": _count(
                work, CustomerImportRow.id, CustomerImportRow.customer_id == found.id
            ),
            "signatures": _count(work, SavedSignature.id, signed_by),
        }
    )
    counts["visits"] -= counts["upcoming"]
    account = work.get(User, found.user_id) if found.user_id else None
    person = person_of(work, found, account_email=account.email if account else None)
    for id in contract_ids(work, person):
        counts[_fate_of(work, work.get(Contract, id))] += 1
    return counts


def _fate_of(work: Work, contract: Contract) -> str:
    if contract.state == "draft":
        return "drafts"
    if is_signed_by_somebody(work, contract.id):
        return "signed"
    return "open" if contract.is_open else "unsigned"


def _count(work: Work, column: Any, *conditions: Any) -> int:
    return work.session.scalar(select(func.count(column)).where(*conditions)) or 0


def _obstacle(work: Work, found: Customer) -> str | None:
    """What has to be seen to first: an account of the team, or an import."""
    if found.user_id is not None and work.get(User, found.user_id).role != Role.CUSTOMER:
        return "works-here"
    query = select(CustomerImport.id).where(CustomerImport.state.not_in(OVER)).limit(1)
    return "import-underway" if work.session.scalar(query) is not None else None
