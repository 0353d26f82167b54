"""Inviting people, and customers who ask for an account themselves."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, select, update

from smoothschedule.core.audit import Realm
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Problem
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.events import (
    InvitationRevoked,
    KnownPersonRegistered,
    PersonInvited,
    RegistrationAsked,
)
from smoothschedule.people.models import Invitation
from smoothschedule.people.operations.calendars import free_calendar, new_calendar
from smoothschedule.people.problems import (
    AddressTaken,
    LastingAccess,
    NotWaiting,
    OutOfReach,
    RegistrationClosed,
    wrong_field,
)
from smoothschedule.people.rules import LASTING_ROLES, TEAM_ROLES, looks_after
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

INVITATION_LASTS = timedelta(days=7)
REGISTRATION_LASTS = timedelta(days=1)


def invite(
    work: Work,
    *,
    email: str,
    name: str,
    role: str,
    resource_id: UUID | None = None,
    location_id: UUID | None = None,
) -> Invitation:
    """A link to an account of this role is on its way to the address.

    Of the team, the person may work as a calendar row that is there (`resource_id`) or as a new
    one (`location_id`). Raises OutOfReach, LastingAccess, AddressTaken, AlreadyInvited, NotFound,
    CalendarTaken, QuotaReached. Emits PersonInvited.
    """
    require_reach(work, role)
    require_own_hand(work, role)
    if (resource_id or location_id) and role not in TEAM_ROLES:
        raise wrong_field("resource_id", "Customers have no calendar of their own.")
    if _has_account(work, email):
        raise AddressTaken
    if location_id is not None:
        resource_id = new_calendar(work, name=name, location_id=location_id).id
    elif resource_id is not None:
        free_calendar(work, resource_id)
    invitation = Invitation(
        email=email,
        name=name,
        role=role,
        resource_id=resource_id,
        invited_by_id=work.actor.user_id or _owner_id(work),
        expires_at=work.now + INVITATION_LASTS,
    )
    work.session.add(invitation)
    work.session.flush()
    work.emit(PersonInvited(invitation.id), role=role)
    return invitation


def send_again(work: Work, invitation_id: UUID) -> Invitation:
    """The invitation lasts anew and its old link is dead; a fresh one is on its way.

    Raises NotFound, OutOfReach, LastingAccess, NotWaiting. Emits PersonInvited.
    """
    found = _waiting(work, invitation_id)
    require_own_hand(work, found.role)
    found.token_hash, found.expires_at = None, work.now + INVITATION_LASTS
    work.session.flush()
    work.emit(PersonInvited(found.id), role=found.role, is_again=True)
    return found


def revoke(work: Work, invitation_id: UUID) -> None:
    """Its link is dead. Raises NotFound, OutOfReach, NotWaiting. Emits InvitationRevoked."""
    found = _waiting(work, invitation_id)
    found.revoked_at = work.now
    work.session.flush()
    work.emit(InvitationRevoked(found.id))


def revoke_those_of(work: Work, user_id: UUID) -> None:
    """No link that this person had mailed works any more. Emits InvitationRevoked for each."""
    ended = work.session.scalars(
        update(Invitation)
        .where(
            Invitation.invited_by_id == user_id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=work.now)
        .returning(Invitation.id)
    ).all()
    for id in ended:
        work.emit(InvitationRevoked(id))


def register(work: Work, *, email: str, name: str) -> None:
    """A link to an account, or word of the one there is, is on its way; nobody can tell which.

    The password is chosen behind the link: whoever asks for an account in somebody else's name
    knows nothing of it afterwards. Raises RegistrationClosed. Emits RegistrationAsked or
    KnownPersonRegistered.
    """
    if not own_tenant(work).customers_may_register:
        raise RegistrationClosed
    known = work.session.execute(
        select(User.id, User.is_active).where(User.email == email)
    ).one_or_none()
    if known is not None:
        if known.is_active:
            work.emit(KnownPersonRegistered(known.id))
        return
    asked = Invitation(
        email=email,
        name=name,
        role=Role.CUSTOMER,
        expires_at=work.now + REGISTRATION_LASTS,
    )
    work.session.add(asked)
    work.session.flush()
    work.emit(RegistrationAsked(asked.id))


def new_secret(work: Work, invitation: Invitation) -> str:
    """The secret of its link from now on; returns it, only its hash is kept."""
    token = new_token()
    invitation.token_hash = token_hash(token)
    work.session.flush()
    work.record(Tag.LINK_MADE, "invitation", invitation.id, purpose="invitation")
    return token


def require_reach(work: Work, role: str) -> None:
    """The actor looks after people of this role; raises OutOfReach."""
    if not looks_after(work.actor.permissions, role):
        raise OutOfReach


def require_own_hand(work: Work, role: str) -> None:
    """Staff of the platform give this role to nobody in another's place; raises LastingAccess."""
    behind = work.actor.impersonator
    if behind is not None and behind.realm is Realm.PLATFORM and role in LASTING_ROLES:
        raise LastingAccess(role)


def note_lasting_access(work: Work, problem: Problem) -> None:
    """That somebody tried is in the audit, although their request was rolled back."""
    if isinstance(problem, LastingAccess):
        work.record(Tag.LASTING_ACCESS_REFUSED, role=problem.role)


def _owner_id(work: Work) -> UUID:
    """Platform staff have no account here: they invite in the owner's name, the audit in theirs."""
    return work.session.scalars(select(User.id).where(User.role == Role.TENANT_OWNER)).one()


def _has_account(work: Work, email: str) -> bool:
    return bool(work.session.scalar(select(exists().where(User.email == email))))


def _waiting(work: Work, invitation_id: UUID) -> Invitation:
    found = work.get(Invitation, invitation_id, lock=True)
    require_reach(work, found.role)
    if not found.is_waiting or found.is_registration:
        raise NotWaiting
    return found
