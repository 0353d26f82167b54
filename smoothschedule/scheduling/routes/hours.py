"""HTTP of working time beyond the weekly hours: days that differ, time off, closures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import require_match
from smoothschedule.scheduling.models import Closure, DateOverride, TimeOff
from smoothschedule.scheduling.operations import closures, day_overrides, time_off
from smoothschedule.scheduling.permissions import (
    EDIT_LOCATIONS,
    EDIT_RESOURCES,
    TAKE_TIME_OFF,
    USE_CALENDAR,
    VIEW_SETUP,
)
from smoothschedule.scheduling.queries import exceptions as queries
from smoothschedule.scheduling.queries.offered import refuse_long_range
from smoothschedule.scheduling.queries.setup import resource
from smoothschedule.scheduling.queries.working_times import working_times
from smoothschedule.scheduling.schemas.hours import (
    AffectedArgs,
    AffectedSchema,
    ClosureListArgs,
    ClosureListSchema,
    ClosureSchema,
    DateOverrideListArgs,
    DateOverrideListSchema,
    DateOverrideSchema,
    NewClosureSchema,
    NewDateOverrideSchema,
    NewTimeOffSchema,
    TimeOffListArgs,
    TimeOffListSchema,
    TimeOffSchema,
    WorkingTimesArgs,
    WorkingTimesSchema,
)

hours = Blueprint("hours", __name__, url_prefix="/api/v1", description="When the business works")


@hours.endpoint("GET", "/working-times", "listWorkingTimes")
@hours.requires(USE_CALENDAR)
@hours.arguments(WorkingTimesArgs, location="query")
@hours.response(200, WorkingTimesSchema)
def list_working_times(args: dict[str, Any]) -> dict[str, Any]:
    """When everybody is there in 62 days at most, and why not otherwise; staff see their own."""
    within = args["from_"], args["to"]
    refuse_long_range(within)
    return working_times(current_work(), within)


@hours.endpoint("GET", "/affected-appointments", "listAffectedAppointments")
@hours.requires(USE_CALENDAR)
@hours.arguments(AffectedArgs, location="query")
@hours.response(200, AffectedSchema)
def list_affected_appointments(args: dict[str, Any]) -> dict[str, Any]:
    """Which coming appointments lie within time that is about to be taken away."""
    within = args.pop("from_"), args.pop("to")
    return queries.affected(current_work(), within, **args)


@hours.endpoint("GET", "/resources/<uuid:resource_id>/overrides", "listDateOverrides")
@hours.requires(VIEW_SETUP)
@hours.arguments(DateOverrideListArgs, location="query")
@hours.response(200, DateOverrideListSchema)
def list_date_overrides(args: dict[str, Any], resource_id: UUID) -> dict[str, Any]:
    """Days on which the resource does not work as on their weekday, in order."""
    work = current_work()
    return queries.overrides(work, resource(work, resource_id).id, **args)


@hours.endpoint("PUT", "/resources/<uuid:resource_id>/overrides", "setDateOverride")
@hours.requires(EDIT_RESOURCES)
@hours.matches
@hours.arguments(NewDateOverrideSchema)
@hours.response(200, DateOverrideSchema)
def set_date_override(body: dict[str, Any], resource_id: UUID) -> DateOverride:
    """Say the hours of one day; no windows close it."""
    work = current_work()
    found = require_match(resource(work, resource_id))
    made = day_overrides.set_override(work, found, body["on_day"], body["windows"])
    return queries.override(work, made.id)


@hours.endpoint(
    "DELETE",
    "/resources/<uuid:resource_id>/overrides/<uuid:override_id>",
    "removeDateOverride",
)
@hours.requires(EDIT_RESOURCES)
@hours.matches
@hours.response(204)
def remove_date_override(resource_id: UUID, override_id: UUID) -> None:
    """Let the day be as its weekday again."""
    work = current_work()
    found = require_match(resource(work, resource_id))
    day_overrides.remove_override(work, found, override_id)


@hours.endpoint("GET", "/time-off", "listTimeOff")
@hours.requires(USE_CALENDAR)
@hours.arguments(TimeOffListArgs, location="query")
@hours.response(200, TimeOffListSchema)
def list_time_off(args: dict[str, Any]) -> dict[str, Any]:
    """Time off that is not over at `from`, in order; staff see their own."""
    return queries.time_off(current_work(), **args)


@hours.endpoint("POST", "/time-off", "enterTimeOff")
@hours.requires(TAKE_TIME_OFF)
@hours.idempotent
@hours.arguments(NewTimeOffSchema)
@hours.response(201, TimeOffSchema)
def enter_time_off(body: dict[str, Any]) -> TimeOff:
    """Take a resource off the calendar for a while; its appointments stay."""
    work = current_work()
    return queries.one_time_off(work, time_off.enter_time_off(work, **body).id)


@hours.endpoint("DELETE", "/time-off/<uuid:time_off_id>", "removeTimeOff")
@hours.requires(TAKE_TIME_OFF)
@hours.response(204)
def remove_time_off(time_off_id: UUID) -> None:
    """Take time off back."""
    time_off.remove_time_off(current_work(), time_off_id)


@hours.endpoint("GET", "/closures", "listClosures")
@hours.requires(VIEW_SETUP)
@hours.arguments(ClosureListArgs, location="query")
@hours.response(200, ClosureListSchema)
def list_closures(args: dict[str, Any]) -> dict[str, Any]:
    """Days on which locations are closed, latest first."""
    return queries.closures(current_work(), **args)


@hours.endpoint("POST", "/closures", "addClosure")
@hours.requires(EDIT_LOCATIONS)
@hours.idempotent
@hours.arguments(NewClosureSchema)
@hours.response(201, ClosureSchema)
def add_closure(body: dict[str, Any]) -> Closure:
    """Close a location for some days; appointments there stay."""
    return closures.add_closure(current_work(), **body)


@hours.endpoint("DELETE", "/closures/<uuid:closure_id>", "removeClosure")
@hours.requires(EDIT_LOCATIONS)
@hours.response(204)
def remove_closure(closure_id: UUID) -> None:
    """Open on these days after all."""
    closures.remove_closure(current_work(), closure_id)
