"""Whether something already leads to what has still to be done."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.jobs import Job
from smoothschedule.core.outbox import Event, OutboxEvent
from smoothschedule.core.unit_of_work import Work


def is_under_way(
    work: Work, job: str, *, after: Collection[type[Event]] = (), **argument: UUID
) -> bool:
    """A job with this argument that is not over, or an event with it that nobody has read.

    `after` are the events that the job follows, where others carry the same argument.
    """
    ((name, id),) = argument.items()
    jobs = select(Job.id).where(
        Job.name == job,
        Job.state.in_(("queued", "running")),
        Job.args[name].astext == str(id),
    )
    events = select(OutboxEvent.id).where(
        OutboxEvent.handled_at.is_(None), OutboxEvent.payload[name].astext == str(id)
    )
    if after:
        events = events.where(OutboxEvent.name.in_([each.name for each in after]))
    return any(work.session.scalar(query.limit(1)) is not None for query in (jobs, events))
