"""Appointments that repeat, on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text
from smoothschedule.scheduling.queries.series import Scope
from smoothschedule.scheduling.schemas.appointments import (
    STATES,
    CancelSchema,
    CustomerOfBookingSchema,
    ReasonSchema,
    duration_minutes,
    notify,
)

SCOPES = tuple(scope.value for scope in Scope)


class WishSchema(Schema):
    """What shall repeat; `rule` is the value of an RRULE, on the wall clock of the place."""

    service_id = ma.fields.UUID(required=True)
    starts_at = Moment(required=True)
    rule = Text(min=1, max=500, required=True)
    resource_ids = ma.fields.List(ma.fields.UUID(), validate=ma.validate.Length(max=10))


class NewSeriesSchema(WishSchema, CustomerOfBookingSchema):
    """`skip_clashes`: what is not free is left out; otherwise nothing is booked then."""

    notes = Text(max=5000, load_default="")
    skip_clashes = ma.fields.Boolean(load_default=False)
    notify = notify()


class OccurrenceSchema(Schema):
    """One start, with who would serve it or why that cannot be."""

    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    resource_ids = ma.fields.List(ma.fields.UUID(), required=True)
    problem = ma.fields.String(required=True, allow_none=True)


class SeriesDraftSchema(Schema):
    """`is_bounded`: the rule names no end, so it is followed for a year."""

    time_zone = ma.fields.String(required=True)
    is_bounded = ma.fields.Boolean(required=True)
    items = ma.fields.List(ma.fields.Nested(OccurrenceSchema), required=True)


class SeriesShiftSchema(Schema):
    """Where this appointment shall be; the others move as far on the wall clock. Each takes as
    long as it did, unless `duration_minutes` says what all of them shall take."""

    scope = ma.fields.String(required=True, validate=ma.validate.OneOf(SCOPES))
    starts_at = Moment(required=True)
    duration_minutes = duration_minutes(strict=True)
    resource_ids = ma.fields.List(ma.fields.UUID(), validate=ma.validate.Length(max=10))


class SeriesMoveSchema(SeriesShiftSchema, ReasonSchema):
    skip_clashes = ma.fields.Boolean(load_default=False)
    notify = notify()


class SeriesShiftPreviewSchema(Schema):
    """`other_lengths`: how many of those that fit would take longer or shorter than now."""

    items = ma.fields.List(ma.fields.Nested(OccurrenceSchema), required=True)
    other_lengths = ma.fields.Integer(required=True)


class SeriesCancelSchema(CancelSchema):
    scope = ma.fields.String(required=True, validate=ma.validate.OneOf(SCOPES))


class SeriesItemSchema(Schema):
    appointment_id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    version = ma.fields.Integer(required=True)
    is_exception = ma.fields.Boolean(required=True)


class SeriesSchema(Schema):
    id = ma.fields.UUID(required=True)
    rule = ma.fields.String(required=True)
    time_zone = ma.fields.String(required=True)
    starts_at = Moment(required=True)
    is_bounded = ma.fields.Boolean(required=True)
    items = ma.fields.List(ma.fields.Nested(SeriesItemSchema), required=True)
