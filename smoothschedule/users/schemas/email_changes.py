"""Shapes of changes of address on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Email, Moment, Schema, Text
from smoothschedule.users.models.email_change import STATES
from smoothschedule.users.schemas.account import CurrentPassword


class EmailChangeAskSchema(Schema):
    current_password = CurrentPassword()
    email = Email(required=True)


class WaitingEmailChangeSchema(Schema):
    email = Text(required=True)
    expires_at = Moment(required=True)
    old_confirmed = ma.fields.Boolean(required=True)
    new_confirmed = ma.fields.Boolean(required=True)


class MyEmailChangeSchema(Schema):
    waiting = ma.fields.Nested(WaitingEmailChangeSchema, required=True, allow_none=True)


class EmailLinkSchema(Schema):
    token = Text(min=20, max=100, required=True)


class EmailChangeLinkSchema(Schema):
    """What the page behind a mailed link shows."""

    side = ma.fields.String(required=True, validate=ma.validate.OneOf(("old", "new", "undo")))
    state = ma.fields.String(required=True, validate=ma.validate.OneOf((*STATES, "expired")))
    old_email = Text(required=True)
    new_email = Text(required=True)
    is_confirmed = ma.fields.Boolean(required=True)
    expires_at = Moment(required=True)
