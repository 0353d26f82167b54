"""Contract templates on the wire."""

from __future__ import annotations

import json
from typing import Any

import marshmallow as ma

from smoothschedule.contracts.models.template import KINDS, PREFLIGHT_STATES
from smoothschedule.contracts.schemas.fields import (
    ContractFieldSchema,
    ContractRoleSchema,
    PageFrameSchema,
)
from smoothschedule.core.schemas import Moment, PageArgs, Schema, Text, page_of

LONGEST_BODY = 400_000


class Body(ma.fields.Dict):
    """An editor's document; what it may hold, contracts/html/tree.py says."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        found = super()._deserialize(value, *args, **kwargs)
        try:
            is_long = len(json.dumps(found, allow_nan=False)) > LONGEST_BODY
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise ma.ValidationError("This is no document of the editor.") from None
        if is_long or "\\u0000" in json.dumps(found):
            raise ma.ValidationError("This document is too long.")
        return found


class TemplateSettingsSchema(Schema):
    """What contracts made from the template begin with."""

    expires_in_days = ma.fields.Integer(strict=True, validate=ma.validate.Range(1, 366))
    remind_every_days = ma.fields.Integer(
        strict=True, allow_none=True, validate=ma.validate.Range(1, 90)
    )
    requires_code = ma.fields.Boolean()
    is_in_order = ma.fields.Boolean()


class PreflightSchema(Schema):
    """How far the last upload is, or why it was not taken."""

    state = ma.fields.String(required=True, validate=ma.validate.OneOf(PREFLIGHT_STATES))
    progress = ma.fields.Integer(required=True)
    file_name = ma.fields.String(required=True, allow_none=True)
    code = ma.fields.String(required=True, allow_none=True)
    sentence = ma.fields.String(required=True, allow_none=True)


class ContractTemplateSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    description = ma.fields.String(required=True)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    roles = ma.fields.List(ma.fields.Nested(ContractRoleSchema), required=True)
    fields_ = ma.fields.List(
        ma.fields.Nested(ContractFieldSchema), required=True, data_key="fields", attribute="fields"
    )
    body = ma.fields.Dict(required=True, allow_none=True)
    settings = ma.fields.Nested(TemplateSettingsSchema, required=True)
    frames = ma.fields.List(ma.fields.Nested(PageFrameSchema), required=True)
    preflight = ma.fields.Nested(PreflightSchema, required=True)
    has_document = ma.fields.Boolean(required=True)
    is_archived = ma.fields.Boolean(required=True)
    is_ready = ma.fields.Boolean(required=True)
    gaps = ma.fields.List(ma.fields.String(), required=True)
    version = ma.fields.Integer(required=True)
    created_at = Moment(required=True)
    updated_at = Moment(required=True)


ContractTemplateListSchema = page_of(ContractTemplateSchema, "ContractTemplateList")


class TemplateListArgs(PageArgs):
    q = Text(max=100, load_default="")
    archived = ma.fields.Boolean(load_default=False)


class TemplateChangesSchema(Schema):
    name = Text(min=1, max=200)
    description = Text(max=2_000)
    roles = ma.fields.List(
        ma.fields.Nested(ContractRoleSchema), validate=ma.validate.Length(min=1, max=20)
    )
    fields_ = ma.fields.List(
        ma.fields.Nested(ContractFieldSchema),
        validate=ma.validate.Length(max=500),
        data_key="fields",
        attribute="fields",
    )
    body = Body(allow_none=True)
    settings = ma.fields.Nested(TemplateSettingsSchema)


class NewTemplateSchema(TemplateChangesSchema):
    name = Text(required=True, min=1, max=200)
    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))


class UploadedSchema(Schema):
    upload_id = ma.fields.UUID(required=True)
    password = ma.fields.String(
        load_default=None, allow_none=True, validate=ma.validate.Length(max=200)
    )


class DocumentLinkSchema(Schema):
    """An address that gives the PDF to whoever has it, for a few minutes."""

    url = ma.fields.String(required=True)
    expires_at = Moment(required=True)


class FormFieldListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(ContractFieldSchema), required=True)


class PreviewSchema(DocumentLinkSchema):
    """How a template looks with an example filled in; `missing` is what is never known."""

    missing = ma.fields.List(ma.fields.String(), required=True)
    frames = ma.fields.List(ma.fields.Nested(PageFrameSchema), required=True)
    fields_ = ma.fields.List(
        ma.fields.Nested(ContractFieldSchema), required=True, data_key="fields", attribute="fields"
    )


class ContractAssetSchema(Schema):
    id = ma.fields.UUID(required=True)
    url = ma.fields.String(required=True)
    width_px = ma.fields.Integer(required=True)
    height_px = ma.fields.Integer(required=True)
