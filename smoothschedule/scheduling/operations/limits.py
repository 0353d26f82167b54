"""A limit holds however many book at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Location, Service
from smoothschedule.scheduling.operations.refusing import with_alternatives
from smoothschedule.scheduling.queries.facts import Question
from smoothschedule.scheduling.queries.limits import bookings_counted, used_up
from smoothschedule.scheduling.refusals import LimitReached
from smoothschedule.scheduling.rules.intervals import holds


def lock_limits(work: Work, question: Question) -> None:
    """Others who book this service wait until the transaction ends, if anything is limited.

    The row is locked so that references to it may still be made. Taken before resources are.
    """
    if question.limits.each:
        row = select(Service.id).where(Service.id == question.offer.service.id)
        work.session.execute(row.with_for_update(key_share=True))


def refuse_over_limit(
    work: Work, question: Question, starts_at: datetime, *, location_id: UUID
) -> None:
    """A time that was held before anybody knew for whom is within the customer's limits.

    Raises LimitReached with alternatives. Locks as `lock_limits`.
    """
    limits = question.limits
    if not limits.each:
        return
    lock_limits(work, question)
    zone = work.get(Location, location_id).time_zone
    asked = starts_at, starts_at
    counted = bookings_counted(work, limits, asked, moving=question.moving)
    start = int(starts_at.timestamp())
    if holds(used_up(limits, counted, zone), start, start + 1):
        raise with_alternatives(LimitReached, work, question, starts_at)
