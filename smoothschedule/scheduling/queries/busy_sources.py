"""Calendars kept elsewhere, as the people of the business see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import BusySource, BusyTime
from smoothschedule.scheduling.models.time_off import LONGEST_TIME_OFF
from smoothschedule.scheduling.queries.occupied import Moments
from smoothschedule.scheduling.rules.busy import TROUBLES, Trouble


def busy_sources(work: Work, resource_id: UUID) -> list[dict[str, Any]]:
    """The calendars that take this resource off ours, oldest first, with what is known."""
    return _documents(work, BusySource.resource_id == resource_id)


def busy_source(work: Work, source_id: UUID) -> dict[str, Any]:
    """One of them; raises NotFound."""
    found = _documents(work, BusySource.id == source_id)
    if not found:
        raise NotFound
    return found[0]


def busy_within(work: Work, resource_ids: list[UUID], within: Moments) -> list[Any]:
    """What of these resources' busy times elsewhere touches the range, each with the name of
    the calendar that says so."""
    named = BusySource.tenant_id == BusyTime.tenant_id, BusySource.id == BusyTime.source_id
    query = (
        select(
            BusyTime.id,
            BusyTime.resource_id,
            BusyTime.starts_at,
            BusyTime.ends_at,
            BusySource.name,
        )
        .join(BusySource, named[0] & named[1])
        .where(
            BusyTime.resource_id.in_(resource_ids),
            BusyTime.starts_at > within[0] - LONGEST_TIME_OFF,
            BusyTime.starts_at < within[1],
            BusyTime.ends_at > within[0],
        )
        .order_by(BusyTime.starts_at, BusyTime.id)
    )
    return list(work.session.execute(query))


def _documents(work: Work, *conditions: Any) -> list[dict[str, Any]]:
    ahead = (
        select(func.count(BusyTime.id))
        .where(
            BusyTime.tenant_id == BusySource.tenant_id,
            BusyTime.source_id == BusySource.id,
            BusyTime.ends_at > work.now,
        )
        .scalar_subquery()
    )
    query = select(BusySource, ahead.label("ahead")).where(*conditions).order_by(BusySource.id)
    return [_document(row.BusySource, row.ahead) for row in work.session.execute(query)]


def _document(source: BusySource, ahead: int) -> dict[str, Any]:
    names = ("id", "resource_id", "name", "host", "read_at", "checked_at", "skipped")
    return {
        **{name: getattr(source, name) for name in names},
        "problem": TROUBLES[Trouble(source.problem)] if source.problem else None,
        "busy_ahead": ahead,
    }
