"""Calendars kept elsewhere take a resource off ours: added, removed, and read again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from smoothschedule.core import jobs
from smoothschedule.core.ciphers import Cipher, Unreadable
from smoothschedule.core.db import new_id
from smoothschedule.core.jobs import JobRequest
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import BusySource, BusyTime, Location, Resource
from smoothschedule.scheduling.operations.time_off import calendar_of
from smoothschedule.scheduling.refusals import TooManyCalendars
from smoothschedule.scheduling.rules.busy import Trouble
from smoothschedule.scheduling.rules.problem import Interval

MOST_SOURCES: Final = 5
PURPOSE: Final = "busy-source"
EVERY: Final = timedelta(minutes=15)
LONGEST_WAIT: Final = timedelta(hours=6)
#: Repetitions are followed up to the horizon when the file is read, so it is now and then.
READ_ANEW_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the other server, and the zone that its floating times mean."""

    url: str
    headers: dict[str, str]
    time_zone: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What it said: busy stretches in UTC seconds, and how to ask whether that is still so."""

    stretches: Sequence[Interval]
    skipped: int
    etag: str | None = None
    last_modified: str | None = None


def add_source(
    work: Work, *, resource_id: UUID, name: str, url: str, host: str, secret_key: str
) -> BusySource:
    """The resource is busy when the calendar at the address says so, from its first reading on.

    Raises NotFound, OwnCalendarOnly or TooManyCalendars. Emits BusySourceAdded.
    """
    calendar_of(work, resource_id)
    mine = BusySource.resource_id == resource_id
    if (work.session.scalar(select(func.count(BusySource.id)).where(mine)) or 0) >= MOST_SOURCES:
        raise TooManyCalendars
    sealed = Cipher(secret_key, PURPOSE).seal(url.encode())
    added = BusySource(resource_id=resource_id, name=name, host=host, sealed_url=sealed)
    work.session.add(added)
    work.session.flush()
    work.emit(events.BusySourceAdded(resource_id, added.id))
    return added


def remove_source(work: Work, source_id: UUID) -> None:
    """The calendar says nothing any more, and the resource is free again. Raises as
    `add_source`. Emits BusySourceRemoved."""
    found = work.get(BusySource, source_id)
    calendar_of(work, found.resource_id)
    work.session.execute(delete(BusyTime).where(BusyTime.source_id == found.id))
    work.session.delete(found)
    work.session.flush()
    work.emit(events.BusySourceRemoved(found.resource_id, found.id))


def ask_reading(work: Work, source_id: UUID) -> BusySource:
    """The calendar is read now and not when its turn comes. Emits BusySourceCheckAsked."""
    found = work.get(BusySource, source_id)
    calendar_of(work, found.resource_id)
    work.emit(events.BusySourceCheckAsked(found.resource_id, found.id))
    return found


def plan_due_readings(work: Work) -> int:
    """Every calendar whose turn has come is a job, and has its next turn; returns how many."""
    due = (
        select(BusySource.id)
        .where(BusySource.next_check_at <= work.now)
        .with_for_update(skip_locked=True)
    )
    ids = list(work.session.scalars(due))
    if ids:
        _note(work, BusySource.id.in_(ids), next_check_at=work.now + EVERY)
    for id in ids:
        jobs.plan(work, JobRequest("read_busy_times", {"source_id": str(id)}))
    return len(ids)


def question_for(work: Work, source_id: UUID, *, secret_key: str) -> Question | None:
    """What to ask now; None when the calendar was removed, or its address cannot be opened."""
    query = (
        select(BusySource, Location.time_zone)
        .join(Resource, _same(Resource, BusySource.resource_id))
        .join(Location, _same(Location, Resource.location_id))
        .where(BusySource.id == source_id)
    )
    row = work.session.execute(query).one_or_none()
    if row is None:
        return None
    source: BusySource = row.BusySource
    try:
        url = Cipher(secret_key, PURPOSE).open(source.sealed_url).decode()
    except Unreadable:
        note_trouble(work, source_id, Trouble.SEALED)
        return None
    is_fresh = source.read_at is not None and source.read_at > work.now - READ_ANEW_AFTER
    known = {"If-None-Match": source.etag, "If-Modified-Since": source.last_modified}
    headers = {name: value for name, value in known.items() if value and is_fresh}
    return Question(url, {"Accept": "text/calendar, */*;q=0.5", **headers}, row.time_zone)


def note_trouble(work: Work, source_id: UUID, trouble: Trouble) -> None:
    """The reading came to nothing: what was known before still holds, and it is tried again
    later and later."""
    failures = work.session.scalar(
        select(BusySource.failures).where(BusySource.id == source_id).with_for_update()
    )
    if failures is None:
        return
    wait = min(EVERY * 2 ** min(failures, 8), LONGEST_WAIT)
    _note(
        work,
        BusySource.id == source_id,
        problem=trouble,
        failures=min(failures + 1, 1000),
        checked_at=work.now,
        next_check_at=work.now + wait,
    )


def note_unchanged(work: Work, source_id: UUID) -> None:
    """The calendar says what it said before."""
    when = work.now
    _note(
        work,
        BusySource.id == source_id,
        problem=None,
        failures=0,
        checked_at=when,
        next_check_at=when + EVERY,
    )


def take_over(work: Work, source_id: UUID, said: Answer) -> bool:
    """The resource is busy exactly when the calendar says so; returns whether that is news.

    Locks the resource, so that nobody is booked by the old times meanwhile. Emits
    BusyTimesRead for news.
    """
    resource_id = work.session.scalar(
        select(BusySource.resource_id).where(BusySource.id == source_id)
    )
    if resource_id is None:
        return False
    work.get(Resource, resource_id, lock=True)
    is_news = _replaced(work, source_id, resource_id, said.stretches)
    when = work.now
    _note(
        work,
        BusySource.id == source_id,
        problem=None,
        failures=0,
        skipped=said.skipped,
        etag=said.etag,
        last_modified=said.last_modified,
        read_at=when,
        checked_at=when,
        next_check_at=when + EVERY,
    )
    if is_news:
        work.emit(events.BusyTimesRead(resource_id, source_id), count=len(said.stretches))
    return is_news


def _replaced(
    work: Work, source_id: UUID, resource_id: UUID, stretches: Sequence[Interval]
) -> bool:
    mine = BusyTime.source_id == source_id
    before = work.session.execute(select(BusyTime.starts_at, BusyTime.ends_at).where(mine))
    new = {(_moment(start), _moment(end)) for start, end in stretches}
    if {(row.starts_at, row.ends_at) for row in before} == new:
        return False
    work.session.execute(delete(BusyTime).where(mine))
    rows = [
        {
            "id": new_id(),
            "source_id": source_id,
            "resource_id": resource_id,
            "starts_at": start,
            "ends_at": end,
        }
        for start, end in sorted(new)
    ]
    if rows:
        work.session.execute(insert(BusyTime), rows)
    return True


def _note(work: Work, which: Any, **values: Any) -> None:
    # How a reading went is no act of anybody's; what it changed is told by its event.
    options = {"synchronize_session": False, "unjournaled": True}
    work.session.execute(
        update(BusySource).where(which).values(**values).execution_options(**options)
    )


def _same(model: Any, reference: Any) -> Any:
    return (model.tenant_id == BusySource.tenant_id) & (model.id == reference)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
