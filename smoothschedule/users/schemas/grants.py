"""Shapes of permission grants and of the platform's directory on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, PageArgs, Schema, Text, page_of
from smoothschedule.users.rules import LONGEST_GRANT_MINUTES
from smoothschedule.users.schemas.visits import ONE_OF, Reason

REALMS = ("tenant", "platform")
STATES = ("active", "expired", "revoked")
MINUTES = ma.validate.Range(
    min=1,
    max=LONGEST_GRANT_MINUTES,
    error=f"Between 1 and {LONGEST_GRANT_MINUTES} minutes, please.",
)


class GrantSchema(Schema):
    grantee_id = ma.fields.UUID(required=True)
    #: "platform": somebody of the platform who is inside the business now.
    grantee_realm = ma.fields.String(load_default="tenant", validate=ONE_OF(REALMS))
    action = Text(min=1, max=60, required=True)
    reason = Reason()
    duration_minutes = ma.fields.Integer(load_default=30, strict=True, validate=MINUTES)


class PlatformGrantSchema(Schema):
    tenant_id = ma.fields.UUID(required=True)
    grantee_id = ma.fields.UUID(required=True)
    action = Text(min=1, max=60, required=True)
    reason = Reason()
    duration_minutes = ma.fields.Integer(load_default=30, strict=True, validate=MINUTES)


class GrantPartySchema(Schema):
    id = ma.fields.UUID(required=True)
    realm = Text(required=True)
    email = Text(required=True)


class GrantItemSchema(Schema):
    id = ma.fields.UUID(required=True)
    tenant_id = ma.fields.UUID(required=True)
    grantor = ma.fields.Nested(GrantPartySchema, required=True)
    grantee = ma.fields.Nested(GrantPartySchema, required=True)
    action = Text(required=True)
    reason = Text(required=True)
    state = ma.fields.String(required=True, validate=ONE_OF(STATES))
    seconds_left = ma.fields.Integer(required=True)
    created_at = Moment(required=True)
    expires_at = Moment(required=True)
    revoked_at = Moment(required=True, allow_none=True)


class GrantArgs(PageArgs):
    state = ma.fields.String(load_default=None, validate=ONE_OF(STATES))


class PlatformGrantArgs(GrantArgs):
    tenant_id = ma.fields.UUID(load_default=None)


class GrantIdsSchema(Schema):
    ids = ma.fields.List(
        ma.fields.UUID(), required=True, validate=ma.validate.Length(min=1, max=100)
    )


class RevokedSchema(Schema):
    revoked = ma.fields.Integer(required=True)


class DirectoryArgs(PageArgs):
    q = Text(max=100, load_default=None)
    tenant_id = ma.fields.UUID(load_default=None)


class MasqueradeAnswerSchema(Schema):
    allowed = ma.fields.Boolean(required=True)
    reason = Text(required=True, allow_none=True)


class DirectoryItemSchema(Schema):
    id = ma.fields.UUID(required=True)
    tenant_id = ma.fields.UUID(required=True)
    tenant_name = Text(required=True)
    name = Text(required=True)
    email = Text(required=True)
    role = Text(required=True)
    is_active = ma.fields.Boolean(required=True)
    is_temporary = ma.fields.Boolean(required=True)
    last_sign_in_at = Moment(required=True, allow_none=True)
    masquerade = ma.fields.Nested(MasqueradeAnswerSchema, required=True)


GrantPage = page_of(GrantItemSchema, "GrantList")
DirectoryPage = page_of(DirectoryItemSchema, "PlatformUserList")
