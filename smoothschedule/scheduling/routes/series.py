"""HTTP of appointments that repeat."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.etags import expected_version
from smoothschedule.scheduling.operations.customers import customer_for
from smoothschedule.scheduling.operations.holds import offer_to_book
from smoothschedule.scheduling.operations.series_booking import Wish, book_series, draft
from smoothschedule.scheduling.operations.series_changes import (
    Shift,
    cancel_series,
    move_series,
    shift,
)
from smoothschedule.scheduling.operations.series_undo import undo_series_change
from smoothschedule.scheduling.permissions import (
    BOOK_APPOINTMENTS,
    MANAGE_APPOINTMENTS,
    USE_CALENDAR,
)
from smoothschedule.scheduling.queries import appointments as queries
from smoothschedule.scheduling.queries.facts import Offer, offer_of
from smoothschedule.scheduling.queries.series import Scope, series_document, series_of
from smoothschedule.scheduling.schemas.series import (
    NewSeriesSchema,
    SeriesCancelSchema,
    SeriesDraftSchema,
    SeriesMoveSchema,
    SeriesSchema,
    SeriesShiftPreviewSchema,
    SeriesShiftSchema,
    WishSchema,
)

series = Blueprint("series", __name__, url_prefix="/api/v1", description="What repeats")
OF_ONE = "/appointments/<uuid:appointment_id>/series"


@series.endpoint("POST", "/series/preview", "previewSeries")
@series.requires(BOOK_APPOINTMENTS)
@series.arguments(WishSchema)
@series.response(200, SeriesDraftSchema)
def preview_series(body: dict[str, Any]) -> dict[str, Any]:
    """What would be booked, with clashes and closures named; nothing is."""
    work = current_work()
    return draft(work, _wish(offer_of(work, body["service_id"]), body)).document()


@series.endpoint("POST", "/series", "bookSeries")
@series.requires(BOOK_APPOINTMENTS)
@series.idempotent
@series.arguments(NewSeriesSchema)
@series.response(201, SeriesSchema)
def book_new_series(body: dict[str, Any]) -> dict[str, Any]:
    """Book a customer in again and again, by a rule."""
    work = current_work()
    booked = book_series(
        work,
        _wish(offer_to_book(work, body["service_id"]), body),
        customer=customer_for(work, body.get("customer_id"), guest=body.get("customer")),
        notes=body["notes"],
        skip_clashes=body["skip_clashes"],
        secret_key=current_settings().secret_key,
        notify=body["notify"],
    )
    return series_document(work, booked)


@series.endpoint("GET", OF_ONE, "getSeriesOfAppointment")
@series.requires(USE_CALENDAR)
@series.response(200, SeriesSchema)
def get_series(appointment_id: UUID) -> dict[str, Any]:
    """The series that an appointment belongs to, with those of it that one may see."""
    work = current_work()
    return series_document(work, series_of(work, queries.appointment(work, appointment_id)))


@series.endpoint("POST", f"{OF_ONE}/preview-move", "previewSeriesMove")
@series.requires(MANAGE_APPOINTMENTS)
@series.matches
@series.arguments(SeriesShiftSchema)
@series.response(200, SeriesShiftPreviewSchema)
def preview_series_move(body: dict[str, Any], appointment_id: UUID) -> dict[str, Any]:
    """Where the others of the series would be, and what would clash; nothing moves."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    return shift(work, found.id, _shift(body), version=version).document()


@series.endpoint("POST", f"{OF_ONE}/move", "moveSeries")
@series.requires(MANAGE_APPOINTMENTS)
@series.matches
@series.arguments(SeriesMoveSchema)
@series.response(200, SeriesSchema)
def move_whole_series(body: dict[str, Any], appointment_id: UUID) -> dict[str, Any]:
    """Move this and the following, or all that are to come, by the same stretch."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    moved = move_series(
        work,
        found.id,
        _shift(body),
        version=version,
        skip_clashes=body["skip_clashes"],
        reason=body["reason"],
        notify=body["notify"],
    )
    return series_document(work, moved)


@series.endpoint("POST", f"{OF_ONE}/cancel", "cancelSeries")
@series.requires(MANAGE_APPOINTMENTS)
@series.matches
@series.arguments(SeriesCancelSchema)
@series.response(200, SeriesSchema)
def cancel_whole_series(body: dict[str, Any], appointment_id: UUID) -> dict[str, Any]:
    """Call off this and the following, or all that are to come."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    scope = Scope(body.pop("scope"))
    off = cancel_series(work, found.id, scope=scope, version=version, **body)
    return series_document(work, off)


@series.endpoint("POST", f"{OF_ONE}/undo", "undoSeriesChange")
@series.requires(MANAGE_APPOINTMENTS)
@series.matches
@series.response(200, SeriesSchema)
def undo_change_of_series(appointment_id: UUID) -> dict[str, Any]:
    """Take back the last thing that was done to this appointment and others of its series."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    return series_document(work, undo_series_change(work, found.id, version=version))


def _wish(offer: Offer, body: dict[str, Any]) -> Wish:
    resources = frozenset(body.get("resource_ids", ()))
    return Wish(offer, body["starts_at"], body["rule"], resources)


def _shift(body: dict[str, Any]) -> Shift:
    resources = frozenset(body.get("resource_ids", ()))
    minutes = body.get("duration_minutes")
    return Shift(Scope(body["scope"]), body["starts_at"], resources, minutes)
