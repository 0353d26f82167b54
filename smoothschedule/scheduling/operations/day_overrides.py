"""Single days on which a resource does not work as on its weekday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import DateOverride, DateOverrideWindow, Resource


def set_override(
    work: Work, resource: Resource, on_day: date, windows: Sequence[dict[str, int]]
) -> DateOverride:
    """On that day these windows hold instead of the weekday's; without any it is closed.

    `windows`: opens_minute, closes_minute; they do not overlap. What held on the day before
    is replaced, appointments stay, and the resource's version counts up. Locks the resource,
    so that nobody is booked by the old hours meanwhile. Emits ResourceChanged.
    """
    work.get(Resource, resource.id, lock=True)
    _forget(work, DateOverride.resource_id == resource.id, DateOverride.on_day == on_day)
    made = DateOverride(id=new_id(), resource_id=resource.id, on_day=on_day)
    work.session.add(made)
    work.session.flush()
    if windows:
        rows = [{"id": new_id(), "override_id": made.id, **window} for window in windows]
        work.session.execute(insert(DateOverrideWindow), rows)
    _tell(work, resource, on_day)
    return made


def remove_override(work: Work, resource: Resource, override_id: UUID) -> None:
    """The day is as its weekday again. Raises NotFound. Emits ResourceChanged."""
    work.get(Resource, resource.id, lock=True)
    found = work.get(DateOverride, override_id)
    if found.resource_id != resource.id:
        raise NotFound
    _forget(work, DateOverride.id == override_id)
    _tell(work, resource, found.on_day)


def _forget(work: Work, *which: ColumnElement[bool]) -> None:
    ids = select(DateOverride.id).where(*which)
    for statement in (
        delete(DateOverrideWindow).where(DateOverrideWindow.override_id.in_(ids)),
        delete(DateOverride).where(*which),
    ):
        work.session.execute(statement.execution_options(synchronize_session=False))


def _tell(work: Work, resource: Resource, on_day: date) -> None:
    resource.version += 1
    work.session.flush()
    work.emit(events.ResourceChanged(resource.id), on_day=on_day.isoformat())
