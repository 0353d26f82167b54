"""HTTP of contracts to many."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.models import BulkSend, BulkSendRow
from smoothschedule.contracts.operations import bulk as operations
from smoothschedule.contracts.permissions import SEND_CONTRACTS
from smoothschedule.contracts.schemas.bulk import BulkSendSchema, NewBulkSendSchema
from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS

bulk_sends = Blueprint(
    "contract_bulk_sends",
    __name__,
    url_prefix="/api/v1/contract-bulk-sends",
    description="What people sign",
)


@bulk_sends.endpoint("POST", "", "createBulkSend")
@bulk_sends.requires(SEND_CONTRACTS)
@bulk_sends.idempotent
@bulk_sends.arguments(NewBulkSendSchema)
@bulk_sends.response(201, BulkSendSchema)
def create_bulk_send(body: dict[str, Any]) -> dict[str, Any]:
    """Send the same contract to many: customers, or people by name and address."""
    work = current_work()
    return _shown(work, operations.start_bulk(work, **body))


@bulk_sends.endpoint("GET", "/<uuid:bulk_send_id>", "getBulkSend")
@bulk_sends.requires(SEND_CONTRACTS)
@bulk_sends.response(200, BulkSendSchema)
def get_bulk_send(bulk_send_id: UUID) -> dict[str, Any]:
    """How far it is, and why somebody was sent nothing."""
    work = current_work()
    found = work.get(BulkSend, bulk_send_id)
    is_own = found.created_by_id == work.actor.user_id
    if not is_own and not work.actor.may(VIEW_ALL_CALENDARS):
        raise NotFound
    return _shown(work, found)


def _shown(work: Work, found: BulkSend) -> dict[str, Any]:
    """Counted from the rows, so that it is never behind."""
    query = select(BulkSendRow).where(BulkSendRow.bulk_send_id == found.id)
    rows = list(work.session.scalars(query.order_by(BulkSendRow.number)))
    states = [row.state for row in rows]
    names = ("id", "title", "state", "total", "created_at")
    counts = {"sent": states.count("sent"), "failed": states.count("failed")}
    return {**{name: getattr(found, name) for name in names}, **counts, "rows": rows}
