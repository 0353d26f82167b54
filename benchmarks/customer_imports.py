"""An import of customers as the worker does it: parsed, matched, written and undone.

    python -m benchmarks.customer_imports [--small]

The target is 10,000 rows in 60 seconds; the same file is then imported again, which only
updates, and the first import taken back.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any
from uuid import UUID

from benchmarks.figures import Report, milliseconds, progress, run
from benchmarks.installation import installation
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.jobs import customer_imports as jobs
from smoothschedule.scheduling.models import CustomerImport
from smoothschedule.scheduling.operations.imports import files, running, undoing
from smoothschedule.tenants.models import Tenant

TARGET_SECONDS, TARGET_ROWS = 60.0, 10_000
COLUMNS = ("name", "email", "phone", "tags", "notes")
ALREADY = 20_000


def measure(is_small: bool) -> Report:
    """One business with many customers already, and a file of new ones."""
    rows = 1_000 if is_small else TARGET_ROWS
    report = Report(f"Customers from a file: {rows:,} rows, {ALREADY:,} customers already")
    with installation(durable=False) as install:
        runtime, tenant_id = install.runtime, new_id()
        _business(runtime, tenant_id)
        _take(runtime, tenant_id, _file(ALREADY, "old"), existing="skip")
        target = TARGET_SECONDS * rows / TARGET_ROWS
        spent: dict[str, float] = {}
        first, spent["checked and imported"] = _take(
            runtime, tenant_id, _file(rows, "new"), existing="skip"
        )
        progress("again, as an update")
        _, spent["checked and updated"] = _take(
            runtime, tenant_id, _file(rows, "new", phone="2"), existing="update"
        )
        for what, seconds in spent.items():
            report.add(f"{what} / the target", seconds / target, milliseconds(seconds), limit=1.0)
        report.add("taken back / the target", _undo(runtime, tenant_id, first) / target, "")
    return report


def _file(rows: int, word: str, *, phone: str = "1") -> bytes:
    lines = (
        f"{word} Guest {n},{word}{n}@guests.example,+49 {phone} {n},{word},Note {n}"
        for n in range(rows)
    )
    return "\n".join(["Name,E-mail,Phone,Tags,Notes", *lines]).encode()


def _take(runtime: Runtime, tenant_id: UUID, data: bytes, *, existing: str) -> tuple[UUID, float]:
    with runtime.units.tenant(tenant_id) as work:
        id = files.take_file(work, data, file_name="x.csv", files=runtime.files).id
    began = perf_counter()
    with runtime.units.tenant(tenant_id) as work:
        reading: dict[str, Any] = {"existing": existing, "date_order": "dmy"}
        running.ask_check(work, id, columns=COLUMNS, **reading)
    _go_through(runtime, tenant_id, id, "checked")
    with runtime.units.tenant(tenant_id) as work:
        running.start(work, id)
    _go_through(runtime, tenant_id, id, "done")
    return id, perf_counter() - began


def _go_through(runtime: Runtime, tenant_id: UUID, id: UUID, state: str) -> None:
    found = ""
    while found != state:
        jobs.go_through_customer_file(runtime, tenant_id, customer_import_id=str(id))
        with runtime.units.tenant(tenant_id) as work:
            found = work.get(CustomerImport, id).state


def _undo(runtime: Runtime, tenant_id: UUID, id: UUID) -> float:
    began = perf_counter()
    with runtime.units.tenant(tenant_id) as work:
        undoing.ask_undo(work, id)
    jobs.undo_customer_import(runtime, tenant_id, customer_import_id=str(id))
    return perf_counter() - began


def _business(runtime: Runtime, tenant_id: UUID) -> None:
    with runtime.units.tenant(tenant_id) as work:
        work.session.add(
            Tenant(
                id=tenant_id,
                name="bench",
                subdomain="bench",
                time_zone="Europe/Berlin",
                plan="enterprise",
            )
        )
        work.session.flush()
        work.record(Tag.DEMO_SEEDED)


if __name__ == "__main__":
    run("customer_imports", measure, __doc__)
