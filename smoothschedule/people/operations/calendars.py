"""Whose calendar is whose: accounts and the staff rows that work as them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.problems import CalendarTaken, NoCalendarFor
from smoothschedule.people.rules import TEAM_ROLES
from smoothschedule.scheduling.models import Resource
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.first_calendar import OFFICE_HOURS
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role


def free_calendar(work: Work, resource_id: UUID) -> Resource:
    """The staff row that belongs to nobody yet, locked.

    Raises NotFound, NoCalendarFor or CalendarTaken.
    """
    found = work.get(Resource, resource_id, lock=True)
    if found.is_former:
        raise NotFound
    if found.kind != "staff":
        raise NoCalendarFor
    if found.user_id is not None:
        raise CalendarTaken
    return found


def new_calendar(work: Work, *, name: str, location_id: UUID) -> Resource:
    """A new staff row with office hours; nobody books it until a service names it.

    Raises NotFound for a location that is not there. Emits ResourceChanged.
    """
    added = setup.add_resource(work, kind="staff", name=name, location_id=location_id)
    return setup.set_hours(work, added, OFFICE_HOURS)


def give_calendar(work: Work, person: User, resource_id: UUID | None) -> None:
    """The person works as this row and as no other; None: as none.

    Their version counts on, since what is shown of them is another. Raises NotFound,
    NoCalendarFor or CalendarTaken. Emits ResourceChanged for each row.
    """
    if person.role not in TEAM_ROLES | {Role.TENANT_OWNER}:
        raise NoCalendarFor
    before = work.session.scalar(
        select(Resource).where(Resource.user_id == person.id).with_for_update()
    )
    if before is not None and before.id == resource_id and not before.is_former:
        return
    chosen = free_calendar(work, resource_id) if resource_id else None
    if before is not None:
        setup.change_resource(work, before, user_id=None)
    if chosen is not None:
        setup.change_resource(work, chosen, user_id=person.id)
    person.version += 1
    work.session.flush()
