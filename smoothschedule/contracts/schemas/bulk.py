"""Contracts to many, on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.contracts.models.bulk import BULK_STATES, ROW_STATES
from smoothschedule.contracts.operations.bulk_people import MOST_ROWS
from smoothschedule.contracts.schemas.contract import ContractValues, SignerWishSchema
from smoothschedule.contracts.schemas.fields import KEY
from smoothschedule.core.schemas import Email, Moment, Schema, Text, page_of


class BulkPersonSchema(Schema):
    """Somebody by name and address, with values of their own."""

    name = Text(required=True, min=1, max=200)
    email = Email(required=True)
    values = ContractValues(load_default=dict)


class NewBulkSendSchema(Schema):
    template_id = ma.fields.UUID(required=True)
    role_key = Text(load_default=None, allow_none=True, validate=KEY)
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


class BulkSendItemSchema(Schema):
    """How far it is."""

    id = ma.fields.UUID(required=True)
    title = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(BULK_STATES))
    total = ma.fields.Integer(required=True)
    sent = ma.fields.Integer(required=True)
    failed = ma.fields.Integer(required=True)
    created_at = Moment(required=True)


BulkSendListSchema = page_of(BulkSendItemSchema, "BulkSendList")


class BulkSendSchema(BulkSendItemSchema):
    """How far it is, and what became of everybody."""

    can_retry = ma.fields.Boolean(required=True)
    rows = ma.fields.List(ma.fields.Nested(BulkSendRowSchema), required=True)


class Columns(ma.fields.String):
    """What each column of a table is, in their order, parted by commas; nothing where unused."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, *args, **kwargs)
        return [each.strip() or None for each in text.split(",")]


class BulkPreviewArgs(Schema):
    template_id = ma.fields.UUID(required=True)
    role_key = Text(load_default=None, validate=KEY)
    columns = Columns(load_default=None)


class BulkTableSchema(Schema):
    file = ma.fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class BulkColumnSchema(Schema):
    """A column of the table; `example` is what stands in it first."""

    head = ma.fields.String(required=True)
    target = ma.fields.String(required=True, allow_none=True)
    example = ma.fields.String(required=True)


class BulkChoiceSchema(Schema):
    """What a column may be."""

    target = ma.fields.String(required=True)
    label = ma.fields.String(required=True)


class BulkLineSchema(Schema):
    """A row of the table, by its number; `refusal` says why nothing can be sent."""

    number = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True)
    values = ma.fields.Dict(keys=ma.fields.String(), required=True)
    refusal = ma.fields.String(required=True, allow_none=True)


class BulkPreviewSchema(Schema):
    encoding = ma.fields.String(required=True)
    delimiter = ma.fields.String(required=True)
    columns = ma.fields.List(ma.fields.Nested(BulkColumnSchema), required=True)
    choices = ma.fields.List(ma.fields.Nested(BulkChoiceSchema), required=True)
    people = ma.fields.List(ma.fields.Nested(BulkLineSchema), required=True)
    accepted = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)
