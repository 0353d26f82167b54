"""Services and what they require on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Schema, Text, page_of
from smoothschedule.scheduling.models import GRIDS, RESOURCE_KINDS, ServiceRequirement
from smoothschedule.scheduling.models.service import (
    EARLIEST_REMINDER,
    LATEST_REMINDER,
    MOST_REMINDERS,
)
from smoothschedule.scheduling.schemas.appointments import RangeArgs
from smoothschedule.scheduling.schemas.fields import Color
from smoothschedule.scheduling.schemas.intake import QuestionSchema, new_questions


def _whole(low: int, high: int, **kwargs: Any) -> ma.fields.Integer:
    return ma.fields.Integer(strict=True, validate=ma.validate.Range(min=low, max=high), **kwargs)


class RequirementSchema(Schema):
    """One of these resources, all of this kind, is needed."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(RESOURCE_KINDS))
    resource_ids = ma.fields.List(
        ma.fields.UUID(), required=True, validate=ma.validate.Length(min=1, max=200)
    )

    @ma.pre_dump
    def _of_row(self, row: ServiceRequirement, **_: Any) -> dict[str, Any]:
        return {"kind": row.kind, "resource_ids": [c.resource_id for c in row.candidates]}


class SegmentSchema(Schema):
    """Part of an appointment: `holds` are the positions of the requirements needed in it."""

    duration_minutes = _whole(1, 1440, required=True)
    holds = ma.fields.List(_whole(0, 9), required=True, validate=ma.validate.Length(max=10))


class AddonSchema(Schema):
    """What may be booked along. One that is sent with its id stays the same one."""

    id = ma.fields.UUID()
    name = Text(min=1, max=120, required=True)
    extra_minutes = _whole(0, 480, required=True)
    price_minor = _whole(0, 100_000_000, required=True)


class ServiceSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    description = ma.fields.String(required=True)
    color = ma.fields.String(required=True)
    duration_minutes = ma.fields.Integer(required=True)
    price_minor = ma.fields.Integer(required=True)
    currency = ma.fields.String(required=True)
    buffer_before_minutes = ma.fields.Integer(required=True)
    buffer_after_minutes = ma.fields.Integer(required=True)
    step_minutes = ma.fields.Integer(required=True)
    lead_time_minutes = ma.fields.Integer(required=True)
    horizon_days = ma.fields.Integer(required=True, allow_none=True)
    capacity = ma.fields.Integer(required=True, allow_none=True)
    max_per_day = ma.fields.Integer(required=True, allow_none=True)
    customer_max_per_day = ma.fields.Integer(required=True, allow_none=True)
    customer_max_per_week = ma.fields.Integer(required=True, allow_none=True)
    grid = ma.fields.String(required=True, validate=ma.validate.OneOf(GRIDS))
    requires_approval = ma.fields.Boolean(required=True)
    reminder_minutes = ma.fields.List(ma.fields.Integer(), required=True)
    is_public = ma.fields.Boolean(required=True)
    is_active = ma.fields.Boolean(required=True)
    version = ma.fields.Integer(required=True)
    requirements = ma.fields.List(ma.fields.Nested(RequirementSchema), required=True)
    segments = ma.fields.List(ma.fields.Nested(SegmentSchema), required=True)
    addons = ma.fields.List(ma.fields.Nested(AddonSchema), required=True)
    questions = ma.fields.List(ma.fields.Nested(QuestionSchema), required=True)


ServiceListSchema = page_of(ServiceSchema, "ServiceList")


class ServiceChangesSchema(Schema):
    name = Text(min=1, max=120)
    description = Text(max=2000)
    color = Color()
    duration_minutes = _whole(1, 1440)
    price_minor = ma.fields.Integer(strict=True, validate=ma.validate.Range(min=0, max=100_000_000))
    buffer_before_minutes = _whole(0, 1440)
    buffer_after_minutes = _whole(0, 1440)
    step_minutes = _whole(1, 1440)
    lead_time_minutes = _whole(0, 527_040)
    horizon_days = _whole(0, 1096, allow_none=True)
    capacity = _whole(2, 500, allow_none=True)
    max_per_day = _whole(1, 1000, allow_none=True)
    customer_max_per_day = _whole(1, 1000, allow_none=True)
    customer_max_per_week = _whole(1, 1000, allow_none=True)
    grid = ma.fields.String(validate=ma.validate.OneOf(GRIDS))
    requires_approval = ma.fields.Boolean()
    #: How long before the start guests are reminded, each once.
    reminder_minutes = ma.fields.List(
        _whole(LATEST_REMINDER, EARLIEST_REMINDER), validate=ma.validate.Length(max=MOST_REMINDERS)
    )
    is_public = ma.fields.Boolean()
    is_active = ma.fields.Boolean()
    requirements = ma.fields.List(
        ma.fields.Nested(RequirementSchema), validate=ma.validate.Length(max=10)
    )
    segments = ma.fields.List(ma.fields.Nested(SegmentSchema), validate=ma.validate.Length(max=10))
    addons = ma.fields.List(ma.fields.Nested(AddonSchema), validate=ma.validate.Length(max=20))
    questions = new_questions()


class NewServiceSchema(ServiceChangesSchema):
    """`step_minutes` is the duration, and the currency the business's, unless said."""

    name = Text(min=1, max=120, required=True)
    duration_minutes = _whole(1, 1440, required=True)
    requirements = ma.fields.List(
        ma.fields.Nested(RequirementSchema), required=True, validate=ma.validate.Length(max=10)
    )


class DraftSlotsSchema(RangeArgs):
    """A service as it is being edited; `service_id` is what it is known as, if it is known."""

    service = ma.fields.Nested(NewServiceSchema, required=True)
    service_id = ma.fields.UUID()
