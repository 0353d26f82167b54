"""Imports of customers, and the rows of them that were refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, select

from smoothschedule.core.csv_export import csv_lines
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import CustomerImport, CustomerImportRow
from smoothschedule.scheduling.rules.imports import REVERSIBLE, ImportState, Outcome

LATEST: Final = 10
#: So many refused rows are shown; the file has all of them.
SHOWN: Final = 50
BATCH: Final = 1_000


def latest_imports(work: Work) -> list[dict[str, Any]]:
    """The last imports, the newest first."""
    query = select(CustomerImport).order_by(CustomerImport.created_at.desc()).limit(LATEST)
    return [_document(work, found) for found in work.session.scalars(query)]


def import_document(work: Work, import_id: UUID) -> dict[str, Any]:
    """One import with the first of its refused rows; raises NotFound."""
    found = work.get(CustomerImport, import_id)
    rows = work.session.scalars(_refused(import_id).limit(SHOWN))
    return {**_document(work, found), "refusals": rows.all()}


def refused_rows(work: Work, import_id: UUID) -> Iterator[str]:
    """The refused rows as lines of CSV, with their numbers and reasons."""
    after = 0
    while True:
        with work.apart() as own:
            query = _refused(import_id).where(CustomerImportRow.number > after).limit(BATCH)
            rows = own.session.scalars(query).all()
            lines = csv_lines([row.number, row.reason, *(row.cells or ())] for row in rows)
        if not rows:
            return
        yield lines
        after = rows[-1].number


def import_keys(work: Work) -> Iterator[str]:
    """The files of the store that imports still have."""
    yield from filter(None, work.session.scalars(select(CustomerImport.file_key)))


def _refused(import_id: UUID) -> Any:
    return (
        select(CustomerImportRow)
        .where(
            CustomerImportRow.import_id == import_id,
            CustomerImportRow.outcome == Outcome.REFUSED,
        )
        .order_by(CustomerImportRow.number)
    )


def _document(work: Work, found: CustomerImport) -> dict[str, Any]:
    names = (column.key for column in CustomerImport.__table__.columns)
    said = {name: getattr(found, name) for name in names}
    return {**said, "can_be_undone": _can_be_undone(work, found)}


def _can_be_undone(work: Work, found: CustomerImport) -> bool:
    if ImportState(found.state) not in REVERSIBLE:
        return False
    done = exists().where(
        CustomerImportRow.import_id == found.id, CustomerImportRow.customer_id.is_not(None)
    )
    return bool(work.session.scalar(select(done)))
