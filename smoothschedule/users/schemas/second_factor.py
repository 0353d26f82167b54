"""Shapes of second factors on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text
from smoothschedule.users.schemas.account import CurrentPassword

LONGEST_CODE = 40


class SecondFactorSchema(Schema):
    is_on = ma.fields.Boolean(required=True)
    is_required = ma.fields.Boolean(required=True)
    confirmed_at = Moment(required=True, allow_none=True)
    codes_left = ma.fields.Integer(required=True)


class SecondFactorStartSchema(Schema):
    current_password = CurrentPassword()


class SecondFactorSecretSchema(Schema):
    #: To be typed into the app where no camera is at hand.
    secret = ma.fields.String(required=True)
    uri = ma.fields.String(required=True)
    #: The same as a picture: data:image/svg+xml.
    qr = ma.fields.String(required=True)


class SecondFactorConfirmSchema(Schema):
    code = Text(min=1, max=LONGEST_CODE, required=True)


class SecondFactorChangeSchema(Schema):
    current_password = CurrentPassword()
    code = Text(min=1, max=LONGEST_CODE, required=True)


class RecoveryCodesSchema(Schema):
    codes = ma.fields.List(ma.fields.String(), required=True)
