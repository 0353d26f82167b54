"""People of a business as others of it see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from smoothschedule.core.pagination import page
from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.models import Invitation
from smoothschedule.scheduling.models import Resource
from smoothschedule.users.models import PlatformUser, User
from smoothschedule.users.rules import Role

KINDS = ("team", "customers")


def people(
    work: Work, *, kind: str | None, q: str, limit: int, after: str | None
) -> dict[str, Any]:
    """A page of people by e-mail: of the team, customers with an account, or both."""
    query = select(User)
    if kind is not None:
        is_customer = User.role == Role.CUSTOMER
        query = query.where(is_customer if kind == "customers" else ~is_customer)
    if q:
        words = (column.icontains(q, autoescape=True) for column in (User.name, User.email))
        query = query.where(or_(*words))
    found = page(work.session, query, [User.email], limit=limit, after=after)
    return found | {"items": with_calendars(work, found["items"])}


def with_calendars(work: Work, found: Sequence[User]) -> list[dict[str, Any]]:
    """The people as UserItemSchema shows them, each with the calendar row they work as."""
    rows = work.session.scalars(
        select(Resource).where(
            Resource.user_id.in_([person.id for person in found]), Resource.deleted_at.is_(None)
        )
    )
    calendars = {row.user_id: row for row in rows}
    return [_shown(person) | {"calendar": calendars.get(person.id)} for person in found]


def _shown(person: User) -> dict[str, Any]:
    names = ("id", "email", "name", "role", "is_active", "last_sign_in_at", "version")
    return {name: getattr(person, name) for name in names}


def invitations(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of invitations that nobody has answered yet, latest first, run out or not."""
    query = select(Invitation).where(
        Invitation.invited_by_id.is_not(None),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    found = page(work.session, query, [Invitation.id], limit=limit, after=after, descending=True)
    return found | {"items": with_inviters(work, found["items"])}


def with_inviters(work: Work, found: Sequence[Invitation]) -> list[dict[str, Any]]:
    """The invitations as InvitationSchema shows them: by whom, and for which calendar."""
    inviters = _by_id(work, User, (item.invited_by_id for item in found))
    calendars = _by_id(work, Resource, (item.resource_id for item in found))
    return [
        {
            "id": item.id,
            "email": item.email,
            "name": item.name,
            "role": item.role,
            "created_at": item.created_at,
            "expires_at": item.expires_at,
            "has_expired": item.expires_at <= work.now,
            "invited_by": inviters.get(item.invited_by_id),
            "calendar": calendars.get(item.resource_id),
        }
        for item in found
    ]


def _by_id(work: Work, table: Any, ids: Iterable[UUID | None]) -> dict[UUID | None, Any]:
    wanted = {id for id in ids if id is not None}
    rows = work.session.scalars(select(table).where(table.id.in_(wanted)))
    return {row.id: row for row in rows}


def platform_staff(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of the platform's own accounts, by e-mail."""
    return page(work.session, select(PlatformUser), [PlatformUser.email], limit=limit, after=after)
