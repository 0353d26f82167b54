"""A new business can be booked from its first minute."""

from __future__ import annotations

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Location
from smoothschedule.scheduling.operations import setup
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User

OFFICE_HOURS = [
    {"weekday": weekday, "opens_minute": 9 * 60, "closes_minute": 17 * 60} for weekday in range(5)
]


def open_calendar(work: Work, tenant: Tenant, owner: User) -> Location:
    """There is a location, the owner works there in office hours, and one service is offered.

    Emits the events of each.
    """
    location = setup.add_location(work, name=tenant.name, time_zone=tenant.time_zone)
    person = setup.add_resource(
        work, location_id=location.id, kind="staff", name=owner.name, user_id=owner.id
    )
    setup.set_hours(work, person, OFFICE_HOURS)
    setup.add_service(
        work,
        name="Appointment",
        duration_minutes=30,
        requirements=[{"kind": "staff", "resource_ids": [person.id]}],
    )
    return location
