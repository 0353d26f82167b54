"""People of businesses as platform staff see them: the directory columns, nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import load_only
from sqlalchemy.sql.base import ExecutableOption

from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User


def in_directory() -> ExecutableOption:
    """The columns of people that the platform's role may read."""
    return load_only(
        User.email,
        User.name,
        User.role,
        User.is_active,
        User.is_temporary,
        User.last_sign_in_at,
        raiseload=True,
    )


def people(q: str | None = None, tenant_id: UUID | None = None) -> Select[Any]:
    """People whose address holds the words, as far as the role may see them."""
    query = select(User).options(in_directory())
    if q:
        query = query.where(User.email.icontains(q, autoescape=True))
    return query.where(User.tenant_id == tenant_id) if tenant_id else query


def person(work: Work, tenant_id: UUID, user_id: UUID) -> User | None:
    """One person of one business, if the role may see them."""
    query = people(tenant_id=tenant_id).where(User.id == user_id)
    return work.session.scalars(query).one_or_none()


def tenants_of(work: Work, users: list[User]) -> dict[UUID, Tenant]:
    """The businesses of these people, by id."""
    ids = {user.tenant_id for user in users}
    found = work.session.scalars(select(Tenant).where(Tenant.id.in_(ids)))
    return {tenant.id: tenant for tenant in found}
