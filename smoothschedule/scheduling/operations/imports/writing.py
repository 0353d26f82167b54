"""A batch of rows is written: customers, and what undo and the error file will need of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, column, insert, update, values
from sqlalchemy.dialects import postgresql

from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Customer, CustomerImport, CustomerImportRow
from smoothschedule.scheduling.operations.imports.matching import FIELDS, Step
from smoothschedule.scheduling.rules.imports import Outcome


def write(work: Work, of: CustomerImport, steps: Sequence[Step]) -> list[Step]:
    """The steps are taken; returns what each came to in the end: a customer whom somebody else
    added meanwhile is unchanged."""
    added = {new_id(): step for step in steps if step.outcome is Outcome.ADDED}
    made = _add(work, added, by=of.created_by_id)
    lost = {step.wish.number for id, step in added.items() if id not in made}
    altered = [step for step in steps if step.outcome is Outcome.CHANGED]
    versions = _alter(work, altered)
    rows = [_row(step, customer_id=id, version=1) for id, step in added.items() if id in made]
    for step in altered:
        assert step.known is not None
        before = {name: step.known.values[name] for name in step.changes or {}}
        version = versions[step.known.id]
        rows.append(_row(step, customer_id=step.known.id, version=version, before=before))
    note_rows(work, of, rows)
    note_refused(work, of, steps)
    return [
        Step(step.wish, Outcome.UNCHANGED) if step.wish.number in lost else step for step in steps
    ]


def note_refused(work: Work, of: CustomerImport, steps: Iterable[Step]) -> None:
    """Rows that were refused are kept with their reasons."""
    refused = (step for step in steps if step.outcome is Outcome.REFUSED)
    rows = [_row(step, cells=list(step.wish.cells), reason=step.reason) for step in refused]
    note_rows(work, of, rows)


def note_rows(work: Work, of: CustomerImport, rows: Sequence[dict[str, Any]]) -> None:
    """What became of these rows is kept."""
    if rows:
        whole = [{"id": new_id(), "import_id": of.id, **row} for row in rows]
        work.session.execute(insert(CustomerImportRow), whole)


def _row(step: Step, **more: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("customer_id", "version", "before", "cells", "reason"))
    return {"number": step.wish.number, "outcome": step.outcome.value, **nothing, **more}


def _add(work: Work, added: Mapping[UUID, Step], *, by: UUID | None) -> set[UUID]:
    """Ids of those who are there now; the others were added by somebody else meanwhile."""
    if not added:
        return set()
    new = [
        {
            "id": id,
            "name": said["name"],
            "email": said.get("email"),
            "phone": said.get("phone"),
            "notes": said.get("notes", ""),
            "tags": said.get("tags", []),
            "status": said.get("status", "active"),
            "created_at": said.get("created_at", work.now),
            "created_by_id": by,
            "version": 1,
        }
        for id, step in added.items()
        for said in (step.wish.values,)
    ]
    statement = (
        postgresql.insert(Customer)
        .values(new)
        .on_conflict_do_nothing(index_elements=["tenant_id", "email", "search_name"])
        .returning(Customer.id)
    )
    return set(work.session.scalars(statement))


def _alter(work: Work, steps: Sequence[Step]) -> dict[UUID, int]:
    """The versions that the changed customers have now."""
    new = {
        step.known.id: {**step.known.values, **step.changes}
        for step in steps
        if step.known is not None and step.changes is not None
    }
    return set_all(work, new)


def set_all(work: Work, new: Mapping[UUID, Mapping[str, Any]]) -> dict[UUID, int]:
    """These customers have these values, by one statement; returns their new versions."""
    if not new:
        return {}
    kinds: dict[str, Any] = {"id": Uuid(), **dict.fromkeys(FIELDS, Text()), "tags": ARRAY(Text())}
    said = values(*(column(name, kind) for name, kind in kinds.items()), name="said").data(
        [(id, *(row[name] for name in kinds if name != "id")) for id, row in new.items()]
    )
    statement = (
        update(Customer)
        .where(Customer.id == said.c.id)
        .values({name: said.c[name] for name in FIELDS} | {"version": Customer.version + 1})
        .returning(Customer.id, Customer.version)
        .execution_options(synchronize_session=False)
    )
    return dict(iter(work.session.execute(statement)))
