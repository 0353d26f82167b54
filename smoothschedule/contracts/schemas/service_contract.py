"""Contracts of services, and of customers' own, on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.contracts.rules.states import Coming, ContractState, Policy, SignerState
from smoothschedule.contracts.schemas.fields import KEY
from smoothschedule.core.schemas import Moment, Schema, Text, page_of

POLICIES = [str(policy) for policy in Policy]
STATES = [str(state) for state in ContractState]
#: As guests are told: they see no drafts.
TOLD_STATES = [*map(str, Coming), *(state for state in STATES if state != ContractState.DRAFT)]
SIGNER_STATES = [str(state) for state in SignerState]


class ServiceContractSchema(Schema):
    """What booking the service asks for."""

    template_id = ma.fields.UUID(required=True)
    template_name = ma.fields.String(required=True)
    policy = ma.fields.String(required=True, validate=ma.validate.OneOf(POLICIES))
    deadline_hours = ma.fields.Integer(required=True, allow_none=True)
    customer_role_key = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)


class ServiceContractWishSchema(Schema):
    template_id = ma.fields.UUID(required=True)
    policy = ma.fields.String(required=True, validate=ma.validate.OneOf(POLICIES))
    deadline_hours = ma.fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=ma.validate.Range(0, 720)
    )
    customer_role_key = Text(required=True, validate=KEY)

    @ma.validates_schema
    def _deadline_is_of_cancelling(self, data: dict[str, Any], **_: Any) -> None:
        if (data["policy"] == Policy.CANCEL) != (data.get("deadline_hours") is not None):
            raise ma.ValidationError(
                "Say how many hours before, if unsigned appointments are cancelled.",
                "deadline_hours",
            )


class BookingContractSchema(Schema):
    """A contract of a booking, as its guest sees it.

    `preparing` is one that is made this moment, `unsent` one that the business has to see to.
    `confirms` says that nothing but this contract's signatures keeps the booking from standing.
    """

    title = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(TOLD_STATES))
    policy = ma.fields.String(required=True, allow_none=True, validate=ma.validate.OneOf(POLICIES))
    deadline_at = Moment(required=True, allow_none=True)
    sign_url = ma.fields.String(required=True, allow_none=True)
    has_signed = ma.fields.Boolean(required=True)
    confirms = ma.fields.Boolean(required=True)


class BookingContractListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(BookingContractSchema), required=True)


class MyContractSchema(Schema):
    """A contract that the signed-in customer takes part in."""

    id = ma.fields.UUID(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    signer_state = ma.fields.String(required=True, validate=ma.validate.OneOf(SIGNER_STATES))
    message = ma.fields.String(required=True)
    sent_at = Moment(required=True, allow_none=True)
    expires_at = Moment(required=True, allow_none=True)
    completed_at = Moment(required=True, allow_none=True)
    can_sign = ma.fields.Boolean(required=True)


MyContractListSchema = page_of(MyContractSchema, "MyContractList")
