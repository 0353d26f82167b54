"""Days that differ, time off, closures and working times on the wire."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Moment, PageArgs, Schema, Text, page_of
from smoothschedule.scheduling.models.closure import LONGEST_CLOSURE_DAYS
from smoothschedule.scheduling.models.time_off import LONGEST_TIME_OFF
from smoothschedule.scheduling.schemas.appointments import AppointmentSchema, RangeArgs
from smoothschedule.scheduling.schemas.fields import ClockTime, Day, no_overlap, opens_first


class DayWindowSchema(Schema):
    """Working time on one day; 24:00 is its end."""

    opens = ClockTime(required=True, attribute="opens_minute")
    closes = ClockTime(required=True, attribute="closes_minute")

    @ma.validates_schema
    def _opens_before_it_closes(self, data: dict[str, Any], **_: Any) -> None:
        opens_first(data)


class DateOverrideSchema(Schema):
    """Without windows the day is closed."""

    id = ma.fields.UUID(required=True)
    on_day = Day(required=True)
    windows = ma.fields.List(ma.fields.Nested(DayWindowSchema), required=True)


DateOverrideListSchema = page_of(DateOverrideSchema, "DateOverrideList")


class DateOverrideListArgs(PageArgs):
    from_day = Day(load_default=None)


class NewDateOverrideSchema(Schema):
    on_day = Day(required=True)
    windows = ma.fields.List(
        ma.fields.Nested(DayWindowSchema), required=True, validate=ma.validate.Length(max=10)
    )

    @ma.validates_schema
    def _windows_do_not_overlap(self, data: dict[str, Any], **_: Any) -> None:
        windows = [(w["opens_minute"], w["closes_minute"]) for w in data["windows"]]
        no_overlap(windows, "windows")


class TimeOffSchema(Schema):
    id = ma.fields.UUID(required=True)
    resource_id = ma.fields.UUID(required=True)
    resource_name = ma.fields.String(required=True, attribute="resource.name")
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    reason = ma.fields.String(required=True)
    created_by_id = ma.fields.UUID(required=True, allow_none=True)
    created_at = Moment(required=True)


TimeOffListSchema = page_of(TimeOffSchema, "TimeOffList")


class TimeOffListArgs(PageArgs):
    from_ = Moment(data_key="from", load_default=None)
    resource_id = ma.fields.UUID(load_default=None)


class NewTimeOffSchema(Schema):
    resource_id = ma.fields.UUID(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    reason = Text(max=200, load_default="")

    @ma.validates_schema
    def _is_a_stretch(self, data: dict[str, Any], **_: Any) -> None:
        _bounded(data["starts_at"], data["ends_at"], LONGEST_TIME_OFF)


class ClosureSchema(Schema):
    """`ends_on` is the last closed day."""

    id = ma.fields.UUID(required=True)
    location_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    starts_on = Day(required=True)
    ends_on = Day(required=True)
    repeats_yearly = ma.fields.Boolean(required=True)


ClosureListSchema = page_of(ClosureSchema, "ClosureList")


class ClosureListArgs(PageArgs):
    location_id = ma.fields.UUID(load_default=None)


class NewClosureSchema(Schema):
    location_id = ma.fields.UUID(required=True)
    name = Text(min=1, max=120, required=True)
    starts_on = Day(required=True)
    ends_on = Day(required=True)
    repeats_yearly = ma.fields.Boolean(load_default=False)

    @ma.validates_schema
    def _is_a_stretch(self, data: dict[str, Any], **_: Any) -> None:
        if data["ends_on"] < data["starts_on"]:
            raise ma.ValidationError("The last day must not come before the first.", "ends_on")
        if (data["ends_on"] - data["starts_on"]).days >= LONGEST_CLOSURE_DAYS:
            raise ma.ValidationError(
                f"At most {LONGEST_CLOSURE_DAYS} days at once, please.", "ends_on"
            )


class AffectedArgs(Schema):
    """[from, to), and whose calendar: a resource's, a location's or everybody's."""

    from_ = Moment(required=True, data_key="from")
    to = Moment(required=True)
    resource_id = ma.fields.UUID(load_default=None)
    location_id = ma.fields.UUID(load_default=None)

    @ma.validates_schema
    def _is_a_stretch(self, data: dict[str, Any], **_: Any) -> None:
        _bounded(data["from_"], data["to"], LONGEST_TIME_OFF + timedelta(days=2), field="to")


class AffectedSchema(Schema):
    """Coming appointments within a range: how many, and the first of them."""

    count = ma.fields.Integer(required=True)
    items = ma.fields.List(ma.fields.Nested(AppointmentSchema), required=True)


class WorkingTimesArgs(RangeArgs):
    pass


class SpanSchema(Schema):
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)


class WorkingTimeSchema(Schema):
    """When one resource is there, closures and time off taken away."""

    resource_id = ma.fields.UUID(required=True)
    windows = ma.fields.List(ma.fields.Nested(SpanSchema), required=True)


class AwaySchema(Schema):
    """Why one resource is not there: the name of a closure, the reason of time off, or the name
    of the calendar kept elsewhere that says so."""

    resource_id = ma.fields.UUID(required=True)
    id = ma.fields.UUID(required=True)
    kind = ma.fields.String(
        required=True, validate=ma.validate.OneOf(("closure", "time_off", "busy"))
    )
    label = ma.fields.String(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)


class WorkingTimesSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(WorkingTimeSchema), required=True)
    away = ma.fields.List(ma.fields.Nested(AwaySchema), required=True)


def _bounded(start: Any, end: Any, longest: timedelta, *, field: str = "ends_at") -> None:
    if start >= end:
        raise ma.ValidationError("It must end after it starts.", field)
    if end - start > longest:
        raise ma.ValidationError(f"At most {longest.days} days at once, please.", field)
