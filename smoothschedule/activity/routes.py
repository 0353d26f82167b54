"""HTTP of the audit: the business's own activity, and the platform's view."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, g

from smoothschedule.activity import queries
from smoothschedule.activity.queries import Filters
from smoothschedule.activity.readers import HEADS, Reader
from smoothschedule.activity.schemas import (
    ActivityArgs,
    ActivityFiltersSchema,
    ActivityPage,
    HistoryPage,
    PlatformAuditArgs,
    PlatformAuditFiltersSchema,
)
from smoothschedule.activity.sentences import GROUPS
from smoothschedule.core.api import PLATFORM, Blueprint, current_work
from smoothschedule.core.csv_export import CSV, csv_download
from smoothschedule.core.schemas import PageArgs
from smoothschedule.scheduling.permissions import USE_CALENDAR, VIEW_CUSTOMERS
from smoothschedule.scheduling.queries.appointments import appointment
from smoothschedule.scheduling.queries.customers import customer
from smoothschedule.tenants.models import Tenant

activity = Blueprint(
    "activity", __name__, url_prefix="/api/v1", description="Who did what in the business"
)
platform_audit = Blueprint(
    "platform_audit",
    __name__,
    url_prefix="/api/v1/platform",
    description="Who did what on the platform and in its businesses",
    hosts=frozenset({PLATFORM}),
)
history = Blueprint(
    "history", __name__, url_prefix="/api/v1", description="What became of one thing"
)
blueprints = [activity, platform_audit, history]
FILE: dict[str, Any] = {"type": "string", "format": "binary"}
PLATFORM_READER = Reader(queries.across_businesses, ZoneInfo("UTC"))


def own_reader(*, tells_origin: bool = True) -> Reader:
    """Whoever reads their own business's activity, in its zone, currency and locale."""
    tenant: Tenant = g.tenant
    return Reader(
        queries.in_business,
        ZoneInfo(tenant.time_zone),
        tenant.currency,
        tenant.locale,
        tells_origin,
    )


def page_for(reader: Reader, args: dict[str, Any]) -> dict[str, Any]:
    """A page of what the query string asks for."""
    limit, after = args.pop("limit"), args.pop("after")
    found: dict[str, Any] = reader.page(current_work(), Filters(**args), limit=limit, after=after)
    return found | {"groups": [{"group": g, "label": label} for g, label in GROUPS.items()]}


def download(reader: Reader, name: str, args: dict[str, Any]) -> Response:
    """All of what the query string asks for, as a file."""
    work, filters = current_work(), Filters(**args)
    row_count = queries.count_of(work, filters, reader.zone)
    return csv_download(name, HEADS, reader.export(work, filters), row_count=row_count)


@activity.endpoint("GET", "/activity", "listActivity")
@activity.requires("view_activity")
@activity.arguments(ActivityArgs, location="query")
@activity.response(200, ActivityPage)
def list_activity(args: dict[str, Any]) -> dict[str, Any]:
    """Who did what, newest first; days are those of the business's zone.

    Of a visit its start and its end are told; the export has its sessions too.
    """
    return page_for(own_reader(), args | {"is_brief": True})


@activity.endpoint("GET", "/activity.csv", "exportActivity")
@activity.requires("view_activity")
@activity.arguments(ActivityFiltersSchema, location="query")
@activity.response(200, FILE, content_type=CSV)
def export_activity(args: dict[str, Any]) -> Response:
    """The same as a file for spreadsheets; X-Total-Rows says how many rows come."""
    return download(own_reader(), "activity", args)


@platform_audit.endpoint("GET", "/audit", "listPlatformAudit")
@platform_audit.requires("view_audit")
@platform_audit.arguments(PlatformAuditArgs, location="query")
@platform_audit.response(200, ActivityPage)
def list_platform_audit(args: dict[str, Any]) -> dict[str, Any]:
    """Who did what on the platform and in the businesses one may see; days are in UTC."""
    return page_for(PLATFORM_READER, args)


@platform_audit.endpoint("GET", "/audit.csv", "exportPlatformAudit")
@platform_audit.requires("view_audit")
@platform_audit.arguments(PlatformAuditFiltersSchema, location="query")
@platform_audit.response(200, FILE, content_type=CSV)
def export_platform_audit(args: dict[str, Any]) -> Response:
    """The same as a file for spreadsheets; X-Total-Rows says how many rows come."""
    return download(PLATFORM_READER, "audit", args)


def history_of(
    subject_id: UUID, args: dict[str, Any], *, former_ids: frozenset[UUID] = frozenset()
) -> dict[str, Any]:
    """A page of what was done to one thing, which the caller may see."""
    reader = own_reader(tells_origin=False)
    filters = Filters(subject_id=subject_id, former_ids=former_ids)
    found: dict[str, Any] = reader.page(current_work(), filters, **args)
    return found


@history.endpoint("GET", "/appointments/<uuid:appointment_id>/history", "getAppointmentHistory")
@history.requires(USE_CALENDAR)
@history.arguments(PageArgs, location="query")
@history.response(200, HistoryPage)
def appointment_history(args: dict[str, Any], appointment_id: UUID) -> dict[str, Any]:
    """What became of an appointment that one may see, newest first."""
    appointment(current_work(), appointment_id)
    return history_of(appointment_id, args)


@history.endpoint("GET", "/customers/<uuid:customer_id>/history", "getCustomerHistory")
@history.requires(VIEW_CUSTOMERS)
@history.arguments(PageArgs, location="query")
@history.response(200, HistoryPage)
def customer_history(args: dict[str, Any], customer_id: UUID) -> dict[str, Any]:
    """What was done to the record of a customer whom one may know, newest first."""
    work = current_work()
    customer(work, customer_id)
    return history_of(customer_id, args, former_ids=queries.merged_into(work, customer_id))
