"""Accounts of the platform itself. The last superuser always stays."""

from __future__ import annotations

from sqlalchemy import select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.events import (
    PersonDeactivated,
    PersonReactivated,
    PlatformAccountMade,
    RoleChanged,
)
from smoothschedule.people.problems import LastSuperuser, OutOfReach, WrongRole, WrongState
from smoothschedule.people.rules import rules_over
from smoothschedule.users.models import PlatformUser
from smoothschedule.users.rules import Role
from smoothschedule.users.sessions import revoke_all


def add(work: Work, *, email: str, name: str, role: str) -> PlatformUser:
    """The account exists; a link to choose its password is on its way.

    Raises OutOfReach, AddressTaken. Emits PlatformAccountMade.
    """
    require_rule(work, role)
    added = PlatformUser(email=email.lower(), name=name, role=role)
    work.session.add(added)
    work.session.flush()
    work.emit(PlatformAccountMade(added.id), role=role)
    return added


def change_role(work: Work, person: PlatformUser, role: str) -> PlatformUser:
    """The account has this role from its next click on.

    Raises OutOfReach, WrongRole, LastSuperuser. Emits RoleChanged.
    """
    require_rule(work, person.role)
    require_rule(work, role)
    if role == person.role:
        raise WrongRole
    _keep_a_superuser(work, person)
    before, person.role = person.role, role
    work.session.flush()
    work.emit(RoleChanged(person.id), before=before, role=role)
    return person


def deactivate(work: Work, person: PlatformUser) -> PlatformUser:
    """The account is signed out everywhere and cannot come in.

    Raises OutOfReach, WrongState, LastSuperuser. Emits PersonDeactivated and SessionEnded.
    """
    require_rule(work, person.role)
    if not person.is_active:
        raise WrongState
    _keep_a_superuser(work, person)
    person.is_active = False
    work.session.flush()
    work.emit(PersonDeactivated(person.id), role=person.role)
    revoke_all(work, person.id)
    return person


def reactivate(work: Work, person: PlatformUser) -> PlatformUser:
    """The account may sign in again. Raises OutOfReach, WrongState. Emits PersonReactivated."""
    require_rule(work, person.role)
    if person.is_active:
        raise WrongState
    person.is_active = True
    work.session.flush()
    work.emit(PersonReactivated(person.id), role=person.role)
    return person


def require_rule(work: Work, role: str) -> None:
    """The actor rules over this platform role; raises OutOfReach. Operators rule over all."""
    if work.actor.user_id is not None and not rules_over(work.actor.role, role):
        raise OutOfReach


def _keep_a_superuser(work: Work, leaving: PlatformUser) -> None:
    """Somebody else stays an active superuser; locks them all, so that two cannot go at once."""
    if leaving.role != Role.SUPERUSER:
        return
    active = work.session.scalars(
        select(PlatformUser)
        .where(PlatformUser.role == Role.SUPERUSER, PlatformUser.is_active)
        .order_by(PlatformUser.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if not any(person.id != leaving.id for person in active):
        raise LastSuperuser
