"""Shapes of API tokens on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text
from smoothschedule.users.api_tokens import MAX_DAYS


class ApiTokenMakeSchema(Schema):
    name = Text(min=1, max=60, required=True)
    scopes = ma.fields.List(
        Text(min=1, max=60),
        required=True,
        validate=ma.validate.Length(min=1, max=40, error="Choose at least one."),
    )
    expires_in_days = ma.fields.Integer(
        required=True,
        strict=True,
        validate=ma.validate.Range(
            min=1, max=MAX_DAYS, error=f"Between 1 and {MAX_DAYS} days, please."
        ),
    )


class ApiTokenSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = Text(required=True)
    prefix = Text(required=True)
    scopes = ma.fields.List(ma.fields.String(), required=True)
    created_at = Moment(required=True)
    created_by_id = ma.fields.UUID(required=True)
    expires_at = Moment(required=True)
    last_used_at = Moment(required=True, allow_none=True)


class NewApiTokenSchema(ApiTokenSchema):
    #: Shown this once.
    token = Text(required=True)


class ScopeSchema(Schema):
    name = Text(required=True)
    meaning = Text(required=True)


class ApiTokenListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(ApiTokenSchema), required=True)
    #: What new tokens may be given.
    scopes = ma.fields.List(ma.fields.Nested(ScopeSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)
