"""What a message says: an envelope, and the thing as the API shows it to the owner."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from smoothschedule.contracts.queries.contracts import contract, contract_document
from smoothschedule.contracts.schemas.contract import ContractSchema
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.scheduling.models import AppointmentSeries
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.appointments import appointment
from smoothschedule.scheduling.queries.customers import customer
from smoothschedule.scheduling.queries.series import series_document
from smoothschedule.scheduling.schemas.appointments import AppointmentSchema
from smoothschedule.scheduling.schemas.customers import CustomerSchema
from smoothschedule.scheduling.schemas.series import SeriesSchema
from smoothschedule.webhooks.models import WebhookDelivery
from smoothschedule.webhooks.schemas import WebhookMessageSchema

#: Who reads what messages tell: nobody in person, and all of the business.
READER: Final = Actor(permissions=frozenset({VIEW_ALL_CALENDARS}))
API_VERSION: Final = "v1"


def body_of(work: Work, delivery: WebhookDelivery) -> str:
    """The message as it is signed and sent: what it is about as it is now, at the first try."""
    said = {
        "type": delivery.topic,
        "api_version": API_VERSION,
        "timestamp": delivery.occurred_at,
        "tenant_id": work.context.tenant_id,
        "kind": delivery.subject_kind,
        "id": delivery.subject_id,
        "data": _data(work, delivery.subject_kind, delivery.subject_id),
    }
    written = WebhookMessageSchema().dump(said)
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def _data(work: Work, kind: str | None, id: UUID | None) -> Any:
    if kind is None or id is None:
        return {"message": "This is a test. Nothing happened."}
    try:
        return _READERS[kind](work, id)
    except NotFound:  # gone since: its id is all there is to say
        return None


def _appointment(work: Work, id: UUID) -> Any:
    return AppointmentSchema().dump(appointment(work, id))


def _series(work: Work, id: UUID) -> Any:
    return SeriesSchema().dump(series_document(work, work.get(AppointmentSeries, id)))


def _customer(work: Work, id: UUID) -> Any:
    return CustomerSchema().dump(customer(work, id))


def _contract(work: Work, id: UUID) -> Any:
    # What the reader may do with it means nothing to another program.
    return ContractSchema(exclude=("can",)).dump(contract_document(work, contract(work, id)))


_READERS: Final[Mapping[str, Callable[[Work, UUID], Any]]] = {
    "appointment": _appointment,
    "series": _series,
    "customer": _customer,
    "contract": _contract,
}
