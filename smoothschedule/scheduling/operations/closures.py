"""A location is closed for some days."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Closure, Location, Resource


def add_closure(
    work: Work,
    *,
    location_id: UUID,
    name: str,
    starts_on: date,
    ends_on: date,
    repeats_yearly: bool,
) -> Closure:
    """The location is closed on these days; appointments that are there stay.

    Raises NotFound. Locks everybody and everything there, in order, so that nobody is booked
    meanwhile. Emits ClosureAdded.
    """
    work.get(Location, location_id)
    _wait_for_bookings_at(work, location_id)
    added = Closure(
        location_id=location_id,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        repeats_yearly=repeats_yearly,
    )
    work.session.add(added)
    work.session.flush()
    work.emit(events.ClosureAdded(location_id, added.id))
    return added


def remove_closure(work: Work, closure_id: UUID) -> None:
    """The location is open on these days after all. Raises NotFound. Emits ClosureRemoved."""
    found = work.get(Closure, closure_id)
    _wait_for_bookings_at(work, found.location_id)
    work.session.delete(found)
    work.session.flush()
    work.emit(events.ClosureRemoved(found.location_id, found.id))


def _wait_for_bookings_at(work: Work, location_id: UUID) -> None:
    there = select(Resource.id).where(Resource.location_id == location_id).order_by(Resource.id)
    work.session.execute(there.with_for_update())
