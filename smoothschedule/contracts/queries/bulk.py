"""Contracts to many, as far as the caller may know them: how far each is, and who had none."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true

from smoothschedule.contracts.models import BulkSend, BulkSendRow
from smoothschedule.contracts.queries.underway import is_under_way
from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS

#: The job that sends, as jobs/bulk.py registers it.
JOB = "send_in_bulk"
SHOWN = ("id", "title", "state", "total", "created_at")


def bulk_sends(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of them, newest first."""
    query = select(BulkSend).where(_visible(work))
    order = (BulkSend.id,)
    found = page(work.session, query, order, limit=limit, after=after, descending=True)
    counts = _counts(work, [each.id for each in found["items"]])
    items = [{**_columns(each), **_told(counts, each.id)} for each in found["items"]]
    return {**found, "items": items}


def bulk_send(work: Work, bulk_send_id: UUID) -> BulkSend:
    """The bulk send; raises NotFound, also for one not to be known."""
    query = select(BulkSend).where(BulkSend.id == bulk_send_id, _visible(work))
    found: BulkSend | None = work.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def bulk_send_document(work: Work, found: BulkSend) -> dict[str, Any]:
    """The bulk send with what became of everybody."""
    query = select(BulkSendRow).where(BulkSendRow.bulk_send_id == found.id)
    rows = list(work.session.scalars(query.order_by(BulkSendRow.number)))
    told = {**_columns(found), **_told(_counts(work, [found.id]), found.id)}
    return {**told, "can_retry": can_retry(work, found), "rows": rows}


def can_retry(work: Work, found: BulkSend) -> bool:
    """Somebody was sent nothing, or has still to be and nothing leads to it."""
    states = {state for id, state in _counts(work, [found.id])}
    if "failed" in states:
        return True
    return "queued" in states and not is_under_way(work, JOB, bulk_send_id=found.id)


def _visible(work: Work) -> ColumnElement[bool]:
    """All of them, or those that the caller began."""
    if work.actor.may(VIEW_ALL_CALENDARS):
        return true()
    return BulkSend.created_by_id == work.actor.user_id


def _columns(found: BulkSend) -> dict[str, Any]:
    return {name: getattr(found, name) for name in SHOWN}


def _counts(work: Work, ids: list[UUID]) -> dict[tuple[UUID, str], int]:
    """Counted from the rows, so that it is never behind."""
    by = BulkSendRow.bulk_send_id, BulkSendRow.state
    query = select(*by, func.count()).where(BulkSendRow.bulk_send_id.in_(ids)).group_by(*by)
    return {(id, state): count for id, state, count in work.session.execute(query)}


def _told(counts: dict[tuple[UUID, str], int], id: UUID) -> dict[str, int]:
    return {state: counts.get((id, state), 0) for state in ("sent", "failed")}
