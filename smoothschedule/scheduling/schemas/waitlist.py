"""The waitlist on the wire."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import ZONES, Email, Moment, PageArgs, Schema, Text, page_of
from smoothschedule.scheduling.rules.waitlist import MOST_DAYS, WHOLE_DAY, EntryState
from smoothschedule.scheduling.schemas.appointments import (
    AppointmentCustomerSchema,
    AppointmentServiceSchema,
    CustomerOfBookingSchema,
    party_size,
)
from smoothschedule.scheduling.schemas.intake import QuestionSchema, answers
from smoothschedule.scheduling.schemas.public import BookedLocationSchema, PaymentAskedSchema
from smoothschedule.tenants.schemas.business import PaymentMethod

STATES = tuple(state.value for state in EntryState)


def _minute(default: int) -> ma.fields.Integer:
    within = ma.validate.Range(min=0, max=WHOLE_DAY)
    return ma.fields.Integer(strict=True, validate=within, load_default=default)


class WaitlistWishSchema(Schema):
    """What somebody waits for: days, and minutes of the day [from, until) by the clock there."""

    service_id = ma.fields.UUID(required=True)
    resource_id = ma.fields.UUID(allow_none=True, load_default=None)
    from_day = ma.fields.Date(required=True)
    until_day = ma.fields.Date(required=True)
    from_minute = _minute(0)
    until_minute = _minute(WHOLE_DAY)
    party_size = party_size()

    @ma.validates_schema
    def _makes_sense(self, data: dict[str, Any], **_: Any) -> None:
        if data["until_day"] < data["from_day"]:
            raise ma.ValidationError("The last day comes before the first.", "until_day")
        if data["until_day"] - data["from_day"] >= timedelta(days=MOST_DAYS):
            raise ma.ValidationError(f"Please choose {MOST_DAYS} days at most.", "until_day")
        if data["until_minute"] <= data["from_minute"]:
            raise ma.ValidationError("It must end after it starts.", "until_minute")


class NewWaitlistEntrySchema(WaitlistWishSchema, CustomerOfBookingSchema):
    """Whom the team puts on the list, and for what."""


class WaitlistJoinSchema(WaitlistWishSchema):
    """Who joins online, and for what."""

    name = Text(min=1, max=120, required=True)
    email = Email(required=True)
    phone = Text(min=1, max=40, allow_none=True, load_default=None)
    time_zone = Text(max=64, load_default=None, allow_none=True)

    @ma.post_load
    def _known_zone(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data if data["time_zone"] in ZONES else {**data, "time_zone": None}


class WaitlistOfferSchema(Schema):
    """A time that is kept for them until they answer, or until it `expires_at`."""

    appointment_id = ma.fields.UUID(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True, attribute="appointment.ends_at")
    time_zone = ma.fields.String(required=True, attribute="appointment.location.time_zone")
    expires_at = Moment(required=True)


class MyWaitlistEntrySchema(Schema):
    """`place` is that in line, of those still on the list."""

    id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    place = ma.fields.Integer(required=True, allow_none=True)
    service = ma.fields.Nested(AppointmentServiceSchema, required=True)
    resource_id = ma.fields.UUID(required=True, allow_none=True)
    resource_name = ma.fields.String(
        required=True, allow_none=True, attribute="resource.name", dump_default=None
    )
    seats = ma.fields.Integer(required=True)
    from_day = ma.fields.Date(required=True)
    until_day = ma.fields.Date(required=True)
    from_minute = ma.fields.Integer(required=True)
    until_minute = ma.fields.Integer(required=True)
    offer = ma.fields.Nested(WaitlistOfferSchema, required=True, allow_none=True)
    created_at = Moment(required=True)
    version = ma.fields.Integer(required=True)


class WaitlistEntrySchema(MyWaitlistEntrySchema):
    customer = ma.fields.Nested(AppointmentCustomerSchema, required=True)


WaitlistSchema = page_of(WaitlistEntrySchema, "Waitlist")


class OwnWaitlistEntrySchema(MyWaitlistEntrySchema):
    """`path` is the page on which an offer is answered."""

    path = ma.fields.String(required=True, allow_none=True)


class MyWaitlistSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(OwnWaitlistEntrySchema), required=True)


class WaitlistArgs(PageArgs):
    """`is_over`: those who are no longer on the list."""

    service_id = ma.fields.UUID(load_default=None)
    is_over = ma.fields.Boolean(load_default=False)


class WaitlistSummarySchema(Schema):
    waiting = ma.fields.Integer(required=True)
    offered = ma.fields.Integer(required=True)


class OfferByHandSchema(Schema):
    starts_at = Moment(required=True)
    resource_id = ma.fields.UUID(allow_none=True, load_default=None)


class PublicOfferSchema(Schema):
    """What is kept for them."""

    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    time_zone = ma.fields.String(required=True)
    staff_name = ma.fields.String(required=True, allow_none=True)
    location = ma.fields.Nested(BookedLocationSchema, required=True)
    price_minor = ma.fields.Integer(required=True)
    currency = ma.fields.String(required=True)
    payment = ma.fields.Nested(PaymentAskedSchema, required=True)
    expires_at = Moment(required=True)


class PublicWaitSchema(Schema):
    """Somebody's place on the waitlist, as their link shows it."""

    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    place = ma.fields.Integer(required=True, allow_none=True)
    service_id = ma.fields.UUID(required=True)
    service_name = ma.fields.String(required=True)
    requires_approval = ma.fields.Boolean(required=True)
    staff_name = ma.fields.String(required=True, allow_none=True)
    seats = ma.fields.Integer(required=True)
    from_day = ma.fields.Date(required=True)
    until_day = ma.fields.Date(required=True)
    from_minute = ma.fields.Integer(required=True)
    until_minute = ma.fields.Integer(required=True)
    offer = ma.fields.Nested(PublicOfferSchema, required=True, allow_none=True)
    questions = ma.fields.List(ma.fields.Nested(QuestionSchema), required=True)
    #: Opens the booking that they took from the list, as long as its link works.
    manage_token = ma.fields.String(required=True, allow_none=True)


class AcceptOfferSchema(Schema):
    answers = answers(load_default=dict)
    payment_method = PaymentMethod(allow_none=True, load_default=None)
