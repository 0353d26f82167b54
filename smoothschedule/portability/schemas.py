"""Exports on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema
from smoothschedule.portability.models import STATES


class ExportWishSchema(Schema):
    """The owner's own password, once more."""

    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=200))


class BusinessExportSchema(Schema):
    id = ma.fields.UUID(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    percent = ma.fields.Integer(required=True)
    file_bytes = ma.fields.Integer(required=True)
    created_at = Moment(required=True)
    expires_at = Moment(required=True, allow_none=True)


class BusinessExportListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(BusinessExportSchema), required=True)


class ExportLinkSchema(Schema):
    url = ma.fields.String(required=True)
