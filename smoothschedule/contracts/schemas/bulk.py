"""Contracts to many, on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.contracts.models.bulk import BULK_STATES, ROW_STATES
from smoothschedule.contracts.schemas.contract import ContractValues, SignerWishSchema
from smoothschedule.contracts.schemas.fields import KEY
from smoothschedule.core.schemas import Email, Moment, Schema, Text

MOST_ROWS = 500


class BulkPersonSchema(Schema):
    """Somebody by name and address, with values of their own."""

    name = Text(required=True, min=1, max=200)
    email = Email(required=True)
    values = ContractValues(load_default=dict)


class NewBulkSendSchema(Schema):
    template_id = ma.fields.UUID(required=True)
    role_key = ma.fields.String(load_default=None, allow_none=True, validate=KEY)
    customer_ids = ma.fields.List(
        ma.fields.UUID(), load_default=list, validate=ma.validate.Length(max=MOST_ROWS)
    )
    rows = ma.fields.List(
        ma.fields.Nested(BulkPersonSchema),
        load_default=list,
        validate=ma.validate.Length(max=MOST_ROWS),
    )
    signers = ma.fields.List(
        ma.fields.Nested(SignerWishSchema), load_default=list, validate=ma.validate.Length(max=20)
    )
    title = Text(min=1, max=200, load_default=None, allow_none=True)
    message = Text(max=4_000, load_default="")
    expires_in_days = ma.fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=ma.validate.Range(1, 366)
    )
    remind_every_days = ma.fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=ma.validate.Range(1, 90)
    )


class BulkSendRowSchema(Schema):
    number = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(ROW_STATES))
    error = ma.fields.String(required=True, allow_none=True)
    contract_id = ma.fields.UUID(required=True, allow_none=True)


class BulkSendSchema(Schema):
    """How far it is, and what became of everybody."""

    id = ma.fields.UUID(required=True)
    title = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(BULK_STATES))
    total = ma.fields.Integer(required=True)
    sent = ma.fields.Integer(required=True)
    failed = ma.fields.Integer(required=True)
    created_at = Moment(required=True)
    rows = ma.fields.List(ma.fields.Nested(BulkSendRowSchema), required=True)
