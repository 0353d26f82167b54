"""What a business says about itself, and what the platform says about a business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event
from smoothschedule.core.problems import Clash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant


class WrongState(Clash):
    slug = "wrong-state"
    title = "The business is in that state already."


@dataclass(frozen=True, slots=True)
class TenantChanged(Event):
    tag = Tag.TENANT_CHANGED
    tenant_id: UUID


def change(work: Work, tenant: Tenant, **changes: Any) -> Tenant:
    """The business's settings are the new ones. Emits TenantChanged."""
    for name, value in changes.items():
        setattr(tenant, name, value)
    work.session.flush()
    work.emit(TenantChanged(tenant.id))
    return tenant


def suspend(work: Work, tenant: Tenant, *, reason: str) -> Tenant:
    """Nobody reaches the business any more; its data stays. Emits TenantChanged."""
    if tenant.is_suspended:
        raise WrongState
    return change(work, tenant, status="suspended", status_reason=reason)


def activate(work: Work, tenant: Tenant) -> Tenant:
    """The business is reachable. Emits TenantChanged."""
    if not tenant.is_suspended:
        raise WrongState
    return change(work, tenant, status="active", status_reason=None)


def matching(q: str | None) -> Select[Tenant]:
    """Businesses whose name or subdomain holds the words, as far as the role may see them."""
    query = select(Tenant)
    if q:
        has_words = (
            column.icontains(q, autoescape=True) for column in (Tenant.name, Tenant.subdomain)
        )
        query = query.where(or_(*has_words))
    return query
