"""Rows of an archive, looked through and written.

PostgreSQL itself turns JSON into rows, as the application's role within the new business: so row
security, constraints and foreign keys judge an archive as they judge everybody. Columns that the
archive does not have yet take their defaults.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, text
from sqlalchemy.exc import DBAPIError

from smoothschedule.core.audit import AuditEvent
from smoothschedule.core.unit_of_work import Work
from smoothschedule.portability.contents import KEYS, NULLS, columns_of, exported_tables
from smoothschedule.portability.reading import Archive, parsed
from smoothschedule.portability.refusals import ArchiveRefused, refusal_of
from smoothschedule.storage.port import InvalidKeyError, checked_key

#: Rows of one statement, and about how many bytes of them.
PAGE, PAGE_BYTES = 500, 4 * 2**20
#: What follows from the business that the rows come to be in, and where an upload waited.
_LEFT: Final = frozenset({"is_temporary", "upload_path"})

Row = dict[str, Any]
#: Of a row of a table, the columns that no archive has and that are made anew.
Renew = Callable[[str, Row], Row]


@dataclass(slots=True)
class Looked:
    """What an archive's rows were found to be."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    #: Keys that rows name, without whose they are.
    keys: set[str] = field(default_factory=set)


def look_through(archive: Archive, former_id: UUID) -> Looked:
    """Every row is one of this business and fits its table; raises ArchiveRefused."""
    found = Looked()
    for table in exported_tables():
        name, count = table.name, 0
        known = {column.name for column in columns_of(table)}
        for line in archive.lines(name):
            row, count = parsed(line, f"tables/{name}.jsonl"), count + 1
            columns = found.columns.setdefault(name, list(row))
            if row.keys() != set(columns):
                raise ArchiveRefused(f"Rows of {name} have different columns.")
            if count == 1:
                _check_columns(name, columns, known)
            for column in columns:
                if (name, column) in KEYS and row[column] is not None:
                    found.keys.add(_own_part(name, row[column], former_id))
        if count != archive.manifest["tables"].get(name, 0):
            raise ArchiveRefused(f"The manifest tells of another number of rows of {name}.")
        found.counts[name] = count
    _check_files(archive, found.keys, former_id)
    return found


def _check_columns(table: str, columns: list[str], known: set[str]) -> None:
    unknown = set(columns) - known
    if unknown:
        raise ArchiveRefused(
            f"The column {min(unknown)} of {table} is not known here, or never part of an export."
            " Is the archive from a newer version?"
        )
    if "id" not in columns:
        raise ArchiveRefused(f"Rows of {table} have no id.")


def _own_part(table: str, key: object, former_id: UUID) -> str:
    """The key without its beginning; raises ArchiveRefused unless the business's own."""
    beginning = f"tenants/{former_id}/"
    if not isinstance(key, str) or not key.startswith(beginning):
        raise ArchiveRefused(f"A row of {table} names a file that is not the business's own.")
    try:
        return checked_key(key).removeprefix(beginning)
    except InvalidKeyError:
        raise ArchiveRefused(f"A row of {table} names {key!r}, which is no file.") from None


def _check_files(archive: Archive, keys: set[str], former_id: UUID) -> None:
    """Files and rows name each other; raises ArchiveRefused."""
    files, lost = set(archive.files), set()
    if (logo_id := archive.business.get("logo_id")) is not None:
        keys = keys | {f"logo/{logo_id}.png"}
    for key in archive.manifest["missing_files"]:
        lost.add(_own_part("the manifest", key, former_id))
    for key in sorted(keys - files - lost):
        raise ArchiveRefused(f"The file {key} is not in the archive, but a row names it.")
    for key in sorted(files - keys):
        raise ArchiveRefused(f"The file {key} is in the archive, but no row names it.")


def write_rows(
    work: Work,
    archive: Archive,
    looked: Looked,
    *,
    former_id: UUID,
    renew: Renew,
    progress: Callable[[int], None],
) -> None:
    """The rows are those of the new business, under the ids that they had."""
    tables = [table for table in exported_tables() if looked.counts[table.name]]
    for at, table in enumerate(tables):
        for page in _pages(archive, table):
            for row in page:
                _move(table.name, row, former_id, work.context.tenant_id)
                row.update(renew(table.name, row))
            write(work, table.name, page)
        progress(at * 100 // len(tables))


def write(work: Work, table: str, rows: list[Row]) -> None:
    """The rows are there; raises ArchiveRefused for those that PostgreSQL does not take."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        # Some have columns that were made anew; in the others those take their defaults.
        groups[tuple(sorted(row.keys() - _LEFT))].append(row)
    for names, group in groups.items():
        listed = ", ".join(names)
        values = ", ".join(
            f"coalesce({name}, 'null')" if (table, name) in NULLS else name for name in names
        )
        statement = text(
            f"INSERT INTO {table} ({listed}) SELECT {values} FROM"  # noqa: S608 - names known here
            f" jsonb_populate_recordset(CAST(NULL AS {table}), CAST(:rows AS jsonb))"
        )
        try:
            work.session.execute(statement, {"rows": json.dumps(group)})
        except DBAPIError as error:
            if (refusal := refusal_of(error, table)) is None:
                raise
            raise refusal from error


def _pages(archive: Archive, table: Table) -> Iterator[list[Row]]:
    """Rows in pages; those that refer to rows of their own table come after these."""
    inward = [
        key.column_keys[-1]
        for key in table.foreign_key_constraints
        if key.referred_table is table and not key.deferrable
    ]
    for is_later in (False, True) if inward else (None,):
        page, size = [], 0
        for line in archive.lines(table.name):
            row = parsed(line, table.name)
            if is_later in (None, any(row.get(column) is not None for column in inward)):
                page.append(row)
                size += len(line)
            if len(page) >= PAGE or size >= PAGE_BYTES:
                yield page
                page, size = [], 0
        if page:
            yield page


def _move(table: str, row: Row, former_id: UUID, tenant_id: UUID | None) -> None:
    """What names the business itself names the new one: keys of its files, and the audit's rows
    about it."""
    for column in row.keys() & {name for owner, name in KEYS if owner == table}:
        if row[column] is not None:
            row[column] = row[column].replace(str(former_id), str(tenant_id), 1)
    if table == AuditEvent.__tablename__ and row.get("subject_id") == str(former_id):
        row["subject_id"] = str(tenant_id)
