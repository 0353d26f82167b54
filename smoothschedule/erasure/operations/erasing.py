"""A customer is erased: their personal data goes for good, what the law lets a business keep stays.

The row of the customer stays, as nobody's: appointments and signed contracts refer to it. Files
go by a job after the commit, so that nothing is lost when the transaction fails.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from smoothschedule.core import jobs
from smoothschedule.core.jobs import JobRequest
from smoothschedule.core.problems import Malformed, Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.events import CustomerErased
from smoothschedule.erasure.models import ErasureRequest
from smoothschedule.erasure.operations import accounts, contracts, traces, visits
from smoothschedule.erasure.operations.person import NAME, Person, person_of
from smoothschedule.erasure.rules.reasons import Because
from smoothschedule.portability.exporting import expire
from smoothschedule.scheduling.models import Customer


def erase_by_hand(
    work: Work, customer_id: UUID, *, version: int, because: Because, confirmation: str
) -> Customer:
    """As `erase`, by somebody who typed the customer's name; once more changes nothing.

    Raises also NotFound, Stale and Malformed.
    """
    found = work.get(Customer, customer_id, lock=True)
    if found.erased_at is not None:
        return found
    if found.version != version:
        raise Stale
    if confirmation.casefold().split() != found.name.casefold().split():
        sentence = "Type the customer’s name exactly."
        raise Malformed(errors={"json": {"confirmation": [sentence]}})
    return erase(work, found, because=because)


def erase(work: Work, customer: Customer, *, because: Because) -> Customer:
    """Nothing tells any more who the customer was, but what rules/fates.py says is kept.

    The caller has locked the row, so that nobody books for them meanwhile. Raises WorksHere,
    ImportUnderway. Emits CustomerErased, AccountErased, and what follows from appointments,
    places on waitlists and contracts.
    """
    account = accounts.account_to_erase(work, customer.user_id)
    traces.refuse_during_import(work)
    person = person_of(work, customer, account_email=account.email if account else None)
    contract_ids = list(contracts.contract_ids(work, person))
    visits.cancel_upcoming(work, person)
    visits.leave_waitlists(work, person)
    visits.take_the_person_out(work, person)
    contracts.erase_contracts(work, person)
    accounts.erase_account(work, person, account)
    traces.erase_traces(work, person, contract_ids)
    _become_nobody(work, customer)
    _end_requests(work, customer.id)
    person.files += expire(work, all_of_them=True)
    _let_files_go(work, person)
    counts = {name: count for name, count in sorted(person.counts.items()) if count}
    work.emit(CustomerErased(customer.id), because=because.value, counts=counts)
    work.session.expire_all()
    return customer


def _become_nobody(work: Work, customer: Customer) -> None:
    customer.name, customer.notes, customer.tags = NAME, "", []
    customer.email = customer.phone = customer.time_zone = customer.user_id = None
    customer.status, customer.erased_at = "blocked", work.now
    work.session.flush()


def _end_requests(work: Work, customer_id: UUID) -> None:
    theirs = update(ErasureRequest).where(ErasureRequest.customer_id == customer_id)
    work.change(theirs.values(answer=None))
    is_open = ErasureRequest.state == "open"
    work.change(theirs.where(is_open).values(state="done", decided_at=work.now))


def _let_files_go(work: Work, person: Person) -> None:
    if person.files:
        args = {"keys": person.files, "emptied_ids": [str(id) for id in person.emptied_ids]}
        jobs.plan(work, JobRequest("drop_erased_files", args))
