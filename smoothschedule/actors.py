"""Who acts: an account, somebody in its place, or platform staff inside a business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, select

from smoothschedule.access import opened_to, permissions_inside, permissions_of
from smoothschedule.core.api import Access
from smoothschedule.core.audit import Realm
from smoothschedule.core.unit_of_work import Actor, Impersonator, Work
from smoothschedule.scheduling.queries.people import on_the_calendar
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import PlatformUser, User, Visit
from smoothschedule.users.models.grant import lent_to
from smoothschedule.users.rules import Role, VisitKind, VisitMode
from smoothschedule.users.sessions import Staff

Account = User | PlatformUser | Staff


def actor_of(
    work: Work,
    account: Account,
    visit: Visit | None = None,
    *,
    within: Iterable[str] | None = None,
    facts: Sequence[Any] = (),
) -> Actor:
    """The account as the actor of this unit of work, on its visit if it is on one.

    `within` bounds what it may do, as the scopes of an API token do. `facts` are the answers to
    `facts_about_user`, where they were asked for already.
    """
    if isinstance(account, Staff):
        assert visit is not None
        return _inside(work, account, visit)
    is_platform = work.context.tenant_id is None
    own = _of_platform(account) if is_platform else _of_tenant(work, account, within, facts)
    if visit is None:
        return own
    behind = Impersonator(Realm(visit.actor_realm), visit.actor_id, visit.actor_role)
    return replace(own, impersonator=behind, visit_id=visit.id)


def _of_platform(account: User | PlatformUser) -> Actor:
    is_keeper = account.role in (Role.SUPERUSER, Role.PLATFORM_MANAGER)
    return Actor(
        user_id=account.id,
        role=account.role,
        realm=Realm.PLATFORM,
        permissions=permissions_of(account.role),
        permissions_inside=permissions_inside(VisitMode.ACT) if is_keeper else frozenset(),
    )


@cache
def facts_about_user() -> tuple[ScalarSelect[Any], ...]:
    """What decides, besides the account itself, about what the `User` at hand may do."""
    user_id: Any = User.id
    return *on_the_calendar(user_id), lent_to(Realm.TENANT, user_id)


def _of_tenant(
    work: Work,
    account: User | PlatformUser,
    within: Iterable[str] | None,
    facts: Sequence[Any],
) -> Actor:
    if not facts:
        query = select(*facts_about_user()).select_from(User).where(User.id == account.id)
        facts = work.session.execute(query).one()
    resource_id, customer_id, lent = facts
    rights = work.get(Tenant, work.context.tenant_id).opened_rights  # type: ignore[arg-type]
    return Actor(
        user_id=account.id,
        role=account.role,
        realm=Realm.TENANT,
        permissions=permissions_of(
            account.role, opened=opened_to(account.role, rights), granted=lent, within=within
        ),
        resource_id=resource_id,
        customer_id=customer_id,
    )


def _inside(work: Work, staff: Staff, visit: Visit) -> Actor:
    """Platform staff in a business: nobody there, so no `user_id` that rows could name."""
    lent = work.session.scalar(select(lent_to(Realm.PLATFORM, staff.id))) or ()
    return Actor(
        staff_id=staff.id,
        role=staff.role,
        realm=Realm.PLATFORM,
        permissions=permissions_inside(VisitMode(visit.mode), granted=lent),
        visit_id=visit.id,
    )


def only_looks(actor: Actor, access: Access, person: Any) -> bool:
    """Whether PostgreSQL is to refuse every write: the visit is to look only.

    What is lent to staff inside a business makes exactly its own routes writable.
    """
    visit = person.visit if person.is_authenticated else None
    if visit is None or visit.mode != VisitMode.VIEW or access.even_when_looking:
        return False
    is_lent = access.permission in actor.permissions - permissions_inside(VisitMode.VIEW)
    return not (visit.kind == VisitKind.ENTRY and is_lent)
