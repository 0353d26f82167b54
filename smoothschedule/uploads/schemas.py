"""Uploads on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Schema, Text


class UploadWishSchema(Schema):
    file_name = Text(required=True, min=1, max=200)
    size_bytes = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(min=1))


class UploadLinkSchema(Schema):
    """PUT exactly the file there with these headers, then say that it is there by `upload_id`."""

    url = ma.fields.String(required=True)
    upload_id = ma.fields.UUID(required=True)
    headers = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)
