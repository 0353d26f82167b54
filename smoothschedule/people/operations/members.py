"""People of the business: their roles, and whether they may come in at all."""

from __future__ import annotations

from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.events import PersonDeactivated, PersonReactivated, RoleChanged
from smoothschedule.people.operations.invitations import (
    require_own_hand,
    require_reach,
    revoke_those_of,
)
from smoothschedule.people.problems import OwnerOnly, WrongRole, WrongState
from smoothschedule.people.rules import TEAM_ROLES
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role
from smoothschedule.users.sessions import revoke_all


def change_role(work: Work, person: User, role: str) -> User:
    """The person has this role from their next click on.

    Raises OwnerOnly for the owner's own role, which only a transfer changes, and WrongRole,
    also for one's own, and LastingAccess. Emits RoleChanged.
    """
    if person.role == Role.TENANT_OWNER:
        raise OwnerOnly("The owner's role changes only by handing the business over.")
    if role not in TEAM_ROLES or role == person.role or person.id == work.actor.user_id:
        raise WrongRole
    require_own_hand(work, role)
    before, person.role = person.role, role
    work.session.flush()
    work.emit(RoleChanged(person.id), before=before, role=role)
    return person


def deactivate(work: Work, person: User) -> User:
    """The person is signed out everywhere and cannot come in; what they did stays.

    Links that they had mailed to others are dead too. Raises OutOfReach, WrongState. Emits
    PersonDeactivated, SessionEnded and InvitationRevoked.
    """
    require_reach(work, person.role)
    if not person.is_active:
        raise WrongState
    person.is_active = False
    work.session.flush()
    work.emit(PersonDeactivated(person.id), role=person.role)
    revoke_all(work, person.id)
    revoke_those_of(work, person.id)
    return person


def reactivate(work: Work, person: User) -> User:
    """The person may sign in again.

    Raises OutOfReach, LastingAccess, WrongState. Emits PersonReactivated.
    """
    require_reach(work, person.role)
    require_own_hand(work, person.role)
    if person.is_active:
        raise WrongState
    person.is_active = True
    work.session.flush()
    work.emit(PersonReactivated(person.id), role=person.role)
    return person
