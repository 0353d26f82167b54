"""HTTP of calendars kept elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_runtime, current_settings, current_work
from smoothschedule.core.outbound import OutboundError
from smoothschedule.scheduling.operations import busy_sources as operations
from smoothschedule.scheduling.permissions import TAKE_TIME_OFF, VIEW_SETUP
from smoothschedule.scheduling.queries import busy_sources as queries
from smoothschedule.scheduling.queries.setup import resource
from smoothschedule.scheduling.refusals import NoSuchAddress
from smoothschedule.scheduling.rules.busy import TROUBLES, Trouble
from smoothschedule.scheduling.schemas.busy_sources import (
    BusySourceListSchema,
    BusySourceSchema,
    NewBusySourceSchema,
)
from smoothschedule.users import throttle

busy_sources = Blueprint(
    "busy_sources", __name__, url_prefix="/api/v1", description="Calendars kept elsewhere"
)


@busy_sources.endpoint("GET", "/resources/<uuid:resource_id>/busy-sources", "listBusySources")
@busy_sources.requires(VIEW_SETUP)
@busy_sources.response(200, BusySourceListSchema)
def list_busy_sources(resource_id: UUID) -> dict[str, Any]:
    """Which calendars kept elsewhere take the resource off ours, and how reading them went."""
    work = current_work()
    return {"items": queries.busy_sources(work, resource(work, resource_id).id)}


@busy_sources.endpoint("POST", "/resources/<uuid:resource_id>/busy-sources", "addBusySource")
@busy_sources.requires(TAKE_TIME_OFF)
@throttle.outside_readings_of_person
@busy_sources.arguments(NewBusySourceSchema)
@busy_sources.response(201, BusySourceSchema)
def add_busy_source(body: dict[str, Any], resource_id: UUID) -> dict[str, Any]:
    """Read the iCalendar file at this address from now on; its busy times are not booked."""
    work = current_work()
    url = _with_scheme(body["url"])
    added = operations.add_source(
        work,
        resource_id=resource_id,
        name=body["name"],
        url=url,
        host=_host_of(url),
        secret_key=current_settings().secret_key,
    )
    return queries.busy_source(work, added.id)


@busy_sources.endpoint("POST", "/busy-sources/<uuid:source_id>/read", "readBusySource")
@busy_sources.requires(TAKE_TIME_OFF)
@throttle.outside_readings_of_person
@busy_sources.response(202, BusySourceSchema)
def read_busy_source(source_id: UUID) -> dict[str, Any]:
    """Read the calendar now."""
    work = current_work()
    return queries.busy_source(work, operations.ask_reading(work, source_id).id)


@busy_sources.endpoint("DELETE", "/busy-sources/<uuid:source_id>", "removeBusySource")
@busy_sources.requires(TAKE_TIME_OFF)
@busy_sources.response(204)
def remove_busy_source(source_id: UUID) -> None:
    """Read the calendar no more, and forget what it said."""
    operations.remove_source(current_work(), source_id)


def _with_scheme(url: str) -> str:
    """Calendar programs hand addresses out as webcal:, which is https."""
    head, colon, rest = url.strip().partition(":")
    return f"https:{rest}" if head.lower() in ("webcal", "webcals") and colon else url.strip()


def _host_of(url: str) -> str:
    try:
        return str(current_runtime().outbound.check(url))
    except OutboundError as error:
        sentence = TROUBLES[Trouble(error.code)]
        raise NoSuchAddress(errors={"json": {"url": [sentence]}}) from error
