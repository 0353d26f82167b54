"""Appointments, the calendar and free slots on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Email, Moment, PageArgs, Schema, Text, page_of
from smoothschedule.scheduling.rules.states import State
from smoothschedule.scheduling.schemas.intake import answers
from smoothschedule.tenants.schemas.business import PaymentMethod

STATES = tuple(state.value for state in State)


class AppointmentServiceSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    color = ma.fields.String(required=True)


class AppointmentCustomerSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True, allow_none=True)
    phone = ma.fields.String(required=True, allow_none=True)


class BookedAddonSchema(Schema):
    """What was booked along, as it was offered then."""

    name = ma.fields.String(required=True)
    extra_minutes = ma.fields.Integer(required=True)
    price_minor = ma.fields.Integer(required=True)


class AllocationSchema(Schema):
    """Time of one resource; `segment` is the part of the service that it begins with."""

    segment = ma.fields.Integer(required=True)
    resource_id = ma.fields.UUID(required=True)
    resource_name = ma.fields.String(required=True, attribute="resource.name")
    is_former = ma.fields.Boolean(required=True, attribute="resource.is_former")
    kind = ma.fields.String(required=True, attribute="resource.kind")
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    is_overlap = ma.fields.Boolean(required=True)


class SessionSchema(Schema):
    """How many a session of a class has room for, and how many are booked."""

    capacity = ma.fields.Integer(required=True, allow_none=True)
    seats_taken = ma.fields.Integer(required=True)


class AppointmentSchema(Schema):
    """One visit. `session` is there for a session of a class, which has participants instead of
    a customer; `session_id` is what a participant comes to, with so many `seats`. What is pending
    and `waits_for_signature` needs no answer: it is confirmed once its contract is signed."""

    id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    waits_for_signature = ma.fields.Boolean(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    service = ma.fields.Nested(AppointmentServiceSchema, required=True)
    customer = ma.fields.Nested(AppointmentCustomerSchema, required=True, allow_none=True)
    location_id = ma.fields.UUID(required=True)
    time_zone = ma.fields.String(required=True, attribute="location.time_zone")
    price_minor = ma.fields.Integer(required=True)
    late_fee_minor = ma.fields.Integer(required=True)
    payment_method = PaymentMethod(required=True, allow_none=True)
    currency = ma.fields.String(required=True)
    notes = ma.fields.String(required=True)
    cancel_reason = ma.fields.String(required=True, allow_none=True)
    hold_expires_at = Moment(required=True, allow_none=True)
    version = ma.fields.Integer(required=True)
    series_id = ma.fields.UUID(required=True, allow_none=True)
    session_id = ma.fields.UUID(required=True, allow_none=True)
    session = ma.fields.Nested(SessionSchema, required=True, allow_none=True)
    seats = ma.fields.Integer(required=True)
    allocations = ma.fields.List(ma.fields.Nested(AllocationSchema), required=True)
    addons = ma.fields.List(ma.fields.Nested(BookedAddonSchema), required=True)
    created_at = Moment(required=True)


class CancellationSchema(Schema):
    """The business's policy, and what cancelling costs at this moment."""

    window_hours = ma.fields.Integer(required=True)
    fee_percent = ma.fields.Integer(required=True)
    free_until = Moment(required=True)
    fee_now_minor = ma.fields.Integer(required=True)


class MyAllocationSchema(AllocationSchema):
    """To customers a former colleague is who they were."""

    class Meta(Schema.Meta):
        exclude = ("is_former",)


class MyAppointmentSchema(AppointmentSchema):
    """What customers see of their own: not the team's notes, but what they may still do."""

    allocations = ma.fields.List(ma.fields.Nested(MyAllocationSchema), required=True)
    can_cancel = ma.fields.Boolean(required=True)
    can_move = ma.fields.Boolean(required=True)
    cancellation = ma.fields.Nested(CancellationSchema, required=True)

    class Meta(Schema.Meta):
        exclude = ("notes", "customer", "session")


AppointmentListSchema = page_of(AppointmentSchema, "AppointmentList")
MyAppointmentListSchema = page_of(MyAppointmentSchema, "MyAppointmentList")


class AppointmentListArgs(PageArgs):
    state = ma.fields.String(validate=ma.validate.OneOf(STATES))
    customer_id = ma.fields.UUID()


class CalendarSchema(Schema):
    from_ = Moment(required=True, data_key="from")
    to = Moment(required=True)
    items = ma.fields.List(ma.fields.Nested(AppointmentSchema), required=True)


class RangeArgs(Schema):
    """[from, to) of a calendar question."""

    from_ = Moment(required=True, data_key="from")
    to = Moment(required=True)

    @ma.validates_schema
    def _ends_after_it_starts(self, data: dict[str, Any], **_: Any) -> None:
        if data["from_"] >= data["to"]:
            raise ma.ValidationError("It must end after it starts.", "to")


class CalendarArgs(RangeArgs):
    resource_id = ma.fields.UUID()


