"""HTTP of people: who is here, in which role, with which calendar, and who owns it all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.unit_of_work import Work
from smoothschedule.people import queries
from smoothschedule.people.operations import members, ownership
from smoothschedule.people.operations.calendars import give_calendar
from smoothschedule.people.operations.invitations import note_lasting_access, require_reach
from smoothschedule.people.permissions import (
    CHANGE_ROLES,
    MANAGE_PEOPLE,
    TRANSFER_OWNERSHIP,
    VIEW_TEAM,
)
from smoothschedule.people.schemas import (
    CalendarChoiceSchema,
    RoleSchema,
    TransferSchema,
    UserItemSchema,
    UserListArgs,
    UserPage,
)
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

people = Blueprint("people", __name__, url_prefix="/api/v1", description="People of the business")


def shown(work: Work, person: User) -> dict[str, Any]:
    """The person as UserItemSchema shows them."""
    return queries.with_calendars(work, [tagged(person)])[0]


def matched(user_id: UUID) -> User:
    """The person, locked, if the caller saw their current version; raises NotFound, Stale."""
    return require_match(current_work().get(User, user_id, lock=True))


@people.endpoint("GET", "/users", "listUsers")
@people.requires(VIEW_TEAM)
@people.arguments(UserListArgs, location="query")
@people.response(200, UserPage)
def list_users(args: dict[str, Any]) -> dict[str, Any]:
    """People by e-mail: of the team, customers with an account, or both."""
    return queries.people(current_work(), **args)


@people.endpoint("PATCH", "/users/<uuid:user_id>", "changeRole")
@people.tells_refusals(note_lasting_access)
@people.requires(CHANGE_ROLES)
@people.matches
@people.arguments(RoleSchema)
@people.response(200, UserItemSchema)
def change_role(body: dict[str, str], user_id: UUID) -> dict[str, Any]:
    """Give somebody another role, from their next click on."""
    work = current_work()
    return shown(work, members.change_role(work, matched(user_id), body["role"]))


@people.endpoint("PUT", "/users/<uuid:user_id>/calendar", "setCalendar")
@people.requires(MANAGE_PEOPLE)
@people.matches
@people.arguments(CalendarChoiceSchema)
@people.response(200, UserItemSchema)
def set_calendar(body: dict[str, UUID | None], user_id: UUID) -> dict[str, Any]:
    """Say which staff row of the calendar this person works as."""
    work = current_work()
    person = matched(user_id)
    if not (person.role == Role.TENANT_OWNER and person.id == work.actor.user_id):
        require_reach(work, person.role)
    give_calendar(work, person, body["resource_id"])
    return shown(work, person)


@people.endpoint("POST", "/users/<uuid:user_id>/deactivate", "deactivateUser")
@people.requires(MANAGE_PEOPLE)
@people.matches
@people.response(200, UserItemSchema)
def deactivate_user(user_id: UUID) -> dict[str, Any]:
    """Sign somebody out everywhere and let them in no more; nothing is deleted."""
    work = current_work()
    return shown(work, members.deactivate(work, matched(user_id)))


@people.endpoint("POST", "/users/<uuid:user_id>/reactivate", "reactivateUser")
@people.tells_refusals(note_lasting_access)
@people.requires(MANAGE_PEOPLE)
@people.matches
@people.response(200, UserItemSchema)
def reactivate_user(user_id: UUID) -> dict[str, Any]:
    """Let somebody in again."""
    work = current_work()
    return shown(work, members.reactivate(work, matched(user_id)))


@people.endpoint("POST", "/ownership", "transferOwnership")
@people.requires(TRANSFER_OWNERSHIP, in_person=True)
@people.arguments(TransferSchema)
@people.response(200, UserItemSchema)
def transfer_ownership(body: dict[str, Any]) -> dict[str, Any]:
    """Hand the business over to a manager or member of staff, and become a manager."""
    work = current_work()
    heir = ownership.transfer(work, body["user_id"], business_name=body["business_name"])
    return shown(work, heir)
