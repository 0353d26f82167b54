"""Handing the business over: it has one active owner before, after and in between."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.events import OwnershipTransferred
from smoothschedule.people.problems import CannotInherit, OwnerOnly, wrong_field
from smoothschedule.people.rules import may_inherit
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role


def transfer(work: Work, heir_id: UUID, *, business_name: str) -> User:
    """The heir owns the business, and who owned it is a manager.

    Both rows are locked, so of two transfers at once the second finds that the business is
    not the caller's any more; that there is never a second owner, nor an inactive one, is the
    database's to refuse. Raises Malformed unless the business is named, NotFound, OwnerOnly,
    CannotInherit. Emits OwnershipTransferred.
    """
    if business_name.casefold() != own_tenant(work).name.strip().casefold():
        raise wrong_field("business_name", "Type the name of the business exactly.")
    rows = work.session.scalars(
        select(User)
        .where(or_(User.role == Role.TENANT_OWNER, User.id == heir_id))
        .order_by(User.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    owner = next((row for row in rows if row.id == work.actor.user_id), None)
    heir = next((row for row in rows if row.id == heir_id), None)
    if owner is None or owner.role != Role.TENANT_OWNER:
        raise OwnerOnly
    if heir is None:
        raise NotFound
    if not may_inherit(heir.role, is_active=heir.is_active):
        raise CannotInherit
    owner.role = Role.TENANT_MANAGER
    work.session.flush()  # the index allows one owner, so the old one goes first
    heir.role = Role.TENANT_OWNER
    work.session.flush()
    work.emit(OwnershipTransferred(heir.id, owner.id))
    return heir
