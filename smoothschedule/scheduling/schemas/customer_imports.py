"""Imports of customers on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.csv_import import MOST_COLUMNS
from smoothschedule.core.schemas import Moment, Schema
from smoothschedule.scheduling.rules.customer_columns import Target
from smoothschedule.scheduling.rules.customer_rows import DateOrder
from smoothschedule.scheduling.rules.imports import Existing, ImportState

_TARGET = ma.validate.OneOf([target.value for target in Target])
_EXISTING = ma.validate.OneOf([each.value for each in Existing])
_ORDER = ma.validate.OneOf([each.value for each in DateOrder])


class NewCustomerImportSchema(Schema):
    upload_id = ma.fields.UUID(required=True)


class ImportReadingSchema(Schema):
    """How the file is to be read, and what happens with customers who are there already."""

    columns = ma.fields.List(
        ma.fields.String(allow_none=True, validate=_TARGET),
        required=True,
        validate=ma.validate.Length(max=MOST_COLUMNS),
    )
    existing = ma.fields.String(required=True, validate=_EXISTING)
    date_order = ma.fields.String(required=True, validate=_ORDER)


class ImportRefusalSchema(Schema):
    number = ma.fields.Integer(required=True)
    cells = ma.fields.List(ma.fields.String(), required=True)
    reason = ma.fields.String(required=True)


class SharedAddressSchema(Schema):
    """A row about somebody new whose e-mail an earlier row has under another name, or, if `row`
    is null, a customer."""

    number = ma.fields.Integer(required=True)
    row = ma.fields.Integer(required=True, allow_none=True)


class CustomerImportSchema(Schema):
    """What the file is, how it is read, how far it is and what its rows came to.

    While it is checked and checked, the counts say what an import would do.
    """

    id = ma.fields.UUID(required=True)
    file_name = ma.fields.String(required=True)
    encoding = ma.fields.String(required=True)
    delimiter = ma.fields.String(required=True)
    head = ma.fields.List(ma.fields.String(), required=True)
    sample = ma.fields.List(ma.fields.List(ma.fields.String()), required=True)
    columns = ma.fields.List(ma.fields.String(allow_none=True, validate=_TARGET), required=True)
    existing = ma.fields.String(required=True, validate=_EXISTING)
    date_order = ma.fields.String(required=True, validate=_ORDER)
    state = ma.fields.String(
        required=True, validate=ma.validate.OneOf([state.value for state in ImportState])
    )
    total_rows = ma.fields.Integer(required=True)
    done_rows = ma.fields.Integer(required=True)
    added = ma.fields.Integer(required=True)
    changed = ma.fields.Integer(required=True)
    unchanged = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)
    shared_rows = ma.fields.Integer(required=True)
    taken_back = ma.fields.Integer(required=True)
    can_be_undone = ma.fields.Boolean(required=True)
    error = ma.fields.String(required=True, allow_none=True)
    created_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)


class CustomerImportDetailsSchema(CustomerImportSchema):
    """One import with the first of the rows that were refused, or share an address."""

    shared = ma.fields.List(ma.fields.Nested(SharedAddressSchema), required=True)
    refusals = ma.fields.List(ma.fields.Nested(ImportRefusalSchema), required=True)


class CustomerImportListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(CustomerImportSchema), required=True)
