"""Resources and their weekly hours on the wire."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Moment, PageArgs, Schema, Text, page_of
from smoothschedule.scheduling.models import RESOURCE_KINDS
from smoothschedule.scheduling.schemas.fields import ClockTime, Color, no_overlap, opens_first


class HoursSchema(Schema):
    """One working window of a weekday; 0 is Monday."""

    weekday = ma.fields.Integer(
        required=True, strict=True, validate=ma.validate.Range(min=0, max=6)
    )
    opens = ClockTime(required=True, attribute="opens_minute")
    closes = ClockTime(required=True, attribute="closes_minute")

    @ma.validates_schema
    def _opens_before_it_closes(self, data: dict[str, Any], **_: Any) -> None:
        opens_first(data)


class ResourceSchema(Schema):
    id = ma.fields.UUID(required=True)
    location_id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(RESOURCE_KINDS))
    name = ma.fields.String(required=True)
    color = ma.fields.String(required=True)
    capacity = ma.fields.Integer(required=True)
    user_id = ma.fields.UUID(required=True, allow_none=True)
    position = ma.fields.Integer(required=True)
    is_active = ma.fields.Boolean(required=True)
    version = ma.fields.Integer(required=True)
    hours = ma.fields.List(ma.fields.Nested(HoursSchema), required=True)


ResourceListSchema = page_of(ResourceSchema, "ResourceList")


class ResourceListArgs(PageArgs):
    kind = ma.fields.String(validate=ma.validate.OneOf(RESOURCE_KINDS))
    location_id = ma.fields.UUID()


class ResourceChangesSchema(Schema):
    location_id = ma.fields.UUID()
    name = Text(min=1, max=120)
    color = Color()
    capacity = ma.fields.Integer(
        strict=True,
        validate=ma.validate.Equal(1, error="One appointment at a time is what can be booked."),
    )
    position = ma.fields.Integer(strict=True, validate=ma.validate.Range(min=0, max=10_000))
    is_active = ma.fields.Boolean()


class NewResourceSchema(ResourceChangesSchema):
    location_id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(RESOURCE_KINDS))
    name = Text(min=1, max=120, required=True)


class ResourceHoursSchema(Schema):
    hours = ma.fields.List(
        ma.fields.Nested(HoursSchema), required=True, validate=ma.validate.Length(max=70)
    )

    @ma.validates_schema
    def _windows_do_not_overlap(self, data: dict[str, Any], **_: Any) -> None:
        days: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for window in data["hours"]:
            days[window["weekday"]].append((window["opens_minute"], window["closes_minute"]))
        for windows in days.values():
            no_overlap(windows, "hours")


_DECISIONS = ma.validate.OneOf(("leave", "move", "cancel"))


class DepartureWishSchema(Schema):
    """Where the appointments of a resource go that is switched off."""

    do = ma.fields.String(required=True, validate=_DECISIONS)
    #: Who takes them over; `otherwise` is for those that do not fit there.
    to_id = ma.fields.UUID(load_default=None, allow_none=True)
    otherwise = ma.fields.String(
        load_default="leave", validate=ma.validate.OneOf(("leave", "cancel"))
    )
    notify = ma.fields.Boolean(load_default=True)

    @ma.validates_schema
    def _somebody_takes_over(self, data: dict[str, Any], **_: Any) -> None:
        if data["do"] == "move" and data["to_id"] is None:
            raise ma.ValidationError("Choose who takes them over.", "to_id")


class AheadSchema(Schema):
    id = ma.fields.UUID(required=True)
    starts_at = Moment(required=True)
    service = ma.fields.String(required=True)
    customer = ma.fields.String(required=True, allow_none=True)
    #: Why it does not fit there.
    reason = ma.fields.String(required=True, allow_none=True)


class StandInSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    #: Of the services concerned, how many they give.
    services = ma.fields.Integer(required=True)


class DepartedSchema(Schema):
    """An appointment in the version that came of it."""

    id = ma.fields.UUID(required=True)
    version = ma.fields.Integer(required=True, strict=True)


class DepartureSchema(Schema):
    """What becomes of the appointments, or would: counts, the first few, and what does not fit."""

    count = ma.fields.Integer(required=True)
    moved = ma.fields.Integer(required=True)
    cancelled = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True)
    items = ma.fields.List(ma.fields.Nested(AheadSchema), required=True)
    clashes = ma.fields.List(ma.fields.Nested(AheadSchema), required=True)
    stand_ins = ma.fields.List(ma.fields.Nested(StandInSchema), required=True)
    #: What is to be taken back by an undo.
    done = ma.fields.List(ma.fields.Nested(DepartedSchema), required=True)
    resource = ma.fields.Nested(ResourceSchema, required=True)


class ReturnWishSchema(Schema):
    done = ma.fields.List(
        ma.fields.Nested(DepartedSchema), required=True, validate=ma.validate.Length(max=200)
    )


class ReturnSchema(Schema):
    taken_back = ma.fields.Integer(required=True)
    resource = ma.fields.Nested(ResourceSchema, required=True)