def addon_ids() -> ma.fields.Field[Any]:
    """?addon_ids=… once for each thing booked along."""
    return ma.fields.List(ma.fields.UUID(), load_default=(), validate=ma.validate.Length(max=20))


def party_size() -> ma.fields.Integer:
    """How many come, where the service is a class."""
    return ma.fields.Integer(load_default=1, validate=ma.validate.Range(min=1, max=500))


def duration_minutes(*, strict: bool) -> ma.fields.Integer:
    """How long it shall take, where that is not as usual; in an address it is a text."""
    return ma.fields.Integer(strict=strict, validate=ma.validate.Range(min=1, max=1440))


class SlotArgs(RangeArgs):
    resource_id = ma.fields.UUID()
    appointment_id = ma.fields.UUID()
    customer_id = ma.fields.UUID()
    addon_ids = addon_ids()
    party_size = party_size()
    duration_minutes = duration_minutes(strict=False)

    @ma.validates_schema
    def _of_an_appointment(self, data: dict[str, Any], **_: Any) -> None:
        if "duration_minutes" in data and "appointment_id" not in data:
            message = "Say which appointment shall take that long."
            raise ma.ValidationError(message, "duration_minutes")


class SlotSchema(Schema):
    """A free time, and every resource that could take part in it.

    `seats_left` is there for a class: how large a party could come.
    """

    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    resource_ids = ma.fields.List(ma.fields.UUID(), required=True)
    seats_left = ma.fields.Integer(required=True, allow_none=True)


class SlotListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(SlotSchema), required=True)
    time_zone = ma.fields.String(required=True)


def notify() -> ma.fields.Field[Any]:
    """Whether the customer is written to."""
    return ma.fields.Boolean(load_default=True)


class GuestSchema(Schema):
    """Somebody who may not be known yet."""

    name = Text(min=1, max=120, required=True)
    email = Email(allow_none=True, load_default=None)
    phone = Text(min=1, max=40, allow_none=True, load_default=None)


class CustomerOfBookingSchema(Schema):
    """Whom it is for: somebody known, or a guest."""

    customer_id = ma.fields.UUID()
    customer = ma.fields.Nested(GuestSchema)

    @ma.validates_schema
    def _one_customer(self, data: dict[str, Any], **_: Any) -> None:
        if ("customer_id" in data) == ("customer" in data):
            raise ma.ValidationError("Name one customer: customer_id or customer.", "customer")


class NewAppointmentSchema(CustomerOfBookingSchema):
    service_id = ma.fields.UUID(required=True)
    starts_at = Moment(required=True)
    resource_ids = ma.fields.List(ma.fields.UUID(), validate=ma.validate.Length(max=10))
    addon_ids = ma.fields.List(ma.fields.UUID(), validate=ma.validate.Length(max=20))
    notes = Text(max=5000, load_default="")
    overlap = ma.fields.Boolean(load_default=False)
    notify = notify()
    party_size = party_size()
    answers = answers(load_default=dict)


class NewParticipantSchema(CustomerOfBookingSchema):
    """Somebody more who comes to a session; `overlap` on purpose beyond its seats."""

    party_size = party_size()
    notes = Text(max=5000, load_default="")
    overlap = ma.fields.Boolean(load_default=False)
    notify = notify()


class ParticipantsSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(AppointmentSchema), required=True)


class NewSessionSchema(Schema):
    """A class that takes place, whoever comes."""

    service_id = ma.fields.UUID(required=True)
    starts_at = Moment(required=True)
    resource_ids = ma.fields.List(
        ma.fields.UUID(), load_default=(), validate=ma.validate.Length(max=10)
    )


class AppointmentChangesSchema(Schema):
    notes = Text(max=5000)
    payment_method = PaymentMethod(allow_none=True)


class MoveSchema(Schema):
    """Another time, length or other resources; `overlap` on purpose also over others."""

    starts_at = Moment(required=True)
    duration_minutes = duration_minutes(strict=True)
    resource_ids = ma.fields.List(ma.fields.UUID(), validate=ma.validate.Length(max=10))
    reason = Text(max=500, allow_none=True, load_default=None)
    overlap = ma.fields.Boolean(load_default=False)
    notify = notify()


class SeenSchema(Schema):
    """An appointment in the version that the caller saw."""

    id = ma.fields.UUID(required=True)
    version = ma.fields.Integer(required=True, strict=True)


class SwapSchema(Schema):
    """Two appointments that exchange their times and staff."""

    appointments = ma.fields.List(
        ma.fields.Nested(SeenSchema), required=True, validate=ma.validate.Length(equal=2)
    )
    notify = notify()

    @ma.validates_schema
    def _are_two(self, data: dict[str, Any], **_: Any) -> None:
        one, other = data["appointments"]
        if one["id"] == other["id"]:
            raise ma.ValidationError("Name two different appointments.", "appointments")


class SwappedSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(AppointmentSchema), required=True)


class ReasonSchema(Schema):
    reason = Text(max=500, allow_none=True, load_default=None)


class CancelSchema(ReasonSchema):
    notify = notify()
