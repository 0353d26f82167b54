"""Resources and their weekly hours on the wire."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import PageArgs, Schema, Text, page_of
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
    #: Those that were deleted, and are still named by what they took part in.
    is_former = ma.fields.Boolean(load_default=False)


class DeletionSchema(Schema):
    """What deleting it would meet: appointments that must go somewhere first, and whether
    anything still names it, so that it stays as a former one."""

    appointments = ma.fields.Integer(required=True)
    has_history = ma.fields.Boolean(required=True)


class DeletedSchema(Schema):
    """The former resource, or null when nothing is left of it."""

    resource = ma.fields.Nested(ResourceSchema, required=True, allow_none=True)


class RestoreSchema(Schema):
    #: Whether it can be booked again.
    is_active = ma.fields.Boolean(load_default=True)


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
