"""Lending a permission for a while, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select, update

from smoothschedule.core.audit import Realm
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Clash, NotAllowed, NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import PermissionGrant, PlatformUser, User, Visit
from smoothschedule.users.models.grant import Party
from smoothschedule.users.rules import Role, VisitKind

#: Whom an owner may lend to: people who work there, not customers, not an equal.
BORROWERS = (Role.TENANT_MANAGER, Role.TENANT_STAFF)


class NotYoursToLend(NotAllowed):
    slug = "not-yours-to-lend"
    title = "You can lend only what you may do yourself, and nothing that is personal."


class NotToThem(Clash):
    slug = "not-to-them"
    title = "This person cannot be lent a permission here."


class GrantOver(Clash):
    slug = "grant-over"
    title = "This has ended already."


@dataclass(frozen=True, slots=True)
class Visitor:
    """Platform staff as the business knows them: from the visit they are on."""

    id: UUID
    email: str
    realm: str = Realm.PLATFORM


def grant(
    work: Work,
    grantor: Party,
    grantee: Party,
    *,
    action: str,
    reason: str,
    duration_minutes: int,
    tenant: Tenant,
    personal: frozenset[str],
) -> PermissionGrant:
    """The grantee holds the permission in the tenant until the time is up or it is revoked.

    `personal` are the permissions that nobody uses in another's place. Raises NotYoursToLend
    or NotToThem.
    """
    if action not in lendable(work, personal=personal):
        raise NotYoursToLend
    if grantor.id == grantee.id:
        raise NotToThem("You hold this yourself.")
    made = PermissionGrant.create_grant(
        grantor,
        grantee,
        action,
        reason,
        duration_minutes,
        tenant_id=tenant.id,
        is_temporary=tenant.is_temporary,
    )
    work.record(
        Tag.PERMISSION_GRANTED,
        "permission_grant",
        made.id,
        tenant_id=tenant.id,
        action=action,
        grantee_id=str(grantee.id),
        minutes=duration_minutes,
    )
    work.session.flush()
    return made


#: Whoever holds these for a minute could give rights that outlast any grant.
LASTING = frozenset({"change_roles", "edit_rights"})


def lendable(work: Work, *, personal: frozenset[str]) -> frozenset[str]:
    """What the actor holds here, or would hold inside a business, and may lend."""
    actor = work.actor
    held = actor.permissions if work.context.tenant_id else actor.permissions_inside
    return held - personal - LASTING


def colleague(work: Work, user_id: UUID) -> User:
    """Somebody who works here and may borrow; raises NotFound, NotToThem."""
    found = work.get(User, user_id)
    if not found.is_active or found.role not in BORROWERS:
        raise NotToThem
    return found


def visiting_staff(work: Work, staff_id: UUID) -> Visitor:
    """Somebody of the platform who is inside the business now; raises NotFound."""
    email = work.session.scalar(
        select(Visit.actor_email)
        .where(
            Visit.kind == VisitKind.ENTRY,
            Visit.actor_id == staff_id,
            Visit.ended_at.is_(None),
            Visit.expires_at > work.now,
        )
        .limit(1)
    )
    if email is None:
        raise NotFound
    return Visitor(staff_id, email)


def support_person(work: Work, staff_id: UUID) -> PlatformUser:
    """Somebody of the platform's support who may borrow; raises NotFound, NotToThem."""
    found = work.get(PlatformUser, staff_id)
    if not found.is_active or found.role != Role.PLATFORM_SUPPORT:
        raise NotToThem
    return found


def matching(work: Work, *, state: str | None = None, tenant_id: UUID | None = None) -> Select[Any]:
    """Grants of the tenant, or of those that the platform's person may see."""
    query = select(PermissionGrant)
    if tenant_id is not None:
        query = query.where(PermissionGrant.tenant_id == tenant_id)
    is_revoked = PermissionGrant.revoked_at.is_not(None)
    is_running = PermissionGrant.expires_at > work.now
    conditions = {
        "active": ~is_revoked & is_running,
        "expired": ~is_revoked & ~is_running,
        "revoked": is_revoked,
    }
    return query.where(conditions[state]) if state else query


def revoke(work: Work, ids: Sequence[UUID]) -> list[PermissionGrant]:
    """The active ones of these lend nothing any more; returns them.

    Raises NotFound unless all are there to be seen.
    """
    query = select(PermissionGrant).where(PermissionGrant.id.in_(ids)).with_for_update()
    found = list(work.session.scalars(query))
    if {grant.id for grant in found} != set(ids):
        raise NotFound
    active = [grant for grant in found if grant.is_active(work.now)]
    for grant in active:
        grant.revoke(work.actor.id)
        work.record(
            Tag.GRANT_REVOKED,
            "permission_grant",
            grant.id,
            tenant_id=grant.tenant_id,
            action=grant.action,
        )
    work.session.flush()
    return active


def close_ended(work: Work) -> int:
    """Bookkeeping: grants whose time is up or that were revoked are marked; returns how many."""
    ended = work.session.execute(
        update(PermissionGrant)
        .where(
            PermissionGrant.closed_at.is_(None),
            or_(PermissionGrant.expires_at <= work.now, PermissionGrant.revoked_at.is_not(None)),
        )
        .values(closed_at=work.now)
        .returning(PermissionGrant.id, PermissionGrant.action, PermissionGrant.revoked_at)
        .execution_options(synchronize_session=False, unjournaled=True)
    ).all()
    for id, action, revoked_at in ended:
        if revoked_at is None:
            work.record(Tag.GRANT_EXPIRED, "permission_grant", id, action=action)
    return len(ended)


def only_active(grants: Sequence[PermissionGrant], *, asked: UUID) -> PermissionGrant:
    """The one that was asked for; raises GrantOver when it had ended."""
    for grant in grants:
        if grant.id == asked:
            return grant
    raise GrantOver
