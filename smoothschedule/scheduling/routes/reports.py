"""HTTP of reports."""

from __future__ import annotations

from typing import Any

from flask import Response

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.csv_export import CSV, csv_download, csv_lines
from smoothschedule.scheduling.permissions import VIEW_REPORTS
from smoothschedule.scheduling.queries.report_tables import cells_of, report
from smoothschedule.scheduling.queries.reports import Asked
from smoothschedule.scheduling.rules.measures import Kind
from smoothschedule.scheduling.rules.reports import By, Compare, Days, Period
from smoothschedule.scheduling.schemas.reports import ReportArgs, ReportSchema

reports = Blueprint(
    "reports", __name__, url_prefix="/api/v1", description="What appointments add up to"
)
FILE: dict[str, Any] = {"type": "string", "format": "binary"}


@reports.endpoint("GET", "/reports", "getReport")
@reports.requires(VIEW_REPORTS)
@reports.arguments(ReportArgs, location="query")
@reports.response(200, ReportSchema)
def get_report(args: dict[str, Any]) -> dict[str, Any]:
    """Bookings, utilisation, no-shows, revenue or lead time, period by period.

    By resource, an appointment with two of them counts for both; the whole has it once.
    """
    return _report(args)


@reports.endpoint("GET", "/reports.csv", "exportReport")
@reports.requires(VIEW_REPORTS)
@reports.arguments(ReportArgs, location="query")
@reports.response(200, FILE, content_type=CSV)
def export_report(args: dict[str, Any]) -> Response:
    """The same as a file for spreadsheets."""
    document = _report(args)
    rows = cells_of(document)
    heads = ["Line", "Period", *(measure.label for measure in document["measures"])]
    return csv_download(args["kind"], heads, [csv_lines(rows)], row_count=len(rows))


def _report(args: dict[str, Any]) -> dict[str, Any]:
    asked = Asked(
        Days(args["first"], args["last"]),
        Period(args["period"]),
        By(args["by"]),
        service_id=args["service_id"],
        resource_id=args["resource_id"],
        location_id=args["location_id"],
    )
    return report(current_work(), Kind(args["kind"]), asked, Compare(args["compare"]))
