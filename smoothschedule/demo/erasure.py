"""A demo business is erased: every row of it, table by table, and its files.

The way, for whoever must know what is left:

1. the platform closes the business, so that nothing new arrives, and deletes the EVIDENCE of
   its contracts, which the business itself may only add to;
2. as the business itself, the files of its contracts and answers go, and then its rows, those
   that refer to others first. The audit stays: its rows are append-only and hold no personal data;
3. its logo goes;
4. the platform deletes the records of who was in the business (KEPT_RECORDS), which the
   business itself may not, and then the business. PostgreSQL refuses that while any row is
   left, and for a business that is no demo.

Each step may be repeated, so a process that dies half-way leaves a demo that the next sweep
finishes.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import Table, delete, select

from smoothschedule.contracts.queries.stored import stored_keys
from smoothschedule.core.audit import AuditEvent
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Base
from smoothschedule.core.unit_of_work import Work
from smoothschedule.demo.events import DemoErased
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.queries import intake
from smoothschedule.scheduling.queries.customer_imports import import_keys
from smoothschedule.tenants.branding import logo_key
from smoothschedule.tenants.jobs import platform_work
from smoothschedule.tenants.models import Tenant
from smoothschedule.uploads import queries as uploads

KEPT_RECORDS: Final = ("permission_grants", "visits")
EVIDENCE: Final = ("contract_events",)


def erase(runtime: Runtime, tenant_id: UUID) -> bool:
    """Nothing is left of the expired demo but its audit; False when it is none or lives on."""
    evidence, own, records = tables_of_tenants()
    with platform_work(runtime) as work:
        demo = _expired(work, tenant_id)
        if demo is None:
            return False
        if not demo.is_suspended:
            demo.status, demo.status_reason = "suspended", "This demo has expired."
            work.record(Tag.TENANT_SUSPENDED, "tenant", demo.id, tenant_id=demo.id)
        for table in evidence:
            _empty(work, table, tenant_id)
        logo_id = demo.logo_id
    with runtime.units.tenant(tenant_id) as work:
        kept = {*stored_keys(work), *intake.stored_keys(work), *import_keys(work)}
        for key in {*kept, *uploads.stored_keys(work)}:
            runtime.files.delete(key)
        counts = {table.name: _empty(work, table, tenant_id) for table in own}
        gone = {name: count for name, count in counts.items() if count}
        work.record(Tag.TENANT_ERASED, "tenant", tenant_id, rows=gone)
    if logo_id is not None:
        runtime.files.delete(logo_key(tenant_id, logo_id))
    with platform_work(runtime) as work:
        demo = _expired(work, tenant_id)
        if demo is not None:
            for table in records:
                _empty(work, table, tenant_id)
            work.session.delete(demo)
            work.session.flush()
            work.emit(DemoErased(tenant_id))
    return True


def tables_of_tenants() -> tuple[list[Table], list[Table], list[Table]]:
    """Tables with rows of businesses but the audit, those that refer to others first: the
    EVIDENCE, what a business empties itself, and the KEPT_RECORDS.
    """
    tables = [
        table
        for table in reversed(Base.metadata.sorted_tables)
        if "tenant_id" in table.columns and table is not AuditEvent.__table__
    ]
    evidence = [table for table in tables if table.name in EVIDENCE]
    records = [table for table in tables if table.name in KEPT_RECORDS]
    return evidence, [t for t in tables if t not in evidence and t not in records], records


def _expired(work: Work, tenant_id: UUID) -> Tenant | None:
    query = select(Tenant).where(
        Tenant.id == tenant_id, Tenant.is_temporary, Tenant.expires_at <= work.now
    )
    return work.session.scalar(query.with_for_update())


def _empty(work: Work, table: Table, tenant_id: UUID) -> int:
    """The business's rows of the table are gone; returns how many there were."""
    return work.change(delete(table).where(table.c.tenant_id == tenant_id))
