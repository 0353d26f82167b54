"""What the console shows of tables that the platform's role may read only in part.

Read-only classes over selects of just those columns; both worlds of accounts and of jobs are
one list each. PLATFORM_ID stands where there is no business.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, or_, select, union_all
from sqlalchemy.orm import DeclarativeBase, Mapped

from smoothschedule.core.audit import PLATFORM_ID
from smoothschedule.core.jobs import Job, PlatformJob
from smoothschedule.tenants.models import Tenant, TenantDomain
from smoothschedule.users.models import PermissionGrant, PlatformUser, User, Visit
from smoothschedule.users.rules import Role

OF_PLATFORM = "SmoothSchedule"


class Shown(DeclarativeBase):
    """Rows of a select; nothing of them is ever written."""


JOB_COLUMNS = (
    "id",
    "name",
    "state",
    "attempts",
    "due_at",
    "finished_at",
    "failure",
    "created_at",
)


ACCOUNT_COLUMNS = (
    "id",
    "email",
    "name",
    "role",
    "is_active",
    "is_temporary",
    "last_sign_in_at",
    "created_at",
)
#: Roles that see colleagues; of platform accounts sales sees the temporary ones only.
SEES_COLLEAGUES = func.current_setting("app.platform_role", True).in_(
    (Role.SUPERUSER, Role.PLATFORM_MANAGER, Role.PLATFORM_SUPPORT)
)


class ShownAccount(Shown):
    """Somebody who can sign in, at a business or on the platform."""

    __table__ = union_all(
        select(
            User.tenant_id,
            Tenant.name.label("business"),
            Tenant.subdomain,
            Tenant.status.label("tenant_status"),
            *(getattr(User, name) for name in ACCOUNT_COLUMNS),
        ).join(Tenant, Tenant.id == User.tenant_id),
        select(
            literal(PLATFORM_ID).label("tenant_id"),
            literal(OF_PLATFORM).label("business"),
            literal("platform").label("subdomain"),
            literal("active").label("tenant_status"),
            *(getattr(PlatformUser, name) for name in ACCOUNT_COLUMNS),
        ).where(or_(PlatformUser.is_temporary, SEES_COLLEAGUES)),
    ).subquery("shown_accounts")
    __mapper_args__ = {"primary_key": [__table__.c.tenant_id, __table__.c.id]}  # noqa: RUF012

    tenant_id: Mapped[UUID]
    business: Mapped[str]
    subdomain: Mapped[str]
    tenant_status: Mapped[str]
    id: Mapped[UUID]
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    is_active: Mapped[bool]
    is_temporary: Mapped[bool]
    last_sign_in_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ShownJob(Shown):
    """A job of a business or of the platform, without its arguments."""

    __table__ = union_all(
        select(
            Job.tenant_id,
            Tenant.name.label("business"),
            *(getattr(Job, name) for name in JOB_COLUMNS),
        ).join(Tenant, Tenant.id == Job.tenant_id),
        select(
            literal(PLATFORM_ID).label("tenant_id"),
            literal(OF_PLATFORM).label("business"),
            *(getattr(PlatformJob, name) for name in JOB_COLUMNS),
        ),
    ).subquery("shown_jobs")
    __mapper_args__ = {"primary_key": [__table__.c.tenant_id, __table__.c.id]}  # noqa: RUF012

    tenant_id: Mapped[UUID]
    business: Mapped[str]
    id: Mapped[UUID]
    name: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    created_at: Mapped[datetime]


def _with_business(table: Any) -> Any:
    """Rows of the table with the name of their business."""
    return (
        select(
            *table.__table__.columns,
            func.coalesce(Tenant.name, literal(OF_PLATFORM)).label("business"),
        )
        .select_from(table)
        .outerjoin(Tenant, Tenant.id == table.tenant_id)
        .subquery(f"shown_{table.__tablename__}")
    )


class ShownGrant(Shown):
    """A permission lent to somebody, with the business it is for."""

    __table__ = _with_business(PermissionGrant)
    __mapper_args__ = {"primary_key": [__table__.c.tenant_id, __table__.c.id]}  # noqa: RUF012

    tenant_id: Mapped[UUID]
    business: Mapped[str]
    id: Mapped[UUID]
    action: Mapped[str]
    reason: Mapped[str]
    grantor_email: Mapped[str]
    grantee_id: Mapped[UUID]
    grantee_email: Mapped[str]
    grantee_realm: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ShownVisit(Shown):
    """A masquerade or an entry, with the business it is in."""

    __table__ = _with_business(Visit)
    __mapper_args__ = {"primary_key": [__table__.c.tenant_id, __table__.c.id]}  # noqa: RUF012

    tenant_id: Mapped[UUID]
    business: Mapped[str]
    id: Mapped[UUID]
    kind: Mapped[str]
    mode: Mapped[str]
    reason: Mapped[str]
    actor_id: Mapped[UUID]
    actor_name: Mapped[str]
    actor_email: Mapped[str]
    actor_role: Mapped[str]
    target_email: Mapped[str | None]
    target_role: Mapped[str | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class ShownDomain(Shown):
    """A host that a business claims, with what its DNS said last."""

    __table__ = _with_business(TenantDomain)
    __mapper_args__ = {"primary_key": [__table__.c.tenant_id, __table__.c.id]}  # noqa: RUF012

    tenant_id: Mapped[UUID]
    business: Mapped[str]
    id: Mapped[UUID]
    host: Mapped[str]
    verified_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    finding: Mapped[str | None]
    is_pointed_here: Mapped[bool]
    failures: Mapped[int]
    route53_zone_id: Mapped[str | None]
    created_at: Mapped[datetime]
