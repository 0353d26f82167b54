"""What other parts wrote down of a customer: messages to programs, imported rows, errors."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, delete, func, null, or_, select, update

from smoothschedule.core.jobs import Job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.operations.person import Person
from smoothschedule.erasure.problems import ImportUnderway
from smoothschedule.scheduling.models import CustomerImport, CustomerImportRow, CustomerMerge
from smoothschedule.scheduling.rules.imports import OVER
from smoothschedule.webhooks.models import WebhookDelivery


def refuse_during_import(work: Work) -> None:
    """No file waits that could bring the person back; raises ImportUnderway."""
    query = select(CustomerImport.id).where(CustomerImport.state.not_in(OVER)).limit(1)
    if work.session.scalar(query) is not None:
        raise ImportUnderway


def erase_traces(work: Work, person: Person, contract_ids: list[UUID]) -> None:
    """Nothing of it names the person any more."""
    ids = [person.customer_id, *person.merged_ids]
    about = [*ids, *person.appointment_ids, *person.series_ids, *contract_ids]
    told: ColumnElement[bool] = WebhookDelivery.subject_id.in_(about)
    for email in person.emails:
        told |= WebhookDelivery.body.icontains(email, autoescape=True)
    quiet = update(WebhookDelivery).where(told, WebhookDelivery.body.is_not(None))
    person.counts["mails"] += work.change(quiet.values(body=None, response=None))
    work.change(delete(CustomerMerge).where(CustomerMerge.stays_id == person.customer_id))
    _erase_imported(work, person)
    said = [*person.names, *person.emails]
    quotes = or_(*(Job.error.icontains(each, autoescape=True) for each in said))
    work.change(update(Job).where(quotes).values(error=Job.failure))


def _erase_imported(work: Work, person: Person) -> None:
    names_them = [
        func.lower(cast(column, String)).contains(each, autoescape=True)
        for each in person.known_by
        for column in (CustomerImportRow.cells, CustomerImportRow.before)
    ]
    ids = [person.customer_id, *person.merged_ids]
    theirs = or_(CustomerImportRow.customer_id.in_(ids), *names_them)
    person.counts["imports"] += work.change(delete(CustomerImportRow).where(theirs))
    query = select(CustomerImport).where(CustomerImport.sample != null())
    for each in work.session.scalars(query.order_by(CustomerImport.id)).all():
        kept = [row for row in each.sample if not _names(row, person.known_by)]
        if len(kept) < len(each.sample):
            each.sample = kept
    work.session.flush()


def _names(row: list[str], known_by: frozenset[str]) -> bool:
    return any(word in cell.lower() for cell in row for word in known_by)
