"""The archive itself: a ZIP written piece by piece, with a manifest of all that is in it.

Rows come in pages from one snapshot of the database; when all are written the transaction is over,
and files are copied in pieces. So memory stays bounded however large the business is, and no
transaction waits for the store.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO, Final
from uuid import UUID

from sqlalchemy import Table, select, text

from smoothschedule.contracts.evidence import evidence_of
from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.queries.stored import stored_keys
from smoothschedule.contracts.schemas.evidence import EvidenceSchema
from smoothschedule.core.unit_of_work import Work
from smoothschedule.portability.contents import LEFT_OUT, columns_of, exported_tables
from smoothschedule.scheduling.queries import intake
from smoothschedule.storage.port import FileMissingError, Storage
from smoothschedule.tenants.branding import logo_key
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.quotas import own_tenant

FORMAT: Final = "smoothschedule-export"
FORMAT_VERSION: Final = 1
PAGE: Final = 500
PIECE_BYTES: Final = 256 * 1024
#: ZIP wants a moment for each entry; the same rows then make the same bytes.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
#: What the platform decides about a business is not the business's to take along.
OWN_COLUMNS: Final = frozenset(column.name for column in Tenant.__table__.columns) - {
    "status",
    "status_reason",
    "trial_ends_at",
    "plan",
    "plan_price_minor",
    "plan_currency",
    "is_temporary",
    "expires_at",
}

#: Parts of keys under which lies what can be drawn anew.
DRAWN: Final = ("/contracts/drafts/", "/contracts/previews/")

Progress = Callable[[int], None]


@dataclass(slots=True)
class Written:
    """What is in the archive so far: each entry's size and hash, rows of each table."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    #: Files that rows name and the store does not have.
    missing: list[str] = field(default_factory=list)


def write_archive(
    runtime: Any, tenant_id: UUID, target: BinaryIO, *, progress: Progress
) -> Written:
    """The whole business is in the archive; `progress` hears percents."""
    done = Written()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        with runtime.units.tenant(tenant_id) as work:
            business, keys = _write_snapshot(work, archive, done, progress)
        for at, key in enumerate(keys):
            _write_file(archive, done, key, files=runtime.files)
            progress(70 + 29 * (at + 1) // len(keys))
        _write(archive, done, "manifest.json", [_json(_manifest(business, done))])
    return done


def _write_snapshot(
    work: Work, archive: zipfile.ZipFile, done: Written, progress: Progress
) -> tuple[dict[str, Any], list[str]]:
    """Rows and evidence are written, as they stood at one moment; returns which business it was
    at which moment, and the keys of its files. Nothing is changed.
    """
    work.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    # What is read is packed meanwhile, and some of it is large.
    work.session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
    tenant, tables = own_tenant(work), exported_tables()
    own = {name: getattr(tenant, name) for name in sorted(OWN_COLUMNS)}
    _write(archive, done, "business.json", [_json(own)])
    for at, table in enumerate(tables):
        _write_table(work, archive, done, table)
        progress(60 * (at + 1) // len(tables))
    _write_evidence(work, archive, done)
    progress(70)
    return {"made_at": work.now, "business": tenant.name}, sorted(_keys_of(work, tenant))


def _manifest(business: dict[str, Any], done: Written) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        **business,
        "tables": done.tables,
        "entries": done.entries,
        "missing_files": done.missing,
        "left_out": dict(sorted(LEFT_OUT.items())),
    }


def _write(archive: zipfile.ZipFile, done: Written, name: str, pieces: Iterable[bytes]) -> None:
    """An entry of these pieces, noted with its size and hash."""
    sha256, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)
            sha256.update(piece)
            size += len(piece)
    done.entries.append({"name": name, "bytes": size, "sha256": sha256.hexdigest()})


def _write_table(work: Work, archive: zipfile.ZipFile, done: Written, table: Table) -> None:
    done.tables[table.name] = 0

    def lines() -> Iterator[bytes]:
        for row in _rows(work, table):
            done.tables[table.name] += 1
            yield _json(row) + b"\n"

    _write(archive, done, f"tables/{table.name}.jsonl", lines())


def _rows(work: Work, table: Table) -> Iterator[dict[str, Any]]:
    columns, after = columns_of(table), UUID(int=0)
    tenant_id = work.context.tenant_id
    while True:
        query = (
            select(*columns)
            .where(table.c.tenant_id == tenant_id, table.c.id > after)
            .order_by(table.c.id)
            .limit(PAGE)
        )
        found = work.session.execute(query).mappings().all()
        yield from (dict(row) for row in found)
        if len(found) < PAGE:
            return
        after = found[-1]["id"]


def _write_evidence(work: Work, archive: zipfile.ZipFile, done: Written) -> None:
    query = select(Contract).where(Contract.sent_at.is_not(None)).order_by(Contract.number)
    for contract in work.session.scalars(query.execution_options(yield_per=PAGE)):
        document = EvidenceSchema().dump(evidence_of(work, contract))
        _write(archive, done, f"evidence/{contract.number}.json", [_json(document)])


def _keys_of(work: Work, tenant: Tenant) -> set[str]:
    """Every stored file that the business has, but what can be drawn anew."""
    keys = {*stored_keys(work), *intake.stored_keys(work)}
    if tenant.logo_id is not None:
        keys.add(logo_key(tenant.id, tenant.logo_id))
    return {key for key in keys if not any(part in key for part in DRAWN)}


def _write_file(archive: zipfile.ZipFile, done: Written, key: str, *, files: Storage) -> None:
    try:
        file = files.open(key)
    except FileMissingError:
        done.missing.append(key)
        return
    with file:
        pieces = iter(lambda: file.read(PIECE_BYTES), b"")
        _write(archive, done, f"files/{_without_tenant(key)}", pieces)


def _without_tenant(key: str) -> str:
    """`tenants/<id>/contracts/…` without whose it is."""
    return key.split("/", 2)[2] if key.startswith("tenants/") else key


def _json(value: Any) -> bytes:
    text = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} has no place in an archive.")
