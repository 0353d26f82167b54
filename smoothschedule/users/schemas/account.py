"""Shapes of one's own account on the wire."""

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Email, Moment, Schema, Text
from smoothschedule.tenants.schemas.business import TenantSchema
from smoothschedule.users.passwords import MAX_LENGTH, MIN_LENGTH


class TypedPassword(ma.fields.String):
    """A password as typed, of characters that can be hashed."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if any(0xD800 <= ord(char) < 0xE000 for char in text):
            raise ma.ValidationError("This holds characters that no keyboard writes.")
        return text


class Password(TypedPassword):
    """A new password."""

    def __init__(self) -> None:
        super().__init__(required=True, load_only=True, metadata={"format": "password"})
        text = f"Between {MIN_LENGTH} and {MAX_LENGTH} characters, please."
        self.validators.append(ma.validate.Length(min=MIN_LENGTH, max=MAX_LENGTH, error=text))


class SignInSchema(Schema):
    email = Email(required=True)
    password = TypedPassword(required=True, validate=ma.validate.Length(max=MAX_LENGTH))
    #: Of the authenticator app, or a recovery code; asked for after the right password.
    code = Text(max=40, load_default=None, allow_none=True)


class CurrentPassword(TypedPassword):
    """One's own password, asked for again: it may be somebody else at the keyboard."""

    def __init__(self) -> None:
        super().__init__(
            required=True,
            load_only=True,
            metadata={"format": "password"},
            validate=ma.validate.Length(max=MAX_LENGTH),
        )


class MeUserSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = Text(required=True)
    email = Text(required=True)
    role = Text(required=True)
    resource_id = ma.fields.UUID(required=True, allow_none=True)
    version = ma.fields.Integer(required=True)


class RealtimeSchema(Schema):
    url = Text(required=True, allow_none=True)


class SecondFactorOfMeSchema(Schema):
    is_on = ma.fields.Boolean(required=True)
    #: Nothing else may be done before it is on.
    is_required = ma.fields.Boolean(required=True)


class MePatchSchema(Schema):
    name = Text(min=1, max=100, required=True)


class VisitActorSchema(Schema):
    name = Text(required=True)
    email = Text(required=True)
    role = Text(required=True)


class MeVisitSchema(Schema):
    id = ma.fields.UUID(required=True)
    kind = Text(required=True)
    mode = Text(required=True)
    reason = Text(required=True)
    actor = ma.fields.Nested(VisitActorSchema, required=True)
    expires_at = Moment(required=True)
    can_write = ma.fields.Boolean(required=True)
    return_url = Text(required=True)


class MeSchema(Schema):
    user = ma.fields.Nested(MeUserSchema, required=True)
    tenant = ma.fields.Nested(TenantSchema, required=True, allow_none=True)
    permissions = ma.fields.List(ma.fields.String(), required=True)
    csrf_token = Text(required=True)
    realtime = ma.fields.Nested(RealtimeSchema, required=True)
    second_factor = ma.fields.Nested(SecondFactorOfMeSchema, required=True)
    visit = ma.fields.Nested(MeVisitSchema, required=True, allow_none=True)


class HandoverSchema(Schema):
    token = Text(min=20, max=100, required=True)
