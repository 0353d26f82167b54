"""HTTP of contracts to many."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from smoothschedule.contracts.operations import bulk as operations
from smoothschedule.contracts.operations.bulk_preview import MOST_BYTES, preview
from smoothschedule.contracts.permissions import SEND_CONTRACTS
from smoothschedule.contracts.queries import bulk as queries
from smoothschedule.contracts.schemas.bulk import (
    BulkPreviewArgs,
    BulkPreviewSchema,
    BulkSendListSchema,
    BulkSendSchema,
    BulkTableSchema,
    NewBulkSendSchema,
)
from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.requests import takes_body_of
from smoothschedule.core.schemas import PageArgs

#: A table among the parts of a form.
MOST_BODY: Final = MOST_BYTES + 10_000

bulk_sends = Blueprint(
    "contract_bulk_sends",
    __name__,
    url_prefix="/api/v1/contract-bulk-sends",
    description="What people sign",
)


@bulk_sends.endpoint("GET", "", "listBulkSends")
@bulk_sends.requires(SEND_CONTRACTS)
@bulk_sends.arguments(PageArgs, location="query")
@bulk_sends.response(200, BulkSendListSchema)
def list_bulk_sends(args: dict[str, Any]) -> dict[str, Any]:
    """What was sent to many, newest first."""
    return queries.bulk_sends(current_work(), **args)


@bulk_sends.endpoint("POST", "", "createBulkSend")
@bulk_sends.requires(SEND_CONTRACTS)
@bulk_sends.idempotent
@bulk_sends.arguments(NewBulkSendSchema)
@bulk_sends.response(201, BulkSendSchema)
def create_bulk_send(body: dict[str, Any]) -> dict[str, Any]:
    """Send the same contract to many: customers, or people by name and address."""
    work = current_work()
    return queries.bulk_send_document(work, operations.start_bulk(work, **body))


@bulk_sends.endpoint("POST", "/preview", "previewBulkSend")
@bulk_sends.requires(SEND_CONTRACTS)
@takes_body_of(MOST_BODY)
@bulk_sends.arguments(BulkPreviewArgs, location="query")
@bulk_sends.arguments(BulkTableSchema, location="files")
@bulk_sends.response(200, BulkPreviewSchema)
def preview_bulk_send(args: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Who is in a CSV file, as its columns are said to be, and who cannot be sent theirs."""
    with parts["file"].stream as stream:
        table = stream.read()
    return preview(current_work(), **args, table=table)


@bulk_sends.endpoint("GET", "/<uuid:bulk_send_id>", "getBulkSend")
@bulk_sends.requires(SEND_CONTRACTS)
@bulk_sends.response(200, BulkSendSchema)
def get_bulk_send(bulk_send_id: UUID) -> dict[str, Any]:
    """How far it is, and why somebody was sent nothing."""
    work = current_work()
    return queries.bulk_send_document(work, queries.bulk_send(work, bulk_send_id))


@bulk_sends.endpoint("POST", "/<uuid:bulk_send_id>/retry", "retryBulkSend")
@bulk_sends.requires(SEND_CONTRACTS)
@bulk_sends.response(200, BulkSendSchema)
def retry_bulk_send(bulk_send_id: UUID) -> dict[str, Any]:
    """Try those again who were sent nothing."""
    work = current_work()
    found = queries.bulk_send(work, bulk_send_id)
    operations.try_again(work, found)
    return queries.bulk_send_document(work, found)
