"""What an import did is taken back, as far as nobody has built on it since."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import delete, exists, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Customer, CustomerImport, CustomerImportRow
from smoothschedule.scheduling.operations.imports.matching import FIELDS
from smoothschedule.scheduling.operations.imports.writing import set_all
from smoothschedule.scheduling.queries.customer_references import references
from smoothschedule.scheduling.refusals import ImportMovedOn
from smoothschedule.scheduling.rules.imports import REVERSIBLE, ImportState, Outcome

BATCH: Final = 500


def ask_undo(work: Work, import_id: UUID) -> CustomerImport:
    """A job takes the import back. Raises ImportMovedOn when it is not over, was taken back, or
    what it did is no longer known. Emits CustomerImportUndoAsked."""
    found = work.get(CustomerImport, import_id, lock=True)
    done = exists().where(
        CustomerImportRow.import_id == import_id, CustomerImportRow.customer_id.is_not(None)
    )
    if ImportState(found.state) not in REVERSIBLE or not work.session.scalar(select(done)):
        raise ImportMovedOn
    found.state = ImportState.UNDOING
    work.session.flush()
    work.emit(events.CustomerImportUndoAsked(found.id))
    return found


def undo(work: Work, import_id: UUID) -> None:
    """Customers whom it added are gone and those it changed as before, but for whoever was
    changed or booked since. Emits CustomerImportUndone."""
    found = work.get(CustomerImport, import_id, lock=True)
    if found.state != ImportState.UNDOING:
        return
    removed, restored = _remove_added(work, import_id), _restore_changed(work, import_id)
    found.state, found.taken_back = ImportState.UNDONE, removed + restored
    work.session.flush()
    event = events.CustomerImportUndone(found.id)
    work.emit(event, removed=removed, restored=restored)


def _remove_added(work: Work, import_id: UUID) -> int:
    own = exists().where(
        CustomerImportRow.import_id == import_id,
        CustomerImportRow.outcome == Outcome.ADDED,
        CustomerImportRow.customer_id == Customer.id,
        CustomerImportRow.version == Customer.version,
    )
    free = (~exists().where(column == Customer.id) for column in references())
    removed = (
        delete(Customer)
        .where(own, Customer.user_id.is_(None), *free)
        .returning(Customer.id)
        .execution_options(synchronize_session=False)
    )
    return len(work.session.scalars(removed).all())


def _restore_changed(work: Work, import_id: UUID) -> int:
    columns = [getattr(Customer, name) for name in FIELDS]
    query = (
        select(CustomerImportRow.before, Customer.id, *columns)
        .join(
            Customer,
            (Customer.tenant_id == CustomerImportRow.tenant_id)
            & (Customer.id == CustomerImportRow.customer_id)
            & (Customer.version == CustomerImportRow.version),
        )
        .where(
            CustomerImportRow.import_id == import_id,
            CustomerImportRow.outcome == Outcome.CHANGED,
        )
        .order_by(Customer.id)
        .with_for_update(of=Customer)
    )
    now = {
        id: {**dict(zip(FIELDS, values, strict=True)), **before}
        for before, id, *values in work.session.execute(query)
    }
    ids = list(now)
    return sum(
        len(set_all(work, {id: now[id] for id in ids[at : at + BATCH]}))
        for at in range(0, len(ids), BATCH)
    )
