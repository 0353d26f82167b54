"""An import is tried without writing, done, stopped: batch by batch, each a transaction.

How far it is stands in the same row and commits with the batch, so a worker may die at any
moment, or two may run at once: each row is done once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import CustomerImport, CustomerImportRow
from smoothschedule.scheduling.operations.imports.matching import Reading, steps_for
from smoothschedule.scheduling.operations.imports.writing import note_refused, write
from smoothschedule.scheduling.refusals import ImportMovedOn, WrongColumns
from smoothschedule.scheduling.rules.customer_columns import Target, complaint_about
from smoothschedule.scheduling.rules.customer_rows import Crowd, DateOrder, Shared, Wish
from smoothschedule.scheduling.rules.imports import (
    ADJUSTABLE,
    OVER,
    RUNNING,
    Existing,
    ImportState,
    Outcome,
)
from smoothschedule.tenants.quotas import own_tenant

BATCH: Final = 500
#: So many rows with somebody else's address are named; the others are counted.
MOST_SHARED: Final = 50
COUNTED: Final = tuple(outcome.value for outcome in Outcome)


def ask_check(
    work: Work,
    import_id: UUID,
    *,
    columns: Sequence[str | None],
    existing: str,
    date_order: str,
) -> CustomerImport:
    """A job finds out what an import would do; nothing is written of customers.

    Raises WrongColumns, ImportMovedOn. Emits CustomerImportCheckAsked.
    """
    found = work.get(CustomerImport, import_id, lock=True)
    _require_state(found, *ADJUSTABLE)
    taken = [Target(each) if each else None for each in columns]
    if len(taken) != len(found.head):
        raise WrongColumns
    if complaint := complaint_about(taken):
        raise WrongColumns(complaint)
    found.columns, found.existing, found.date_order = [*columns], existing, date_order
    _begin(work, found, ImportState.CHECKING)
    work.emit(events.CustomerImportCheckAsked(found.id))
    return found


def start(work: Work, import_id: UUID) -> CustomerImport:
    """A job imports the rows as they were tried. Raises ImportMovedOn. Emits
    CustomerImportStarted."""
    found = work.get(CustomerImport, import_id, lock=True)
    _require_state(found, ImportState.CHECKED)
    _begin(work, found, ImportState.IMPORTING)
    work.emit(events.CustomerImportStarted(found.id), rows=found.total_rows)
    return found


def cancel(work: Work, import_id: UUID) -> CustomerImport:
    """No more rows are done. What was imported stands; a check is as if it never was.

    Raises ImportMovedOn. Emits CustomerImportEnded.
    """
    found = work.get(CustomerImport, import_id, lock=True)
    if found.state == ImportState.CHECKING:
        _begin(work, found, ImportState.READ)
    else:
        _require_state(found, ImportState.READ, ImportState.CHECKED, ImportState.IMPORTING)
        if found.state != ImportState.IMPORTING:
            _reset(work, found)
        _end(work, found, ImportState.CANCELLED)
    work.emit(events.CustomerImportEnded(found.id), **_counts(found))
    return found


def reading_of(work: Work, import_id: UUID) -> tuple[CustomerImport, Reading] | None:
    """The import and how its table is read, if a job has rows of it to go through."""
    found = work.session.get(CustomerImport, (work.context.tenant_id, import_id))
    if found is None or ImportState(found.state) not in RUNNING:
        return None
    columns = [Target(each) if each else None for each in found.columns]
    zone = ZoneInfo(own_tenant(work).time_zone)
    return found, Reading(columns, DateOrder(found.date_order), zone, work.now)


def do_batch(work: Work, import_id: UUID, wishes: Sequence[Wish], crowd: Crowd) -> bool:
    """The next rows are tried or imported; False when there is nothing more to do.

    Locks the import. Emits CustomerImportWentOn, and at the end CustomerImportEnded.
    """
    found = work.get(CustomerImport, import_id, lock=True)
    state = ImportState(found.state)
    if state not in RUNNING:
        return False
    batch = wishes[found.done_rows : found.done_rows + BATCH]
    steps = list(steps_for(work, batch, crowd, Existing(found.existing)))
    if state is ImportState.IMPORTING:
        steps = write(work, found, steps)
    else:
        note_refused(work, found, steps)
    for outcome, count in Counter(step.outcome for step in steps).items():
        setattr(found, outcome.value, getattr(found, outcome.value) + count)
    _note_shared(found, [step.shared for step in steps if step.shared is not None])
    found.done_rows += len(batch)
    if is_over := found.done_rows >= found.total_rows or not batch:
        is_check = state is ImportState.CHECKING
        _end(work, found, ImportState.CHECKED if is_check else ImportState.DONE)
    work.session.flush()
    event = events.CustomerImportEnded if is_over else events.CustomerImportWentOn
    work.emit(event(found.id), **_counts(found))
    return not is_over


def fail(work: Work, import_id: UUID, sentence: str) -> None:
    """The import ends with this sentence. Emits CustomerImportEnded."""
    found = work.get(CustomerImport, import_id, lock=True)
    if ImportState(found.state) not in OVER:
        found.error = sentence
        _end(work, found, ImportState.FAILED)
        work.emit(events.CustomerImportEnded(found.id), **_counts(found))


def _require_state(found: CustomerImport, *states: ImportState) -> None:
    if found.state not in states:
        raise ImportMovedOn


def _begin(work: Work, found: CustomerImport, state: ImportState) -> None:
    _reset(work, found)
    found.state = state
    work.session.flush()


def _reset(work: Work, found: CustomerImport) -> None:
    """What a check counted is forgotten."""
    rows = delete(CustomerImportRow).where(CustomerImportRow.import_id == found.id)
    work.session.execute(rows.execution_options(synchronize_session=False))
    for name in ("done_rows", "shared_rows", *COUNTED):
        setattr(found, name, 0)
    found.shared = []


def _note_shared(found: CustomerImport, shared: Sequence[Shared]) -> None:
    room = MOST_SHARED - len(found.shared)
    found.shared_rows += len(shared)
    found.shared = [*found.shared, *(asdict(each) for each in shared[:room])]


def _end(work: Work, found: CustomerImport, state: ImportState) -> None:
    found.state = state
    found.ended_at = work.now if state in OVER else None
    work.session.flush()


def _counts(found: CustomerImport) -> dict[str, Any]:
    return {name: getattr(found, name) for name in COUNTED}
