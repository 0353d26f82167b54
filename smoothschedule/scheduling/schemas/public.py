"""What visitors of the booking page see and say."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import ZONES, Email, Moment, Schema, Text
from smoothschedule.scheduling.schemas.appointments import (
    STATES,
    BookedAddonSchema,
    CancellationSchema,
    RangeArgs,
    addon_ids,
    party_size,
)
from smoothschedule.scheduling.schemas.intake import QuestionSchema, answers
from smoothschedule.tenants.schemas.business import PaymentMethod


class PublicStaffSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)


class PublicLocationSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    address = ma.fields.String(required=True)
    time_zone = ma.fields.String(required=True)


class PublicAddonSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    extra_minutes = ma.fields.Integer(required=True)
    price_minor = ma.fields.Integer(required=True)


class PublicServiceSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    description = ma.fields.String(required=True)
    color = ma.fields.String(required=True)
    duration_minutes = ma.fields.Integer(required=True)
    price_minor = ma.fields.Integer(required=True)
    capacity = ma.fields.Integer(required=True, allow_none=True)
    requires_approval = ma.fields.Boolean(required=True)
    addons = ma.fields.List(ma.fields.Nested(PublicAddonSchema), required=True)
    staff = ma.fields.List(ma.fields.Nested(PublicStaffSchema), required=True)
    location = ma.fields.Nested(PublicLocationSchema, required=True, allow_none=True)


class PublicBusinessSchema(Schema):
    name = ma.fields.String(required=True)
    time_zone = ma.fields.String(required=True)
    locale = ma.fields.String(required=True)
    currency = ma.fields.String(required=True)
    brand_color = ma.fields.String(required=True)
    logo_url = ma.fields.String(required=True, allow_none=True)
    shows_our_name = ma.fields.Boolean(required=True)
    services = ma.fields.List(ma.fields.Nested(PublicServiceSchema), required=True)


class PublicSlotArgs(RangeArgs):
    resource_id = ma.fields.UUID()
    addon_ids = addon_ids()
    party_size = party_size()


class NewHoldSchema(Schema):
    service_id = ma.fields.UUID(required=True)
    starts_at = Moment(required=True)
    resource_id = ma.fields.UUID(allow_none=True, load_default=None)
    addon_ids = addon_ids()
    party_size = party_size()


class PaymentAskedSchema(Schema):
    """What is asked about paying; without `methods` nothing is."""

    methods = ma.fields.List(PaymentMethod(), required=True)
    is_required = ma.fields.Boolean(required=True)


class HoldSchema(Schema):
    token = ma.fields.String(required=True)
    expires_at = Moment(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    staff_name = ma.fields.String(required=True, allow_none=True)
    #: What the service asks whoever books it.
    questions = ma.fields.List(ma.fields.Nested(QuestionSchema), required=True)
    payment = ma.fields.Nested(PaymentAskedSchema, required=True)


class HoldReleaseSchema(Schema):
    token = Text(min=1, max=100, required=True)


class NewBookingSchema(Schema):
    hold_token = Text(min=1, max=100, required=True)
    name = Text(min=1, max=120, required=True)
    email = Email(required=True)
    phone = Text(min=1, max=40, allow_none=True, load_default=None)
    notes = Text(max=2000, load_default="")
    answers = answers(load_default=dict)
    payment_method = PaymentMethod(allow_none=True, load_default=None)
    #: Where the visitor's clock is set; a zone that we do not know is no reason to refuse.
    time_zone = Text(max=64, load_default=None, allow_none=True)

    @ma.post_load
    def _known_zone(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data if data["time_zone"] in ZONES else {**data, "time_zone": None}


class BookedServiceSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    duration_minutes = ma.fields.Integer(required=True)
    price_minor = ma.fields.Integer(required=True)


class BookedLocationSchema(Schema):
    name = ma.fields.String(required=True)
    address = ma.fields.String(required=True)


class PublicBookingSchema(Schema):
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    time_zone = ma.fields.String(required=True)
    service = ma.fields.Nested(BookedServiceSchema, required=True)
    addons = ma.fields.List(ma.fields.Nested(BookedAddonSchema), required=True)
    staff_name = ma.fields.String(required=True, allow_none=True)
    location = ma.fields.Nested(BookedLocationSchema, required=True, allow_none=True)
    customer_name = ma.fields.String(required=True)
    seats = ma.fields.Integer(required=True)
    currency = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    manage_token = ma.fields.String(required=True)
    can_cancel = ma.fields.Boolean(required=True)
    can_move = ma.fields.Boolean(required=True)
    cancellation = ma.fields.Nested(CancellationSchema, required=True)
    late_fee_minor = ma.fields.Integer(required=True)
    payment_method = PaymentMethod(required=True, allow_none=True)


class PublicMoveSlotArgs(RangeArgs):
    resource_id = ma.fields.UUID()


class PublicMoveSchema(Schema):
    starts_at = Moment(required=True)
    resource_id = ma.fields.UUID(allow_none=True, load_default=None)
    reason = Text(max=500, allow_none=True, load_default=None)
