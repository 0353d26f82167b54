"""Shapes of passwords on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Email, Schema, Text
from smoothschedule.users.passwords import MAX_LENGTH
from smoothschedule.users.schemas.account import CurrentPassword, Password, TypedPassword


class PasswordResetSchema(Schema):
    email = Email(required=True)


class PasswordResetConfirmSchema(Schema):
    token = Text(min=20, max=100, required=True)
    password = Password()


class PasswordChangeSchema(Schema):
    current_password = CurrentPassword()
    password = Password()


class PasswordCheckSchema(Schema):
    password = TypedPassword(
        required=True, load_only=True, validate=ma.validate.Length(max=MAX_LENGTH)
    )
    #: What a guesser knows of its owner: name, e-mail, business.
    known = ma.fields.List(Text(max=254), load_default=list, validate=ma.validate.Length(max=5))


class PasswordVerdictSchema(Schema):
    score = ma.fields.Integer(required=True)
    is_good = ma.fields.Boolean(required=True)
    advice = Text(required=True, allow_none=True)
