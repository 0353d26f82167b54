"""The file of an import: kept privately while it is worked on, and deleted afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select, update

from smoothschedule.core import jobs
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.csv_import import MOST_BYTES, Table, read_table
from smoothschedule.core.db import new_id
from smoothschedule.core.jobs import JobRequest
from smoothschedule.core.problems import TooLarge
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scanning import Scanner
from smoothschedule.scheduling.models import CustomerImport, CustomerImportRow
from smoothschedule.scheduling.operations.quotas import require_storage
from smoothschedule.scheduling.rules.customer_columns import Target, guessed_columns
from smoothschedule.scheduling.rules.customer_rows import DateOrder, guessed_order
from smoothschedule.scheduling.rules.imports import OVER
from smoothschedule.storage.port import FileMissingError, Storage
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.uploads import operations as uploads
from smoothschedule.uploads.models import Purpose
from smoothschedule.uploads.operations import Ticket

CSV: Final = "text/csv"
SHOWN_ROWS: Final = 5
FILE_LIVES: Final = timedelta(days=1)
ROWS_LIVE: Final = timedelta(days=30)


def begin_upload(work: Work, *, file_name: str, size_bytes: int, files: Storage) -> Ticket:
    """An address that takes the file. Raises TooLarge, QuotaReached, ManyUploads."""
    if size_bytes > MOST_BYTES:
        raise TooLarge(f"The file can have {MOST_BYTES // 1_000_000} MB at most. Please part it.")
    require_storage(work, size_bytes)
    return uploads.begin_upload(
        work,
        Purpose.CUSTOMER_IMPORT,
        file_name=file_name,
        size_bytes=size_bytes,
        content_type=CSV,
        files=files,
    )


def take_upload(work: Work, upload_id: UUID, *, files: Storage, scanner: Scanner) -> UUID:
    """The import of the uploaded file: a new one, or the one that was made of it before.

    Raises NotFound, NothingUploaded, ArrivedOtherwise, FileInfected, NotScanned, and as
    `take_file` does.
    """
    upload = uploads.own_upload(work, upload_id, Purpose.CUSTOMER_IMPORT)
    if upload.result_id is not None:
        return upload.result_id
    data = uploads.received(upload, files=files, scanner=scanner)
    taken = take_file(work, data, file_name=upload.file_name, files=files)
    uploads.note_made(work, upload, taken.id, files=files)
    return taken.id


def take_file(work: Work, data: bytes, *, file_name: str, files: Storage) -> CustomerImport:
    """The file is kept, and what its columns mean is guessed. Nothing is imported yet.

    Raises NoTable with a sentence, QuotaReached.
    """
    table = read_table(data)
    require_storage(work, len(data))
    id, columns = new_id(), guessed_columns(table.head)
    key = f"tenants/{work.context.tenant_id}/imports/{id}.csv"
    files.put(key, BytesIO(data), content_type=CSV)
    taken = CustomerImport(
        id=id,
        created_by_id=work.actor.user_id,
        file_name=file_name,
        file_key=key,
        file_bytes=len(data),
        encoding=table.encoding,
        delimiter=table.delimiter,
        head=list(table.head),
        sample=[list(line.cells) for line in table.lines[:SHOWN_ROWS]],
        columns=columns,
        date_order=_order_in(work, table, columns),
        total_rows=len(table.lines),
    )
    work.session.add(taken)
    work.session.flush()
    work.record(Tag.CUSTOMER_IMPORT_FILE_TAKEN, "customer_import", id, rows=taken.total_rows)
    for name, after in (("drop_import_file", FILE_LIVES), ("forget_import_rows", ROWS_LIVE)):
        jobs.plan(work, JobRequest(name, {"customer_import_id": str(id)}), due_at=work.now + after)
    return taken


def _order_in(work: Work, table: Table, columns: Sequence[Target | None]) -> DateOrder:
    is_american = own_tenant(work).currency == "USD"
    usual = DateOrder.MONTH_FIRST if is_american else DateOrder.DAY_FIRST
    if Target.SINCE not in columns:
        return usual
    at = columns.index(Target.SINCE)
    days = (line.cells[at] for line in islice(table.lines, 500) if at < len(line.cells))
    return guessed_order(days, otherwise=usual)


def table_of(found: CustomerImport, *, files: Storage) -> Table | None:
    """The table in the import's file; None when the file is gone. Raises NoTable."""
    if found.file_key is None:
        return None
    try:
        with files.open(found.file_key) as file:
            return read_table(file.read(MOST_BYTES + 1))
    except FileMissingError:
        return None


def key_to_drop(work: Work, import_id: UUID) -> str | None:
    """Where the store keeps a file that nobody needs: the import is over, or a day old."""
    query = select(CustomerImport.file_key).where(
        CustomerImport.id == import_id,
        CustomerImport.state.in_(OVER) | (CustomerImport.created_at <= work.now - FILE_LIVES),
    )
    found: str | None = work.session.scalar(query)
    return found


def note_dropped(work: Work, import_id: UUID) -> None:
    """The import has no file any more, and takes up nothing."""
    _note(work, import_id, file_key=None, file_bytes=0)


def forget_rows(work: Work, import_id: UUID) -> None:
    """What the file said of people is gone; what was counted stays. Undo is over with it."""
    rows = delete(CustomerImportRow).where(CustomerImportRow.import_id == import_id)
    work.session.execute(rows)
    _note(work, import_id, sample=[])


def _note(work: Work, import_id: UUID, **columns: Any) -> None:
    work.session.execute(
        update(CustomerImport)
        .where(CustomerImport.id == import_id)
        .values(columns)
        .execution_options(unjournaled=True, synchronize_session=False)
    )
