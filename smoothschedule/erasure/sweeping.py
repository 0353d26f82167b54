"""Customers whom nobody has seen for long are erased, where a business wants that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import DateTime, exists, func, literal, select, text

from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.rules.states import OPEN
from smoothschedule.core.db import LOOKUP, Context, open_session
from smoothschedule.core.problems import Problem
from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.jobs import drop_erased_files
from smoothschedule.erasure.operations.erasing import erase
from smoothschedule.erasure.rules.reasons import Because
from smoothschedule.scheduling.models import Appointment, Customer, WaitlistEntry
from smoothschedule.scheduling.rules.waitlist import ON_THE_LIST
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

log = structlog.get_logger()
#: Of one business in one run: each is a transaction of its own, the rest comes with the next.
MOST_AT_ONCE: Final = 200
WITH_A_POLICY: Final = text("SELECT * FROM lookup.tenants_that_erase_customers()")
#: What is queued here is known to be a job.
NEEDED = drop_erased_files


def erase_unseen(runtime: Any) -> int:
    """Customers not seen for as long as their business says are erased; returns how many.

    One that cannot be erased now (an import is under way) waits for the next run.
    """
    count = 0
    for tenant_id in _tenants(runtime):
        with runtime.units.tenant(tenant_id) as work:
            ids = unseen(work, limit=MOST_AT_ONCE)
        for id in ids:
            count += _erase_one(runtime, tenant_id, id)
    return count


def count_unseen(runtime: Any) -> int:
    """How many customers a run would erase, or more when there are more than it takes."""
    count = 0
    for tenant_id in _tenants(runtime):
        with runtime.units.open(Context(tenant_id=tenant_id, read_only=True)) as work:
            count += len(unseen(work))
    return count


def unseen(work: Work, *, limit: int | None = None, only: UUID | None = None) -> Sequence[UUID]:
    """Customers of the business who were not there, did not sign in and wait for nothing since
    so many months; those first who are known longest. `only` asks about one of them.
    """
    before = _before(work)
    if before is None:
        return []
    seen = exists().where(
        Appointment.tenant_id == Customer.tenant_id,
        Appointment.customer_id == Customer.id,
        Appointment.ends_at >= before,
    )
    waits = exists().where(
        WaitlistEntry.tenant_id == Customer.tenant_id,
        WaitlistEntry.customer_id == Customer.id,
        WaitlistEntry.state.in_(ON_THE_LIST),
    )
    signed_in = exists().where(
        User.tenant_id == Customer.tenant_id,
        User.id == Customer.user_id,
        (User.role != Role.CUSTOMER)
        | (func.coalesce(User.last_sign_in_at, User.created_at) >= before),
    )
    signs = exists().where(
        ContractSigner.tenant_id == Customer.tenant_id,
        ContractSigner.customer_id == Customer.id,
        Contract.tenant_id == ContractSigner.tenant_id,
        Contract.id == ContractSigner.contract_id,
        Contract.state.in_(OPEN)
        | (func.coalesce(Contract.completed_at, Contract.created_at) >= before),
    )
    query = (
        select(Customer.id)
        .where(Customer.erased_at.is_(None), Customer.created_at < before)
        .where(~seen, ~waits, ~signed_in, ~signs)
        .order_by(Customer.id)
    )
    if only is not None:
        query = query.where(Customer.id == only)
    return work.session.scalars(query.limit(limit)).all()


def _before(work: Work) -> Any:
    """Who was last seen before then is erased; None where nobody is."""
    months = own_tenant(work).erase_customers_after_months
    if months is None:
        return None
    now = literal(work.now, DateTime(timezone=True))
    return work.session.scalar(select(now - func.make_interval(0, months)))


def _erase_one(runtime: Any, tenant_id: UUID, customer_id: UUID) -> int:
    try:
        with runtime.units.tenant(tenant_id) as work:
            found = work.get(Customer, customer_id, lock=True)
            if found.erased_at is not None or not unseen(work, only=customer_id):
                return 0
            erase(work, found, because=Because.NOT_SEEN)
    except Problem as problem:
        log.info("erasure.postponed", tenant_id=str(tenant_id), problem=problem.slug)
        return 0
    return 1


def _tenants(runtime: Any) -> list[UUID]:
    with open_session(runtime.engine, LOOKUP) as session:
        return list(session.scalars(WITH_A_POLICY))
