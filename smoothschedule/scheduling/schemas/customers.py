"""Customers on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Email, Moment, PageArgs, Schema, Text, page_of


class CustomerSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True, allow_none=True)
    phone = ma.fields.String(required=True, allow_none=True)
    notes = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    created_at = Moment(required=True)


CustomerListSchema = page_of(CustomerSchema, "CustomerList")


class CustomerListArgs(PageArgs):
    q = Text(max=100, load_default="")


class CustomerChangesSchema(Schema):
    name = Text(min=1, max=120)
    email = Email(allow_none=True)
    phone = Text(min=1, max=40, allow_none=True)
    notes = Text(max=5000)


class NewCustomerSchema(CustomerChangesSchema):
    name = Text(min=1, max=120, required=True)
