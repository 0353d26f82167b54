"""Demo businesses on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema
from smoothschedule.demo.orders import LONGEST_DAYS, DemoState
from smoothschedule.scheduling.demo_texts import Flavour

DAYS = ma.validate.Range(min=1, max=LONGEST_DAYS)


class NewDemoSchema(Schema):
    flavour = ma.fields.String(
        load_default=Flavour.SALON.value,
        validate=ma.validate.OneOf([flavour.value for flavour in Flavour]),
    )
    days = ma.fields.Integer(strict=True, load_default=7, validate=DAYS)


class DemoAccountSchema(Schema):
    role = ma.fields.String(required=True)
    email = ma.fields.String(required=True)


class DemoSchema(Schema):
    """`url` and the log-ins are there once it is ready."""

    id = ma.fields.UUID(required=True)
    state = ma.fields.String(
        required=True, validate=ma.validate.OneOf([state.value for state in DemoState])
    )
    name = ma.fields.String(required=True, allow_none=True)
    url = ma.fields.String(required=True, allow_none=True)
    expires_at = Moment(required=True, allow_none=True)
    accounts = ma.fields.List(ma.fields.Nested(DemoAccountSchema), required=True)
    password = ma.fields.String(required=True, allow_none=True)


class DemoExtensionSchema(Schema):
    days = ma.fields.Integer(strict=True, required=True, validate=DAYS)
